"""The tail every number has: value, interval, distribution, unit, price year, source, grade, status, note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tidlig.files.text.distributions import parse_family
from tidlig.files.text.document import Document, Keys
from tidlig.files.text.numerals import FigureError, parse_number
from tidlig.files.text.table import Cells
from tidlig.pack import units
from tidlig.pack.number import GRADES, STATUSES, Assumption, Source
from tidlig.problems import Message, Says, did_you_mean

FIGURES = ("value", "low", "high")
_TEXTS = ("dist", "source", "grade", "status", "skewed", "note")


def from_cells(cells: Cells, id: str, unit: str = "") -> Assumption | None:
    """Return the number of a CSV row, ``unit`` where the cell is blank; None after noting why there is none."""
    before = len(cells.spot.problems.found)
    unit = cells.get("unit") or unit
    value, low, high = (cells.number(column, unit) for column in FIGURES)
    price_year = cells.whole("price_year", "year")
    if not cells.get("value"):
        cells.spot.say("value", "is missing", "write the number")
    if value is None or len(cells.spot.problems.found) > before:
        return None
    texts: dict[str, Any] = {column: cells.get(column) for column in _TEXTS}
    return Assumption(
        id=id,
        value=value,
        low=low,
        high=high,
        price_year=price_year,
        unit=unit,
        **texts,
        file=cells.spot.file,
        line=cells.spot.line,
    )


def check_written(document: Document, path: Keys, unit: str) -> None:
    """Note figures of a tail in a YAML file, at ``path``, that cannot be read in the unit they turn out to have."""
    for place in (path, *((*path, key) for key in FIGURES)):
        if text := document.written(place):
            try:
                parse_number(text, unit)
            except FigureError as error:
                document.say(place, error.what, error.hint)


def status_of(status: str, source: str, sources: Mapping[str, Source]) -> str:
    """Return the status of a number: its own, else that of its source row, else ``judgement``."""
    if status:
        return status
    return sources[source].status if source in sources else "judgement"


def check_number(number: Assumption, currency: str, spot: Says) -> None:
    """Note what is wrong with a number on its own: unit, bounds, interval, distribution, price year."""
    _check_unit(number, currency, spot)
    if not _check_bounds(number, spot):
        return  # what follows from a figure that cannot be is the same mistake
    if _check_interval(number, spot):
        _check_dist(number, spot)


def check_evidence(number: Assumption, sources: Mapping[str, Source] | None, spot: Says) -> None:
    """Note an unknown or missing source, grade or status; ``sources`` is None where they could not be read."""
    if not number.grade:
        spot.say("grade", "is missing", "write A, B, C, D or E")
    elif number.grade not in GRADES:
        spot.say("grade", "unknown grade '{grade}'", "write A, B, C, D or E", grade=number.grade)
    if number.status not in STATUSES:
        hint = did_you_mean(number.status, STATUSES)
        spot.say("status", "unknown status '{status}'", hint, status=number.status)
    if number.source and sources is not None and number.source not in sources:
        hint = did_you_mean(number.source, sources, Message("add it to sources.csv"))
        spot.say("source", "unknown source '{source}'", hint, source=number.source)
    if not number.source and number.grade in GRADES[:-1]:
        spot.say("source", "is missing", "write the id of a row in sources.csv, or grade E")


def _check_unit(number: Assumption, currency: str, spot: Says) -> None:
    """Note an unknown unit, another currency, and a price year that is missing or has no money."""
    unit = number.unit
    if not unit:
        hint = "write one of {units}, {currency}/... or thing/year"
        spot.say("unit", "is missing", hint, units=units.PLAIN, currency=currency)
    elif not units.is_unit(unit):
        hint = did_you_mean(unit, units.PLAIN)
        if unit.startswith(currency):
            hint = Message("write {currency}/year", currency=currency)
        spot.say("unit", "unknown unit '{unit}'", hint, unit=unit)
    elif units.is_money(unit) and units.currency_of(unit) != currency:
        hint, given = "begin the unit with {currency}/", units.currency_of(unit)
        spot.say("unit", "unknown currency '{name}'", hint, name=given, currency=currency)
    elif units.is_money(unit) and number.price_year is None:
        spot.say("price_year", "is missing", "write the year of the prices")
    elif not units.is_money(unit) and number.price_year is not None:
        hint = "leave it blank, or begin the unit with {currency}/"
        spot.say("price_year", "only money has a price year", hint, currency=currency)


def _check_interval(number: Assumption, spot: Says) -> bool:
    """Tell whether low <= value <= high; notes an interval that is half, upside down, or does not hold the value."""
    value, low, high = number.value, number.low, number.high
    order = "write low <= value <= high"
    if (low is None) != (high is None):
        spot.say("high" if high is None else "low", "is missing", "write both low and high, or neither")
    elif low is None or high is None:
        if not number.dist:
            spot.say("low", "low and high are missing", "write both, or write fixed in dist")
    elif low > high:
        spot.say("low", "low {low:g} is greater than high {high:g}", order, low=low, high=high)
        return False
    elif low > value:
        spot.say("low", "low {low:g} is greater than value {value:g}", order, low=low, value=value)
        return False
    elif value > high:
        spot.say("high", "high {high:g} is less than value {value:g}", order, high=high, value=value)
        return False
    return True


def _check_bounds(number: Assumption, spot: Says) -> bool:
    """Tell whether the unit allows the figures; notes those that it does not."""
    wrong = False
    for key in FIGURES:
        figure = getattr(number, key)
        if figure is not None and (refused := units.outside(figure, number.unit)):
            spot.say(key, *refused)
            wrong = True
    return not wrong


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
    known = units.of(number.unit)
    called = Message(known.called)
    for key in FIGURES:
        figure = getattr(number, key)
        if figure is None or number.low == number.high:
            continue
        if known.scale == "logit" and figure in (0.0, 1.0):
            what = "{figure:g} has no place on the logit scale of {unit}"
            spot.say(key, what, "write 0.001 or 0.999, or fixed in dist", figure=figure, unit=called)
        if known.scale == "log" and (figure == 0.0 or figure * number.value < 0.0):
            what = "{figure:g} has no place on the log scale of {unit}"
            hint = "write figures with the same sign, none of them 0, or write fixed in dist"
            spot.say(key, what, hint, figure=figure, unit=called)
