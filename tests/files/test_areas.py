"""Accounts by budget area: the nation's, and a place's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.files.tiny import BASE, copy_base

from tidlig.files.packs import read_pack
from tidlig.files.tables.areas import area_of, area_order
from tidlig.pack.pack import Pack

pytestmark = pytest.mark.unit

OWN = "account;area\n281;Helse og mestring\n252;Barnevern\n"


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """The tiny pack with areas of its own for one place, seen from that place."""
    folder = copy_base(tmp_path)
    (folder / "places" / "ha.areas.csv").write_text(OWN, encoding="utf-8")
    return replace(read_pack(folder), place="ha")


def test_a_place_names_its_own_areas_and_keeps_the_others(pack: Pack) -> None:
    assert area_of(pack, "281", "municipality") == "Helse og mestring"
    assert area_of(pack, "251", "municipality") == "child_welfare"
    assert area_of(pack, "", "municipality") == ""


def test_a_national_name_is_the_national_area(pack: Pack) -> None:
    """Else one area would stand in two lines."""
    assert area_of(pack, "252", "municipality") == "child_welfare"


def test_other_payers_and_other_places_keep_the_national_areas(pack: Pack) -> None:
    assert area_of(pack, "281", "state") == "social"
    assert area_of(replace(pack, place="elsewhere"), "281", "municipality") == "social"
    assert area_of(read_pack(BASE), "281", "municipality") == "social"


def test_the_place_s_own_come_first_and_what_has_no_area_last(pack: Pack) -> None:
    assert area_order(pack) == ["Helse og mestring", "child_welfare", "social", "state", ""]


def test_the_table_of_areas_is_no_place(pack: Pack) -> None:
    assert set(pack.places) == {"ha"}


def test_the_digest_follows_the_areas(pack: Pack, tmp_path: Path) -> None:
    assert read_pack(tmp_path / "tiny").digest != read_pack(BASE).digest
