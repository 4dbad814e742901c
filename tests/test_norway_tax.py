"""The 2025 tax rules of the Norwegian pack against worked examples, to the krone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tidlig.analysis.design import Design
from tidlig.assumptions.pack import Pack
from tidlig.assumptions.read import read_pack
from tidlig.engine.schedule import tax
from tidlig.engine.values import Values

pytestmark = pytest.mark.unit

# income: municipal, county, common, bracket tax, contribution (kroner a year, 2025 rules, no other deductions)
WORKED = {
    174_000.0: (0, 0, 0, 0, 13_398),
    261_000.0: (7_707, 1_602, 3_990, 741, 20_097),
    372_806.0: (21_962, 4_565, 11_368, 4_177, 28_706),
    504_720.0: (38_782, 8_061, 20_075, 9_454, 38_863),
    590_040.0: (49_660, 10_321, 25_706, 12_867, 45_433),
    712_440.0: (65_266, 13_565, 33_785, 19_246, 54_858),
}
ITEMS = ("tax_municipal", "tax_county", "tax_common", "tax_steps", "contribution")


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The shipped pack."""
    return read_pack(Path(__file__).parents[1] / "assumptions" / "norway")


def owed(pack: Pack, item: str, income: float) -> float:
    """One tax on one income."""
    values = Values({id: k for k, id in enumerate(pack.numbers)}, Design().block(pack, 0, 1))
    return float(tax(values, [b for b in pack.brackets if b.item == item], np.array([income]))[0])


@pytest.mark.parametrize("income", WORKED)
def test_tax_of_the_worked_examples(pack: Pack, income: float) -> None:
    """Each of the five taxes within one krone (the examples are rounded)."""
    for item, expected in zip(ITEMS, WORKED[income], strict=True):
        assert owed(pack, item, income) == pytest.approx(expected, abs=1.0), item


def test_from_the_lowest_benefit_to_a_cleaners_wage(pack: Pack) -> None:
    """31 074 more in municipal tax, of which an ordinary municipality keeps 11 808 and a tax-poor one 932."""
    gain = owed(pack, "tax_municipal", 504_720.0) - owed(pack, "tax_municipal", 261_000.0)
    assert gain == pytest.approx(31_074, abs=1.0)
    assert gain * pack.numbers["tax.kept"].value == pytest.approx(11_808, abs=1.0)
    assert gain * pack.places["gausdal"]["tax.kept"].value == pytest.approx(932, abs=1.0)


def test_from_no_income_to_a_cleaners_wage(pack: Pack) -> None:
    """38 782 more in municipal tax, of which 14 737 is kept; employers pay 71 166 on top."""
    gain = owed(pack, "tax_municipal", 504_720.0)
    assert gain * pack.numbers["tax.kept"].value == pytest.approx(14_737, abs=1.0)
    assert 504_720.0 * pack.numbers["price.employer_contribution"].value == pytest.approx(71_166, abs=1.0)


def test_marginal_rates_by_wage(pack: Pack) -> None:
    """0, 25, 7.7, 29.7, 31.4, 33.7 and 43.4 per cent."""
    rates = {90_000: 0.0, 120_000: 0.25, 150_000: 0.077, 210_000: 0.297, 250_000: 0.314, 400_000: 0.337, 800_000: 0.434}
    for income, rate in rates.items():
        step = sum(owed(pack, item, income + 100.0) - owed(pack, item, float(income)) for item in ITEMS)
        assert step == pytest.approx(100.0 * rate, abs=1e-6)
