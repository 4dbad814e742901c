"""Every message of the package is a template, and every template is told in bokmål."""

from __future__ import annotations

import pytest
from tests.templates import templates
from tests.texts import catalogue

from tidlig.pack import units
from tidlig.problems import AssumptionError, Message, blanks, problem
from tidlig.report.words.messages import LANGUAGES
from tidlig.report.words.problems import in_file, translations

pytestmark = pytest.mark.unit

FOUND, PUT_TOGETHER = templates()
CALLED = {unit.called for unit in (*units.UNITS.values(), units.of("no unit"))}
HINTS = {found.template for found in FOUND if found.hint}
VERBS = {
    "add",
    "begin",
    "change",
    "check",
    "choose",
    "close",
    "fit",
    "open",
    "did",
    "end",
    "give",
    "install",
    "keep",
    "leave",
    "lower",
    "name",
    "put",
    "remove",
    "save",
    "see",
    "set",
    "split",
    "take",
    "use",
    "write",
}
WRITTEN = {found.template for found in FOUND} | CALLED


def test_no_message_is_put_together_where_it_is_given() -> None:
    assert len(WRITTEN) > 250
    assert not PUT_TOGETHER, "write a template and give its values by name"


def test_every_value_that_a_message_asks_for_is_given_with_it() -> None:
    missing = [
        f"{each.place}: {each.template!r}"
        for each in FOUND
        if each.given and not set(blanks(each.template)) <= each.given
    ]
    assert not missing


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_every_message_has_a_translation_and_no_translation_is_unused(language: str) -> None:
    known = set(translations(language))
    assert not WRITTEN - known, "add them to problems.*.yaml"
    assert not known - WRITTEN, "remove them from problems.*.yaml"


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_a_translation_has_the_blanks_of_its_message(language: str) -> None:
    differing = [
        english for english, text in translations(language).items() if sorted(blanks(english)) != sorted(blanks(text))
    ]
    assert not differing


def test_every_hint_begins_with_what_to_do() -> None:
    """A hint is an order or a question; what is wrong is said before it."""
    verbs = {text.split()[0].strip(",:;") for text in HINTS}
    assert verbs <= VERBS, verbs - VERBS


def test_a_value_with_braces_or_a_minus_zero_is_shown_as_it_is() -> None:
    error = AssumptionError(
        [
            problem("x", 1, "a", "'{text}' is not a number", text="{name}"),
            problem("x", 2, "b", "{risk} is not between 0 and 1", risk=-0.0),
        ]
    )
    assert in_file(error, catalogue("nb")) == ["x:1: a: «{name}» er ikke et tall", "x:2: b: 0 er ikke mellom 0 og 1"]
    assert Message("write {key: value}") == "write {key: value}"
