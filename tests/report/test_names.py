"""Names of what the shipped pack has: countries, assumptions, in every language."""

from __future__ import annotations

import pytest
from tests.shipped import shipped
from tests.texts import catalogue

from tidlig.report.words import messages, names
from tidlig.report.words.messages import LANGUAGES, Names
from tidlig.report.words.names import assumption_name, country_name, field_unit

pytestmark = pytest.mark.unit

PACK = shipped("norway")


def test_several_countries_are_named_one_by_one() -> None:
    assert country_name("NO/DK", catalogue("nb")) == "Norge og Danmark"
    assert country_name("NO/UK", catalogue("en")) == "Norway and the United Kingdom"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_of_a_programme_has_a_name(language: str) -> None:
    codes = {code for p in PACK.programmes.values() for code in p.country.split("/") if code}
    assert codes
    assert not [code for code in sorted(codes) if not catalogue(language).has(f"country.{code}")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_payer_and_budget_has_a_name_of_its_own(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone and inside a sentence, none of them the id spelt out, and none with the name of another."""
    monkeypatch.setattr(messages, "label", lambda labels, id, lang: labels.get(id, {}).get(lang, f"?{id}"))
    known, called = (*PACK.payers, *PACK.budgets), Names(PACK.labels, catalogue(language))
    for named in ([called.payer(id) for id in known], [called.inside(id) for id in known]):
        assert not [name for name in named if "?" in name]
        assert len(set(named)) == len(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_assumption_of_the_pack_is_called_by_its_id(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that falls back to the id spelt out, or that another assumption has too, tells nobody what it is."""
    monkeypatch.setattr(names, "_spelt", lambda identifier: f"?{identifier}")
    for module in (names, messages):  # the names of payers are made there
        monkeypatch.setattr(module, "label", lambda labels, id, lang: labels.get(id, {}).get(lang, f"?{id}"))
    named = {id: assumption_name(PACK, id, catalogue(language)) for id in PACK.numbers}
    assert not [(id, name) for id, name in named.items() if "?" in name]


def test_the_years_of_an_effect_are_named_after_the_effect() -> None:
    name = assumption_name(PACK, "wage_subsidy.work.fade.half_life", catalogue("en"))
    assert name.endswith("effect on work, half-life after that")


def test_what_a_number_is_typed_in_is_said_where_a_per_cent_sign_does_not() -> None:
    nb = catalogue("nb")
    assert field_unit(PACK.numbers["parent_training.cost"], nb) == "2024-kroner"
    assert field_unit(PACK.numbers["ips_ung.work"], nb) == "forhold, 1 = ingen forskjell"
    assert field_unit(PACK.numbers["share.need"], nb) == ""
