"""Indicators and their sign rules, with answers worked by hand."""

from __future__ import annotations

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidlig.appraisal import indicators
from tidlig.appraisal.indicators import (
    Figure,
    cost_benefit_ratio,
    cost_per_outcome,
    incremental_ratios,
    internal_rate_of_return,
    payback_year,
    present_values_at,
)
from tidlig.appraisal.perspectives import by_budget
from tidlig.appraisal.roots import positive_roots

pytestmark = pytest.mark.unit


def years(*flows: float) -> np.ndarray:
    """Yearly flows."""
    return np.array(flows)


def test_benefit_cost_ratio() -> None:
    assert cost_benefit_ratio(150.0, 100.0).one() == Figure(2.5)
    assert cost_benefit_ratio(-130.0, 100.0).one().value == pytest.approx(-0.3)
    assert cost_benefit_ratio(150.0, 0.0).one() == Figure(None, why="no_cost")
    assert cost_benefit_ratio(150.0, -20.0).one() == Figure(None, why="no_cost")


def test_internal_rate_of_return() -> None:
    assert internal_rate_of_return(years(-100, 0, 121)).one().value == pytest.approx(0.1)
    assert internal_rate_of_return(years(-100, 50, 25)).one().value == pytest.approx(-0.1909830, abs=1e-7)
    assert internal_rate_of_return(years(0, 0, -100, 110)).one().value == pytest.approx(0.1)


@given(st.floats(10.0, 1e5), st.lists(st.floats(1.0, 1e4), min_size=2, max_size=30))
def test_irr_of_numpy_financial(outlay: float, gains: list[float]) -> None:
    flows = years(-outlay, *gains)
    rate = internal_rate_of_return(flows).one().value
    assert rate == pytest.approx(npf.irr(flows), rel=1e-12, abs=1e-12)
    assert npf.npv(rate, flows) == pytest.approx(0.0, abs=1e-5 * outlay)


@pytest.mark.parametrize(
    ("flows", "why"),
    [
        (years(0, 0), "no_sign_change"),
        (years(5, 5), "no_sign_change"),
        (years(-5, -5), "no_sign_change"),
        (years(100, -50), "gains_first"),  # a loan has a rate, but not a rate of return
        (years(-100, 230, -132), "several_roots"),  # 10 and 20 per cent
        (years(-1, 2.2, -1.21), "several_roots"),  # touches zero at 10 per cent
        (years(-100, 200, -120), "no_root"),
    ],
)
def test_no_internal_rate_of_return(flows: np.ndarray, why: str) -> None:
    assert internal_rate_of_return(flows).one() == Figure(None, why=why)


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        (years(-100, 10, -20, 60, 100), 0.1176534517),  # three changes of sign, one root
        (years(-121, 0, 100), (100 / 121) ** 0.5 - 1),
        (years(-1, 0, 0, 0.5), -0.2062994740),
        (years(-1, *([0.0] * 98), 100.0), 100.0 ** (1 / 99) - 1),
    ],
)
def test_one_root_is_the_rate_however_often_the_sign_changes(flows: np.ndarray, rate: float) -> None:
    assert internal_rate_of_return(flows).one().value == pytest.approx(rate, abs=1e-9)
    assert npf.npv(rate, flows) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_the_roots_are_those_of_the_companion_matrix(seed: int) -> None:
    draw = np.random.default_rng(seed)
    flows = draw.standard_normal(draw.integers(3, 60)) * np.exp(draw.normal(0.0, 2.0))
    found = np.roots(flows[::-1])
    real = sorted(root.real for root in found if abs(root.imag) < 1e-9 * abs(root) and root.real > 0.0)
    np.testing.assert_allclose(positive_roots(flows), real, rtol=1e-6)


SHAPES = [
    years(-100, 50, 60),
    years(-100, 10, -20, 60, 100),
    years(100, -50),
    years(-100, 230, -132),
    years(0, 0),
    years(-100, 1e-12, 99),
    years(1e-12, -100, 110, -1e-12),
]


@pytest.mark.parametrize("scale", [1e-6, 1e6])
@pytest.mark.parametrize("flows", SHAPES, ids=str)
def test_another_unit_of_money_changes_no_rate_no_payback_and_no_reason(flows: np.ndarray, scale: float) -> None:
    rate, scaled = internal_rate_of_return(flows).one(), internal_rate_of_return(flows * scale).one()
    assert scaled.why == rate.why
    assert (scaled.value or 0.0) == pytest.approx(rate.value or 0.0, rel=1e-9)
    assert payback_year(flows * scale).one() == payback_year(flows).one()


