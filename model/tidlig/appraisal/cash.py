"""What a budget can release: the cashable part of a saving."""

from __future__ import annotations

import numpy as np

from tidlig.appraisal.discounting import Floats


def released_share(short: Floats, long: Floats, years: Floats, periods: int) -> Floats:
    """Share of a saving that can be taken out of the budget, (periods, rows): short + (long - short) min(1, t / T).

    ``short``: share in the start year; ``long``: share from ``years`` [T] on; t counts from the start year.
    """
    t = np.arange(periods)[:, None]
    return np.asarray(short + (long - short) * np.minimum(1.0, t / np.maximum(years, 1e-9)))


def cashable(legs: Floats, shares: Floats) -> Floats:
    """The cashable part of gains and losses: savings times the share that can be released, extra use in full."""
    return np.where(legs > 0.0, legs * shares, legs)
