"""Items whose money follows from other items: nothing else may change them, and what is taxed is money of everyone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tidlig.files.text.document import Document
from tidlig.pack.rows import Price, Use
from tidlig.pack.structure import Structure
from tidlig.problems import Spot


def check_chains(
    structure: Structure, uses: Iterable[Use], prices: Iterable[Price], lines: Mapping[str, Spot], document: Document
) -> None:
    """Note rows that change an item taken of another or taxed by a schedule; ``lines`` by row id."""
    for id, item in structure.items.items():
        for place, base in enumerate(item.schedule):
            if base in structure.items and (structure.items[base].of or structure.items[base].schedule):
                what = "'{item}' follows from other items and cannot be taxed"
                hint = "name the items that it follows from"
                document.say(("items", id, "schedule", place), what, hint, item=base)
    taken, taxed = taken_of(structure), taxed_by(structure)
    for use in uses:
        if use.item in taken:
            what, hint = "'{item}' is taken of '{other}'", "write the use of '{other}' instead"
            lines[use.id].say("item", what, hint, item=use.item, other=taken[use.item])
    for price in prices:
        if price.item in taken and (price.where.levels or price.where.programme):
            what, hint = "'{item}' is taken of '{other}', for everyone alike", "leave levels and programme blank"
            lines[price.id].say("item", what, hint, item=price.item, other=taken[price.item])
    rows: list[Use | Price] = [*uses, *prices]
    for row in rows:
        if row.item in taxed and row.where.programme:
            what = "'{item}' is taxed by '{tax}', for everyone alike"
            lines[row.id].say("programme", what, "leave it blank", item=row.item, tax=taxed[row.item])


def taken_of(structure: Structure) -> dict[str, str]:
    """Return the items that are taken of another, each with that one; without those in a circle, told elsewhere."""
    return {id: item.of for id, item in structure.items.items() if item.of and id not in chain(id, structure)[1:]}


def chain(id: str, structure: Structure) -> list[str]:
    """Return an item, the one it is taken of, and so on; an item that is in its own chain ends it."""
    found, at = [id], structure.items[id].of
    while at in structure.items and at not in found[1:]:
        found.append(at)
        at = structure.items[at].of
    return found


def taxed_by(structure: Structure) -> dict[str, str]:
    """Return the items whose money is taxed by brackets, each with the tax."""
    return {base: id for id, item in structure.items.items() for base in item.schedule}
