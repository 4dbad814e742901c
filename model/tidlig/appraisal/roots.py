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
    powers = np.flatnonzero(flows)
    signs = np.sign(flows[powers])
    changes = int((signs[1:] != signs[:-1]).sum())
    if changes == 1:
        return [float(root) for root in single_roots(flows[None])]
    low, high = _bounds(flows[None])
    logs = np.log(np.abs(flows[powers]))

    def relative(log: Floats) -> Floats:
        return _relative(np.multiply.outer(log, powers) + logs, signs)

    grid = np.linspace(np.log(low[0]), np.log(high[0]), POINTS)
    values = relative(grid)
    crossed = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    roots = _crossings(relative, grid[crossed], grid[crossed + 1]).tolist()
    roots += [float(grid[k]) for k in np.flatnonzero(values == 0.0)]
    if len(roots) < changes:
        for touched in _touches(relative, grid, values):
            roots += [touched, touched]
    return [float(np.exp(root)) for root in sorted(roots)]


def single_roots(flows: Floats) -> Floats:
    """Return the one d > 0 of each row of flows, (rows, years), whose sign changes once."""
    if not len(flows):
        return np.zeros(0)
    powers, sizes = np.arange(flows.shape[1]), np.abs(flows)
    logs = np.log(np.where(sizes > 0.0, sizes, 1.0)) + np.where(sizes > 0.0, 0.0, -np.inf)
    low, high = _bounds(flows)
    signs = np.sign(flows)
    return np.asarray(
        np.exp(_crossings(lambda log: _relative(log[:, None] * powers + logs, signs), np.log(low), np.log(high)))
    )


def _relative(logs: Floats, signs: Floats) -> Floats:
    """Return a sum of terms divided by the sum of their sizes, each scaled by the largest so that none is too large.

    ``logs``: of their sizes, (..., terms); ``signs``: of the terms, (..., terms) or (terms,).
    """
    terms = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray((terms * signs).sum(axis=-1) / terms.sum(axis=-1))


def _bounds(flows: Floats) -> tuple[Floats, Floats]:
    """Return Cauchy's bounds of the positive roots of each row of flows, (rows, years)."""
    sizes = np.abs(flows)
    moves = sizes > 0.0
    rows, first = np.arange(len(sizes)), moves.argmax(axis=1)
    last = sizes.shape[1] - 1 - moves[:, ::-1].argmax(axis=1)
    later, sooner = sizes.copy(), sizes.copy()
    later[rows, first] = sooner[rows, last] = 0.0
    begin, end = sizes[rows, first], sizes[rows, last]
    return begin / (begin + later.max(axis=1)), 1.0 + sooner.max(axis=1) / end


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
