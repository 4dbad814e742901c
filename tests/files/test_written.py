"""What people write by mistake and cannot see: hidden characters, other names for a key, quotes, products."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.files.tiny import base, copy_base, edit, problems_in

from tidlig.files.documents.scenario import read_scenario_text
from tidlig.files.packs import read_pack
from tidlig.files.text.document import read_document
from tidlig.layers.overlay import layer
from tidlig.problems import AssumptionError, Problems, Spot

pytestmark = pytest.mark.unit

SPACES = "write ordinary spaces instead"
LINES = (
    "id: x",
    "pack: tiny",
    "place: ha",
    "start_year: 2026",
    "arms: {early: [help]}",
    "set:",
    "  g.need: {value: 2, reason: r}",
)


def told(*lines: str) -> list[str]:
    """The problems of a scenario with these lines."""
    pack, _ = base()
    try:
        layer(pack, read_scenario_text("\n".join(lines) + "\n", "s.yaml", pack))
    except AssumptionError as error:
        return [str(problem) for problem in error.problems]
    return []


def written(line: int, text: str) -> tuple[str, ...]:
    """The lines of a good scenario with another text in one of them, counted from 1."""
    return (*LINES[: line - 1], text, *LINES[line:])


def test_the_scenario_of_these_tests_is_good() -> None:
    assert told(*LINES) == []


@pytest.mark.parametrize(
    ("line", "text", "message"),
    [
        (7, "\u00a0 g.need: {value: 2, reason: r}", f"the line begins with a no-break space; {SPACES}"),
        (7, "\tg.need: {value: 2, reason: r}", "the line begins with a tab; write ordinary spaces instead"),
        (7, "\u3000g.need: {value: 2, reason: r}", f"the line begins with an invisible character (U+3000); {SPACES}"),
        (2, "\ufeffpack: tiny", "the line begins with a byte-order mark; remove it"),
        (2, "pack\u200b: tiny", "the line has a zero-width space in it; remove it"),
        (2, "pack: tiny\u200b", "the line has a zero-width space in it; remove it"),
        (3, "place: \u00a0ha", "the line has a no-break space in it; write ordinary spaces instead"),
        (3, "place:\u00a0ha", "the line has a no-break space in it; write ordinary spaces instead"),
        (5, "arms: {early: [\u00a0help]}", "the line has a no-break space in it; write ordinary spaces instead"),
        (5, "arms: {early: [he\u00adlp]}", "the line has a soft hyphen in it; remove it"),
    ],
)  # fmt: skip
def test_a_character_that_nobody_sees_is_named_with_its_line_and_alone(line: int, text: str, message: str) -> None:
    assert told(*written(line, text)) == [f"s.yaml:{line}: {message}"]


def test_hidden_characters_where_they_change_nothing_are_let_alone() -> None:
    title = 'title: {nb: "Hardt\u00a0mellomrom \u200b", en: Ordinary\u00a0words}'
    assert told(*LINES[:1], title, *LINES[1:], "# \ttabs\u00a0in a comment") == []


def test_what_else_is_wrong_is_told_in_the_same_breath() -> None:
    lines = [*written(7, "\u00a0\u00a0g.need: {value: 2, reason: r}")]
    lines[3] = 'start_year: "2026"'
    assert told(*lines) == [
        "s.yaml:4: start_year: '2026' is in quotes; take away the quotes",
        "s.yaml:7: the line begins with a no-break space; write ordinary spaces instead",
    ]


@pytest.mark.parametrize(
    ("line", "text", "field", "key"),
    [
        (6, "changes:", "changes", "set"),
        (6, "endringer:", "endringer", "set"),
        (6, "Set:", "Set", "set"),
        (3, "sted: ha", "sted", "place"),
        (3, "kommune: ha", "kommune", "place"),
        (4, "startår: 2026", "startår", "start_year"),
        (4, "start-year: 2026", "start-year", "start_year"),
        (5, "alternativer: {early: [help]}", "alternativer", "arms"),
        (7, "  g.need: {verdi: 2, reason: r}", "set.g.need.verdi", "value"),
        (7, "  g.need: {value: 2, begrunnelse: r}", "set.g.need.begrunnelse", "reason"),
    ],
)
def test_another_name_of_a_key_is_told_once_with_the_key(line: int, text: str, field: str, key: str) -> None:
    assert told(*written(line, text)) == [f"s.yaml:{line}: {field}: unknown field; did you mean '{key}'?"]


@pytest.mark.parametrize(("column", "meant"), [("kilde", "source"), ("Enhet", "unit"), ("valeu", "value")])
def test_another_name_of_a_column_is_told_with_the_column(column: str, meant: str, tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    path = folder / "use.csv"
    header, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(header.replace(meant, column) + "\n" + rest, encoding="utf-8")
    message = f"tiny/use.csv:1: {column}: unknown column; did you mean '{meant}'?"
    assert message in problems_in(folder)


def test_no_key_is_proposed_that_stands_there_or_belongs_elsewhere() -> None:
    assert told(*LINES, "changes: {}") == ["s.yaml:8: changes: unknown field; remove it"]
    assert told(*LINES, "agess: 3") == ["s.yaml:8: agess: unknown field; remove it"]


def test_a_product_names_the_numbers_that_it_is_made_of() -> None:
    pack, scenario = base()
    rows = tuple(replace(row, own=False) if row.id == "neet.high" else row for row in pack.transitions)
    numbers = {id: number for id, number in pack.numbers.items() if id != "neet.high"}
    made = replace(pack, transitions=rows, numbers=numbers)
    with pytest.raises(
        AssumptionError, match=r"^--set: neet.high: 'neet.high' is a product of other numbers; set g.need$"
    ):
        layer(made, scenario, {"neet.high": "0.2"})
    with pytest.raises(AssumptionError, match=r"'care.own' is what the other legs of 'care' leave; set care.state$"):
        layer(pack, scenario, {"care.own": "0.2"})


def test_rates_of_separate_exits_are_checked_when_files_are_read(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    edit(folder, "pack.yaml", "{id: activity, factor: activity}", "{id: activity, factor: activity, combine: separate}")
    edit(
        folder,
        "transitions.csv",
        "0,1;0,05;0,2;;probability;register;A\nneet.high",
        "3;;;fixed;rate;register;A\nneet.high",
    )
    assert problems_in(folder) == []
    text = (folder / "transitions.csv").read_text(encoding="utf-8")
    extra = "out.low;activity;school;dead;16;19;low;;;2;;;fixed;rate;;E\n"
    (folder / "transitions.csv").write_text(text + extra, encoding="utf-8")
    (problem,) = problems_in(folder)
    lines = "neet.low 3 (transitions.csv:4), out.low 2 (transitions.csv:8)"
    assert problem == (
        "tiny/transitions.csv:8: value: the exits of 'school' add up to 1.81488 at age 16: "
        f"{lines}; lower one of them: together they must be below 1"
    )
    edit(folder, "transitions.csv", ";2;;;fixed;rate;;E\n", ";0,04;;;fixed;rate;;E\n")
    assert read_pack(folder)


def test_a_text_that_stays_unreadable_tells_the_hidden_character_alone() -> None:
    problems = Problems()
    assert read_document("a:\n\t- [b\n", Spot(problems, "x.yaml")) is None
    assert [str(each) for each in problems.found] == [
        "x.yaml:2: the line begins with a tab; write ordinary spaces instead"
    ]
