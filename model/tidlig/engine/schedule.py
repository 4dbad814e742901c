"""A tax as a schedule of brackets on the income of a cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tidlig.assumptions.pack import Bracket, Pack
from tidlig.engine.axes import Floats
from tidlig.engine.values import Values


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
    ordered = sorted(brackets, key=lambda b: float(values[b.above][0]))
    total = np.zeros_like(income)
    for bracket, following in zip(ordered, [*ordered[1:], None], strict=True):
        inside = np.maximum(income - values[bracket.above], 0.0)
        if following is not None:
            inside = np.minimum(inside, values[following.above] - values[bracket.above])
        total += values.tied(bracket) * inside
    return total
