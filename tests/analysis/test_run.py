"""The result document: its shape, its sums and its reasons."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.engine.small import changed, small_pack

from tidlig.analysis.break_even import break_even
from tidlig.analysis.one.budget import YEARS
from tidlig.analysis.one.run import run
from tidlig.pack.pack import Scenario

pytestmark = pytest.mark.unit

ARMS = {"early": ("early",), "repair": ("late",), "both": ("early", "late")}
SCENARIO = Scenario("s", "small", "small", 2027, ARMS, {}, {}, {}, {})


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """One run of the small pack."""
    return run(small_pack(), SCENARIO)


def arm(document: dict[str, Any], id: str) -> dict[str, Any]:
    """One arm of a document."""
    found: dict[str, Any] = next(each for each in document["arms"] if each["id"] == id)
    return found


def test_document_is_json_without_nan(document: dict[str, Any]) -> None:
    """Every number is finite or null."""
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_kinds_follow_from_the_programmes(document: dict[str, Any]) -> None:
    """A bundle of early and repair is both."""
    assert [each["kind"] for each in document["arms"]] == ["early", "repair", "both"]


def test_every_missing_figure_has_a_reason_and_no_other(document: dict[str, Any]) -> None:
    """`why` names exactly the figures that are null."""
    for each in document["arms"]:
        missing = set()
        for group in ("npv_per_person", "bcr", "irr", "payback_year", "payback_year_discounted"):
            missing |= {f"{group}.{key}" for key, value in each[group].items() if value is None}
        missing |= {key for key in ("mvpf", "sroi") if each[key] is None}
        missing |= {f"outcomes.{id}.cost_per_unit" for id, o in each["outcomes"].items() if o["cost_per_unit"] is None}
        assert set(each["why"]) == missing


def test_yearly_adds_up_to_the_present_value(document: dict[str, Any]) -> None:
    """At four per cent from the start year."""
    for each in document["arms"]:
        for key in ("town", "state", "public", "society", "tax_financing"):
            discounted = sum(row[key] / 1.04**t for t, row in enumerate(each["yearly"]))
            assert discounted == pytest.approx(each["npv"][key], rel=1e-9, abs=1e-6)


def test_budget_view_starts_with_the_outlay_of_all_ages_at_once(document: dict[str, Any]) -> None:
    """In year one everybody of eligible age enters: 100 residents aged 3, as many as a cohort nobody has left."""
    rows = arm(document, "early")["budget"]
    assert [row["year"] for row in rows] == list(range(2027, 2027 + YEARS))
    first_entry = next(row for row in arm(document, "early")["yearly"] if row["age"] == 3)
    pack = small_pack()
    alive = 1.0 / 0.99**3  # the cohort has lost some by age 3, the residents of age 3 are alive
    assert rows[0]["town"] == pytest.approx(first_entry["town"] * alive, rel=1e-3)
    assert pack.residents["small", 2025][3] == 100.0


def test_without_residents_there_is_no_budget_view() -> None:
    """And the cohort is one person."""
    document = run(replace(small_pack(), residents={}), SCENARIO)
    one = arm(document, "early")
    assert one["budget"] == []
    assert one["why"]["budget"] == "no_residents"
    assert one["cohort"] == 1.0


def test_nobody_enrolled() -> None:
    """Reach 0: no money moves, and nothing can be given per person."""
    one = arm(run(changed(small_pack(), early__reach=0.0), SCENARIO), "early")
    assert one["persons"] == 0.0
    assert one["npv"]["society"] == pytest.approx(0.0, abs=1e-9)
    assert one["why"]["npv_per_person.state"] == "nobody_enrolled"
    assert one["why"]["bcr.society"] == "no_cost"


@pytest.mark.parametrize("payer", ["public", "state", "society"])
def test_break_even_cost_makes_the_balance_zero(payer: str) -> None:
    """Run again with the value found, the payer's present value is zero."""
    pack = small_pack()
    result = break_even(pack, SCENARIO, "repair", "late.cost", payer)
    assert result["value"] is not None
    solved = arm(run(changed(pack, late__cost=result["value"]), SCENARIO), "repair")
    assert solved["npv"][payer] == pytest.approx(0.0, abs=1e-3 * abs(solved["npv"]["programme_cost"]))


def test_break_even_within_years_asks_for_more_than_over_life() -> None:
    """The same effect must be stronger to repay sooner."""
    pack = small_pack()
    life = break_even(pack, SCENARIO, "repair", "late.cost", "public")["value"]
    soon = break_even(pack, SCENARIO, "repair", "late.cost", "public", years=3)["value"]
    assert soon < life


def test_break_even_says_why_there_is_none() -> None:
    """A payer whom the number does not touch; one who always loses."""
    pack = small_pack()
    assert break_even(pack, SCENARIO, "early", "r", "public")["why"] == "always_loss"
    untouched = replace(pack, numbers=pack.numbers | {"spare": replace(pack.numbers["r"], id="spare")})
    assert break_even(untouched, SCENARIO, "early", "spare", "state")["why"] == "no_change"
    with pytest.raises(KeyError):
        break_even(pack, SCENARIO, "early", "no.such", "state")


def test_results_are_finite_at_extremes() -> None:
    """Full reach, no discounting, strong effects."""
    pack = changed(small_pack(), early__reach=1.0, late__reach=1.0, r=0.0, late__work=8.0, early__smd=-3.0)
    for each in run(pack, SCENARIO)["arms"]:
        assert all(math.isfinite(value) for value in each["npv"].values())
        assert np.isfinite(each["persons"])
