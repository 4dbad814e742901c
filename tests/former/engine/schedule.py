"""A tax as a schedule of brackets on the income of a cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from tests.former.engine.axes import Floats
from tests.former.engine.values import Values

from tidlig.pack.pack import Pack
from tidlig.pack.rows import Bracket


@dataclass(frozen=True, slots=True)
class Schedule:
    """A tax item, the items whose money is its base, and its brackets."""

    item: int
    bases: tuple[int, ...]
    brackets: tuple[Bracket, ...]


def schedules_of(pack: Pack) -> tuple[Schedule, ...]:
    """The schedules of a pack."""
    order = list(pack.items)
    result = []
    for id, item in pack.items.items():
        if item.schedule:
            brackets = tuple(b for b in pack.brackets if b.item == id)
            result.append(Schedule(order.index(id), tuple(order.index(base) for base in item.schedule), brackets))
    return tuple(result)


def tax(values: Values, brackets: list[Bracket], income: Floats) -> Floats:
    """Tax on ``income`` [money/year], any shape with rows last: sum of rate x income inside each bracket.

    A bracket reaches from its threshold to the next higher one; below the lowest nothing is paid.
    """
    above = np.stack([values[bracket.above] for bracket in brackets])
    rates = np.stack([values.tied(bracket) for bracket in brackets])
    order = np.argsort(above, axis=0, kind="stable")  # each row has an order of its own
    above, rates = np.take_along_axis(above, order, axis=0), np.take_along_axis(rates, order, axis=0)
    total = np.zeros_like(income)
    for k, (threshold, rate) in enumerate(zip(above, rates, strict=True)):
        inside = np.maximum(income - threshold, 0.0)
        if k + 1 < len(above):
            inside = np.minimum(inside, above[k + 1] - threshold)
        total += rate * inside
    return total
