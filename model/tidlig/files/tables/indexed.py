"""Which price index an amount is moved by: that of the item or the part of a post that it belongs to.

A programme names that of its own cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tidlig.files.tables.numbers import Numbers
from tidlig.files.text.document import Document
from tidlig.pack import units
from tidlig.pack.prices import PostPart
from tidlig.pack.rows import Bracket, Price
from tidlig.pack.structure import Item
from tidlig.problems import Problems, Says, Spot, did_you_mean


@dataclass(frozen=True, slots=True)
class Namer:
    """Somebody who may name an index, "" for the pack's first, and ids of the numbers it is for."""

    name: str
    index: str
    numbers: tuple[str, ...]
    says: Says
    field: str


def of_items(
    items: Mapping[str, Item], prices: Iterable[Price], brackets: Iterable[Bracket], document: Document
) -> list[Namer]:
    """Return what the items name, for their prices and the thresholds of their taxes."""
    rows, steps = list(prices), list(brackets)
    return [
        Namer(
            id,
            item.index,
            (*(n for row in rows if row.item == id for n in row.numbers), *(b.above for b in steps if b.item == id)),
            document.at(("items", id, "index")),
            f"items.{id}.index",
        )
        for id, item in items.items()
    ]


def of_posts(posts: Mapping[str, tuple[PostPart, ...]], problems: Problems) -> list[Namer]:
    """Return what the lines of posts.csv name, each line once."""
    lines = dict.fromkeys(part for parts in posts.values() for part in parts)
    return [
        Namer(part.part, part.index, tuple(id for id, _ in part.times), Spot(problems, part.file, part.line), "index")
        for part in lines
    ]


def give_indices(namers: Iterable[Namer], numbers: Numbers) -> None:
    """Give every amount the index that is named for it.

    Notes unknown indices, those that have nothing to move, and amounts for which two are named.  Nothing is said or
    given while deflators.csv could not be read.
    """
    if numbers.deflators is None:
        return
    first = next(iter(numbers.deflators), "")
    given: dict[str, Namer] = {}
    for namer in namers:
        amounts = [id for id in dict.fromkeys(namer.numbers) if _is_money(numbers, id)]
        if namer.index and namer.index not in numbers.deflators:
            hint = did_you_mean(namer.index, numbers.deflators)
            namer.says.say(namer.field, "unknown index '{name}'", hint, name=namer.index)
        elif namer.index and not amounts and numbers.complete:
            namer.says.say(namer.field, "'{name}' has no amount that it could move", "remove it", name=namer.name)
        else:
            for id in amounts:
                _give(id, namer, given, first, numbers)


def _give(id: str, namer: Namer, given: dict[str, Namer], first: str, numbers: Numbers) -> None:
    """Give an amount an index; notes that another is named for it already."""
    index = namer.index or first
    other = given.setdefault(id, namer)
    if (other.index or first) != index:
        what, hint = "'{id}' is moved by {index} for '{name}'", "name one index for both, or give each its own number"
        namer.says.say(namer.field, what, hint, id=id, index=other.index or first, name=other.name)
    number = numbers.by_id[id]
    numbers.by_id[id] = replace(number, index="" if index == first else index)


def _is_money(numbers: Numbers, id: str) -> bool:
    return id in numbers.by_id and units.is_money(numbers.by_id[id].unit)
