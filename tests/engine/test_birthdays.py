"""Entries and moves of the stock, with answers worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import EARLY, LATE, changed, small_pack
from tests.engine.variants import add, with_effects, with_programmes

from tidlig.analysis.evaluate.design import Design
from tidlig.engine.life import Asked, Life, simulate
from tidlig.engine.plan.program import compile_plan
from tidlig.engine.values import EXPOSED_FROM
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect

pytestmark = pytest.mark.unit
EVERYONE = {"early.reach": 1.0}


def still(pack: Pack) -> Pack:
    """The pack without yearly changes: need stays 0.7, 0.2 and 0.1."""
    none = {
        f"t__{name}": 0.0 for name in ("death", "up", "down", "leave", "ill", "return") if f"t.{name}" in pack.numbers
    }
    return changed(pack, **none)


def simulated(pack: Pack, bundle: tuple[str, ...], exposed_from: float = 0.0, **values: float) -> Life:
    """One row, perhaps with other values."""
    pack = changed(pack, **values)
    design = Design(1, {EXPOSED_FROM: np.array([exposed_from])})
    return simulate(compile_plan(pack, bundle), design.block(pack, 0, 1), asked=Asked(trace=True))


def need(result: Life, age: int) -> list[float]:
    """People by need at an age."""
    return result.start[age, :, 0].reshape(3, -1).sum(axis=1).tolist()


def moved(effect: Effect, **values: float) -> list[float]:
    """People by need when everyone has been enrolled at 3 and moved at 4."""
    everyone = with_effects(add(small_pack(), {"e": (1.0, "ratio")}), EARLY, effect, levels={})
    result = simulated(still(everyone), ("early",), early__reach=1.0, **values)
    assert need(result, 3) == pytest.approx([0.7, 0.2, 0.1])
    return need(result, 4)


def test_a_relative_risk_moves_the_excess_one_level_down() -> None:
    """Of 0.1 high, a relative risk of 0.6 leaves 0.06: 0.04 go to mid."""
    assert moved(Effect("e", "rr", moves="need", level="high"), e=0.6) == pytest.approx([0.7, 0.24, 0.06])
    assert moved(Effect("e", "rr", moves="need", level="mid"), e=0.6) == pytest.approx([0.82, 0.08, 0.1])


def test_an_odds_ratio_at_the_share_of_the_model() -> None:
    """0.3 at or above mid: odds 3 / 7, halved 3 / 14, share 3 / 17."""
    assert moved(Effect("e", "or", moves="need", level="mid"), e=0.5) == pytest.approx(
        [14 / 17, 0.2 - (0.3 - 3 / 17), 0.1]
    )


def test_a_difference_in_shares() -> None:
    assert moved(Effect("e", "difference", moves="need", level="high"), e=-0.03) == pytest.approx([0.7, 0.23, 0.07])


def test_a_standardised_difference_acts_on_both_thresholds_of_the_stock_before() -> None:
    odds = np.exp(-0.5 * np.pi / np.sqrt(3))
    after = [odds * s / (1 - s + odds * s) for s in (0.3, 0.1)]
    assert moved(Effect("early.smd", "smd", moves="need")) == pytest.approx(
        [1 - after[0], after[0] - after[1], after[1]]
    )


def test_harm_moves_people_up() -> None:
    assert moved(Effect("e", "rr", moves="need", level="high"), e=1.5) == pytest.approx([0.7, 0.15, 0.15])


def test_no_more_people_leave_a_level_than_are_in_it() -> None:
    """To halve the 0.3 at or above mid takes 0.15 of the 0.2 in mid; to lose nine tenths would take more than all."""
    assert moved(Effect("e", "rr", moves="need", level="mid"), e=0.1) == pytest.approx([0.9, 0.0, 0.1])


def test_only_the_enrolled_are_moved() -> None:
    """Mid and high enrolled at 0.4: two thirds of them mid, one third high; 0.5 of a third stays high."""
    pack = with_effects(add(small_pack(), {"e": (0.5, "ratio")}), EARLY, Effect("e", "rr", moves="need", level="high"))
    assert need(simulated(still(pack), ("early",)), 4) == pytest.approx([0.7, 0.22, 0.08])


def test_shares_before_the_move_are_reported() -> None:
    result = simulated(still(small_pack()), ("early",))
    np.testing.assert_allclose(result.shares["early.smd"][:, 0], [1.0, 1 / 3])


def test_two_moves_of_the_same_people_are_independent_chances() -> None:
    """Each halves those high; together a quarter is left, in whatever order they are named."""
    pack = add(small_pack(), {"e": (0.5, "ratio"), "f": (0.5, "ratio")})
    high = [Effect(id, "rr", moves="need", level="high") for id in ("e", "f")]
    for effects in (high, high[::-1]):
        result = simulated(still(with_effects(pack, EARLY, *effects, levels={})), ("early",), early__reach=1.0)
        assert need(result, 4) == pytest.approx([0.7, 0.275, 0.025])


def test_reach_of_a_cohort_is_spread_over_the_window() -> None:
    """A chance a year of 1 - 0.6 ** (1 / 4), so that 0.4 have entered after four."""
    pack = with_programmes(small_pack(), replace(EARLY, ages=(3, 6), levels={}, effects=()))
    entries = simulated(still(pack), ("early",)).entries["early"][:, 0]
    assert entries[3] == pytest.approx(1 - 0.6**0.25)
    assert entries.sum() == pytest.approx(0.4)


def test_reach_a_year() -> None:
    pack = with_programmes(small_pack(), replace(EARLY, ages=(3, 6), levels={}, effects=(), per="year"))
    entries = simulated(still(pack), ("early",)).entries["early"][:, 0]
    assert entries[3:7] == pytest.approx([0.4, 0.24, 0.144, 0.0864])


def test_reach_in_steps_multiplies() -> None:
    pack = with_programmes(small_pack(), replace(EARLY, levels={}, reach=("early.reach", "late.reach")))
    assert simulated(pack, ("early",)).entries["early"].sum() == pytest.approx(0.2 * 0.99**3, rel=1e-3)


def test_two_windows_share_those_they_compete_for() -> None:
    """Chances of 0.5 and 0.4: 0.7 enter one of the two, in the proportion 5 to 4."""
    first = replace(LATE, levels={}, effects=(), ages=(10, 11))
    second = replace(first, id="second", reach=("early.reach",))
    entries = simulated(still(with_programmes(small_pack(), first, second)), ("late", "second")).entries
    assert entries["late"][10, 0] == pytest.approx(0.7 * 5 / 9)
    assert entries["second"][10, 0] == pytest.approx(0.7 * 4 / 9)
    assert entries["late"][11, 0] == pytest.approx(0.3 * 0.7 * 5 / 9)


def test_nobody_enters_below_the_age_of_exposure() -> None:
    entries = simulated(small_pack(), ("early", "late"), exposed_from=12.0).entries
    assert entries["early"].sum() == 0.0
    assert np.flatnonzero(entries["late"][:, 0]).tolist() == [12, 13]
