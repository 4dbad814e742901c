"""Problems of the input as lines to show, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

from babel.numbers import get_decimal_symbol

from tidlig.engine.plan.axes import PlanError
from tidlig.files.text.shipped import shipped_yaml
from tidlig.problems import SHOWN, AssumptionError, Message, Problem, filled
from tidlig.report.words.messages import FOLDER, Texts

REFUSALS = (AssumptionError, PlanError)


class Templated(Protocol):
    """An English template and the values of its blanks."""

    @property
    def template(self) -> str:
        """The English template, which is the key of its translations."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of the blanks by name."""


def reasons(refusal: AssumptionError | PlanError, texts: Texts) -> list[str]:
    """Return why the model refuses its input, one reason a line: field, what is wrong, what to write."""
    if isinstance(refusal, PlanError):
        return [translated(refusal, texts)]
    return _lines(refusal, [_sentences(problem, texts) for problem in refusal.problems[:SHOWN]], texts)


def in_file(error: AssumptionError, texts: Texts) -> list[str]:
    """Return the problems of a file, one a line: file and line, field, what is wrong, what to write."""
    return _lines(error, [_line(problem.place, problem, texts) for problem in error.problems[:SHOWN]], texts)


def translated(message: Templated, texts: Texts) -> str:
    """Return a message in a language; in English where the language has no translation of it."""
    template = translations(texts.language).get(message.template, message.template)
    return filled(template, message.values, lambda inner: translated(inner, texts))


@lru_cache
def translations(language: str) -> Mapping[str, str]:
    """Return the messages in a language by their English template; English needs none."""
    path = FOLDER / f"problems.{language}.yaml"
    return shipped_yaml(path) if path.is_file() else {}


def _marked(text: str, language: str) -> str:
    """Return a text whose figures have the decimal mark of a language."""
    return re.sub(r"(?<=\d)\.(?=\d)", get_decimal_symbol(language), text)


def _lines(error: AssumptionError, lines: list[str], texts: Texts) -> list[str]:
    """Return the lines, and how many problems there are beyond them."""
    return [*lines, translated(error.more, texts)] if error.more else lines


def _line(start: str, problem: Problem, texts: Texts) -> str:
    what, hint, also = (translated(message, texts) for message in (problem.what, problem.hint, problem.also))
    said = ": ".join(part for part in (start, what) if part)
    return "; ".join(part for part in (said, hint, also) if part)


def _sentences(problem: Problem, texts: Texts) -> str:
    said = sentence(problem.what, problem.hint, texts)
    also = translated(problem.also, texts)
    return " ".join(part for part in (f"{problem.field}: {said}" if problem.field else said, also) if part)


def sentence(what: Message, hint: Message, texts: Texts) -> str:
    """Return what is wrong and what to write, as sentences; what to write has the decimal mark of the language."""
    said = [translated(message, texts) for message in (what, hint) if message]
    said[1:] = [_marked(each, texts.language) for each in said[1:]]
    return " ".join(f"{each[0].upper()}{each[1:]}{'' if each.endswith('?') else '.'}" for each in said)
