"""Published sums, present values and break-evens that the appraisal must agree with."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tidlig.analysis.break_even import break_even
from tidlig.appraisal.discounting import discount_factors, present_value
from tidlig.appraisal.indicators import cost_benefit_ratio, internal_rate_of_return
from tidlig.appraisal.perspectives import by_budget
from tidlig.assumptions.overlay import layer
from tidlig.assumptions.read import read_pack
from tidlig.assumptions.scenario import read_scenario

pytestmark = pytest.mark.published
HERE = Path(__file__).parent


def factors(rate: float, years: int, *, first: bool) -> np.ndarray:
    """Discount factors at one constant rate."""
    return discount_factors({0: "r"}, lambda _: np.array([rate]), years, first=first)


@pytest.mark.parametrize(("rate", "million"), [(0.02, 11.29), (0.025, 10.33), (0.03, 9.48), (0.04, 8.07)])
def test_annuity_of_vista_analyse_2010(rate: float, million: float) -> None:
    """400 000 kroner a year for 42 years, paid at the end of each year (one person from disability benefit to work)."""
    stream = np.full((42, 1), 400_000.0)
    assert present_value(stream, factors(rate, 42, first=True))[0] / 1e6 == pytest.approx(million, abs=0.005)


def test_small_teaching_case_of_wsipp_2013() -> None:
    """3 000 invested, 500 a year for 20 years, spreadsheet convention: ratio 2.55 and return 19.30 per cent."""
    d = factors(0.03, 20, first=True)
    benefits, cost = np.full((20, 1), 500.0), np.zeros((20, 1))
    cost[0] = 3000.0
    pv_benefits, pv_cost = present_value(benefits, d)[0], present_value(cost, d)[0]
    assert pv_benefits == pytest.approx(7438.74, abs=0.005)
    assert pv_cost == pytest.approx(2912.62, abs=0.005)
    ratio = cost_benefit_ratio(pv_benefits - pv_cost, pv_cost).value
    assert ratio == pytest.approx(2.55, abs=0.005)
    rate = internal_rate_of_return((benefits - cost)[:, 0]).value
    assert rate == pytest.approx(0.1930, abs=0.00005)


def wsipp_rows() -> list[dict[str, str]]:
    """Summary rows of the programme pages of the Washington State Institute for Public Policy."""
    with (HERE / "wsipp_summary_rows.csv").open() as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", wsipp_rows(), ids=lambda row: f"{row['programme']} {row['base_year_usd']}")
def test_wsipp_rows_add_up_in_our_perspectives(row: dict[str, str]) -> None:
    """Four perspectives are the total; total less cost is the balance; a ratio only where there is a cost."""
    perspectives = ("taxpayers", "participants", "others", "indirect")
    flows = np.array([[[float(row[name])]] for name in perspectives])
    society = by_budget(flows, perspectives, {}, np.zeros(1))["society"][0, 0]
    cost = -float(row["net_programme_cost"])
    assert society == pytest.approx(float(row["total_benefits"]), abs=1.5)
    total = float(row["total_benefits"])
    assert total - cost == pytest.approx(float(row["benefits_minus_cost"]), abs=1.5)
    figure = cost_benefit_ratio(total - cost, cost)
    if row["bcr"] == "n/a":
        assert figure.why == "no_cost"
    else:
        published = float(row["bcr"])
        # Printed dollars are whole: half a dollar on either side of cost and total, and half a cent of the ratio.
        rounding = 0.005 + abs(published) * (0.5 / cost + 0.5 / abs(total))
        assert figure.value == pytest.approx(published, abs=rounding)


@pytest.mark.parametrize(
    ("name", "published", "tolerance"),
    [("help_or_placement", 0.059, 0.001), ("vulnerable_families", 0.055, 0.001)],
)
def test_break_even_shares_from_files(name: str, published: float, tolerance: float) -> None:
    """Share of avoided placements (Oslo Economics 2017) and of prevented decline (COHERE 2017) that repays the cost."""
    scenario = read_scenario(HERE / f"{name}.yaml")
    pack = layer(read_pack(HERE / name), scenario, None)
    result = break_even(pack, scenario, "help", "help.avoided", "public")
    assert abs(result["value"]) == pytest.approx(published, abs=tolerance)


def test_discounting_raises_the_break_even_share() -> None:
    """A placement avoided later is worth less today, so more of them must be avoided."""
    scenario = read_scenario(HERE / "help_or_placement.yaml")
    undiscounted = layer(read_pack(HERE / "help_or_placement"), scenario, None)
    discounted = layer(read_pack(HERE / "help_or_placement"), scenario, {"r": "0.04"})
    values = [break_even(p, scenario, "help", "help.avoided", "public")["value"] for p in (undiscounted, discounted)]
    assert abs(values[1]) > abs(values[0]) + 0.002
