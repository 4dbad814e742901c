"""The tail every number has: value, interval, distribution, unit, price year, source, grade, status, note."""

from __future__ import annotations

import math
from collections.abc import Mapping

from tidlig.assumptions import units
from tidlig.assumptions.figures import FigureError, parse_family
from tidlig.assumptions.pack import GRADES, STATUSES, Assumption, Source
from tidlig.assumptions.problems import Says, did_you_mean, shown
from tidlig.assumptions.table import Cells

COLUMNS = ("value", "low", "high", "dist", "unit", "price_year", "source", "grade", "status", "note")


def from_cells(cells: Cells, id: str, unit: str = "") -> Assumption | None:
    """Return the number of a CSV row, ``unit`` where the cell is blank; None after noting why there is none."""
    before = len(cells.spot.problems.found)
    value, low, high = cells.number("value"), cells.number("low"), cells.number("high")
    price_year = cells.whole("price_year")
    if not cells.get("value"):
        cells.spot.say("value", "is missing", "write the number")
    if value is None or len(cells.spot.problems.found) > before:
        return None
    return Assumption(
        id=id,
        value=value,
        low=low,
        high=high,
        price_year=price_year,
        unit=cells.get("unit") or unit,
        dist=cells.get("dist"),
        source=cells.get("source"),
        grade=cells.get("grade"),
        status=cells.get("status"),
        note=cells.get("note"),
        file=cells.spot.file,
        line=cells.spot.line,
    )


def status_of(status: str, source: str, sources: Mapping[str, Source]) -> str:
    """Return the status of a number: its own, else that of its source row, else ``judgement``."""
    if status:
        return status
    return sources[source].status if source in sources else "judgement"


def check_number(number: Assumption, currency: str, spot: Says) -> None:
    """Note what is wrong with a number on its own: unit, bounds, interval, distribution, price year."""
    _check_unit(number, currency, spot)
    _check_interval(number, spot)
    _check_bounds(number, spot)
    _check_dist(number, spot)


def check_evidence(number: Assumption, sources: Mapping[str, Source] | None, spot: Says) -> None:
    """Note an unknown or missing source, grade or status; ``sources`` is None where they could not be read."""
    if not number.grade:
        spot.say("grade", "is missing", "write A, B, C, D or E")
    elif number.grade not in GRADES:
        spot.say("grade", f"unknown grade '{shown(number.grade)}'", "write A, B, C, D or E")
    if number.status not in STATUSES:
        spot.say("status", f"unknown status '{shown(number.status)}'", did_you_mean(number.status, STATUSES))
    if number.source and sources is not None and number.source not in sources:
        spot.say(
            "source",
            f"unknown source '{shown(number.source)}'",
            did_you_mean(number.source, sources) or "add it to sources.csv",
        )
    if not number.source and number.grade in GRADES[:-1]:
        spot.say("source", "is missing", "write the id of a row in sources.csv, or grade E")


def _check_unit(number: Assumption, currency: str, spot: Says) -> None:
    """Note an unknown unit, another currency, and a price year that is missing or has no money."""
    unit = number.unit
    if not unit:
        spot.say("unit", "is missing", f"write one of {', '.join(units.PLAIN)}, {currency}/... or thing/year")
    elif not units.is_unit(unit):
        spot.say(
            "unit",
            f"unknown unit '{shown(unit)}'",
            did_you_mean(unit, units.PLAIN) if not unit.startswith(currency) else f"write {currency}/year",
        )
    elif units.is_money(unit) and not unit.startswith(f"{currency}/"):
        spot.say("unit", f"'{shown(unit)}' is not in the pack's currency", f"begin the unit with {currency}/")
    elif units.is_money(unit) and number.price_year is None:
        spot.say("price_year", "is missing", "money needs the year of its prices")
    elif not units.is_money(unit) and number.price_year is not None:
        spot.say("price_year", "only money has a price year", f"leave it blank, or begin the unit with {currency}/")


def _check_interval(number: Assumption, spot: Says) -> None:
    """Note an interval that is half, upside down, or does not hold the value."""
    value, low, high = number.value, number.low, number.high
    family = number.dist not in ("", "fixed")
    if (low is None) != (high is None):
        spot.say("high" if high is None else "low", "is missing", "write both low and high, or neither")
    elif low is None or high is None:
        if not number.dist:
            spot.say("low", "low and high are missing", "write both, or write fixed in dist")
    elif low > high:
        spot.say("low", f"low {low:g} is greater than high {high:g}", "low <= value <= high")
    elif not family and low > value:
        spot.say("low", f"low {low:g} is greater than value {value:g}", "low <= value <= high")
    elif not family and value > high:
        spot.say("high", f"high {high:g} is less than value {value:g}", "low <= value <= high")


def _check_bounds(number: Assumption, spot: Says) -> None:
    """Note figures that the unit does not allow."""
    lowest, highest = units.bounds(number.unit)
    for key, figure in (("value", number.value), ("low", number.low), ("high", number.high)):
        if figure is not None and not lowest <= figure <= highest:
            what = "between 0 and 1" if math.isfinite(highest) else "0 or more"
            spot.say(key, f"{figure:g} is not a {number.unit}", f"a {number.unit} is {what}")


def _check_dist(number: Assumption, spot: Says) -> None:
    """Note an unknown distribution, and an interval that its split normal cannot have."""
    if number.dist == "fixed":
        return
    if number.dist:
        try:
            parse_family(number.dist)
        except FigureError as error:
            spot.say("dist", error.what, error.hint)
        return
    link = units.scale(number.unit)
    for key, figure in (("value", number.value), ("low", number.low), ("high", number.high)):
        if figure is None or number.low == number.high:
            continue
        if link == "logit" and figure in (0.0, 1.0):
            spot.say(
                key,
                f"{figure:g} has no place on the logit scale of a {number.unit}",
                "write 0.001 or 0.999, or fixed in dist",
            )
        if link == "log" and (figure == 0.0 or figure * number.value < 0.0):
            spot.say(
                key,
                f"{figure:g} has no place on the log scale of {number.unit}",
                "value, low and high have one sign and are not 0, or write fixed in dist",
            )
