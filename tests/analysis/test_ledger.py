"""Real growth, and what budgets can release."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import NUMBERS, number, small_pack

from tidlig.analysis.one.run import run
from tidlig.appraisal.cash import cashable, released_share
from tidlig.pack.pack import Cash, Pack, Scenario

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
    assert run(growing(0.0), SCENARIO)["arms"] == run(small_pack(), SCENARIO)["arms"]


def test_growth_follows_the_calendar_in_both_views() -> None:
    """Tax on wages, the town's only gain, is (1 + g) ** t higher after t years, for one cohort and for all."""
    (still,), (grown,) = (run(pack, SCENARIO)["arms"] for pack in (growing(0.0), growing(0.02)))
    for view in ("yearly", "budget"):
        for t in (0, 5, 12):
            before, after = still[view][t]["town"], grown[view][t]["town"]
            assert after == pytest.approx(before * 1.02**t, rel=1e-9)


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
    (arm,) = run(pack, SCENARIO)["arms"]
    assert arm["cash"]["npv"]["state"] < arm["npv"]["state"]
    assert arm["cash"]["npv"]["town"] == pytest.approx(arm["npv"]["town"])
    assert arm["cash"]["npv"]["programme_cost"] == arm["npv"]["programme_cost"]
    assert len(arm["cash"]["budget"]) == len(arm["budget"])
    assert arm["npv"] == run(small_pack(), SCENARIO)["arms"][0]["npv"]


_PARTS = (("c.short", 0.0, "share"), ("c.long", 0.5, "share"), ("c.years", 10.0, "years"))


def test_accounts_add_up_to_the_payers() -> None:
    """The budget view by account is the budget view by payer."""
    (arm,) = run(small_pack(), SCENARIO)["arms"]
    for year in (0, 7):
        for payer in ("town", "state"):
            total = sum(row["years"][year] for row in arm["accounts"] if row["payer"] == payer)
            assert total == pytest.approx(arm["budget"][year][payer], abs=1e-9)


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
    (arm,) = run(pack, SCENARIO)["arms"]
    assert {row["area"] for row in arm["areas"] if row["payer"] == "town"} == {"Our taxes"}
    assert {row["area"] for row in arm["areas"] if row["payer"] == "other"} == {"revenue"}
    assert [row["area"] for row in arm["areas"] if row["payer"] == "state"] == ["care", ""]
    assert arm["areas"] != arm["cash"]["areas"]
    for rows, years in ((arm["areas"], arm["budget"]), (arm["cash"]["areas"], arm["cash"]["budget"])):
        for year in (0, 7):
            for payer in ("town", "other", "state", "people"):
                total = sum(row["years"][year] for row in rows if row["payer"] == payer)
                assert total == pytest.approx(years[year][payer], abs=1e-9)


def test_accounts_keep_a_programme_apart_from_items_of_the_same_function() -> None:
    """Care and the programme share a function; the programme's rows are its own cost."""
    pack = small_pack()
    shared = pack.items | {"care": replace(pack.items["care"], account="KOSTRA 232")}
    late = replace(pack.programmes["late"], account="KOSTRA 232")
    (arm,) = run(replace(pack, items=shared, programmes=pack.programmes | {"late": late}), SCENARIO)["arms"]
    rows = {(r["item"], r["payer"]): r["years"] for r in arm["accounts"] if r["account"] == "KOSTRA 232"}
    assert set(rows) == {("care", "state"), ("late", "state")}
    assert rows["late", "state"][0] < 0.0 < rows["care", "state"][0]
