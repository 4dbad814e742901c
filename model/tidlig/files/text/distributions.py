"""Distributions of assumptions as they are written: a family with two parameters, and where its middle lies."""

from __future__ import annotations

import math
import re

from tidlig.files.text.numerals import FigureError, parse_number

_CALL = re.compile(r"([a-z]+)\(([^()]*)\)")
# The families, and the words that may stand before their second parameter.
_WORDS = {"beta": ("",), "gamma": ("rate", "scale"), "lognormal": ("",), "normal": ("",), "uniform": ("",)}
_HINT = (
    "leave it blank, or write fixed, beta(200, 3), gamma(30, rate 200), lognormal(mean, sd), normal(mean, sd) "
    "or uniform(a, b)"
)

_SEMICOLON = 'write a semicolon between the two, in quotes: "uniform(0,2; 0,8)", or decimal points'


def parse_family(text: str) -> tuple[str, float, float]:
    """Return name and two parameters of a distribution, ``beta(200, 3)``; gamma's second is its rate.

    ``gamma(75, scale 160)`` is read as well.  Between the parameters stands a comma, or a semicolon where they have a
    decimal comma, ``uniform(0,2; 0,8)``.  Raises FigureError.
    """
    match = _CALL.fullmatch(text)
    if not match or match.group(1) not in _WORDS:
        raise FigureError("unknown distribution '{text}'", _HINT, text=text)
    name, inside = match.group(1), match.group(2)
    parts = [part.strip() for part in inside.split(";" if ";" in inside else ",")]
    if len(parts) in (3, 4):  # decimal commas, and commas between
        raise FigureError("'{text}' may mean several pairs of numbers", _SEMICOLON, text=text)
    word, _, figure = parts[-1].rpartition(" ")
    if len(parts) != 2 or word.strip() not in _WORDS[name]:
        raise FigureError("wrong parameters in '{text}'", _HINT, text=text)
    first, second = parse_number(parts[0]), parse_number(figure)
    if not _possible(name, first, second):
        raise FigureError("impossible parameters in '{text}'", _HINT, text=text)
    return name, first, 1.0 / second if word.strip() == "scale" else second


def _possible(name: str, first: float, second: float) -> bool:
    """Tell whether a distribution has these parameters."""
    if name == "uniform":
        return first < second
    return second > 0 and (first > 0 or name == "normal")


def quantile(family: tuple[str, float, float], share: float) -> float:
    """Return the value below which a share of the draws of a family lies; inverse distribution functions of SciPy."""
    from scipy.special import betaincinv, gammaincinv, ndtri  # a quarter of a second, and few numbers need it

    name, first, second = family
    if name == "beta":
        return float(betaincinv(first, second, share))
    if name == "gamma":
        return float(gammaincinv(first, share)) / second
    if name == "uniform":
        return first + share * (second - first)
    if name == "normal":
        return first + second * float(ndtri(share))
    spread = math.log1p((second / first) ** 2)  # mean and standard deviation are those of the number itself
    return math.exp(math.log(first) - spread / 2.0 + math.sqrt(spread) * float(ndtri(share)))
