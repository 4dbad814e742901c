"""Money of many price years, moved to the pack's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tidlig.assumptions import units
from tidlig.assumptions.pack import Assumption
from tidlig.assumptions.problems import Says


def in_price_year(number: Assumption, price_year: int, deflators: Mapping[int, float], spot: Says) -> Assumption:
    """Return the number with its ``factor`` = index[pack's price year] / index[its own].

    1 for everything but money.  Notes a year that deflators.csv does not have.
    """
    if not units.is_money(number.unit) or number.price_year in (None, price_year):
        return number if number.factor == 1.0 else replace(number, factor=1.0)
    for year in (number.price_year, price_year):
        if year not in deflators:
            spot.say("price_year", "no price index for {year}", "add the year to deflators.csv", year=year)
            return number
    factor = deflators[price_year] / deflators[number.price_year]
    return replace(number, factor=factor)
