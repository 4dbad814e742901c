"""The municipalities of the Norwegian pack."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tidlig.assumptions.locate import find_pack, packs_root
from tidlig.assumptions.overlay import in_place
from tidlig.assumptions.pack import Pack
from tidlig.assumptions.read import read_pack
from tidlig.report.place_names import place_names

pytestmark = pytest.mark.unit


@lru_cache
def norway() -> Pack:
    """The shipped pack."""
    return read_pack(find_pack("norway", packs_root()))


def test_every_municipality_has_number_county_tax_and_residents() -> None:
    """357 of the division of 2024, and they add up to the nation's residents at every age."""
    pack = norway()
    assert len(pack.known_places) == 357
    assert len({place.number for place in pack.known_places.values()}) == 357
    assert all(len(place.number) == 4 and place.region and place.name for place in pack.known_places.values())
    assert all("tax.percent" in pack.places[place] for place in pack.known_places)
    ages = zip(*(pack.residents[place, 2026] for place in pack.known_places), strict=True)
    assert [sum(counts) for counts in ages] == list(pack.residents["norway", 2026])


def test_the_average_of_the_places_is_the_average() -> None:
    """Weighted by residents, near 1 to the second decimal of a per cent."""
    pack = norway()
    residents = {place: sum(pack.residents[place, 2026]) for place in pack.known_places}
    tax = sum(pack.places[place]["tax.percent"].value * count for place, count in residents.items())
    assert tax / sum(residents.values()) == pytest.approx(1.0, abs=0.002)


def test_two_hundred_and_three_are_tax_poor() -> None:
    """Below 90 per cent; the nation is not, for nothing is equalised away there."""
    pack = norway()
    poor = {place for place in pack.known_places if in_place(pack, place)["tax.poor"].value == 1.0}
    assert len(poor) == 203
    assert {"gausdal", "gjesdal", "ha", "sondre_land", "kautokeino"} <= poor
    assert not {"asker", "bergen", "oslo", "stavanger", "froya"} & poor
    assert in_place(pack, "norway")["tax.poor"].value == 0.0
    assert in_place(pack, "nowhere")["tax.poor"].value == 0.4


def test_the_list_has_sami_and_kven_names_and_tells_places_of_one_name_apart() -> None:
    names = place_names(norway(), "nb")
    assert names["kautokeino"] == "Kautokeino – Guovdageaidnu"
    assert names["porsanger"] == "Porsanger – Porsáŋgu – Porsanki"
    assert (names["heroy_nordland"], names["valer_ostfold"]) == ("Herøy (Nordland)", "Våler (Østfold)")
    assert len(set(names.values())) == len(names) == 358
    assert list(names)[-1] == "asnes"
