"""Rows of a pack: where each holds, and the numbers it is the product of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tidlig.pack.number import Assumption

EXITS = ("probability", "rate")  # units of a transition


@dataclass(frozen=True, slots=True)
class Where:
    """Where a row holds: ages (both included, None = open), levels by factor, treatment, years in a level."""

    age_from: int | None = None
    age_to: int | None = None
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    programme: str = ""
    in_programme: bool = True  # False: "not x"
    years_in: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What all rows share: the id of its number, where it holds and the named numbers it is multiplied by.

    A row that is not ``own`` has no number of its own: it is the product of those it is tied to.
    """

    id: str
    where: Where
    times: tuple[tuple[str, float], ...] = ()  # (assumption id, power)
    own: bool = field(default=True, kw_only=True)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Ids of the numbers the row is worked out from, its own first."""
        return (*((self.id,) if self.own else ()), *(name for name, _ in self.times))


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
