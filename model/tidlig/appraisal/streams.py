"""Dated streams of money: a starting amount, yearly growth and a curve of experience, as appraisals state them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tidlig.appraisal.discounting import Floats


def yearly_stream(
    amounts: Floats, years: tuple[int, int], periods: int, growth: float = 0.0, curve: Sequence[float] = ()
) -> Floats:
    """Amounts by year, shape ``(periods,)``: a_x (1 + g)^x (1 + b_1 x + b_2 x^2 + ...) x years into the window, else 0.

    ``amounts``: one for each year of the window, or one that holds for all of them, shape ``(n,)`` or ``()``;
    ``years``: first and last year of the window, both included; ``growth``: g per year; ``curve``: b_1, b_2, ...
    The curve is the quadratic experience profile of earnings in Baird, Hicks, Kremer and Miguel, Worms at Work,
    Quarterly Journal of Economics 131(4), 2016.
    """
    first, last = years
    x = np.arange(last - first + 1, dtype=float)
    shape = 1.0 + np.sum([b * x ** (k + 1) for k, b in enumerate(curve)], axis=0)
    stream = np.zeros(periods)
    stream[first : last + 1] = amounts * (1.0 + growth) ** x * shape
    return stream
