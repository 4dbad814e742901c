"""One number changed: what is said of it, laid over what it was."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from tidlig.pack import units
from tidlig.pack.number import Assumption
from tidlig.problems import Says


def changed(base: Assumption, given: Assumption) -> Assumption:
    """Return ``base`` with what ``given`` says.

    The unit is that of the base, and so is a blank price year.  Without an interval of its own the new value keeps the
    base's if it lies within it, and otherwise moves it by the same distance on the unit's scale (log-odds,
    log or identity); where that is impossible the number is fixed.  A named distribution does not outlive
    its value.
    """
    price_year = base.price_year if given.price_year is None else given.price_year
    given = replace(given, unit=base.unit, price_year=price_year, index=base.index, skewed=given.skewed or base.skewed)
    if given.low is not None or given.high is not None:
        low = base.low if given.low is None else given.low
        high = base.high if given.high is None else given.high
        return replace(given, low=low, high=high)
    if given.dist == "fixed":
        return given
    if given.dist:  # it says how wide the number is, where the base's interval does not hold the new value
        held = base.low is not None and base.high is not None and base.low <= given.value <= base.high
        return replace(given, low=base.low, high=base.high) if held else given
    if given.value == base.value:
        return replace(given, low=base.low, high=base.high, dist=base.dist)
    if base.low is None or base.high is None:
        return replace(given, dist="fixed")
    dist = "fixed" if base.dist == "fixed" else ""
    if base.low <= given.value <= base.high:
        return replace(given, low=base.low, high=base.high, dist=dist)
    return _shifted(base, given, dist)


def moved(base: Assumption, value: float) -> Assumption:
    """Return a number with another value: everything else stays as its row has it, and the interval moves along.

    Both ends move by the same difference, as far as the unit allows.  Where an end or the value then has no place on
    the unit's scale the number is fixed, and a named distribution does not outlive its value.
    """
    if value == base.value:
        return base
    number = replace(base, value=value, dist="fixed" if base.dist == "fixed" else "", skewed="")
    if base.low is None or base.high is None:
        return replace(number, dist="fixed")
    lowest, highest = units.bounds(base.unit)
    low, high = (min(max(end + value - base.value, lowest), highest) for end in (base.low, base.high))
    if number.dist == "fixed" or _on_scale((low, value, high), base.unit):
        return replace(number, low=low, high=high)
    return replace(number, low=None, high=None, dist="fixed")


def check_change(base: Assumption, given: Assumption, says: Says) -> None:
    """Note another unit than that of the number that is changed, and an amount below zero where the pack has none."""
    if not units.same(given.unit, base.unit):
        hint = "write {own}, or leave it out"
        says.say("unit", "'{unit}' is not the unit of '{id}'", hint, unit=given.unit, id=base.id, own=base.unit)
    lowest = min(base.value, base.value if base.low is None else base.low)
    if units.is_money(base.unit) and lowest >= 0.0 and given.value < 0.0:
        says.say("value", "{value} is negative", "write 0 or more", value=units.written(given.value, base.unit))


def _shifted(base: Assumption, given: Assumption, dist: str) -> Assumption:
    """Return ``given`` with the base's interval moved along the unit's scale."""
    assert base.low is not None
    assert base.high is not None
    scale = units.scale(given.unit)
    try:
        step = _link(scale, given.value) - _link(scale, base.value)
        ends = [_inverse(scale, _link(scale, end) + step) for end in (base.low, base.high)]
    except (ValueError, ZeroDivisionError, OverflowError):
        return replace(given, dist="fixed")
    lowest, highest = units.bounds(given.unit)
    low, high = (min(max(end, lowest), highest) for end in ends)
    if not low <= given.value <= high:
        return replace(given, dist="fixed")
    return replace(given, low=low, high=high, dist=dist)


def _link(scale: str, value: float) -> float:
    if scale == "logit":
        return math.log(value / (1.0 - value))
    return math.log(value) if scale == "log" else value


def _inverse(scale: str, value: float) -> float:
    if scale == "logit":
        return 1.0 / (1.0 + math.exp(-value))
    return math.exp(value) if scale == "log" else value


def _on_scale(figures: Sequence[float], unit: str) -> bool:
    """Tell whether a split normal through low, value and high can be drawn on the unit's scale."""
    scale = units.scale(unit)
    if scale == "logit":
        return all(0.0 < figure < 1.0 for figure in figures)
    return scale != "log" or all(figure * figures[1] > 0.0 for figure in figures)
