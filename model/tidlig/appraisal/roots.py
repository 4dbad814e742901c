"""Positive real roots of a polynomial whose coefficients are yearly flows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tidlig.appraisal.discounting import Floats

POINTS = 1500  # of the grid on which a change of sign is looked for
FLAT = 1e-9  # of the gross present value: so much higher are the points beside a minimum
NEAR = 1e-6  # of the gross present value: a minimum as near to zero is looked at however flat it is
HALVINGS = 64  # of the distance between Cauchy's bounds: more than a float has digits
GOLDEN = (5.0**0.5 - 1.0) / 2.0
NARROWED = 80  # golden sections of two steps of the grid
TOUCHES = 1e-11  # of the gross present value: a minimum as near to zero is a double root


def positive_roots(flows: Floats) -> list[float]:
    """Return the d > 0 with sum of flows[t] d^t = 0, a double root twice; first and last flow are not zero.

    All of them lie within Cauchy's bounds.  The sum is looked at relative to the sum of its absolute terms, on a grid
    of the logarithm of d; one change of sign among the flows is one root (Descartes' rule).
    """
    sizes = np.abs(flows)
    low = sizes[0] / (sizes[0] + sizes[1:].max())
    high = 1.0 + sizes[:-1].max() / sizes[-1]
    powers = np.flatnonzero(sizes)
    logs, signs = np.log(sizes[powers]), np.sign(flows[powers])

    def relative(log: Floats) -> Floats:
        """The sum divided by the sum of its absolute terms, each scaled by the largest so that none is too large."""
        exponents = np.multiply.outer(log, powers) + logs
        terms = np.exp(exponents - exponents.max(axis=-1, keepdims=True))
        return np.asarray(terms @ signs / terms.sum(axis=-1))

    changes = int((signs[1:] != signs[:-1]).sum())
    if changes == 1:
        (root,) = _crossings(relative, np.log([low]), np.log([high]))
        return [float(np.exp(root))]
    grid = np.linspace(np.log(low), np.log(high), POINTS)
    values = relative(grid)
    crossed = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    roots = _crossings(relative, grid[crossed], grid[crossed + 1]).tolist()
    roots += [float(grid[k]) for k in np.flatnonzero(values == 0.0)]
    if len(roots) < changes:
        for touched in _touches(relative, grid, values):
            roots += [touched, touched]
    return [float(np.exp(root)) for root in sorted(roots)]


def _touches(relative: Callable[[Floats], Floats], grid: Floats, values: Floats) -> list[float]:
    """Return where the sum touches zero between two points of the grid without crossing it."""
    inner = np.abs(values)
    higher = np.minimum(inner[:-2], inner[2:]) - inner[1:-1]
    # Far from every root the sum is flat, and its lowest points are rounding.
    lowest = np.flatnonzero((higher > FLAT) | ((higher >= 0.0) & (inner[1:-1] < NEAR))) + 1
    same = np.sign(values)
    around = lowest[(same[lowest - 1] == same[lowest]) & (same[lowest] == same[lowest + 1])]
    places = _lowest(lambda log: np.abs(relative(log)), grid[around - 1], grid[around + 1])
    return [float(place) for place in places[np.abs(relative(places)) < TOUCHES]]


def _crossings(function: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Return where a function changes sign between each ``low`` and ``high``, by halving, (brackets,)."""
    begun = np.sign(function(low))
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        before = np.sign(function(middle)) == begun
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return (low + high) / 2.0


def _lowest(function: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Return where a function is lowest between each ``low`` and ``high``, by golden sections, (brackets,)."""
    for _ in range(NARROWED):
        first, second = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        before = function(first) < function(second)
        low, high = np.where(before, low, first), np.where(before, second, high)
    return (low + high) / 2.0
