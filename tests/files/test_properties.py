"""For any text: numbers, files and scenarios are read or refused with a message, never with a traceback."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.files.test_scenario import stripped
from tests.files.tiny import BASE, copy_base

from tidlig.files.documents.scenario import read_scenario_text, scenario_to_yaml
from tidlig.files.packs import read_pack
from tidlig.files.text.numerals import FigureError, parse_number
from tidlig.pack.change import changed
from tidlig.pack.number import Assumption
from tidlig.pack.scenario import Scenario
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.property
FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.*") if path.name != "scenario.yaml")
PIECES = st.sampled_from(
    [";", ",", "\n", '"', "|", "id", "value", "0,5", ": ", "- ", "{", "}", "[", "]", "&a", "*a", "!!x ", "\t"]
)
words = st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True)
ids = st.from_regex(r"[a-z][a-z0-9_]{0,5}(\.[a-z0-9_]{1,5}){0,2}", fullmatch=True)
texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_as_python_writes_it(number: float) -> None:
    assert parse_number(repr(number)) == number
    assert parse_number(repr(number).replace(".", ",")) == number


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with contextlib.suppress(FigureError):
        assert isinstance(parse_number(text), float)


def read_with(file: str, content: bytes) -> None:
    """Read the base pack with other contents of one file; only AssumptionError may be raised."""
    with tempfile.TemporaryDirectory() as target:
        folder = copy_base(Path(target))
        (folder / file).write_bytes(content)
        with contextlib.suppress(AssumptionError):
            assert read_pack(folder).digest


@settings(max_examples=150)
@given(
    st.sampled_from(FILES),
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8"))),
)
def test_any_file_gives_a_pack_or_messages(file: str, content: bytes) -> None:
    read_with(file, content)


@settings(max_examples=250)
@given(st.sampled_from(FILES), st.data())
def test_any_damage_to_a_file_gives_a_pack_or_messages(file: str, data: st.DataObject) -> None:
    text = (BASE / file).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 12))
    piece = data.draw(st.one_of(PIECES, st.text(max_size=6), st.just("")))
    read_with(file, (text[:start] + piece + text[start + length :]).encode("utf-8", "replace"))


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
def test_any_upload_gives_a_scenario_or_messages(text: str) -> None:
    with contextlib.suppress(AssumptionError):
        assert read_scenario_text(text, "upload").arms


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Scenarios with arms and changes of any kind."""
    arms = draw(st.dictionaries(words, st.lists(words, max_size=3).map(tuple), min_size=1, max_size=4))
    names = draw(st.lists(ids, max_size=4, unique=True))
    finite = st.floats(allow_nan=False, allow_infinity=False)
    changes = {
        id: Assumption(
            id,
            draw(finite),
            low=draw(st.none() | finite),
            price_year=draw(st.none() | st.integers(1900, 2200)),
            unit=draw(st.sampled_from(["", "share", "NOK/year"])),
            note=draw(texts),
            reason=draw(texts.filter(bool)),
            layer="scenario",
        )
        for id in names
    }
    title = draw(st.dictionaries(st.sampled_from(["nb", "en", "no"]), texts))
    return Scenario(draw(words), draw(words), draw(texts), draw(st.integers(1900, 2200)), arms, changes, {}, {}, title)


@given(scenarios())
def test_any_scenario_is_read_back(scenario: Scenario) -> None:
    assert stripped(read_scenario_text(scenario_to_yaml(scenario), "a.yaml")) == stripped(scenario)


@given(
    st.sampled_from(["share", "ratio", "NOK/year", "smd", "years"]),
    st.lists(st.floats(0.01, 0.99), min_size=4, max_size=4),
)
def test_a_changed_value_lies_in_its_interval(unit: str, figures: list[float]) -> None:
    low, value, high = sorted(figures[:3])
    number = changed(Assumption("x", value, low, high, unit=unit), Assumption("x", figures[3]))
    assume(number.low is not None and number.high is not None)
    assert number.low is not None
    assert number.high is not None
    assert number.low <= number.value <= number.high
