"""Numbers as people of a language write and read them."""

from __future__ import annotations

import math
import re
from decimal import Decimal, localcontext

from babel.numbers import format_decimal, get_group_symbol

from tidlig.pack import units
from tidlig.report.words.messages import Texts

VISIBLE = 0.005  # a smaller expected difference is written as none
FEW = 5  # smaller counts of people in a place are not shown: they could tell who is meant
MANY = 200  # with fewer participants chance matters more than all the uncertainty in the numbers
MILLION = 1e6
_DIGITS = 700  # the largest and the smallest number of a computer can be written out


def number(value: float, language: str, decimals: int = 0) -> str:
    """Write a number with exactly so many decimals; rounds half to even, never writes minus zero."""
    rounded = round(value, decimals) + 0.0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=_DIGITS):  # as Decimal: no binary noise in the last figure
        return _typeset(format_decimal(Decimal(repr(rounded)), format=pattern, locale=language))


def exact(value: float, language: str) -> str:
    """Write a number with the decimals it needs, eight or as many significant ones."""
    return _exact(_decimal(value), language)


def _decimal(value: float) -> Decimal:
    """Return a number as it is written: no binary noise, and no minus zero."""
    return Decimal(repr(value + 0.0))


def _exact(value: Decimal, language: str) -> str:
    decimals = max(8, 7 - value.adjusted()) if value else 0
    with localcontext(prec=_DIGITS):
        return _typeset(format_decimal(value, format="#,##0." + "#" * decimals, locale=language))


def _typeset(text: str) -> str:
    """Write the minus sign as one, as in the charts, not as a hyphen."""
    return text.replace("-", "\u2212")


def signed(value: float, language: str, decimals: int = 0) -> str:
    """Write a number with its sign, + or the language's minus; zero has none."""
    text = number(value, language, decimals)
    return f"+{text}" if round(value, decimals) > 0 else text


def money(value: float, texts: Texts, sign: bool = True, beside: float | None = None) -> str:
    """Write an amount short, in millions from one million up, else in whole thousands; signed unless told not to.

    ``beside``: another amount that stands beside it and is rounded alike: both in thousands where one is.
    """
    write = signed if sign else number
    if min(abs(value), abs(value if beside is None else beside)) >= MILLION:
        return texts.get("unit.million", value=write(value / MILLION, texts.language, 1))
    return texts.get("unit.kroner", value=write(round(value, -3), texts.language))


def rough(value: float, finest: float = 1000.0) -> float:
    """Round an amount to three digits that count, and to nothing finer than ``finest`` [kroner]."""
    digits = 10.0 ** (math.floor(math.log10(abs(value))) - 2) if value else 0.0
    step = max(digits, finest)
    return round(value / step) * step


def plain(value: float, form: str) -> str:
    """Write a number for the command line in one of Python's formats: spaces between thousands, zero without a sign."""
    text = format(value, form)
    return (text if re.search("[1-9a-z]", text) else text.lstrip("+-")).replace(",", " ")


def persons(value: float, texts: Texts) -> str:
    """Write a count of people; from nought up to five only ``fewer than 5``."""
    if 0 < value < FEW:
        return texts.get("number.few", few=FEW)
    return number(value, texts.language)


def few_changed(value: float, unit: str, texts: Texts) -> str:
    """Write a small difference in a count of people without its number; nothing for other units and no difference."""
    if unit != "persons" or not VISIBLE <= abs(value) < FEW:
        return ""
    return texts.get("number.few_more" if value > 0 else "number.few_less", few=FEW)


def quantity(value: float, unit: str, language: str) -> str:
    """Write an assumption's value as it may be typed; in per cent where its unit is shown so.

    Spaces stand between thousands in every language: a point or comma there may mean two numbers.
    """
    percent = units.of(unit).percent
    text = _exact(_decimal(value) * (100 if percent else 1), language)
    spaced = text.replace(get_group_symbol(language), "\u00a0")
    return f"{spaced}\u00a0%" if percent else spaced
