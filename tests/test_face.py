"""The front door of the Python package: eight names, the same answers as the command line, every mistake at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tidlig

pytestmark = pytest.mark.unit


def test_eight_names_are_for_users() -> None:
    assert len(tidlig.__all__) == 8
    assert all(getattr(tidlig, name) for name in tidlig.__all__)
    assert dir(tidlig) == tidlig.__all__
    with pytest.raises(AttributeError, match="no_such"):
        _ = tidlig.no_such


def test_the_version_takes_nothing_else_along() -> None:
    """What only asks for the version does not wait for numpy."""
    code = "import sys, tidlig; print(tidlig.__version__, 'numpy' in sys.modules, 'pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == [tidlig.__version__, "False", "False"]


def test_a_model_answers_and_changes_without_changing() -> None:
    """Numbers and text as on the command line; the changed model is another."""
    model = tidlig.Model("ha-1000-dager", set={"nfp.cost": 100_000})
    cheaper = model.change({"nfp.cost": "80 000 kr"})
    ours, theirs = (each.result().arm("early").cohort.npv("municipality") for each in (model, cheaper))
    assert ours < theirs < 0.0
    assert model.result() == tidlig.run("ha-1000-dager", set={"nfp.cost": "100000"})
    assert model.explain("early", "municipality").figure == pytest.approx(ours)
    found = model.break_even("nfp.cost", arm="early", payer="public").found
    assert model.change({"nfp.cost": found.number}).result().arm("early").cohort.npv("public") == pytest.approx(
        0, abs=50
    )


def test_what_was_read_is_taken_as_it_is() -> None:
    """A pack and a scenario from elsewhere, and other rules."""
    pack, scenario = tidlig.read_pack("norway"), tidlig.read_scenario("gausdal-foreldretrening")
    model = tidlig.Model(scenario, pack=pack, rules=2026)
    assert model.result().rules == 2026
    assert model.result() == tidlig.run("gausdal-foreldretrening", rules=2026)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"scenario": "ha-1000-dagr"}, "did you mean 'ha-1000-dager'"),
        ({"scenario": "ha-1000-dager", "rules": 2031}, "unknown name '2031'; write one of 2024, 2025, 2026"),
        ({"scenario": "ha-1000-dager", "pack": "norwy"}, "did you mean 'norway'"),
        ({"scenario": "ha-1000-dager", "root": "no/such"}, "there is no such folder"),
        ({"scenario": "ha-1000-dager", "set": {"nfp.cots": 1, "births": True}}, "births"),
    ],
)
def test_mistakes_are_told(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(tidlig.AssumptionError, match=said):
        tidlig.run(**arguments)  # type: ignore[arg-type]


def test_every_wrong_number_is_told_at_once() -> None:
    with pytest.raises(tidlig.AssumptionError) as error:
        tidlig.run("ha-1000-dager", set={"nfp.cots": 1, "births": True})
    assert {problem.field for problem in error.value.problems} == {"nfp.cots", "births"}
