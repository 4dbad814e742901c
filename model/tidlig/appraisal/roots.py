"""Positive real roots of a polynomial whose coefficients are yearly flows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from tidlig.appraisal.discounting import Floats

POINTS = 1500  # of the grid on which a change of sign is looked for
FLAT = 1e-9  # of the gross present value: so much higher are the points beside a minimum
NEAR = 1e-6  # of the gross present value: a minimum as near to zero is looked at however flat it is
TOUCHES = 1e-11  # of the gross present value: a minimum as near to zero is a double root


def positive_roots(flows: Floats) -> list[float]:
    """Return the d > 0 with sum of flows[t] d^t = 0, a double root twice; first and last flow are not zero.

    All of them lie within Cauchy's bounds.  The sum is looked at relative to the sum of its absolute terms, on a grid
    of the logarithm of d; one change of sign among the flows is one root (Descartes' rule).
    """
    sizes = np.abs(flows)
    low = sizes[0] / (sizes[0] + sizes[1:].max())
    high = 1.0 + sizes[:-1].max() / sizes[-1]
    powers = np.arange(len(flows))

    def relative(log: float | Floats) -> Floats:
        """The sum divided by the sum of its absolute terms, each scaled by the largest so that none is too large."""
        exponents = np.multiply.outer(np.asarray(log), powers)
        terms = np.exp(exponents + np.log(np.where(sizes > 0.0, sizes, 1.0)) - _largest(exponents, sizes))
        return np.asarray((np.sign(flows) * terms).sum(axis=-1) / ((sizes > 0.0) * terms).sum(axis=-1))

    grid = np.linspace(np.log(low), np.log(high), POINTS)
    values = relative(grid)
    crossed = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    roots = [float(brentq(lambda d: float(relative(d)), grid[k], grid[k + 1], xtol=1e-14)) for k in crossed]
    roots += [float(grid[k]) for k in np.flatnonzero(values == 0.0)]
    if len(roots) < int((np.diff(np.sign(flows[sizes > 0.0])) != 0).sum()):
        for touched in _touches(relative, grid, values):
            roots += [touched, touched]
    return [float(np.exp(root)) for root in sorted(roots)]


def _largest(exponents: Floats, sizes: Floats) -> Floats:
    logs = np.where(sizes > 0.0, np.log(np.where(sizes > 0.0, sizes, 1.0)), -np.inf)
    return np.asarray((exponents + logs).max(axis=-1, keepdims=True))


def _touches(relative: Callable[[float], Floats], grid: Floats, values: Floats) -> list[float]:
    """Return where the sum touches zero between two points of the grid without crossing it."""
    inner = np.abs(values)
    higher = np.minimum(inner[:-2], inner[2:]) - inner[1:-1]
    # Far from every root the sum is flat, and its lowest points are rounding.
    lowest = np.flatnonzero((higher > FLAT) | ((higher >= 0.0) & (inner[1:-1] < NEAR))) + 1
    found = []
    for k in lowest:
        if np.sign(values[k - 1]) == np.sign(values[k]) == np.sign(values[k + 1]):
            place = minimize_scalar(
                lambda log: abs(float(relative(log))), bounds=(grid[k - 1], grid[k + 1]), method="bounded",
                options={"xatol": 1e-14},
            )  # fmt: skip
            if float(place.fun) < TOUCHES:
                found.append(float(place.x))
    return found
