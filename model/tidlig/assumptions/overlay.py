"""Layers: what a place, a scenario and the command line change in a pack."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from tidlig.assumptions import tail, units
from tidlig.assumptions.digest import digest_of
from tidlig.assumptions.figures import FigureError, parse_number
from tidlig.assumptions.pack import Assumption, Pack, Scenario
from tidlig.assumptions.prices import in_price_year
from tidlig.assumptions.problems import Prefixed, Problems, Spot, did_you_mean
from tidlig.assumptions.scenario_check import check_scenario
from tidlig.assumptions.sums import check_sums

COMMAND = "--set"


def layer(pack: Pack, scenario: Scenario, command: Mapping[str, str] | None = None) -> Pack:
    """Return the pack as a scenario sees it: place, then scenario with its own programmes, then command line.

    ``command``: values as text by id, decimal comma or point.  Every number changed knows its layer, file,
    line and reason.  All checks that depend on numbers run again.  Raises AssumptionError.
    """
    problems = Problems()
    check_scenario(scenario, pack, problems)
    problems.raise_any()
    numbers = {**pack.numbers, **pack.places.get(scenario.place, {})}
    for id, number in scenario.programme_numbers.items():
        numbers[id] = _valued(replace(number, layer="scenario"), pack, problems)
    for id, given in scenario.changes.items():
        numbers[id] = _valued(changed(numbers[id], replace(given, layer="scenario")), pack, problems)
    for id, given in _command(command or {}, numbers, problems).items():
        numbers[id] = _valued(changed(numbers[id], given), pack, problems)
    problems.raise_any()
    layered = replace(
        pack, numbers=numbers, place=scenario.place, programmes={**pack.programmes, **scenario.programmes}
    )
    check_sums(layered, problems)
    problems.raise_any()
    return replace(layered, digest=digest_of(layered))


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


def _command(
    command: Mapping[str, str], numbers: Mapping[str, Assumption], problems: Problems
) -> dict[str, Assumption]:
    """Return what the command line sets; notes unknown ids and what is not a number."""
    given: dict[str, Assumption] = {}
    spot = Spot(problems, COMMAND)
    for id, text in command.items():
        if id not in numbers:
            spot.say(id, "unknown id", did_you_mean(id, numbers))
            continue
        try:
            value = parse_number(text.strip())
        except FigureError as error:
            spot.say(id, error.what, error.hint)
            continue
        given[id] = Assumption(id, value, file=COMMAND, layer="command", reason="set on the command line")
    return given


def _valued(number: Assumption, pack: Pack, problems: Problems) -> Assumption:
    """Return a changed number in the pack's price year; notes what is wrong with it."""
    spot = Prefixed(Spot(problems, number.file, number.line), number.id)
    number = replace(number, status=tail.status_of(number.status, number.source, pack.sources))
    before = len(problems.found)
    tail.check_number(number, pack.currency, spot)
    tail.check_evidence(number, pack.sources, spot)
    return number if len(problems.found) > before else in_price_year(number, pack.price_year, pack.deflators, spot)
