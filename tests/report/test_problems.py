from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.files.tiny import BAD, CASES, copy_base
from tests.texts import catalogue

from tidlig.engine.plan.axes import PlanError
from tidlig.files.documents.scenario import read_scenario
from tidlig.files.packs import read_pack
from tidlig.layers.overlay import layer
from tidlig.problems import AssumptionError, Message, did_you_mean, problem
from tidlig.report.words.problems import in_file, reasons, translated

pytestmark = pytest.mark.unit

NB, EN = catalogue("nb"), catalogue("en")
CELLS = "programmes {names} together need {most} cells (limit {limit}); choose fewer at a time"
SCENARIOS = [case for case in CASES if case.startswith("scenario-")]


def test_every_reason_stands_on_its_own_line_without_the_file() -> None:
    near = did_you_mean("olso", ["oslo"])
    refusal = AssumptionError(
        [
            problem("x.yaml", 3, "place", "unknown place '{name}'", near, name="olso"),
            problem("x.yaml", 4, "", "set twice"),
        ]
    )
    assert reasons(refusal, EN) == ["place: Unknown place 'olso'. Did you mean 'oslo'?", "Set twice."]
    assert reasons(refusal, NB) == ["place: Ukjent sted «olso». Mente du «oslo»?", "Satt to ganger."]
    assert in_file(refusal, NB) == ["x.yaml:3: place: ukjent sted «olso»; mente du «oslo»?", "x.yaml:4: satt to ganger"]


def test_in_english_a_problem_reads_as_on_the_command_line() -> None:
    error = AssumptionError(
        [
            problem("x.yaml", 8, "set.a", "'{text}' is not a number", "remove it", text="x\t"),
            problem("x", 0, "", "set twice"),
        ]
    )
    assert in_file(error, EN) == [str(each) for each in error.problems]


def test_twenty_problems_are_told_and_the_rest_counted() -> None:
    error = AssumptionError(problem("x.csv", line, "id", "is missing") for line in range(1, 24))
    assert in_file(error, NB)[-2:] == ["x.csv:20: id: mangler", "og 3 til"]
    assert reasons(error, EN)[-1] == "and 3 more"
    assert str(error).splitlines() == in_file(error, EN)


def test_a_bundle_that_cannot_be_run_says_why() -> None:
    refusal = PlanError(CELLS, names="nfp, ips_ung", most=70000, limit=60000)
    assert reasons(refusal, EN) == [
        "programmes nfp, ips_ung together need 70000 cells (limit 60000); choose fewer at a time"
    ]
    assert reasons(refusal, NB)[0].startswith("tiltakene nfp, ips_ung krever til sammen 70000 celler")


@pytest.mark.parametrize("case", SCENARIOS)
def test_what_is_wrong_with_a_scenario_is_told_in_bokmaal(case: str, tmp_path: Path) -> None:
    """What is wrong and what to write, for every kind of mistake that a scenario file can have."""
    folder = copy_base(tmp_path)
    shutil.copytree(BAD / case, folder, dirs_exist_ok=True)
    pack = read_pack(folder)
    with pytest.raises(AssumptionError) as caught:
        layer(pack, read_scenario(folder / "scenario.yaml", pack))
    for each in caught.value.problems:
        assert translated(each.what, NB) != each.what
        assert not each.hint or translated(each.hint, NB) != each.hint


def test_a_message_inside_a_message_is_translated_too() -> None:
    inner = Message("'{text}' is not a number", text="x")
    assert translated(Message("not valid YAML: {why}", why=inner), NB) == "ikke gyldig YAML: «x» er ikke et tall"
    assert translated(Message("write one of {names}", names=[inner, "y"]), NB) == "skriv en av «x» er ikke et tall, y"
