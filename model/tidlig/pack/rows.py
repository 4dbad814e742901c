"""Rows of a pack: where each holds, and the numbers it is the product of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from tidlig.pack.number import Assumption

EXITS = ("probability", "rate")  # units of a transition


State = tuple[str, int]  # a level and the whole years in it, as far as they are told apart
Ties = tuple[tuple[str, float], ...]  # (assumption id, power)


class Figures(Protocol):
    """A number, or one for each of several draws."""

    def __mul__(self, other: Any, /) -> Any: ...


T_co = TypeVar("T_co", bound=Figures, covariant=True)


class Worths(Protocol[T_co]):
    """Numbers by id, and products of them."""

    def __getitem__(self, id: str, /) -> T_co: ...

    def multiplier(self, times: Ties) -> T_co:
        """Return the product of named numbers, each to its power."""
        ...


@dataclass(frozen=True, slots=True)
class Where:
    """Where a row holds: ages (both included, None = open), levels by factor, treatment, years in a level."""

    age_from: int | None = None
    age_to: int | None = None
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    programme: str = ""
    in_programme: bool = True  # False: "not x"
    years_in: tuple[int, ...] = ()

    def band(self, ages: tuple[int, int]) -> tuple[int, int]:
        """Return the first and the last age at which it holds, both included, of a life between two ages."""
        first, last = ages
        return (
            first if self.age_from is None else max(first, self.age_from),
            last if self.age_to is None else min(last, self.age_to),
        )

    def holds(self, age: int) -> bool:
        """Tell whether its ages include ``age``."""
        return (self.age_from is None or age >= self.age_from) and (self.age_to is None or age <= self.age_to)

    def includes(self, levels: tuple[str, ...], state: State, remembered: Collection[str]) -> bool:
        """Tell whether a state is of one of ``levels`` (empty: of any) and, in a remembered level, of its years."""
        name, year = state
        return (not levels or name in levels) and (not self.years_in or name not in remembered or year in self.years_in)

    def treats(self, programme: str) -> bool:
        """Tell whether it holds for people in one programme ("": in none)."""
        return not self.programme or (self.programme == programme) == self.in_programme


@dataclass(frozen=True, slots=True)
class Row:
    """What all rows share: the id of its number, where it holds and the named numbers it is multiplied by.

    A row that is not ``own`` has no number of its own: it is the product of those it is tied to.
    """

    id: str
    where: Where
    times: Ties = ()
    own: bool = field(default=True, kw_only=True)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Ids of the numbers the row is worked out from, its own first."""
        return (*((self.id,) if self.own else ()), *(name for name, _ in self.times))

    def worth(self, values: Worths[T_co]) -> T_co:
        """Return the row's own number times those it is tied to, each to its power."""
        if not self.own:
            return values.multiplier(self.times)
        return values[self.id] * values.multiplier(self.times) if self.times else values[self.id]


@dataclass(frozen=True, slots=True)
class Transition(Row):
    """A yearly probability or rate of one exit; ``from_levels`` empty: from every level (or everyone)."""

    process: str = ""
    from_levels: tuple[str, ...] = ()
    to: str = ""
    of_population: bool = False

    def unit(self, numbers: Mapping[str, Assumption]) -> str:
        """``probability`` or ``rate``: the row's own unit, or that of a number it is tied to; "" for neither."""
        units = (numbers[id].unit for id in self.numbers if id in numbers)
        return next((unit for unit in units if unit in EXITS), "")


@dataclass(frozen=True, slots=True)
class Link(Row):
    """A ratio of one factor's level on another factor's exits; ``to`` empty: on every exit."""

    process: str = ""
    from_levels: tuple[str, ...] = ()
    to: str = ""
    measure: str = "hr"
    base_risk: float | None = None


@dataclass(frozen=True, slots=True)
class Use(Row):
    """Units of an item per person-year, or, with ``process``, per transition ``from_levels -> to``."""

    item: str = ""
    process: str = ""
    from_levels: tuple[str, ...] = ()
    to: str = ""


@dataclass(frozen=True, slots=True)
class Price(Row):
    """Money (or another measure) per unit of an item."""

    item: str = ""


@dataclass(frozen=True, slots=True)
class Split(Row):
    """What one payer gains (+) or pays (-) per krone of an item; ``rest``: what makes the legs add up."""

    item: str = ""
    payer: str = ""
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Bracket(Row):
    """One bracket of a tax schedule: the marginal rate on income above a threshold, up to the next one's."""

    item: str = ""
    above: str = ""  # assumption id of the threshold
