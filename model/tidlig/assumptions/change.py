"""One number changed: what is said of it, laid over what it was."""

from __future__ import annotations

import math
from dataclasses import replace

from tidlig.assumptions import units
from tidlig.assumptions.pack import Assumption


def changed(base: Assumption, given: Assumption) -> Assumption:
    """Return ``base`` with what ``given`` says.

    Blank unit and price year are those of the base.  Without an interval of its own the new value keeps the
    base's if it lies within it, and otherwise moves it by the same distance on the unit's scale (log-odds,
    log or identity); where that is impossible the number is fixed.  A named distribution does not outlive
    its value.
    """
    given = replace(given, unit=given.unit or base.unit, price_year=given.price_year or base.price_year)
    if given.low is not None or given.high is not None:
        low = base.low if given.low is None else given.low
        high = base.high if given.high is None else given.high
        return replace(given, low=low, high=high)
    if given.dist:
        return replace(given, low=base.low, high=base.high) if given.dist not in ("", "fixed") else given
    if given.value == base.value:
        return replace(given, low=base.low, high=base.high, dist=base.dist)
    if base.low is None or base.high is None:
        return replace(given, dist="fixed")
    dist = "fixed" if base.dist == "fixed" else ""
    if base.low <= given.value <= base.high:
        return replace(given, low=base.low, high=base.high, dist=dist)
    return _shifted(base, given, dist)


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
