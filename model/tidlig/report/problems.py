"""Problems of the input as lines to show, in the language of the page as far as the catalogue knows the message."""

from __future__ import annotations

import re
import string
from functools import lru_cache

from tidlig.assumptions.problems import AssumptionError, Message, Problem
from tidlig.engine.axes import PlanError
from tidlig.report.messages import Texts, catalogue

REFUSALS = (AssumptionError, PlanError)


def reasons(refusal: AssumptionError | PlanError, texts: Texts) -> list[str]:
    """Return why the model refuses its input, one reason a line: field, what is wrong, what to write."""
    if isinstance(refusal, PlanError):
        return [translated(str(refusal), texts)]
    return [_line(problem.field, problem, texts) for problem in refusal.problems]


def in_file(error: AssumptionError, texts: Texts) -> list[str]:
    """Return the problems of a file, one a line: file and line, field, what is wrong, what to write."""
    return [_line(_place(problem), problem, texts) for problem in error.problems]


def translated(message: str, texts: Texts) -> str:
    """Return a message of the reader in a language; as it stands where the catalogue does not know it."""
    for key, pattern in _patterns():
        found = pattern.fullmatch(message)
        if found:
            names = {blank: _name(blank, text, texts) for blank, text in found.groupdict().items()}
            return texts.get(f"reader.{key}", **names)
    return message


def _name(blank: str, text: str, texts: Texts) -> str:
    """Return what stands in a blank: kinds and units are English names, the rest is the user's own."""
    if blank == "kind":
        return texts.choice("reader_kind", text)
    return texts.choice("units", text) if blank == "unit" else text


def _place(problem: Problem) -> str:
    """Return file, line and field, as :class:`Problem` writes them."""
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return f"{place}: {problem.field}" if problem.field else place


def _line(start: str, problem: Problem, texts: Texts) -> str:
    what, hint = (translated(message, texts) for message in (problem.what, problem.hint))
    said = ": ".join(part for part in (start, what) if part)
    return f"{said}; {hint}" if hint else said


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return key and pattern of every known message, the most specific (with most text of its own) first."""
    english = catalogue("en")
    known = {key.removeprefix("reader."): english.raw(key) for key in english.keys() if key.startswith("reader.")}  # noqa: SIM118
    parsed = [(key, list(string.Formatter().parse(text))) for key, text in known.items()]
    parsed.sort(key=lambda each: -sum(len(literal) for literal, *_ in each[1]))
    return tuple((key, re.compile("".join(_pattern(literal, name) for literal, name, *_ in p))) for key, p in parsed)


def _pattern(literal: str, name: str | None) -> str:
    return re.escape(literal) + (f"(?P<{name}>.+?)" if name else "")


def sentence(what: Message, hint: Message, texts: Texts) -> str:
    """Return what is wrong and what to write, in a language, as sentences."""
    said = [translated(message, texts) for message in (what, hint) if message]
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in said)
