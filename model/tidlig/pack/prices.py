"""Money of many price years, moved to the pack's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tidlig.pack import units
from tidlig.pack.pack import Assumption, Index
from tidlig.problems import Says

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
