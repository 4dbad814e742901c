"""A tax as a schedule of brackets on the income of a cell."""

from __future__ import annotations

import numpy as np

from tidlig.engine.plan.axes import Floats


def ascending(above: Floats, rates: Floats) -> tuple[Floats, Floats]:
    """Thresholds and rates, (brackets, rows), by threshold in every row: each row has an order of its own."""
    order = np.argsort(above, axis=0, kind="stable")
    return np.take_along_axis(above, order, axis=0), np.take_along_axis(rates, order, axis=0)


def tax(above: Floats, rates: Floats, income: Floats) -> Floats:
    """Tax on ``income`` [money/year], any shape with rows last: sum of rate x income inside each bracket.

    ``above``: thresholds [money/year], ``rates``: marginal rates, both (brackets, rows), as :func:`ascending` puts
    them.  A bracket reaches from its threshold to the next; below the lowest nothing is paid.
    """
    total = np.zeros_like(income)
    for k, (threshold, rate) in enumerate(zip(above, rates, strict=True)):
        inside = np.maximum(income - threshold, 0.0)
        if k + 1 < len(above):
            inside = np.minimum(inside, above[k + 1] - threshold)
        total += rate * inside
    return total
