"""Discount factors and present values: by hand, and beside numpy_financial at one constant rate."""

from __future__ import annotations

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidlig.appraisal.discounting import Floats, discount_factors, present_value

pytestmark = pytest.mark.unit
RATES = {"near": np.array([0.04]), "middle": np.array([0.03]), "far": np.array([0.02])}
SCHEDULE = {0: "near", 41: "middle", 76: "far"}


def factors(years: int, *, first: bool = False) -> Floats:
    """Factors of the Norwegian schedule, shape (years,)."""
    return discount_factors(SCHEDULE, RATES.__getitem__, years, first=first)[:, 0]


def test_the_norwegian_schedule_by_hand() -> None:
    """Four per cent to year 40, three to 75, two after."""
    d = factors(80)
    assert d[[0, 1, 40]] == pytest.approx([1.0, 1 / 1.04, 1.04**-40])
    assert d[[41, 75]] == pytest.approx([1.04**-40 / 1.03, 1.04**-40 * 1.03**-35])
    assert d[[76, 79]] == pytest.approx([1.04**-40 * 1.03**-35 / 1.02, 1.04**-40 * 1.03**-35 * 1.02**-4])


def test_year_0_may_be_discounted_as_a_spreadsheet_does() -> None:
    assert factors(2, first=True) == pytest.approx([1 / 1.04, 1.04**-2])


def test_rows_have_their_own_rates() -> None:
    d = discount_factors({0: "r"}, lambda _: np.array([0.0, 0.1]), 3)
    np.testing.assert_allclose(d, [[1, 1], [1, 1 / 1.1], [1, 1 / 1.21]])


def test_present_value_adds_up_years_and_keeps_payers_and_rows() -> None:
    flows = np.array([[[-100.0, 10.0], [110.0, 11.0]], [[1.0, 0.0], [0.0, 0.0]]])
    d = discount_factors({0: "r"}, lambda _: np.array([0.1, 0.1]), 2)
    np.testing.assert_allclose(present_value(flows, d), [[0.0, 20.0], [1.0, 0.0]], atol=1e-12)


@given(st.floats(0.0, 0.2), st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_npv_of_numpy_financial(rate: float, flows: list[float]) -> None:
    stream = np.array(flows)[:, None]
    d = discount_factors({0: "r"}, lambda _: np.array([rate]), len(flows))
    assert present_value(stream, d)[0] == pytest.approx(npf.npv(rate, flows), rel=1e-10, abs=1e-6)
