"""Gains over a lifetime of standing in another level: a part of the baseline, and no more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import changed, small_pack

from tidlig.analysis.check.lifetime import Change, lifetime_gain, lifetime_value

pytestmark = pytest.mark.unit

OUT = Change("activity", {"out": 1.0}, "in", 12)


def test_to_stand_where_one_stands_changes_nothing() -> None:
    """Even for life, even for a part of the people."""
    for change in (Change("activity", {"in": 0.3}, "in", 12), Change("need", {"high": 1.0}, "high", 5, for_life=True)):
        flows = lifetime_gain(small_pack(), change)
        assert max(float(np.abs(flow).max()) for flow in flows.values()) < 1e-9


def test_for_life_it_is_the_yearly_difference_of_those_alive() -> None:
    """Nobody ill or out again: 400 kroner of wages a year, 18 years, to those alive at mid-year."""
    pack = changed(small_pack(), g__root=1.0)
    flows = lifetime_gain(pack, replace(OUT, for_life=True))
    alive = 0.99 ** np.arange(18) * (1.0 + 0.99) / 2.0
    assert flows["town"] == pytest.approx(400.0 * 0.3 * 0.4 * alive)
    assert flows["people"] == pytest.approx(400.0 * 0.7 * alive)
    assert flows["state"] == pytest.approx(np.zeros(18))


def test_an_average_course_gains_less_than_a_certain_one() -> None:
    pack = small_pack()
    average, certain = (lifetime_gain(pack, replace(OUT, for_life=life))["people"] for life in (False, True))
    assert 0.0 < lifetime_value(pack, average) < 0.5 * lifetime_value(pack, certain)


def test_society_is_the_sum_of_payers_and_the_cost_of_public_funds() -> None:
    pack = small_pack()
    flows = lifetime_gain(pack, Change("activity", {"ill": 0.6, "out": 1.0}, "in", 10))
    payers = sum(flows[payer] for payer in pack.payers)
    assert flows["society"] == pytest.approx(payers + 0.2 * flows["public"])


def test_only_the_caused_part_counts_unless_asked_otherwise() -> None:
    """Care follows need by definition and counts in full; wages by half."""
    pack = small_pack()
    change = Change("need", {"high": 1.0}, "low", 9)
    counted, whole = (lifetime_gain(pack, replace(change, counted=c)) for c in (True, False))
    assert counted["people"] == pytest.approx(0.5 * whole["people"])
    assert lifetime_value(pack, counted["state"]) > 0.5 * lifetime_value(pack, whole["state"]) > 0.0


def test_those_compared_are_alike_in_what_comes_before() -> None:
    """High need makes people leave: with the same mix of need on both sides care does not differ."""
    pack = small_pack()
    without = replace(pack, prices=tuple(p for p in pack.prices if p.item == "care"))
    assert np.abs(lifetime_gain(without, OUT)["state"]).max() < 1e-9


def test_people_without_a_counterpart_are_left_out() -> None:
    """Nobody is ill before six: nothing to compare with, and no division by nought."""
    pack = small_pack()
    with np.errstate(all="raise"), pytest.raises(ValueError, match="nobody"):
        lifetime_gain(pack, Change("activity", {"ill": 1.0}, "in", 3))


def test_growth_begins_at_the_change_and_rates_are_the_packs_or_given() -> None:
    pack = small_pack()
    items = {id: replace(item, growth="" if item.of else "r") for id, item in pack.items.items()}
    growing = replace(pack, items=items)
    still, grown = (lifetime_gain(p, OUT)["people"] for p in (pack, growing))
    assert grown == pytest.approx(still * 1.04 ** np.arange(18))
    assert lifetime_value(growing, grown) == pytest.approx(still.sum())
    assert lifetime_value(pack, still) == pytest.approx((still / 1.04 ** np.arange(18)).sum())
    assert lifetime_value(pack, still, 0.0) == pytest.approx(still.sum())