def test_present_values_where_there_is_no_rate() -> None:
    values = present_values_at(years(-100, 230, -132))
    assert list(values) == ["0", "0.02", "0.04", "0.08"]
    assert values["0"] == pytest.approx(-2.0)
    assert values["0.04"] == pytest.approx(-100 + 230 / 1.04 - 132 / 1.04**2)


def test_rounding_is_no_change_of_sign() -> None:
    assert internal_rate_of_return(years(1e-12, -100, 110, -1e-12)).one().value == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        (years(-100, 50, 50, 5), Figure(2.0)),
        (years(-100, 50, 49, 5), Figure(3.0)),
        (years(0, 0, -100, 60, 60), Figure(2.0)),  # counted from the first outlay
        (years(-100, 150, -80, 20, 20), Figure(4.0)),  # it dips again: the balance has to stay
        (years(10, -5, -20, 30), Figure(2.0)),  # the first outlay was covered, the second was not
        (years(-100, 50, 49), Figure(None, why="never")),
        (years(-100, 150, -80), Figure(None, why="never")),
        (years(0, 0, 0), Figure(None, why="no_outlay")),
        (years(5, 0, 5), Figure(None, why="no_outlay")),
        (years(10, -5), Figure(None, why="no_outlay")),  # never out of pocket
        (years(-1e-12, 5), Figure(None, why="no_outlay")),
    ],
)
def test_payback(flows: np.ndarray, expected: Figure) -> None:
    assert payback_year(flows).one() == expected


def test_a_payer_hardly_out_of_pocket_has_nothing_to_be_repaid() -> None:
    """The largest minus is below a hundredth of what the programme costs all payers together."""
    assert payback_year(years(-9, 0, 20), 1000.0).one() == Figure(None, why="small_outlay")
    assert payback_year(years(-11, 0, 20), 1000.0).one() == Figure(2.0)
    # without an outlay: of the gross flows
    assert payback_year(years(-1, 0, 200)).one() == Figure(None, why="small_outlay")


@pytest.mark.parametrize(
    ("public", "gain", "expected"),
    [
        (-600.0, 3.0, Figure(200.0)),
        (600.0, 3.0, Figure(None, why="saves")),
        (600.0, -3.0, Figure(None, why="saves_worse")),
        (-600.0, -3.0, Figure(None, why="dominated")),
        (-600.0, 0.0, Figure(None, why="no_gain")),
    ],
)
def test_cost_per_outcome(public: float, gain: float, expected: Figure) -> None:
    assert cost_per_outcome(public, gain).one() == expected


def test_incremental_ratios_along_the_frontier() -> None:
    """b costs more and does less than c; d lies above the line from c to e."""
    costs, effects = [0.0, 50.0, 40.0, 90.0, 100.0], [0.0, 3.0, 4.0, 5.0, 7.0]
    figures = incremental_ratios(costs, effects)
    assert [f.why for f in figures] == ["reference", "dominated", None, "dominated", None]
    assert [figures[2].value, figures[4].value] == [10.0, 20.0]


def test_the_order_of_strategies_changes_no_ratio() -> None:
    costs, effects = [100.0, 0.0, 40.0], [7.0, 0.0, 4.0]
    assert [f.value for f in incremental_ratios(costs, effects)] == [20.0, None, 10.0]


def test_budgets_society_and_the_cost_of_public_funds() -> None:
    """Public loses 30 - 10 = 20, people gain 50; a fifth of 20 more is lost on the way."""
    flows = np.array([-30.0, 10.0, 50.0])[:, None, None]
    budgets = {"town": ["municipality"], "public": ["town", "state"]}
    result = by_budget(flows, ["municipality", "state", "people"], budgets, "public", np.array([0.2]))
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


@given(st.lists(st.lists(st.sampled_from([-100.0, -3.0, 0.0, 0.5, 40.0, 300.0]), min_size=7, max_size=7), min_size=1))
def test_rows_together_are_rows_one_by_one(rows: list[list[float]]) -> None:
    flows = np.array(rows).T
    together = {"rate": indicators.internal_rate_of_return(flows), "payback": indicators.payback_year(flows)}
    ratios = (
        indicators.cost_benefit_ratio(flows[0], flows[1], flows[2] + 400.0),
        indicators.cost_per_outcome(*flows[:2]),
    )
    for k, one in enumerate(flows.T):
        assert together["rate"].row(k) == internal_rate_of_return(one).one()
        assert together["payback"].row(k) == payback_year(one).one()
        assert ratios[0].row(k) == cost_benefit_ratio(one[0], one[1], one[2] + 400.0).one()
        assert ratios[1].row(k) == cost_per_outcome(one[0], one[1]).one()
