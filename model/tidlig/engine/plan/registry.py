"""One registry of rows: every vector of values that the year needs, by a number, each worked out once a block.

The rows of the pack come first and are the same for every bundle; the effects of a bundle's programmes follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect
from tidlig.pack.rows import Link, Row

ZERO, ONE = 0, 1


@dataclass(frozen=True, slots=True)
class Tied:
    """A row's value times the numbers it is tied to."""

    row: Row


@dataclass(frozen=True, slots=True)
class Ratio:
    """A link's hazard ratio."""

    row: Link


@dataclass(frozen=True, slots=True)
class Mean:
    """1 / mean ratio of those whom a row ``of: population`` speaks of; 1 until the baseline has met them."""

    id: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """A programme's effect as a ratio, ``since`` whole years after treatment ended (None: while it lasts)."""

    effect: Effect
    since: int | None


Recipe = Tied | Ratio | Mean | Delivered


@dataclass
class Registry:
    """Recipes by number; 0 and 1 stand for rows of noughts and of ones."""

    recipes: list[Recipe] = field(default_factory=list)
    _index: dict[tuple[object, ...], int] = field(default_factory=dict)
    common: int = 2  # number of rows that every bundle has

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.recipes) + 2

    def __iter__(self) -> Iterator[tuple[int, Recipe]]:
        """Rows with their numbers."""
        return iter(enumerate(self.recipes, start=2))

    def tied(self, row: Row) -> int:
        """Number of a row's own value."""
        return self._number(("tied", row.id), Tied(row))

    def ratio(self, row: Link) -> int:
        """Number of a link's ratio."""
        return self._number(("ratio", row.id), Ratio(row))

    def mean(self, id: str) -> int:
        """Number of the inverse mean of a population row."""
        return self._number(("mean", id), Mean(id))

    def delivered(self, effect: Effect, since: int | None) -> int:
        """Number of an effect at some time after treatment."""
        return self._number(("effect", effect.id, effect.fade, since), Delivered(effect, since))

    def _number(self, key: tuple[object, ...], recipe: Recipe) -> int:
        if key not in self._index:
            self.recipes.append(recipe)
            self._index[key] = len(self.recipes) + 1
        return self._index[key]


def registry_of(pack: Pack) -> Registry:
    """The registry of a pack with the rows that every bundle has, in one order."""
    registry = Registry()
    for transition in pack.transitions:
        registry.tied(transition)
        if transition.of_population:
            registry.mean(transition.id)
    for link in pack.links:
        registry.ratio(link)
    for row in (*pack.uses, *pack.prices):
        registry.tied(row)
    registry.common = len(registry)
    return registry
