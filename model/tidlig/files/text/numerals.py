"""Numbers written by people, read by the same rules at every door: pack, scenario, command line, link and page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.numbers import get_currency_name, get_currency_symbol

from tidlig.files.text.shipped import shipped_yaml
from tidlig.pack import units
from tidlig.problems import Message, message

_TORN = re.compile(r"(?<=\d)([^\d]\d{1,2}){2,}(?!\d)|^0\s")  # 1,2,3: parts that are no groups of thousands
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u2009\u202f]+")
_MINUS = re.compile(r"^[\u2212\u2013]")
_BEFORE = re.compile(r"^(?:[^\W\d_]{1,12}\.?|\W) ?(?=[+\u2212\u2013-]?[0-9])")  # perhaps a currency
_BEHIND = re.compile(r" ?[^\W\d_]{1,12}\.?$")
_NO_CENTS = re.compile(r"[,.] ?[-\u2212\u2013\u2014]{1,2}$")  # 40 000,-
_TIE = re.compile(r"([A-Za-z0-9_.-]+?)(?:\^(-?[0-9]{1,4}(?:[.,][0-9]{1,9})?))?")
_TIMES = {"thousand": Decimal(1_000), "million": Decimal(1_000_000), "billion": Decimal(1_000_000_000)}
LARGEST_POWER = 10.0  # of a tie
_SHORT = 15  # digits that a number can hold all of
LONGEST = 60  # characters of a number; a longer one is a mistake


class FigureError(ValueError):
    """A text is not a number; ``what`` says why and ``hint`` what to write."""

    def __init__(self, what: str, hint: str, **values: Any) -> None:
        self.what, self.hint = message(what, values), message(hint, values)
        super().__init__(f"{self.what}; {self.hint}")


def parse_number(text: str, unit: str | None = "", *, percent: bool = False) -> float:
    """Return the number that a person has written, in a unit as far as it is known.

    Decimal comma or point; spaces between thousands; the currency of the unit before or behind, and ``,-`` behind;
    words for thousand and million behind an amount; a per cent sign or word divides by 100.  ``unit`` "": the number
    has none; None: it is not known yet, and whoever knows it reads the text again.  ``percent``: the text stands where
    the number is shown in per cent, so that a bare one is per cent.  Raises FigureError, for a point or comma that may
    stand between thousands too.
    """
    if not percent and len(text) <= _SHORT and text.isascii() and text.isdigit():
        return float(text)  # most cells of a large table: digits have one reading in every unit
    if len(text) > LONGEST:
        raise FigureError("'{text}' is too long for a number", "write a number such as 0.25", text=text)
    known = units.of(unit or "")
    figures, has_percent, times = _bare(text, unit)
    number = figures.replace(" ", "") if _GROUPED.fullmatch(figures) else figures
    if not _NUMBER.fullmatch(number):
        raise FigureError("'{text}' is not a number", _advice(text, figures, known), text=text)
    if unit and known.thousands and units.may_mean_two(number):
        raise _two_readings(text, number, unit, times)
    if has_percent or (percent and known.percent):
        times = Decimal("0.01")
    # Decimal: 7 % is 0.07, not the number next to it; and nought has no sign.
    value = float(Decimal(number.replace(",", ".")) * times) + 0.0
    if not math.isfinite(value):
        raise FigureError("'{text}' is not a finite number", "write a number such as 0.25", text=text)
    if has_percent and unit and not known.percent:
        share = units.written(value, unit)
        hint = "write the number without per cent" if known.thousands else "write {share}"
        raise FigureError("'{text}' is per cent, and this number is not", hint, text=text, share=share)
    return value


@lru_cache(units.CACHED)
def parse_whole(text: str) -> int:
    """Return the whole number written in ``text``; raises FigureError."""
    if not _WHOLE.fullmatch(text):
        raise FigureError("'{text}' is not a whole number", "write digits only, such as 18", text=text)
    return int(text)


def parse_tie(text: str) -> tuple[str, float]:
    """Return the assumption id and the power of one tie, ``g.work^0.5``; raises FigureError."""
    match = _TIE.fullmatch(text)
    if not match:
        raise FigureError("'{text}' is not a tie", "write an id or an id and a power, g.work^0.5", text=text)
    power = float((match.group(2) or "1").replace(",", "."))
    if abs(power) > LARGEST_POWER:
        what, hint = "a power of {power:g} is too large", "write one from -{limit:g} to {limit:g}"
        raise FigureError(what, hint, power=power, limit=LARGEST_POWER)
    return match.group(1), power


def _bare(text: str, unit: str | None) -> tuple[str, bool, Decimal]:
    """Return the figures of a text without words, whether they are per cent, and what a word multiplies them by."""
    rest = _SPACES.sub(" ", text).strip(" ")
    if unit is None:
        rest = _NO_CENTS.sub("", _without_some(_NO_CENTS.sub("", rest)))
    elif units.is_money(unit):
        rest = _NO_CENTS.sub("", _without(_NO_CENTS.sub("", rest), _currency(units.currency_of(unit))))
    bare = _behind(rest, _words("percent"))
    if bare != rest:
        return _MINUS.sub("-", bare), True, Decimal(1)
    for word, times in _TIMES.items() if unit is None or units.of(unit).thousands else ():
        bare = _behind(rest, _words(word))
        if bare != rest:
            return _MINUS.sub("-", bare), False, times
    return _MINUS.sub("-", rest), False, Decimal(1)


def _without(text: str, words: Iterable[str]) -> str:
    """Return a text without one of some words before it and one behind it."""
    low = text.lower()
    for word in words:
        if low.startswith(word):
            text = text[len(word) :].lstrip(" ")
            break
    return _behind(text, words)


def _without_some(text: str) -> str:
    """Return a text without a word before it and one behind it that may be a currency."""
    text = text if text[:1] in "+-\u2212\u2013" else _BEFORE.sub("", text)
    known = any(_behind(text, _words(kind)) != text for kind in ("percent", *_TIMES))
    return text if known else _BEHIND.sub("", text)


def _behind(text: str, words: Iterable[str]) -> str:
    """Return a text without one of some words behind it."""
    low = text.lower()
    for word in words:
        if low.endswith(word) and not low[: -len(word)].endswith(tuple("abcdefghijklmnopqrstuvwxyz")):
            return text[: -len(word)].rstrip(" ")
    return text


@lru_cache
def _catalogue() -> dict[str, dict[str, list[str]]]:
    read: dict[str, dict[str, list[str]]] = shipped_yaml(Path(__file__).with_name("numerals.yaml"))
    return read


@lru_cache
def _words(kind: str) -> tuple[str, ...]:
    """Return the words of one kind in every language, the longest first."""
    return _ordered(word for words in _catalogue().values() for word in words[kind])


@lru_cache
def _currency(code: str) -> tuple[str, ...]:
    """Return what a currency is called beside an amount in every language: code, symbol and the name's last word."""
    if not code:
        return ()
    names = [code]
    for language in _catalogue():
        symbol = get_currency_symbol(code, locale=language)
        names += [symbol, f"{symbol.rstrip('.')}.", get_currency_name(code, count=2, locale=language).split()[-1]]
    return _ordered(names)


