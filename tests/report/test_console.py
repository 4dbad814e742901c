"""The command line writes no empty place, no zero with a sign, and hides counts of real people only."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario
from tidlig.files.packs import read_pack
from tidlig.files.text.locate import find_pack, find_scenario
from tidlig.layers.overlay import layer
from tidlig.report import terminal
from tidlig.report.explain import document as explanation
from tidlig.report.terminal.run import show_run
from tidlig.report.words.numbers import plain

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]


def shown(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command line says of a scenario."""
    scenario = read_scenario(find_scenario(name, root))
    pack = layer(read_pack(find_pack(scenario.pack, root)), scenario)
    show_run(pack, scenario, run(pack, scenario))
    return capsys.readouterr().out


def test_a_cohort_that_nobody_has_counted_is_told_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown("sick_sicker", ROOT / "assumptions" / "published", capsys)
    assert "\nsick_sicker, from 2020" in text
    assert "1.0 take part, of 1 born" in text
    assert "fewer than" not in text
    assert not re.search(r"[-+]0(\.0+)?%?(?![\d.])", text)


def test_few_people_of_a_place_are_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "fewer than 5 take part" in shown("gausdal-foreldretrening", ROOT / "assumptions", capsys)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (-0.2, ",.0f", "0"),
        (-0.001, "+.2f", "0.00"),
        (0.0, "+.1%", "0.0%"),
        (-1234.0, ",.0f", "-1 234"),
        (0.5, "+.1f", "+0.5"),
    ],
)
def test_zero_has_no_sign(value: float, form: str, text: str) -> None:
    assert plain(value, form) == text


def test_the_tables_of_the_command_line_write_numbers_in_one_way() -> None:
    """No format of Python's own, which writes minus zero, in what prints to the terminal."""
    for path in (Path(explanation.__file__), *Path(terminal.__file__).parent.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        forms = [
            ast.unparse(node)
            for node in ast.walk(tree)
            if isinstance(node, ast.FormattedValue)
            and node.format_spec is not None
            and "." in ast.unparse(node.format_spec)
        ]
        assert not forms
