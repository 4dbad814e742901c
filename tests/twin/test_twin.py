"""The project's results against a second program that was written from the method page and the tables alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.figures import npv
from tests.twin.whole import Twin

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario
from tidlig.files.packs import read_pack
from tidlig.files.text.locate import find_pack
from tidlig.layers.overlay import layer
from tidlig.result.arm import Arm

pytestmark = pytest.mark.golden

HERE = Path(__file__).parent
PACKS = HERE.parents[1] / "assumptions"
SHIPPED = [(PACKS, file) for file in sorted(PACKS.glob("scenarios/*.yaml"))]
PUBLISHED = [(PACKS / "published", file) for file in sorted(PACKS.glob("published/scenarios/*.yaml"))]
CASES = [*SHIPPED, *PUBLISHED, (PACKS, HERE / "everything.yaml")]
Flows = Mapping[str, Sequence[float]]  # by payer
NEAR = 1e-9  # of the arm's programme cost


@cache
def pack_of(root: Path, name: str) -> Any:
    """One pack, read once."""
    return read_pack(find_pack(name, root))


def result(root: Path, file: Path) -> tuple[Arm, ...]:
    """The arms of the project's result."""
    scenario = read_scenario(file)
    return run(layer(pack_of(root, scenario.pack), scenario, {}), scenario).arms


def differs(ours: Flows, theirs: Flows, scale: float) -> dict[str, str]:
    """The payers whose flows are not equal, with the first year; beyond its end a flow is 0."""
    assert ours.keys() == theirs.keys()
    wrong = {}
    for key, flow in ours.items():
        size = max(len(flow), len(theirs[key]))
        gap = np.pad(flow, (0, size - len(flow))) - np.pad(theirs[key], (0, size - len(theirs[key])))
        years = np.flatnonzero(~(np.abs(gap) <= NEAR * scale))
        if len(years):
            wrong[key] = f"year {years[0]}: off by {gap[years[0]]:.4g} where the programme costs {scale:.4g}"
    return wrong


@pytest.mark.parametrize(("root", "file"), CASES, ids=[file.stem for _, file in CASES])
def test_two_programs_give_the_same_result(root: Path, file: Path) -> None:
    """Every arm, payer, budget and year of one cohort and of the budget view, and every present value."""
    twin = Twin(root, file)
    arms = result(root, file)
    assert [arm.id for arm in arms] == list(twin.scenario["arms"])
    for arm in arms:
        second = twin.arm(arm.id)
        yearly, cost = second.yearly()
        present = {key: twin.present(flow) for key, flow in (yearly | {"programme_cost": -cost}).items()}
        scale = abs(present["programme_cost"]) or max(map(abs, present.values()))
        budget = second.budget(len(arm.budget.persons)) if arm.budget else {}
        single = {key: np.array([value]) for key, value in present.items()}
        wrong = {
            "npv": differs(single, {key: (value,) for key, value in npv(arm).items()}, scale),
            "yearly": differs(yearly, arm.cohort.flows.by, scale),
            "budget": differs(budget, arm.budget.full.by if arm.budget else {}, scale),
        }
        assert scale > 0
        assert not any(wrong.values()), (arm.id, wrong)


def test_every_programme_of_the_catalogue_is_run() -> None:
    """A programme that no case has would be no part of the comparison."""
    run_by_some = {p for root, file in CASES if root == PACKS for arm in read_scenario(file).arms.values() for p in arm}
    assert {file.stem for file in PACKS.glob("norway/programmes/*.yaml")} <= run_by_some


def test_the_twin_has_nothing_of_the_project() -> None:
    """What it shared with the project it would get wrong in the same way."""
    for file in HERE.glob("*.py"):
        if file != Path(__file__):
            lines = file.read_text(encoding="utf-8").splitlines()
            imported = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
            known = {
                "csv",
                "collections",
                "dataclasses",
                "functools",
                "math",
                "numpy",
                "pathlib",
                "ruamel",
                "tests",
                "typing",
            }
            assert imported <= known, file
            assert all("tests.twin." in line for line in lines if line.startswith("from tests")), file
