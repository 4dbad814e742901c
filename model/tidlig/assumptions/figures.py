"""Numbers written by people: decimal comma or point, never a thousands separator."""

from __future__ import annotations

import math
import re
from typing import Any

from tidlig.assumptions.problems import message, shown

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?")
_WHOLE = re.compile(r"-?\d{1,9}")
_TIE = re.compile(r"([A-Za-z0-9_.-]+?)(?:\^(-?\d{1,4}(?:[.,]\d{1,9})?))?")
_CALL = re.compile(r"([a-z]+)\(([^()]*)\)")
_SPACES = re.compile(r"[\s\u00a0\u202f]")

# The families, and the words that may stand before their second parameter.
_WORDS = {"beta": ("",), "gamma": ("rate", "scale"), "lognormal": ("",), "normal": ("",), "uniform": ("",)}


class FigureError(ValueError):
    """A text is not a number; ``what`` says why and ``hint`` what to write."""

    def __init__(self, what: str, hint: str, **values: Any) -> None:
        self.what, self.hint = message(what, values), message(hint, values)
        super().__init__(f"{self.what}; {self.hint}")


def parse_number(text: str) -> float:
    """Return the number written in ``text`` with decimal comma or decimal point.

    Raises FigureError for thousands separators, per cent signs, NaN, infinity and everything else.
    """
    if not _NUMBER.fullmatch(text) or not text.isascii():
        raise FigureError(f"'{shown(text)}' is not a number", _advice(text))
    number = float(text.replace(",", "."))
    if not math.isfinite(number):
        raise FigureError(f"'{shown(text)}' is not a finite number", "write an ordinary number")
    return number


def parse_whole(text: str) -> int:
    """Return the whole number written in ``text``; raises FigureError."""
    if not _WHOLE.fullmatch(text) or not text.isascii():
        raise FigureError(f"'{shown(text)}' is not a whole number", "write digits only, such as 18")
    return int(text)


def parse_tie(text: str) -> tuple[str, float]:
    """Return the assumption id and the power of one tie, ``g.work^0.5``; raises FigureError."""
    match = _TIE.fullmatch(text)
    if not match:
        raise FigureError(f"'{shown(text)}' is not a tie", "write an id or an id and a power, g.work^0.5")
    power = match.group(2)
    return match.group(1), float(power.replace(",", ".")) if power else 1.0


def parse_family(text: str) -> tuple[str, float, float]:
    """Return name and two parameters of a distribution, ``beta(200, 3)``; gamma's second is its rate.

    ``gamma(75, scale 160)`` is read as well.  Parameters have a decimal point.  Raises FigureError.
    """
    hint = (
        "leave it blank, or write fixed, beta(200, 3), gamma(30, rate 200), lognormal(mean, sd), normal(mean, sd) "
        "or uniform(a, b)"
    )
    match = _CALL.fullmatch(text)
    if not match or match.group(1) not in _WORDS:
        raise FigureError(f"unknown distribution '{shown(text)}'", hint)
    name, parts = match.group(1), [part.strip() for part in match.group(2).split(",")]
    word, _, figure = parts[-1].rpartition(" ")
    if len(parts) != 2 or word.strip() not in _WORDS[name]:
        raise FigureError(f"wrong parameters in '{shown(text)}'", hint)
    first, second = parse_number(parts[0]), parse_number(figure)
    if not _possible(name, first, second):
        raise FigureError(f"impossible parameters in '{shown(text)}'", hint)
    return name, first, 1.0 / second if word.strip() == "scale" else second


def _possible(name: str, first: float, second: float) -> bool:
    """Tell whether a distribution has these parameters."""
    if name == "uniform":
        return first < second
    return second > 0 and (first > 0 or name == "normal")


def _advice(text: str) -> str:
    """Return what to write instead of ``text``."""
    if text.strip().endswith("%"):
        return "write a share, 0.2 for 20 %"
    compact = _SPACES.sub("", text).replace("\u2212", "-")
    if compact.count(".") and compact.count(","):
        last = max(compact.rfind("."), compact.rfind(","))
        compact = re.sub("[.,]", "", compact[:last]) + compact[last:]
    elif max(compact.count("."), compact.count(",")) > 1:
        compact = re.sub("[.,]", "", compact)
    if compact != text and compact.isascii() and _NUMBER.fullmatch(compact):
        return f"write {compact}, without spaces or separators between thousands"
    return "write a number such as 0.25"
