"""Five ways in for a number: pack, scenario, command line, link and field take the same texts and refuse the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.files.tiny import BASE, copy_base

from tidlig.files.documents.scenario import read_scenario_text
from tidlig.files.packs import read_pack
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack
from tidlig.pack.units import written
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.app
ROOT = Path(__file__).parents[2]
PAGE = YAML(typ="safe").load((ROOT / "app" / "page.yaml").read_text(encoding="utf-8"))
PACK = read_pack(BASE)
SCENARIO = "id: q\npack: tiny\nplace: ha\nstart_year: 2026\narms: {early: [help]}\n"
REFUSED = "refused"
AMOUNT, SHARE, RATIO, RATE, COUNT = "care.price", "share.need", "g.need", "r.early", "care.high"
TEXTS: list[tuple[str, str, float | str]] = [
    (AMOUNT, "40 000", 40_000.0),
    (AMOUNT, "kr 40 000", 40_000.0),
    (AMOUNT, "40 000 kr", 40_000.0),
    (AMOUNT, "40 000,-", 40_000.0),
    (AMOUNT, "NOK 40\u00a0000", 40_000.0),
    (AMOUNT, "0,04 mill", 40_000.0),
    (AMOUNT, "40 tusen", 40_000.0),
    (AMOUNT, "40000,5", 40_000.5),
    (AMOUNT, "4e4", 40_000.0),
    (AMOUNT, "0", 0.0),
    (AMOUNT, "100.000", REFUSED),
    (AMOUNT, "100,000", REFUSED),
    (AMOUNT, "1.234.567", REFUSED),
    (AMOUNT, "1_000", REFUSED),
    (AMOUNT, "1'000", REFUSED),
    (AMOUNT, "1e308", REFUSED),
    (AMOUNT, "1000000000001", REFUSED),
    (AMOUNT, "20 %", REFUSED),
    (AMOUNT, "$40 000", REFUSED),
    (AMOUNT, "nan", REFUSED),
    (AMOUNT, "inf", REFUSED),
    (AMOUNT, "tolv", REFUSED),
    (AMOUNT, "9" * 5000, REFUSED),
    (AMOUNT, "٤٠٠", REFUSED),
    (SHARE, "44 %", 0.44),
    (SHARE, "44 prosent", 0.44),
    (SHARE, "44,5%", 0.445),
    (SHARE, "100 %", 1.0),
    (SHARE, "150 %", REFUSED),
    (SHARE, "-1 %", REFUSED),
    (SHARE, "halv", REFUSED),
    (RATIO, "1,234", 1.234),
    (RATIO, "\u22121", REFUSED),
    (RATIO, "2 kr", REFUSED),
    (RATIO, "44 %", REFUSED),
    (RATIO, "1001", REFUSED),
    (RATIO, ".5", REFUSED),
    (RATE, "3,5 %", 0.035),
    (RATE, "-5 %", -0.05),
    (RATE, "400 %", REFUSED),
    (COUNT, "0,25", 0.25),
    (COUNT, "1,045", REFUSED),
    (COUNT, "1.0450", 1.045),
]


def from_pack(id: str, text: str, folder: Path) -> float | str:
    """Write the text into the row's value."""
    pack = copy_base(folder)
    for path in pack.glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        columns = lines[0].split(";")
        for k, line in enumerate(lines):
            cells = line.split(";")
            if cells[0] == id and path.name != "labels.csv":
                cells += [""] * (len(columns) - len(cells))
                given = {"value": text, "low": "", "high": ""}
                lines[k] = ";".join(given.get(c, v) for c, v in zip(columns, cells, strict=True)) + ";fixed"
        dist = "" if "dist" in columns else ";dist"
        if dist and any(line.endswith(";fixed") for line in lines):
            lines = [lines[0] + dist, *(line if line.endswith(";fixed") else f"{line};" for line in lines[1:])]
        elif not dist:
            place = columns.index("dist")
            lines = [_moved(line, place) if line.endswith(";fixed") else line for line in lines]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return of(lambda: read_pack(pack).numbers[id].value)


def _moved(line: str, place: int) -> str:
    """Put the word at the end of a line into the column that it belongs to."""
    cells = line.removesuffix(";fixed").split(";")
    return ";".join([*cells[:place], "fixed", *cells[place + 1 :]])


def from_scenario(id: str, text: str, bare: bool) -> float | str:
    """Set the text in a scenario, in quotes or as it stands."""
    value = text if bare else json.dumps(text, ensure_ascii=False)
    written = f"{SCENARIO}set:\n  {id}:\n    value: {value}\n    reason: asked\n"
    return of(lambda: _layered(read_scenario_text(written, "q.yaml", PACK)).numbers[id].value)


def _layered(scenario: object, command: dict[str, str] | None = None) -> Pack:
    return layer(PACK, scenario, command)  # type: ignore[arg-type]


def from_command_line(id: str, text: str) -> float | str:
    return of(lambda: _layered(read_scenario_text(SCENARIO, "q.yaml"), {id: text}).numbers[id].value)


def from_link(id: str, text: str) -> float | str:
    from choice.choice import Choice
    from choice.link import from_query, to_query

    default = Choice("nb", "ha", 2026, ("help",))
    choice, _ = from_query(to_query(default, PACK) | {id: text}, default, PACK, PAGE)
    return of(lambda: in_force(choice.changes[id], id)) if id in choice.changes else REFUSED


def from_field(id: str, text: str) -> float | str:
    from forms.fields import typed

    value = typed(text, PACK.numbers[id].unit)
    return REFUSED if isinstance(value, tuple) else of(lambda: in_force(value, id))


def in_force(value: float, id: str) -> float:
    """What the model makes of a number that the page takes: it goes through a scenario."""
    text = f"{SCENARIO}set: {{{id}: {{value: {written(value, PACK.numbers[id].unit)}, reason: asked}}}}\n"
    return _layered(read_scenario_text(text, "q.yaml", PACK)).numbers[id].value


def of(read: Callable[[], float]) -> float | str:
    try:
        return read()
    except AssumptionError as error:
        silent = [problem for problem in error.problems if not (problem.place and problem.what and problem.hint)]
        return f"without a place or what to write: {silent}" if silent else REFUSED


@pytest.mark.parametrize(("id", "text", "expected"), TEXTS, ids=lambda value: str(value)[:20])
def test_every_door_gives_the_same_answer(id: str, text: str, expected: float | str, tmp_path: Path) -> None:
    doors = {
        "pack": from_pack(id, text, tmp_path),
        "scenario": from_scenario(id, text, bare=False),
        "scenario, without quotes": from_scenario(id, text, bare=True),
        "command line": from_command_line(id, text),
        "link": from_link(id, text),
        "field": from_field(id, text),
    }
    assert doors == dict.fromkeys(doors, expected)


@pytest.mark.parametrize("door", [from_command_line, from_link, from_field])
def test_an_amount_that_the_pack_has_as_zero_or_more_stays_so(door: Callable[[str, str], float | str]) -> None:
    """The pack itself says which amounts may be negative: there the same text is read."""
    assert door(AMOUNT, "-5") == REFUSED


def test_only_a_field_shown_in_per_cent_takes_a_bare_number_for_per_cent() -> None:
    assert from_field(SHARE, "44") == 0.44
    assert from_field(RATE, "3,5") == 0.035
    for door in (from_command_line, from_link):
        assert door(SHARE, "44") == REFUSED
        assert door(SHARE, "0,44") == 0.44
