"""Taxes as schedules of brackets on the income of a cell: which items they tax and by which rows."""

from __future__ import annotations

from dataclasses import dataclass

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
