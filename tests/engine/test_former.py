"""The engine against the one it took the place of: flows by year and payer, units and outcomes, in both views.

The former engine (``tests/former``) walks cell by cell through the records of a pack; it is kept to be compared with,
here and in ``benchmarks/``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import tests.former.budget as former_budget
import tests.former.evaluate as former
from tests.analysis.test_lasting import lasting_pack
from tests.engine.small import LATE, shared_pack
from tests.engine.variants_programmes import VARIANTS
from tests.former.design import Design as FormerDesign
from tests.former.engine.values import Values as FormerValues

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.one.budget import both_views
from tidlig.cases.case import Case
from tidlig.cases.read import read_cases
from tidlig.files.documents.scenario import read_scenario
from tidlig.files.packs import read_pack
from tidlig.files.text.locate import find_pack, packs_root
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack

pytestmark = pytest.mark.property

ROOT = Path(__file__).parents[2] / "assumptions"
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
LIVED = [case for case in read_cases(ROOT) if case.pack and case.scenario]
ROWS = 3
SPREAD = 0.02
Arms = dict[str, tuple[str, ...]]


def columns(pack: Pack) -> dict[str, np.ndarray]:
    """The pack's own numbers in the first row, all of them moved a little in the others; what is 0 or 1 stays."""
    draw = np.random.default_rng(1)
    moved = {}
    for id, number in pack.numbers.items():
        factors = np.concatenate([[1.0], draw.uniform(1.0 - SPREAD, 1.0, ROWS - 1)])
        moved[id] = number.value * (np.ones(ROWS) if number.value == 1.0 else factors)
    return moved


def agree(ours: np.ndarray, theirs: np.ndarray, scale: float) -> None:
    """Equal to 1e-12 of a scale."""
    np.testing.assert_allclose(ours, theirs, rtol=0.0, atol=1e-12 * max(scale, 1e-300))


def compare(pack: Pack, arms: Arms) -> None:
    """Every arm: money by payer, units, people and entries by year, then the budget view of the pack's own numbers."""
    moved = columns(pack)
    (ours,) = Evaluator(pack).evaluate(arms, Design(ROWS, moved))
    (theirs,) = former.Evaluator(pack).evaluate(arms, FormerDesign(ROWS, moved))
    assert not ours.failed.any()
    money = float(np.abs(theirs.baseline.result.amounts).max())
    units = float(np.abs(theirs.baseline.result.units).max())
    agree(ours.baseline.result.amounts, theirs.baseline.result.amounts, money)
    agree(ours.baseline.result.units, theirs.baseline.result.units, units)
    for id, one in ours.arms.items():
        two = theirs.arms[id]
        agree(one.payers, two.payers, money)
        agree(one.amounts, two.amounts, money)
        agree(one.units, two.units, units)
        assert one.people.keys() == two.people.keys()
        for outcome, people in one.people.items():
            at = pack.outcomes[outcome].at
            here = slice(None) if at is None else at - pack.ages[0]  # of stocks only that birthday is looked at
            agree(people[here], two.people[outcome][here], 1.0)
        for programme, entered in one.entries.items():
            agree(entered, two.entries[programme], 1.0)
    compare_views(pack, arms, money)


def compare_views(pack: Pack, arms: Arms, money: float) -> None:
    """The budget view, where there is one."""
    here, there = Evaluator(pack), former.Evaluator(pack)
    table, old = Design().block(pack, 0, 1), FormerDesign().block(pack, 0, 1)
    base, before = here.before(table, arms.values(), trace=True), there.baseline(old)
    for bundle in arms.values():
        _, ours = both_views(here, bundle, table, base)
        _, theirs = former_budget.both_views(there, bundle, FormerValues(there.plan().index, old), before)
        assert (ours is None) == (theirs is None)
        if ours is not None and theirs is not None:
            people = max(former_budget.newest_residents(pack))
            agree(ours.legs, theirs.legs, money * people)
            agree(ours.entries[:, 0], theirs.entries, people)


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_shipped_scenario(file: Path) -> None:
    scenario = read_scenario(file)
    compare(layer(read_pack(find_pack(scenario.pack, packs_root(str(ROOT)))), scenario, None), dict(scenario.arms))


@pytest.mark.parametrize("case", LIVED, ids=lambda case: f"{case.id}-{case.row}")
def test_every_published_case_with_a_life_course(case: Case) -> None:
    assert case.pack is not None
    assert case.scenario is not None
    compare(case.pack, dict(case.scenario.arms))


def bundles(pack: Pack) -> Arms:
    """Every bundle of some programmes."""
    ids = list(pack.programmes)
    return {"+".join(b): b for size in range(1, len(ids) + 1) for b in combinations(ids, size)}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_every_feature_of_the_format(variant: object) -> None:
    pack = variant()  # type: ignore[operator]
    compare(pack, bundles(pack))


@pytest.mark.parametrize("window", [(10, 10), (10, 13), (14, 16)])
def test_what_effects_leave_behind(window: tuple[int, int]) -> None:
    pack = lasting_pack(window)
    first = replace(LATE, id="first", ages=(4, 4), stays=1, effects=())
    compare(replace(pack, programmes=pack.programmes | {"first": first}), bundles(pack) | {"two": ("first", "late")})


def test_shares_of_a_programmes_own() -> None:
    pack = shared_pack()
    compare(pack, bundles(pack))


def test_the_first_thing_that_differs_is_seen() -> None:
    """A thousandth of a millionth more of one chance of one row is another result."""
    pack = lasting_pack()
    moved = columns(pack)
    (ours,) = Evaluator(pack).evaluate({"late": ("late",)}, Design(ROWS, moved))
    moved["t.up"] = moved["t.up"] * np.array([1.0, 1.0, 1.0 + 1e-9])
    (theirs,) = former.Evaluator(pack).evaluate({"late": ("late",)}, FormerDesign(ROWS, moved))
    money = float(np.abs(theirs.baseline.result.amounts).max())
    agree(ours.baseline.result.amounts[..., :2], theirs.baseline.result.amounts[..., :2], money)
    with pytest.raises(AssertionError):
        agree(ours.baseline.result.amounts, theirs.baseline.result.amounts, money)
