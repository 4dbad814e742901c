from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.assumptions.tiny import BAD, CASES, copy_base

from tidlig.assumptions.overlay import layer
from tidlig.assumptions.problems import AssumptionError, Problem
from tidlig.assumptions.read import read_pack
from tidlig.assumptions.scenario import read_scenario
from tidlig.engine.axes import PlanError
from tidlig.report.messages import catalogue
from tidlig.report.problems import _patterns, in_file, reasons, translated

pytestmark = pytest.mark.unit

NB, EN = catalogue("nb"), catalogue("en")
CELLS = "programmes nfp, ips_ung together need 70000 cells (limit 60000); choose fewer at a time"
MESSAGES = [line for case in CASES for line in (BAD / case / "expected.txt").read_text(encoding="utf-8").splitlines()]
SCENARIOS = [case for case in CASES if case.startswith("scenario-")]


def test_every_reason_stands_on_its_own_line_without_the_file() -> None:
    refusal = AssumptionError(
        [Problem("x.yaml", 3, "place", "unknown place 'hå'", "did you mean 'ha'?"), Problem("x.yaml", 4, "", "is odd")]
    )
    assert reasons(refusal, EN) == ["place: unknown place 'hå'; did you mean 'ha'?", "is odd"]
    assert reasons(refusal, NB) == ["place: ukjent sted «hå»; mente du «ha»?", "is odd"]
    assert in_file(refusal, NB) == ["x.yaml:3: place: ukjent sted «hå»; mente du «ha»?", "x.yaml:4: is odd"]


def test_in_english_a_problem_reads_as_on_the_command_line() -> None:
    problems = [
        Problem("x.yaml", 8, "set.a.value", "9 is not a share", "a share is between 0 and 1"),
        Problem("x", 0, "", "is bad"),
    ]
    assert in_file(AssumptionError(problems), EN) == [str(problem) for problem in AssumptionError(problems).problems]


def test_a_bundle_that_cannot_be_run_says_why() -> None:
    assert reasons(PlanError(CELLS), EN) == [CELLS]
    assert reasons(PlanError(CELLS), NB)[0].startswith("tiltakene nfp, ips_ung krever til sammen 70000 celler")


@pytest.mark.parametrize("case", SCENARIOS)
def test_what_is_wrong_with_a_scenario_is_told_in_bokmaal(case: str, tmp_path: Path) -> None:
    """What is wrong and what to write, for every kind of mistake that a scenario file can have."""
    folder = copy_base(tmp_path)
    shutil.copytree(BAD / case, folder, dirs_exist_ok=True)
    pack = read_pack(folder)
    with pytest.raises(AssumptionError) as caught:
        layer(pack, read_scenario(folder / "scenario.yaml", pack))
    for problem in caught.value.problems:
        assert translated(problem.what, NB) != problem.what
        assert not problem.hint or translated(problem.hint, NB) != problem.hint


def test_every_message_of_the_catalogue_is_one_that_the_reader_gives() -> None:
    given = [*MESSAGES, CELLS]
    unknown = [key for key, pattern in _patterns() if not any(pattern.search(message) for message in given)]
    assert not unknown


def test_units_and_kinds_inside_a_message_are_translated_too() -> None:
    assert translated("unknown programme 'x'", NB) == "ukjent tiltak «x»"
    assert translated("9 is not a share", NB) == "9 kan ikke være en verdi av typen andel"
