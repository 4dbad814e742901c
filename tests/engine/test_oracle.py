"""The engine against an independent oracle: people, units, money and payers, to rounding."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.oracle import Oracle
from tests.engine.oracle_rules import Account
from tests.engine.small import small_pack
from tests.engine.variants import Variant
from tests.engine.variants_programmes import VARIANTS

from tidlig.analysis.evaluate.design import Design
from tidlig.engine.legs import to_legs, to_payers
from tidlig.engine.life import Asked, Life, simulate
from tidlig.engine.plan.program import Plan, compile_plan
from tidlig.engine.values import EXPOSED_FROM, Values
from tidlig.pack.pack import Pack

pytestmark = pytest.mark.property

TRACED = Asked(trace=True)
SPREAD = {  # by unit: a range around the pack's value that leaves every exit below 1
    "probability": (0.3, 1.2),
    "share": (0.3, 1.0),
    "ratio": (0.6, 1.5),
    "smd": (-1.5, 1.5),
    "points": (0.2, 1.2),
}


def bundles(pack: Pack) -> list[tuple[str, ...]]:
    """Every bundle of the pack's programmes."""
    ids = list(pack.programmes)
    return [bundle for size in range(len(ids) + 1) for bundle in combinations(ids, size)]


def by_cells(plan: Plan, people: list[Any]) -> np.ndarray:
    """The oracle's people by year as the engine orders them, shape (years, cells)."""
    cells = list(product(*(factor.states for factor in plan.factors.values())))
    return np.array([[year.get(cell, 0.0) for cell in cells] for year in people])


def agree(ours: Any, theirs: Any) -> None:
    """Equal to rounding: 1e-12 of the largest figure."""
    theirs = np.asarray(theirs, dtype=float)
    scale = max(1.0, float(np.abs(theirs).max(initial=0.0)))
    np.testing.assert_allclose(ours, theirs, rtol=0.0, atol=1e-12 * scale)


def compare(plan: Plan, result: Life, payers: np.ndarray, account: Account) -> None:
    """One row of the engine's result beside the oracle's."""
    agree(result.start[:, :, 0], by_cells(plan, account.start))
    agree(result.person_years[:, :, 0], by_cells(plan, account.years))
    agree(result.end[:, 0], by_cells(plan, [account.end])[0])
    agree(result.units[:, :, 0], [account.units[id] for id in plan.items])
    agree(result.amounts[:, :, 0], [account.amounts[id] for id in plan.items])
    agree(payers[:, :, 0], [account.payers[id] for id in plan.payers])
    for id, entered in result.entries.items():
        agree(entered[:, 0], account.entries[id])
    for id, mean in account.means.items():
        agree(result.means[id][0], mean)


def check(pack: Pack, columns: dict[str, np.ndarray]) -> None:
    """All bundles of a pack for one row of values."""
    table = Design(1, columns).block(pack, 0, 1)
    means, own_means = None, None
    for bundle in bundles(pack):
        plan = compile_plan(pack, bundle)
        values = dict(zip(plan.names, table[:, 0].tolist(), strict=True))
        result = simulate(plan, table, means=means, asked=TRACED)
        account = Oracle(pack, bundle, values, own_means, values[EXPOSED_FROM]).run()
        compare(plan, result, to_payers(plan, to_legs(plan, Values(plan.index, table), result.amounts)), account)
        means, own_means = means or result.means, own_means or account.means


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_the_engine_equals_the_oracle(variant: Variant) -> None:
    check(variant(), {})


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
@given(data=st.data())
@settings(max_examples=3)
def test_whatever_the_values(variant: Variant, data: st.DataObject) -> None:
    pack = variant()
    columns = {}
    for id, one in pack.numbers.items():
        low, high = SPREAD.get(one.unit, (0.2, 2.0))
        columns[id] = np.array([one.value * data.draw(st.floats(low, high), label=id)])
    columns[EXPOSED_FROM] = np.array([float(data.draw(st.integers(0, 14), label="exposed from"))])
    check(pack, columns)


def test_the_oracle_can_be_wrong() -> None:
    """A different number gives a different account: the comparison sees it."""
    pack = small_pack()
    plan = compile_plan(pack, ("early",))
    table = Design().block(pack, 0, 1)
    result = simulate(plan, table, asked=TRACED)
    values = dict(zip(plan.names, table[:, 0].tolist(), strict=True)) | {"t.up": 0.0800001}
    payers = to_payers(plan, to_legs(plan, Values(plan.index, table), result.amounts))
    with pytest.raises(AssertionError):
        compare(plan, result, payers, Oracle(pack, ("early",), values).run())
