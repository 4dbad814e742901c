"""Yearly chances of all exits of one process at once, from rows of values and the numbers that a plan compiled."""

from __future__ import annotations

import numpy as np

from tidlig.engine.plan.axes import Bools, Floats
from tidlig.engine.plan.exits import Exits, Ints
from tidlig.engine.year.hazards import hazards_to_shares, shares_to_hazards


def gathered_sum(rows: Floats, numbers: Ints) -> Floats:
    """Sums of rows, (..., rows), by their numbers (depth, ...)."""
    total: Floats = rows.take(numbers[0], axis=0)
    for each in numbers[1:]:
        total += rows.take(each, axis=0)
    return total


def gathered_product(rows: Floats, numbers: Ints) -> Floats:
    """Products of rows, (..., rows), by their numbers (depth, ...)."""
    product: Floats = rows.take(numbers[0], axis=0)
    for each in numbers[1:]:
        product *= rows.take(each, axis=0)
    return product


def competing(chances: Floats, rates: Floats, ratios: Floats) -> Floats:
    """Chances of competing exits, (exits, groups, rows): hazards of chances and rates, times ratios, and back."""
    return hazards_to_shares((shares_to_hazards(chances) + rates) * ratios)


def separate(chances: Floats, rates: Floats, ratios: Floats) -> Floats:
    """Chances of exits that know nothing of each other: 1 - (1 - p)^ratio exp(-rate ratio)."""
    return np.asarray(1.0 - (1.0 - chances) ** ratios * np.exp(-rates * ratios))


def beyond(chances: Floats) -> Bools:
    """Where the exits of a group reach 1 together: (groups, rows), from (exits, groups, rows)."""
    return np.asarray(chances.sum(axis=0) >= 1.0)


def table(exits: Exits, rows: Floats) -> tuple[Floats, Bools]:
    """Yearly chances (exits, groups, rows), and where they could not be computed: (groups, rows).

    Where the exits of a group reach 1 its chances are 0, so that the other rows of a block can go on.
    """
    chances, rates = gathered_sum(rows, exits.chances), gathered_sum(rows, exits.rates)
    ratios = gathered_product(rows, exits.ratios) * gathered_product(rows, exits.means)
    if exits.process.separate:
        shares = separate(chances, rates, ratios)
        failed = beyond(shares)
    else:
        failed = beyond(chances)
        shares = competing(np.where(failed, 0.0, chances), rates, ratios)
    return np.where(failed, 0.0, shares) if failed.any() else shares, failed
