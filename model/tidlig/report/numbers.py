"""Numbers as people of a language write and read them."""

from __future__ import annotations

import math
import re
from decimal import Decimal, localcontext

from babel.numbers import (
    NumberFormatError,
    format_decimal,
    get_group_symbol,
    parse_decimal,
)

from tidlig.report.messages import Texts

SPACES = "\u0020\u202f\u2009"
MINUSES = "-\u2212\u2013"
VISIBLE = 0.005  # a smaller expected difference is written as none
FEW = 5  # smaller counts of people in a place are not shown: they could tell who is meant
MANY = 200  # with fewer participants chance is larger than all that the numbers leave open
MILLION = 1e6
SHARES = ("share", "probability", "rate", "points")
PARTS = ("share", "probability")  # parts of a whole


class NumberProblem(ValueError):
    """A typed number that cannot be read; ``key`` names the message in the catalogue."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(f"{key}: {text!r}")
        self.key = key
        self.text = text


def number(value: float, language: str, decimals: int = 0) -> str:
    """Write a number with exactly so many decimals; rounds half to even, never writes minus zero."""
    rounded = round(value, decimals) + 0.0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=40):  # as Decimal: no binary noise in the last figure
        return _typeset(format_decimal(Decimal(repr(rounded)), format=pattern, locale=language))


def exact(value: float, language: str) -> str:
    """Write a number with the decimals it needs, at most eight: what ``parse`` reads back as the same number."""
    return _typeset(format_decimal(Decimal(f"{value + 0.0:.8f}"), format="#,##0.########", locale=language))


def _typeset(text: str) -> str:
    """Write the minus sign as one, as in the charts, not as a hyphen."""
    return text.replace("-", "\u2212")


def signed(value: float, language: str, decimals: int = 0) -> str:
    """Write a number with its sign, + or the language's minus; zero has none."""
    text = number(value, language, decimals)
    return f"+{text}" if round(value, decimals) > 0 else text


def money(value: float, texts: Texts, sign: bool = True) -> str:
    """Write an amount short, in millions from one million up, else in whole thousands; signed unless told not to."""
    write = signed if sign else number
    if abs(value) >= MILLION:
        return texts.get("unit.million", value=write(value / MILLION, texts.language, 1))
    return texts.get("unit.kroner", value=write(round(value, -3), texts.language))


def rough(value: float, finest: float = 1000.0) -> float:
    """Round an amount to three digits that count, and to nothing finer than ``finest`` [kroner]."""
    digits = 10.0 ** (math.floor(math.log10(abs(value))) - 2) if value else 0.0
    step = max(digits, finest)
    return round(value / step) * step


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
    """Write an assumption's value as it may be typed: shares, probabilities and rates in per cent."""
    if unit in SHARES:
        return f"{exact(value * 100, language)}\u00a0%"
    return exact(value, language)


def parse(text: str, unit: str, language: str) -> float:
    """Read a typed number in a language; a per cent sign divides by 100.

    Raises NumberProblem: ``empty``, ``ambiguous`` (1.234 where the decimal sign is a comma), ``separator`` (the
    other language's decimal sign), ``percent`` (a per cent sign where none belongs), ``unreadable``, ``share`` (a
    share outside 0 to 1: 50 for 50 %), ``negative`` (an amount below nought).
    """
    cleaned = _cleaned(text)
    if not cleaned:
        raise NumberProblem("empty", text)
    percent = cleaned.endswith("%")
    if percent and unit not in SHARES:
        raise NumberProblem("percent", text)
    figures = cleaned.rstrip("%").strip("\u00a0")
    if is_money(unit):
        figures = figures.removesuffix("kr").removeprefix("NOK").strip("\u00a0")
    if is_money(unit) and get_group_symbol(language) != "," and re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", figures):
        raise NumberProblem("ambiguous", text)  # 35,000 kroner: hardly 35 kroner
    value = float(_decimal(figures, text, language) / (100 if percent else 1))
    if unit in PARTS and not 0.0 <= value <= 1.0:
        raise NumberProblem("share", text)
    if is_money(unit) and value < 0.0:
        raise NumberProblem("negative", text)
    return value


def is_money(unit: str) -> bool:
    """Tell an amount (``NOK/participant``) from other units."""
    currency, slash, _ = unit.partition("/")
    return bool(slash) and currency.isupper()


def _cleaned(text: str) -> str:
    """Return the text with one kind of space and the plain minus."""
    spaced = re.sub(f"[{SPACES}]", "\u00a0", text.strip()).strip("\u00a0")
    return re.sub(f"^[{MINUSES}]", "-", spaced)


def _decimal(cleaned: str, text: str, language: str) -> Decimal:
    """Read figures and separators strictly; raises NumberProblem."""
    figures = cleaned.removeprefix("-")
    if not re.fullmatch(r"[\d.,\u00a0]+", figures):
        raise NumberProblem("unreadable", text)
    if "." in figures and get_group_symbol(language) != ",":
        raise NumberProblem(_point_problem(figures), text)
    try:
        value = parse_decimal(figures, locale=language, strict=True)
    except NumberFormatError as problem:
        raise NumberProblem("separator" if "," in figures else "unreadable", text) from problem
    return -value if cleaned.startswith("-") else value


def _point_problem(figures: str) -> str:
    """Tell a point that may stand for thousands (1.234) from one that stands for a decimal comma (0.5)."""
    return "ambiguous" if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", figures) else "separator"
