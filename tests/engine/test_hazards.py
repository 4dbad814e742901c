"""Conversions between measures, and competing exits, with answers worked by hand."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest

from tidlig.engine.plan.axes import PlanError
from tidlig.engine.year.hazards import (
    SMD_TO_LOG_ODDS,
    hazard_ratio,
    hazards_to_shares,
    risk_from_odds,
    shares_to_hazards,
)

pytestmark = pytest.mark.unit


def one(value: float) -> np.ndarray:
    """A row of one value."""
    return np.array([value])


def test_a_standardised_difference_at_fifteen_per_cent() -> None:
    """SMD -0.248 is an odds ratio of 0.638, which at a risk of 0.15 leaves 0.101: a relative risk of 0.67."""
    odds = np.exp(SMD_TO_LOG_ODDS * one(-0.248))
    assert odds[0] == pytest.approx(0.6377, abs=5e-5)
    risk = risk_from_odds(odds, 0.15)
    assert risk[0] == pytest.approx(0.10116, abs=5e-6)
    assert risk[0] / 0.15 == pytest.approx(0.67, abs=0.005)


def test_odds_ratio_of_two_at_one_half_is_two_thirds() -> None:
    assert risk_from_odds(one(2.0), 0.5)[0] == pytest.approx(2 / 3)
    assert risk_from_odds(one(1.0), 0.3)[0] == pytest.approx(0.3)
    assert risk_from_odds(one(5.0), 1.0)[0] == 1.0


@pytest.mark.parametrize(
    ("measure", "value", "base", "expected"),
    [
        ("hr", 1.7, None, 1.7),
        ("rr", 1.5, 0.4, log(0.4) / log(0.6)),
        ("or", 2.0, 0.5, log(1 / 3) / log(1 / 2)),
        ("rr_not", 0.5, 0.5, 2.0),
        ("or_not", 0.5, 0.5, log(1 / 3) / log(1 / 2)),
    ],
)
def test_hazard_ratio_of_each_measure(measure: str, value: float, base: float | None, expected: float) -> None:
    assert hazard_ratio(measure, one(value), base)[0] == pytest.approx(expected)


@pytest.mark.parametrize("measure", ["hr", "rr", "or", "rr_not", "or_not"])
def test_a_ratio_of_one_is_no_effect(measure: str) -> None:
    assert hazard_ratio(measure, one(1.0), 0.27)[0] == pytest.approx(1.0, rel=1e-14)


def test_a_relative_risk_is_not_a_hazard_ratio() -> None:
    """At a high base risk the two differ by a third or more."""
    assert hazard_ratio("rr", one(1.8), 0.5)[0] == pytest.approx(log(0.1) / log(0.5))
    assert hazard_ratio("rr", one(1.8), 0.5)[0] > 3.3


def test_a_risk_of_one_or_more_is_refused_and_not_cut_off() -> None:
    with pytest.raises(PlanError, match="a risk of 1 or more"):
        hazard_ratio("rr", one(9.0), 0.4)


def test_competing_exits_come_back_as_they_went_in() -> None:
    shares = np.array([one(0.2), one(0.3), one(0.0)])
    back = hazards_to_shares(shares_to_hazards(shares))
    np.testing.assert_allclose(back, shares, rtol=1e-14)


def test_twice_the_hazard_of_one_of_two_exits() -> None:
    """Exits 0.2 and 0.3: hazards are 0.4 and 0.6 of ln 2; doubling the first gives 0.8 + 0.6 = 1.4 of ln 2."""
    hazards = shares_to_hazards(np.array([one(0.2), one(0.3)]))
    assert hazards[0, 0] == pytest.approx(0.4 * log(2))
    left, other = hazards_to_shares(hazards * np.array([[2.0], [1.0]]))
    total = 1 - exp(-1.4 * log(2))
    assert left[0] == pytest.approx(total * 0.8 / 1.4)
    assert other[0] == pytest.approx(total * 0.6 / 1.4)


def test_no_exit_at_all() -> None:
    assert hazards_to_shares(shares_to_hazards(np.array([one(0.0)])))[0, 0] == 0.0
