from __future__ import annotations

from pathlib import Path

import pytest
from tests.shipped import shipped
from tests.texts import catalogue

from tidlig.pack.pack import Pack
from tidlig.report.trust.register import COLUMNS, found, register, shown
from tidlig.report.words.messages import LANGUAGES
from tidlig.report.words.names import assumption_name, unit_name
from tidlig.report.words.numbers import quantity

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return shipped("norway")


def test_every_assumption_stands_in_the_register_with_unit_range_grade_and_source(pack: Pack) -> None:
    table = register(pack, catalogue("nb"))
    assert set(table["id"]) == set(pack.numbers)
    assert tuple(table.columns) == COLUMNS
    assert (table["name"].str.len() > 0).all()
    assert set(table["grade"]) <= set("ABCDE")
    assert (table["source"].str.len() > 0).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_of_the_pack_has_words(pack: Pack, language: str) -> None:
    texts = catalogue(language)
    units = {number.unit for number in pack.numbers.values()}
    assert not [unit for unit in units if unit_name(unit, texts) == unit and "/" in unit and unit[:3].isupper()]
    assert {unit_name(unit, texts) for unit in units}.isdisjoint({"smd", "ratio/x", ""})
    assert not [unit for unit in units if unit_name(unit, texts) == unit and unit.endswith("/year")]


def test_names_say_what_a_number_is_about(pack: Pack) -> None:
    texts = catalogue("nb")
    assert assumption_name(pack, "r.0_40", texts) == "Kalkulasjonsrente, år 0–40"
    assert assumption_name(pack, "parent_training.cost", texts).endswith(": kostnad per deltaker")
    assert assumption_name(pack, "price.placement", texts) == "Pris: Plassering utenfor hjemmet"
    assert assumption_name(pack, "ips_ung.paid_by.state_welfare", texts).endswith("andel betalt av Staten, trygd")
    assert assumption_name(pack, "not.in_pack", texts) == "not in pack"
    own, share = "prompt_mental_health.share.need_work", assumption_name(pack, "share.need_work", texts)
    assert assumption_name(pack, own, texts).endswith(f": {share}")


def test_the_search_finds_every_word_anywhere_in_a_row(pack: Pack) -> None:
    table = register(pack, catalogue("nb"))
    hits = found(table, "PLASSERING pris")
    assert "price.placement" in set(hits["id"])
    assert len(hits) < len(table)
    assert found(table, "finnes_ikke").empty
    assert len(found(table, "")) == len(table)
    assert len(found(table, "(")) > 0  # a sign, no pattern


def test_the_register_is_shown_in_the_language(pack: Pack) -> None:
    table = register(pack, catalogue("nb"))
    row = shown(table[table["id"] == "price.placement"], catalogue("nb")).iloc[0]
    assert row["Verdi"] == quantity(pack.numbers["price.placement"].value, "NOK/child-year", "nb")
    assert row["Enhet"] == "kr per barneår"
    assert row["Prisår"] == str(pack.numbers["price.placement"].price_year)
    fixed = shown(table[table["id"] == "r.0_40"], catalogue("en")).iloc[0]
    assert (fixed["Value"][-1], fixed["Low"]) == ("%", "–")
