"""Places in lists: their order, their other names, and two of the same name."""

from __future__ import annotations

import pytest
from tests.files.tiny import base

from tidlig.pack.pack import Pack
from tidlig.pack.structure import Place
from tidlig.report.catalogue.listings import place_rows
from tidlig.report.words.place_names import in_order, place_names

pytestmark = pytest.mark.unit

NAMES = ["Alta", "Áfjord", "Bø", "Eidsvoll", "Ål", "Øyer", "Ørsta", "Ærø", "Zeta", "Åmli", "ål"]


def test_letters_of_their_own_stand_last_and_marks_move_nothing() -> None:
    order = ["Áfjord", "Alta", "Bø", "Eidsvoll", "Zeta", "Ærø", "Ørsta", "Øyer", "Ål", "ål", "Åmli"]
    assert sorted(NAMES, key=in_order) == order
    assert in_order("A\u030as") == in_order("Ås") != in_order("As")


def named(*places: Place) -> Pack:
    """The tiny pack with these places alone."""
    from dataclasses import replace

    labels = {place.id: {"nb": place.name} for place in places if place.name}
    known = {place.id: place for place in places}
    return replace(base()[0], places={id: {} for id in known}, known_places=known, labels=labels)


def test_other_names_stand_behind_and_regions_only_where_they_are_needed() -> None:
    pack = named(
        Place("kautokeino", "Kautokeino", ("Guovdageaidnu",), "5612", "Finnmark"),
        Place("heroy_n", "Herøy", (), "1818", "Nordland"),
        Place("heroy_m", "Herøy", ("Hærøy",), "1515", "Møre og Romsdal"),
        Place("as", "Ås", (), "3218", "Akershus"),
    )
    assert list(place_names(pack, "nb").values()) == [
        "Herøy (Møre og Romsdal) – Hærøy",
        "Herøy (Nordland)",
        "Kautokeino – Guovdageaidnu",
        "Ås",
    ]


def test_two_of_one_name_in_one_region_are_told_apart_all_the_same() -> None:
    pack = named(
        Place("a", "Nes", (), "1", "Viken"), Place("b", "Nes", (), "2", "Viken"), Place("c", "Os"), Place("d", "Os")
    )
    assert list(place_names(pack, "nb").values()) == ["Nes (Viken) (1)", "Nes (Viken) (2)", "Os (c)", "Os (d)"]


@pytest.mark.parametrize("text", ["guovdageaidnu", "KAUTO", "5612", "finnmark", "Guovdageáidnu", "kautokeino"])
def test_a_place_is_found_by_any_name_or_number(text: str) -> None:
    pack = named(Place("kautokeino", "Kautokeino", ("Guovdageaidnu",), "5612", "Finnmark"), Place("as", "Ås"))
    assert [row["id"] for row in place_rows(pack, text)] == ["kautokeino"]
    assert place_rows(pack, "atlantis") == []
    assert [row["name"] for row in place_rows(pack)] == ["Kautokeino", "Ås"]
