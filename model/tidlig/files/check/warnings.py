"""What is worth a second look in numbers that may be used all the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tidlig.files.text.distributions import parse_family, quantile
from tidlig.files.text.numerals import FigureError
from tidlig.pack.number import Assumption, Warning

MIDDLE = (0.25, 0.75)
FAR = 10.0  # times a number that has no range, or a part of it so small: perhaps another unit was meant


def skewed(number: Assumption) -> Warning | None:
    """Return the warning of a value outside the middle half of its own distribution, unless the row says why."""
    if number.dist in ("", "fixed") or number.skewed:
        return None
    try:
        family = parse_family(number.dist)
    except FigureError:  # told as a mistake
        return None
    low, high = (quantile(family, share) for share in MIDDLE)
    if low <= number.value <= high:
        return None
    low, high = (float(f"{end:.4g}") for end in (low, high))  # to be read, no more
    return Warning("skewed", number.id, number.value, low, high, number.unit, number.dist, number.file, number.line)


def outside(base: Assumption, number: Assumption) -> Warning | None:
    """Return the warning of a changed value outside the range that it had; an end that is not given is open.

    Where neither is given: of one that is far from the value that it had.
    """
    if base.low is None and base.high is None:
        return _far(base, number)
    low = -float("inf") if base.low is None else base.low
    high = float("inf") if base.high is None else base.high
    if low <= number.value <= high or number.value == base.value:
        return None
    return Warning("outside", number.id, number.value, base.low, base.high, number.unit, "", number.file, number.line)


def _far(base: Assumption, number: Assumption) -> Warning | None:
    """Return the warning of a value of another order of magnitude than the one it had, or of the other sign."""
    times = number.value / base.value if base.value else 1.0
    if 1.0 / FAR < times < FAR or number.value == base.value:
        return None
    low = high = base.value
    return Warning("far", number.id, number.value, low, high, number.unit, "", number.file, number.line)


def warnings_of(numbers: Iterable[Assumption], bases: Mapping[str, Assumption] | None = None) -> tuple[Warning, ...]:
    """Return the warnings of numbers; ``bases``: by id what those that were changed were before."""
    found: list[Warning | None] = []
    for number in numbers:
        base = (bases or {}).get(number.id)
        found += [skewed(number), outside(base, number) if base else None]
    return tuple(each for each in found if each)
