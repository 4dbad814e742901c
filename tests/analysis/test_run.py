"""The result document: its shape, its sums and its reasons."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError
from tests.engine.small import changed, small_pack
from tests.figures import npv

from tidlig.analysis.break_even import break_even
from tidlig.analysis.one.budget import YEARS
from tidlig.analysis.one.run import run
from tidlig.pack.scenario import Scenario
from tidlig.result.document import from_json, to_json
from tidlig.result.figure import Figure
from tidlig.result.result import Result

pytestmark = pytest.mark.unit

ARMS = {"early": ("early",), "repair": ("late",), "both": ("early", "late")}
SCENARIO = Scenario("s", "small", "small", 2027, ARMS, {}, {}, {}, {})


@pytest.fixture(scope="module")
def result() -> Result:
    """One run of the small pack."""
    return run(small_pack(), SCENARIO)


def test_a_result_is_json_without_nan_and_back(result: Result) -> None:
    """Every number is finite or null, and what is read back is equal to what was written."""
    text = to_json(result)
    json.loads(text, parse_constant=pytest.fail)
    assert from_json(text) == result


def test_a_result_that_is_not_as_we_write_it_is_refused(result: Result) -> None:
    """A misspelt reason, a key too many, another format."""
    text = to_json(result)
    for wrong in (text.replace('"no_outlay"', '"no_outlays"'), text.replace('"format": 2', '"format": 1')):
        assert wrong != text
        with pytest.raises(ValidationError):
            from_json(wrong)


def test_kinds_follow_from_the_programmes(result: Result) -> None:
    """A bundle of early and repair is both."""
    assert [each.kind for each in result.arms] == ["early", "repair", "both"]


def test_a_figure_has_a_value_or_a_reason() -> None:
    """Neither is no figure, both are two."""
    for value, why in ((None, None), (1.0, "never")):
        with pytest.raises(ValueError, match="a value or a reason"):
            Figure(value, "years", why)
    with pytest.raises(ValueError, match="never"):
        _ = Figure(None, "years", "never").number


def test_every_payer_has_its_figures_and_totals_have_no_payback(result: Result) -> None:
    """Payers, budgets and society have a rate of return and paybacks; tax financing and cost are no payers."""
    for each in result.arms:
        for id, found in each.cohort.by.items():
            told = (found.irr, found.payback_year, found.payback_year_discounted)
            assert [figure is None for figure in told] == [id in ("tax_financing", "programme_cost")] * 3
            assert found.npv_per_person is not None


def test_yearly_adds_up_to_the_present_value(result: Result) -> None:
    """At four per cent from the start year."""
    for each in result.arms:
        for key in ("town", "state", "public", "society", "tax_financing"):
            discounted = sum(flow / 1.04**t for t, flow in enumerate(each.cohort.flows.by[key]))
            assert discounted == pytest.approx(each.cohort.npv(key), rel=1e-9, abs=1e-6)


def test_budget_view_starts_with_the_outlay_of_all_ages_at_once(result: Result) -> None:
    """In year one everybody of eligible age enters: 100 residents aged 3, as many as a cohort nobody has left."""
    early = result.arm("early")
    assert early.budget.full.years == range(2027, 2027 + YEARS)
    first_entry = early.cohort.flows.by["town"][3 - early.cohort.first_age]
    pack = small_pack()
    alive = 1.0 / 0.99**3  # the cohort has lost some by age 3, the residents of age 3 are alive
    assert early.budget.full.by["town"][0] == pytest.approx(first_entry * alive, rel=1e-3)
    assert pack.residents["small", 2025][3] == 100.0


def test_without_residents_there_is_no_budget_view() -> None:
    """And the cohort is one person."""
    one = run(replace(small_pack(), residents={}), SCENARIO).arm("early")
    assert one.budget is None
    assert one.why == "no_residents"
    assert one.cohort.size == 1.0


def test_nobody_enrolled() -> None:
    """Reach 0: no money moves, and nothing can be given per person."""
    one = run(changed(small_pack(), early__reach=0.0), SCENARIO).arm("early").cohort
    assert one.persons == 0.0
    assert one.npv("society") == pytest.approx(0.0, abs=1e-9)
    assert one.by["state"].npv_per_person.why == "nobody_enrolled"
    assert one.ratios.bcr_society.why == "no_cost"


@pytest.mark.parametrize("payer", ["public", "state", "society"])
def test_break_even_cost_makes_the_balance_zero(payer: str) -> None:
    """Run again with the value found, the payer's present value is zero."""
    pack = small_pack()
    result = break_even(pack, SCENARIO, "repair", "late.cost", payer)
    solved = run(changed(pack, late__cost=result.found.number), SCENARIO).arm("repair").cohort
    assert solved.npv(payer) == pytest.approx(0.0, abs=1e-3 * abs(solved.npv("programme_cost")))


def test_break_even_within_years_asks_for_more_than_over_life() -> None:
    """The same effect must be stronger to repay sooner."""
    pack = small_pack()
    life = break_even(pack, SCENARIO, "repair", "late.cost", "public").found.number
    soon = break_even(pack, SCENARIO, "repair", "late.cost", "public", years=3).found.number
    assert soon < life


def test_break_even_says_why_there_is_none() -> None:
    """A payer whom the number does not touch; one who always loses."""
    pack = small_pack()
    assert break_even(pack, SCENARIO, "early", "r", "public").found.why == "always_loss"
    untouched = replace(pack, numbers=pack.numbers | {"spare": replace(pack.numbers["r"], id="spare")})
    assert break_even(untouched, SCENARIO, "early", "spare", "state").found.why == "no_change"
    with pytest.raises(KeyError):
        break_even(pack, SCENARIO, "early", "no.such", "state")


def test_results_are_finite_at_extremes() -> None:
    """Full reach, no discounting, strong effects."""
    pack = changed(small_pack(), early__reach=1.0, late__reach=1.0, r=0.0, late__work=8.0, early__smd=-3.0)
    for each in run(pack, SCENARIO).arms:
        assert all(math.isfinite(value) for value in npv(each).values())
        assert np.isfinite(each.cohort.persons)
