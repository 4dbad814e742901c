"""Indicators and their sign rules, with answers worked by hand."""

from __future__ import annotations

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidlig.appraisal.indicators import (
    Figure,
    cost_benefit_ratio,
    cost_per_outcome,
    incremental_ratios,
    internal_rate_of_return,
    payback_year,
)
from tidlig.appraisal.perspectives import by_budget

pytestmark = pytest.mark.unit


def years(*flows: float) -> np.ndarray:
    """Yearly flows."""
    return np.array(flows)


def test_benefit_cost_ratio() -> None:
    assert cost_benefit_ratio(150.0, 100.0) == Figure(2.5)
    assert cost_benefit_ratio(-130.0, 100.0).value == pytest.approx(-0.3)
    assert cost_benefit_ratio(150.0, 0.0) == Figure(None, "no_cost")
    assert cost_benefit_ratio(150.0, -20.0) == Figure(None, "no_cost")


def test_internal_rate_of_return() -> None:
    assert internal_rate_of_return(years(-100, 0, 121)).value == pytest.approx(0.1)
    assert internal_rate_of_return(years(-100, 50, 25)).value == pytest.approx(-0.1909830, abs=1e-7)
    assert internal_rate_of_return(years(0, 0, -100, 110)).value == pytest.approx(0.1)


@given(st.floats(10.0, 1e5), st.lists(st.floats(1.0, 1e4), min_size=2, max_size=30))
def test_irr_of_numpy_financial(outlay: float, gains: list[float]) -> None:
    flows = years(-outlay, *gains)
    rate = internal_rate_of_return(flows).value
    assert rate == pytest.approx(npf.irr(flows), abs=1e-12)
    assert npf.npv(rate, flows) == pytest.approx(0.0, abs=1e-5 * outlay)


@pytest.mark.parametrize(
    ("flows", "why"),
    [
        (years(0, 0), "no_sign_change"),
        (years(5, 5), "no_sign_change"),
        (years(-5, -5), "no_sign_change"),
        (years(100, -50), "no_sign_change"),  # a loan has a rate, but not a rate of return
        (years(-100, 230, -132), "several_sign_changes"),
    ],
)
def test_no_internal_rate_of_return(flows: np.ndarray, why: str) -> None:
    assert internal_rate_of_return(flows) == Figure(None, why)


def test_rounding_is_no_change_of_sign() -> None:
    assert internal_rate_of_return(years(1e-12, -100, 110, -1e-12)).value == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        (years(-100, 50, 50, 5), Figure(2.0)),
        (years(-100, 50, 49, 5), Figure(3.0)),
        (years(0, 0, -100, 60, 60), Figure(2.0)),  # counted from the first outlay
        (years(-100, 150, -80, 20, 20), Figure(4.0)),  # it dips again: the balance has to stay
        (years(10, -5, -20, 30), Figure(2.0)),  # the first outlay was covered, the second was not
        (years(-100, 50, 49), Figure(None, "never")),
        (years(-100, 150, -80), Figure(None, "never")),
        (years(0, 0, 0), Figure(None, "no_outlay")),
        (years(5, 0, 5), Figure(None, "no_outlay")),
        (years(10, -5), Figure(None, "no_outlay")),  # never out of pocket
        (years(-1e-12, 5), Figure(None, "no_outlay")),
    ],
)
def test_payback(flows: np.ndarray, expected: Figure) -> None:
    assert payback_year(flows) == expected


@pytest.mark.parametrize(
    ("public", "gain", "expected"),
    [
        (-600.0, 3.0, Figure(200.0)),
        (600.0, 3.0, Figure(None, "saves")),
        (600.0, -3.0, Figure(None, "saves_worse")),
        (-600.0, -3.0, Figure(None, "dominated")),
        (-600.0, 0.0, Figure(None, "no_gain")),
    ],
)
def test_cost_per_outcome(public: float, gain: float, expected: Figure) -> None:
    assert cost_per_outcome(public, gain) == expected


def test_incremental_ratios_along_the_frontier() -> None:
    """b costs more and does less than c; d lies above the line from c to e."""
    costs, effects = [0.0, 50.0, 40.0, 90.0, 100.0], [0.0, 3.0, 4.0, 5.0, 7.0]
    figures = incremental_ratios(costs, effects)
    assert [f.why for f in figures] == ["reference", "dominated", "", "dominated", ""]
    assert [figures[2].value, figures[4].value] == [10.0, 20.0]


def test_the_order_of_strategies_changes_no_ratio() -> None:
    costs, effects = [100.0, 0.0, 40.0], [7.0, 0.0, 4.0]
    assert [f.value for f in incremental_ratios(costs, effects)] == [20.0, None, 10.0]


def test_budgets_society_and_the_cost_of_public_funds() -> None:
    """Public loses 30 - 10 = 20, people gain 50; a fifth of 20 more is lost on the way."""
    flows = np.array([-30.0, 10.0, 50.0])[:, None, None]
    budgets = {"town": ["municipality"], "public": ["town", "state"]}
    result = by_budget(flows, ["municipality", "state", "people"], budgets, np.array([0.2]))
    assert {key: float(flow[0, 0]) for key, flow in result.items()} == pytest.approx(
        {
            "municipality": -30.0,
            "state": 10.0,
            "people": 50.0,
            "town": -30.0,
            "public": -20.0,
            "tax_financing": -4.0,
            "society": 26.0,
        }
    )
