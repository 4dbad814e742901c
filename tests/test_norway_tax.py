"""The tax rules of the Norwegian pack, 2024 to 2026, against worked examples, to the krone."""

from __future__ import annotations

import numpy as np
import pytest
from tests.shipped import shipped

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.engine.legs import leg_shares
from tidlig.engine.values import Values
from tidlig.engine.year.tax import ascending, tax
from tidlig.files.documents.scenario import read_scenario_text
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack

pytestmark = pytest.mark.unit

ITEMS = ("tax_municipal", "tax_county", "tax_common", "tax_steps", "contribution")
WAGE = 504_720.0  # a cleaner's
BASIC_AMOUNT = {2024: 122_225, 2025: 128_116, 2026: 134_419}  # kroner, mean of the year

# year, income: municipal, county, common, bracket tax, contribution (kroner of that year, no other deductions)
WORKED = {
    (2024, 150_000.0): (0, 0, 0, 0, 11_700),
    (2024, 261_000.0): (7_479, 1_605, 5_942, 900, 20_358),
    (2024, 504_720.0): (34_166, 7_332, 27_146, 9_916, 39_368),
    (2024, 712_440.0): (56_912, 12_214, 45_217, 22_299, 55_570),
    (2024, 1_500_000.0): (143_149, 30_722, 113_735, 147_771, 117_000),
    (2025, 174_000.0): (0, 0, 0, 0, 13_398),
    (2025, 261_000.0): (7_707, 1_602, 3_990, 741, 20_097),
    (2025, 372_806.0): (21_962, 4_565, 11_368, 4_177, 28_706),
    (2025, 504_720.0): (38_782, 8_061, 20_075, 9_454, 38_863),
    (2025, 590_040.0): (49_660, 10_321, 25_706, 12_867, 45_433),
    (2025, 712_440.0): (65_266, 13_565, 33_785, 19_246, 54_858),
    (2025, 1_500_000.0): (165_680, 34_435, 85_764, 144_762, 115_500),
    (2026, 150_000.0): (0, 0, 0, 0, 11_400),
    (2026, 261_000.0): (5_761, 1_218, 4_188, 593, 19_836),
    (2026, 504_720.0): (33_423, 7_068, 24_295, 9_024, 38_359),
    (2026, 712_440.0): (57_000, 12_053, 41_432, 17_333, 54_145),
    (2026, 1_500_000.0): (146_388, 30_954, 106_405, 140_450, 114_000),
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The shipped pack."""
    return shipped("norway")


def by_rules(pack: Pack, year: int, place: str = "ha") -> Pack:
    """The pack as a scenario has it that asks for the rules of a year."""
    text = f"id: x\npack: norway\nplace: {place}\nrules: {year}\nstart_year: 2027\narms: {{early: [nfp]}}\n"
    return layer(pack, read_scenario_text(text, "x.yaml", pack))


def owed(pack: Pack, item: str, income: float) -> float:
    """One tax on one income, both in kroner of the year whose rules hold: the pack keeps its own wages and prices."""
    assert pack.rules_year is not None
    wages = BASIC_AMOUNT[pack.rules_year] / BASIC_AMOUNT[2025]
    values = Values({id: k for k, id in enumerate(pack.numbers)}, Design().block(pack, 0, 1))
    brackets = [bracket for bracket in pack.brackets if bracket.item == item]
    above = np.array([values[bracket.above] for bracket in brackets])
    rates = np.array([values.tied(bracket) for bracket in brackets])
    return float(tax(*ascending(above, rates), np.array([income / wages]))[0]) * wages


def kept(pack: Pack) -> float:
    """What the own municipality gains of a krone of municipal tax from somebody of 20 who still lives there."""
    plan = Evaluator(pack).plan()
    values = Values(plan.index, Design().block(pack, 0, 1))
    leg = plan.legs.index((plan.items.index("tax_municipal"), plan.payers.index("municipality")))
    return float(leg_shares(plan, values, plan.periods)[leg, 20, 0]) / pack.numbers["stay.to_24"].value


@pytest.mark.parametrize(("year", "income"), WORKED)
def test_tax_of_the_worked_examples(pack: Pack, year: int, income: float) -> None:
    """Each of the five taxes within one krone (the examples are rounded)."""
    ruled = by_rules(pack, year)
    for item, expected in zip(ITEMS, WORKED[year, income], strict=True):
        assert owed(ruled, item, income) == pytest.approx(expected, abs=1.0), item


@pytest.mark.parametrize(
    ("year", "gross", "net", "poor"),
    [(2024, 10.95, 4.38, 0.5475), (2025, 12.75, 4.845, 0.3825), (2026, 11.35, 4.086, 0.1135)],
)
def test_what_the_municipality_keeps_of_100_kroner(
    pack: Pack, year: int, gross: float, net: float, poor: float
) -> None:
    """Of 100 kroner more in wage: tax, what an ordinary municipality keeps of it, and a tax-poor one."""
    for place, left in (("oslo", net), ("gausdal", poor), ("norway", gross)):
        ruled = by_rules(pack, year, place)
        gain = owed(ruled, "tax_municipal", WAGE + 100.0) - owed(ruled, "tax_municipal", WAGE)
        assert gain == pytest.approx(gross, abs=1e-6)
        assert gain * kept(ruled) == pytest.approx(left, abs=1e-6)


@pytest.mark.parametrize(
    ("year", "more", "ordinary", "poor"),
    [(2024, 26_687, 10_675, 1_334), (2025, 31_074, 11_808, 932), (2026, 27_662, 9_958, 277)],
)
def test_from_the_lowest_benefit_to_a_cleaners_wage(
    pack: Pack, year: int, more: float, ordinary: float, poor: float
) -> None:
    """31 074 more in municipal tax in 2025, of which an ordinary municipality keeps 11 808 and a tax-poor one 932."""
    for place, left in (("oslo", ordinary), ("gausdal", poor)):
        ruled = by_rules(pack, year, place)
        gain = owed(ruled, "tax_municipal", WAGE) - owed(ruled, "tax_municipal", 261_000.0)
        assert gain == pytest.approx(more, abs=1.0)
        assert gain * kept(ruled) == pytest.approx(left, abs=1.0)


def test_from_no_income_to_a_cleaners_wage(pack: Pack) -> None:
    """38 782 more in municipal tax, of which 14 737 is kept, 1 163 where tax-poor; employers pay 71 166 on top."""
    for place, left in (("oslo", 14_737), ("gausdal", 1_163)):
        ruled = by_rules(pack, 2025, place)
        assert owed(ruled, "tax_municipal", WAGE) * kept(ruled) == pytest.approx(left, abs=1.0)
    assert WAGE * pack.numbers["price.employer_contribution"].value == pytest.approx(71_166, abs=1.0)


def test_marginal_rates_by_wage(pack: Pack) -> None:
    """0, 25, 7.7, 29.7, 31.4, 33.7 and 43.4 per cent in 2025."""
    rates = {90_000: 0.0, 120_000: 0.25, 150_000: 0.077, 210_000: 0.297, 250_000: 0.314, 400_000: 0.337, 800_000: 0.434}
    for income, rate in rates.items():
        step = sum(owed(pack, item, income + 100.0) - owed(pack, item, float(income)) for item in ITEMS)
        assert step == pytest.approx(100.0 * rate, abs=1e-6)


@pytest.mark.parametrize(("wage", "share"), [(650_000.0, 0.253), (1_000_000.0, 0.313)])
def test_average_tax_as_published(pack: Pack, wage: float, share: float) -> None:
    """Smartepenger's tax in per cent of the wage in 2025, standard deductions only."""
    assert sum(owed(pack, item, wage) for item in ITEMS) / wage == pytest.approx(share, abs=0.0005)


@pytest.mark.parametrize(("year", "top"), [(2024, 0.474), (2025, 0.474), (2026, 0.474)])
def test_the_highest_marginal_rate(pack: Pack, year: int, top: float) -> None:
    """22 per cent of ordinary income, the highest bracket and the contribution; for 2026 as the Ministry has it."""
    ruled = by_rules(pack, year)
    step = sum(owed(ruled, item, 2_000_100.0) - owed(ruled, item, 2_000_000.0) for item in ITEMS)
    assert step == pytest.approx(100.0 * top, abs=1e-6)
    assert sum(ruled.numbers[f"bracket.{part}"].value for part in ("municipal", "county", "common")) == pytest.approx(
        0.22
    )


def test_the_rules_of_a_year_leave_nothing_of_the_packs_own_year(pack: Pack) -> None:
    """All rates and thresholds but the phase-in of the contribution and what makes a place tax-poor.

    They are the same every year.
    """
    place_and_phase = {"tax.poor", "tax.percent", "tax.poor_below", "tax.poor_near", "bracket.contribution_first"}
    own = {id for id in pack.numbers if id.startswith(("bracket.", "tax."))} | {"price.employer_contribution"}
    for year in (2024, 2026):
        assert set(pack.rules[year]) == own - place_and_phase
        assert all(number.source for number in pack.rules[year].values())
        assert all(number.file == f"norway/rules/{year}.csv" for number in pack.rules[year].values())


def test_a_recalled_rule_carries_no_good_grade(pack: Pack) -> None:
    """The county's and the state's part in 2024, and the symmetric rate of 2026, were not read."""
    for numbers in (*pack.rules.values(), *pack.places.values()):
        for number in numbers.values():
            if number.source and pack.sources[number.source].status == "recalled":
                assert number.grade == "E", number.id
    recalled = {id for numbers in pack.rules.values() for id, n in numbers.items() if n.status == "recalled"}
    assert recalled == {"bracket.county", "bracket.common", "tax.equalised"}
