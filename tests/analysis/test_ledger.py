"""Real growth, and what budgets can release."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import NUMBERS, number, small_pack
from tests.figures import npv

from tidlig.analysis.one.run import run
from tidlig.appraisal.cash import cashable, released_share
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.pack.structure import Cash
from tidlig.result.arm import Arm

pytestmark = pytest.mark.unit

SCENARIO = Scenario("s", "small", "small", 2027, {"repair": ("late",)}, {}, {}, {}, {})


def growing(rate: float) -> Pack:
    """The small pack with wages, and the tax taken of them, growing."""
    pack = small_pack()
    wage = replace(pack.items["wage"], growth="growth")
    return replace(
        pack, items=pack.items | {"wage": wage}, numbers=NUMBERS | {"growth": number("growth", rate, "rate")}
    )


def test_growth_of_nought_changes_nothing() -> None:
    """The switch for a sensitivity run."""
    assert run(growing(0.0), SCENARIO).arms == run(small_pack(), SCENARIO).arms


def test_growth_follows_the_calendar_in_both_views() -> None:
    """Tax on wages, the town's only gain, is (1 + g) ** t higher after t years, for one cohort and for all."""
    (still,), (grown,) = (run(pack, SCENARIO).arms for pack in (growing(0.0), growing(0.02)))
    for before, after in zip(_views(still), _views(grown), strict=True):
        for t in (0, 5, 12):
            assert after[t] == pytest.approx(before[t] * 1.02**t, rel=1e-9)


def _views(arm: Arm) -> tuple[tuple[float, ...], ...]:
    """The town's flows in both views."""
    assert arm.cohort.flows is not None
    assert arm.budget is not None
    return arm.cohort.flows.by["town"], arm.budget.full.by["town"]


def test_released_share_rises_from_short_to_long() -> None:
    """Linear over the years it takes, then flat."""
    share = released_share(np.array([0.1]), np.array([0.5]), np.array([4.0]), 6)[:, 0]
    np.testing.assert_allclose(share, [0.1, 0.2, 0.3, 0.4, 0.5, 0.5])


def test_savings_are_cut_and_extra_use_is_not() -> None:
    """A loss is a loss in cash."""
    np.testing.assert_allclose(cashable(np.array([100.0, -100.0]), np.array([0.25, 0.25])), [25.0, -100.0])


def test_cash_total_stands_beside_the_full_value() -> None:
    """The state's saving on care counts by what it can release; the town's tax is all cash."""
    parts = {id: number(id, value, unit) for id, value, unit in _PARTS}
    pack = small_pack()
    pack = replace(pack, numbers=NUMBERS | parts, cash=(Cash("care", "state", "c.short", "c.long", "c.years"),))
    (arm,) = run(pack, SCENARIO).arms
    cohort = arm.cohort
    assert cohort.releasable("state") < cohort.npv("state")
    assert cohort.releasable("town") == pytest.approx(cohort.npv("town"))
    assert cohort.releasable("programme_cost") == cohort.npv("programme_cost")
    assert arm.budget.releasable.years == arm.budget.full.years
    assert npv(arm) == npv(run(small_pack(), SCENARIO).arms[0])


_PARTS = (("c.short", 0.0, "share"), ("c.long", 0.5, "share"), ("c.years", 10.0, "years"))


def test_accounts_add_up_to_the_payers() -> None:
    """The budget view by account is the budget view by payer."""
    (arm,) = run(small_pack(), SCENARIO).arms
    for year in (0, 7):
        for payer in ("town", "state"):
            total = sum(row.years[year] for row in arm.budget.accounts if row.payer == payer)
            assert total == pytest.approx(arm.budget.full.by[payer][year], abs=1e-9)


def test_areas_add_up_to_the_payers_in_both_totals() -> None:
    """With areas of the place's own for the first payer, and with what can be taken out of a budget."""
    pack = small_pack()
    items = pack.items | {
        "tax": replace(pack.items["tax"], account="870"),
        "care": replace(pack.items["care"], account="3"),
    }
    parts = {id: number(id, value, unit) for id, value, unit in _PARTS}
    pack = replace(
        pack,
        items=items,
        areas={"870": "revenue", "3": "care"},
        own_areas={"small": {"870": "Our taxes"}, "elsewhere": {"870": "Theirs"}},
        numbers=NUMBERS | parts,
        cash=(Cash("care", "state", "c.short", "c.long", "c.years"),),
    )
    (arm,) = run(pack, SCENARIO).arms
    assert {row.area for row in arm.budget.areas if row.payer == "town"} == {"Our taxes"}
    assert {row.area for row in arm.budget.areas if row.payer == "other"} == {"revenue"}
    assert [row.area for row in arm.budget.areas if row.payer == "state"] == ["care", ""]
    assert arm.budget.areas != arm.budget.areas_releasable
    for rows, years in ((arm.budget.areas, arm.budget.full), (arm.budget.areas_releasable, arm.budget.releasable)):
        for year in (0, 7):
            for payer in ("town", "other", "state", "people"):
                total = sum(row.years[year] for row in rows if row.payer == payer)
                assert total == pytest.approx(years.by[payer][year], abs=1e-9)


def test_accounts_keep_a_programme_apart_from_items_of_the_same_function() -> None:
    """Care and the programme share a function; the programme's rows are its own cost."""
    pack = small_pack()
    shared = pack.items | {"care": replace(pack.items["care"], account="KOSTRA 232")}
    late = replace(pack.programmes["late"], account="KOSTRA 232")
    (arm,) = run(replace(pack, items=shared, programmes=pack.programmes | {"late": late}), SCENARIO).arms
    rows = {(r.item, r.payer): r.years for r in arm.budget.accounts if r.account == "KOSTRA 232"}
    assert set(rows) == {("care", "state"), ("late", "state")}
    assert rows["late", "state"][0] < 0.0 < rows["care", "state"][0]
