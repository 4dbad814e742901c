"""The same pack written otherwise: ids renamed, order turned, ages later, a shorter life."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tidlig.files.documents.structure import DEAD
from tidlig.pack.pack import Pack

AGES = ("age_from", "age_to", "at", "ages", "age")  # fields that hold ages
WORDS = (
    "unit", "dist", "grade", "status", "layer", "kind", "combine", "measure", "per", "cost_per", "good", "fit",
    "currency",
)  # fmt: skip  # fields whose words are the format's own, no ids


def rebuilt(thing: Any, leaf: Callable[[str, Any], Any], field: str = "") -> Any:
    """The same records, mappings and tuples with ``leaf(field, value)`` in place of each value and key."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: rebuilt(getattr(thing, f.name), leaf, f.name) for f in fields(thing)})
    if isinstance(thing, Mapping):
        return {rebuilt(key, leaf, field): rebuilt(value, leaf, field) for key, value in thing.items()}
    if isinstance(thing, tuple):
        return tuple(rebuilt(each, leaf, field) for each in thing)
    return leaf(field, thing)


def later(pack: Pack, years: int) -> Pack:
    """The pack with every age in it so many years later."""

    def moved(field: str, value: Any) -> Any:
        return value + years if field in AGES and isinstance(value, int) else value

    nobody = (0.0,) * years
    residents = {key: (*nobody, *people) for key, people in pack.residents.items()}
    moved_pack: Pack = rebuilt(pack, moved)
    return replace(moved_pack, residents=residents)


def turned(pack: Pack) -> Pack:
    """The pack with its programmes and payers in the opposite order."""
    return replace(pack, payers=pack.payers[::-1], programmes=dict(reversed(list(pack.programmes.items()))))


def shorter(pack: Pack) -> Pack:
    """The pack with a horizon one year earlier."""
    return replace(pack, ages=(pack.ages[0], pack.ages[1] - 1))


def renamed(pack: Pack) -> tuple[Pack, dict[str, str]]:
    """The pack with a new name for every id, and the new names; in the alphabet they stand in the opposite order."""
    known = sorted({id for id in _ids(pack) if id} - {DEAD}, reverse=True)
    names = {id: f"x{k:06}" for k, id in enumerate(known)}

    def new(field: str, value: Any) -> Any:
        return names.get(value, value) if isinstance(value, str) and field not in WORDS else value

    return rebuilt(pack, new), names


def _ids(pack: Pack) -> Iterator[str]:
    """Every id of a pack."""
    yield pack.id
    yield from (level.name for levels in pack.factors.values() for level in levels)
    yield from (process.id for process in pack.processes)
    named = (pack.factors, pack.budgets, pack.items, pack.numbers, pack.programmes, pack.outcomes, pack.sources)
    for mapping in (*named, pack.deflators, pack.places, pack.known_places, pack.areas, pack.posts):
        yield from mapping
    yield from (*pack.payers, *(place for place, _ in pack.residents), *pack.areas.values())
