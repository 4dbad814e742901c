"""Money of many price years, moved to the pack's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tidlig.pack import units
from tidlig.pack.number import Assumption
from tidlig.problems import Says


@dataclass(frozen=True, slots=True)
class Index:
    """A price index by year; ``status``: whether a year was read, derived, estimated or recalled, "" where not told."""

    levels: Mapping[int, float]
    status: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PostPart:
    """One part of the price of a post: the product of numbers, times the sum of the parts ``of``, if it names any.

    Without ``of`` one of the numbers is money, moved by the price index ``index``.  With ``one_of`` the numbers must be
    those of a place or a calculation, as each of the numbers named there is somewhere; the pack's own is no price.
    """

    part: str
    of: tuple[str, ...]
    times: tuple[tuple[str, float], ...]
    index: str = ""
    one_of: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


_NONE = Index({})


def index_named(name: str, deflators: Mapping[str, Index]) -> Index:
    """Return the price index of a name, the pack's first for ""; one without years where there is none."""
    return deflators.get(name or next(iter(deflators), ""), _NONE)


def in_price_year(number: Assumption, price_year: int, deflators: Mapping[str, Index], spot: Says) -> Assumption:
    """Return the number with its ``factor`` = index[pack's price year] / index[its own], by the index it names.

    1 for everything but money.  Notes a year that the index does not have; an unknown index is told where it is named.
    """
    if not units.is_money(number.unit) or number.price_year in (None, price_year):
        return number if number.factor == 1.0 else replace(number, factor=1.0)
    if number.index and number.index not in deflators:
        return number
    levels = index_named(number.index, deflators).levels
    for year in (number.price_year, price_year):
        if year not in levels:
            what = "the index '{name}' has no {year}" if number.index else "no price index for {year}"
            spot.say("price_year", what, "add the year to deflators.csv", year=year, name=number.index)
            return number
    return replace(number, factor=levels[price_year] / levels[number.price_year])
