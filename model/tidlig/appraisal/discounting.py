"""Discount factors and present values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def discount_factors(
    schedule: Mapping[int, str], rate: Callable[[str], Floats], periods: int, *, first: bool = False
) -> Floats:
    """Discount factors D, shape ``(periods, rows)``: D[0] = 1, D[t] = D[t - 1] / (1 + r_t).

    ``schedule``: year -> id of the yearly rate that holds from that year on; ``rate``: id -> rates, shape ``(rows,)``.
    ``first``: year 0 is discounted once as well (a spreadsheet's NPV).  Norwegian practice: Finansdepartementet,
    rundskriv R-109/21: 4 % to year 40, 3 % to 75, 2 % after.
    """
    factor = np.ones_like(rate(schedule[min(schedule)]))
    factors = []
    for year in range(periods):
        if year > 0 or first:
            since = max(start for start in schedule if start <= year)
            factor = factor / (1.0 + rate(schedule[since]))
        factors.append(factor)
    return np.array(factors)


def present_value(flows: Floats, factors: Floats) -> Floats:
    """Net present value: sum over years of ``flows[..., year, rows] * factors[year, rows]``."""
    return np.asarray((flows * factors).sum(axis=-2))
