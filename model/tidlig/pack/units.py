"""Units of assumptions: what each allows at every door, how it is shown, and the scale its uncertainty lives on."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from tidlig.problems import Message

_PER = re.compile(r"[A-Za-z][\w .-]*/[A-Za-z][\w .-]*")
_MONEY = re.compile(r"[A-Z]{3}/.+")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit allows: ``low`` and ``high`` are hard limits, both allowed.

    ``percent``: shown and typed in per cent; ``whole``: no decimals; ``thousands``: large enough for separators between
    thousands, so that 1.234 may mean two numbers; ``scale``: of its split normal, ``logit``, ``log`` or ``identity``.
    """

    kind: str
    called: str
    low: float
    high: float
    percent: bool = False
    whole: bool = False
    thousands: bool = False
    scale: str = "identity"


MONEY, COUNT = "money", "count"  # money is CUR/thing, a count is thing/year
UNITS = {
    unit.kind: unit
    for unit in (
        Unit("probability", "a probability", 0.0, 1.0, percent=True, scale="logit"),
        Unit("share", "a share", 0.0, 1.0, percent=True, scale="logit"),
        Unit("rate", "a rate per person-year", 0.0, 10.0, percent=True, scale="log"),
        Unit("yearly_rate", "a yearly rate of discount or growth", -0.05, 0.25, percent=True),
        Unit("ratio", "a ratio", 0.0, 1_000.0, scale="log"),
        Unit("proportion", "a proportion of an average", 0.0, 10.0, percent=True, scale="log"),
        Unit("smd", "a standardised mean difference", -5.0, 5.0),
        Unit("points", "a difference in shares", -2.0, 2.0, percent=True),
        Unit("years", "a number of years", 0.0, 150.0),
        Unit("index", "an index", 0.001, 1e6),
        Unit(MONEY, "an amount", -1e12, 1e12, thousands=True, scale="log"),
        Unit(COUNT, "a number per year", -1e6, 1e6, thousands=True),
        Unit("persons", "a number of people", 0.0, 1e10, thousands=True),
        Unit("year", "a year", 1900.0, 2200.0, whole=True),
        Unit("age", "an age", 0.0, 150.0, whole=True),
    )
}
PLAIN = (
    *("probability", "share", "rate", "yearly_rate", "ratio", "proportion", "smd", "points", "years", "index"),
    "persons",
)
CACHED = 1_000  # units are few, and asked for at every cell of a table
_UNKNOWN = Unit("", "a number", -math.inf, math.inf)  # an unknown unit is told where it stands


def is_unit(unit: str) -> bool:
    """Tell whether ``unit`` is a known unit of assumptions or of the form ``thing/year``."""
    return unit in PLAIN or bool(_PER.fullmatch(unit))


@lru_cache(CACHED)
def is_money(unit: str) -> bool:
    """Tell whether ``unit`` is money: three capital letters and a slash, ``NOK/year``."""
    return bool(_MONEY.fullmatch(unit))


def currency_of(unit: str) -> str:
    """Return the currency of money, "" of other units."""
    return unit[:3] if is_money(unit) else ""


@lru_cache(CACHED)
def of(unit: str) -> Unit:
    """Return what is known of a unit; an unknown one allows everything."""
    if is_money(unit):
        return UNITS[MONEY]
    if unit not in UNITS and _PER.fullmatch(unit):
        return UNITS[COUNT]
    return UNITS.get(unit, _UNKNOWN)


def same(unit: str, other: str) -> bool:
    """Tell whether a unit is another, or blank; a yearly rate of discount or growth may be written as a rate."""
    return unit in ("", other) or (unit == "rate" and other == "yearly_rate")


def bounds(unit: str) -> tuple[float, float]:
    """Return the lowest and the highest value that the unit allows."""
    return of(unit).low, of(unit).high


def scale(unit: str) -> str:
    """Return the link scale of the unit's split normal: ``logit``, ``log`` or ``identity``."""
    return of(unit).scale


def written(value: float, unit: str) -> str:
    """Return a value as files, links and messages have it: with a decimal point, never in a form with two readings."""
    text = repr(float(value)).removesuffix(".0")
    return f"{text}0" if of(unit).thousands and may_mean_two(text) else text


def may_mean_two(text: str) -> bool:
    """Tell whether a point or comma may stand between thousands: one to three figures, then three each time."""
    return bool(re.fullmatch(r"[+-]?[1-9][0-9]{0,2}([.,][0-9]{3})+", text))


def outside(value: float, unit: str) -> tuple[Message, Message] | None:
    """Return what is wrong with a value that its unit does not allow and what to write; None where it does."""
    known = of(unit)
    if known.low <= value <= known.high:
        return None
    figure, called = written(value, unit), Message(known.called)
    limit = known.high if value > known.high else known.low
    allowed = Message(written(limit, unit))
    if known.percent:
        allowed = Message("{share} ({percent} %)", share=written(limit, ""), percent=f"{limit * 100:g}")
    signless = known.percent and (known.high <= 1.0 or known.kind == "proportion")
    if signless and 2.0 * known.high <= value <= 100.0 * known.high:  # per cent written without its sign
        hint = Message("write {share} or {value} %", share=f"{value / 100:g}", value=f"{value:g}")
        return Message("{value} is too high for {unit}", value=figure, unit=called), hint
    if value > known.high:
        return Message("{value} is too high for {unit}", value=figure, unit=called), Message(
            "write at most {limit}", limit=allowed
        )
    return Message("{value} is too low for {unit}", value=figure, unit=called), Message(
        "write at least {limit}", limit=allowed
    )