def _ordered(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({word.lower() for word in words}, key=lambda word: (-len(word), word)))


def _two_readings(text: str, number: str, unit: str, times: Decimal) -> FigureError:
    """Return the error of a figure whose point or comma may be a decimal mark or stand between thousands."""
    large = f"{Decimal(re.sub('[.,]', '', number)) * times:f}"
    if len(re.findall("[.,]", number)) > 1:
        return FigureError("'{text}' is not a number", "write {large}, without separators", text=text, large=large)
    small = units.written(float(Decimal(number.replace(",", ".")) * times), unit)
    return FigureError("'{text}' may mean two numbers", "write {small} or {large}", text=text, small=small, large=large)


def _advice(text: str, figures: str, unit: units.Unit) -> Message:
    """Return what to write instead of a text that is not a number of a unit."""
    other = Message("write a number such as 25000" if unit.thousands else "write a number such as 0.25")
    if _TORN.search(figures):
        return other
    compact = re.sub(r"[\s\u00a0\u2007\u2009\u202f'\u2019_]", "", figures)
    marks = re.findall("[.,]", compact)
    if len(set(marks)) == 2 and compact.count(marks[-1]) == 1:
        compact = compact.replace(marks[0], "")
    elif len(marks) > 1:
        compact = re.sub("[.,]", "", compact)
    compact = re.sub(r"^([+-]?)[.,](?=[0-9])", r"\g<1>0.", compact)
    compact = re.sub(r"(?<=[0-9])[.,]$", "", compact)
    if compact != text and compact.isascii() and _NUMBER.fullmatch(compact) and not units.may_mean_two(compact):
        return Message("write {number}", number=compact)
    return other
