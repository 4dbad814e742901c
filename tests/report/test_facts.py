"""What is told about a programme: its facts with their sources, and in words where there is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.shipped import shipped
from tests.texts import catalogue

from tidlig.pack.pack import Pack
from tidlig.pack.programme import About, Programme
from tidlig.report.catalogue.facts import FACTS, full_sources, programme_facts
from tidlig.report.words.messages import LANGUAGES

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def norway() -> Pack:
    return shipped("norway")


@pytest.fixture
def bare(norway: Pack) -> Programme:
    """A programme that nobody delivers and nothing is known about."""
    return replace(norway.programmes["mst"], delivered_by=(), about=None)


def test_a_fact_without_a_source_says_so_in_both_languages(bare: Programme) -> None:
    about = About(capacity={"nb": "ti", "en": "ten"}, statutory=False)
    shown = dict(programme_facts(replace(bare, about=about), catalogue("nb")))
    assert shown["Kapasitet"] == "ti (ingen kilde funnet)"
    assert shown["Lovpålagt"] == "nei"
    assert [shown[name] for name in ("Hvem gjør det", "Lov", "I stedet for", "Omstridt")] == ["ingen kilde funnet"] * 4
    assert [text for _, text in programme_facts(bare, catalogue("en"))] == ["no source found"] * len(FACTS)


def test_sources_are_told_as_ids_or_in_full(norway: Pack, bare: Programme) -> None:
    about = About(capacity={"nb": "ti", "en": "ten"}, sources={"capacity": ("mst_cost", "ips_caseload")})
    known, texts = replace(bare, about=about), catalogue("en")
    assert ("Capacity", "ten (source: mst_cost, ips_caseload)") in programme_facts(known, texts)
    said = dict(programme_facts(known, texts, full_sources(norway)))["Capacity"]
    assert said.startswith("ten (source: Socialstyrelsen, Omkostningsvurdering af MST, 2018; IPS fidelity scale")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_programme_of_the_catalogue_has_deliverer_law_and_dispute_in_words(norway: Pack, language: str) -> None:
    texts = catalogue(language)
    for found in norway.programmes.values():
        if found.own:
            continue
        shown = dict(programme_facts(found, texts))
        for name in ("delivered_by", "legal_basis", "statutory", "contested"):
            assert texts.get("fact.none") not in shown[texts.get(f"fact.{name}")], found.id
        assert all(texts.has(f"service.{service}") for service in found.delivered_by), found.id
