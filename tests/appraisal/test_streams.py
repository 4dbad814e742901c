"""Dated streams worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tidlig.appraisal.streams import yearly_stream

pytestmark = pytest.mark.unit


def test_a_constant_amount_fills_its_window() -> None:
    assert yearly_stream(np.array(5.0), (1, 2), 4).tolist() == [0.0, 5.0, 5.0, 0.0]


def test_amounts_by_year() -> None:
    assert yearly_stream(np.array([1.0, -2.0]), (2, 3), 4).tolist() == [0.0, 0.0, 1.0, -2.0]


def test_growth_and_curve_count_from_the_first_year_of_the_window() -> None:
    stream = yearly_stream(np.array(100.0), (1, 3), 4, growth=0.1, curve=(0.5, -0.25))
    assert stream == pytest.approx([0.0, 100.0, 100.0 * 1.1 * 1.25, 100.0 * 1.21 * 1.0])
