"""The municipalities of the Norwegian pack."""

from __future__ import annotations

from functools import lru_cache

import pytest
from tests.figures import npv, releasable, values
from tests.shipped import shipped

from tidlig.analysis.one.run import run
from tidlig.layers.overlay import in_place, layer
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.report.words.place_names import place_names
from tidlig.result.result import Result

pytestmark = pytest.mark.unit


@lru_cache
def norway() -> Pack:
    """The shipped pack."""
    return shipped("norway")


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


def ran(place: str, **changes: str) -> Result:
    """The result of one early programme and job support in a place, with changed numbers."""
    arms = {"early": ("parent_training",), "repair": ("ips_ung",)}
    scenario = Scenario("s", "norway", place, 2027, arms, {}, {}, {}, {})
    command = {id.replace("__", "."): text for id, text in changes.items()}
    return run(layer(norway(), scenario, command), scenario)


@pytest.mark.parametrize(("place", "given"), [("ha", "0"), ("sokndal", "0"), ("bjerkreim", "1")])
def test_a_place_near_the_limit_gets_the_answer_of_the_other_side(place: str, given: str) -> None:
    """As it would be with the other answer typed, in both totals."""
    (near,) = ran(place).near
    typed = ran(place, tax__poor=given)
    assert (near.id, near.number, near.limit) == ("tax.poor", "tax.percent", 0.9)
    for arm in typed.arms:
        there = near.arms[arm.id]
        assert {id: found.npv.value for id, found in there.items()} == pytest.approx(npv(arm), rel=1e-9)
        cash = {id: found.npv_releasable.value for id, found in there.items()}
        assert cash == pytest.approx(releasable(arm), rel=1e-9)


@pytest.mark.parametrize(
    ("place", "changes"),
    [("stavanger", {}), ("norway", {}), ("ha", {"tax__poor": "1"}), ("ha", {"tax__percent": "84,9 %"})],
)
def test_far_from_the_limit_or_with_a_typed_answer_there_is_one_answer(place: str, changes: dict[str, str]) -> None:
    assert ran(place, **changes).near == ()


def test_typed_births_size_the_cohort_and_those_born_later() -> None:
    """Twice the births, twice a cohort; who is born already is as many as before."""
    before, after = ran("ha"), ran("ha", births="458")
    for a, b in zip(before.arms, after.arms, strict=True):
        assert (a.cohort.size, b.cohort.size) == (229.0, 458.0)
        assert npv(b) == pytest.approx({key: 2.0 * value for key, value in npv(a).items()})
        assert values(b, "npv_per_person") == pytest.approx(values(a, "npv_per_person"))
    first = [arm.budget.persons[0] for arm in (before.arms[1], after.arms[1])]
    assert first[0] == first[1]  # nobody aged 0 takes part in job support


def test_births_of_the_places_are_their_mean_of_three_years() -> None:
    """They add up to the nation's but for rounding; nobody has none."""
    pack = norway()
    births = [pack.places[place]["births"].value for place in pack.known_places]
    assert min(births) >= 1.0
    assert sum(births) == pytest.approx(pack.numbers["births"].value, abs=0.5 * 357)
    assert pack.places["ha"]["births"].value == round((250 + 238 + 200) / 3)


def test_who_stays_follows_centrality_and_school_the_county() -> None:
    pack = norway()
    stays = {pack.known_places[p].centrality: in_place(pack, p)["stay.35"].value for p in pack.known_places}
    assert sorted(stays.values(), reverse=True) == [stays[str(each)] for each in range(1, 7)]
    assert (stays["5"], stays["6"]) == (0.45, 0.35)
    prices = {in_place(pack, p)["price.school"].value for p, k in pack.known_places.items() if k.region == "Rogaland"}
    assert prices == {157231.0}
    assert in_place(pack, "norway")["stay.35"].value == 1.0


@pytest.mark.parametrize(("place", "tax", "settled"), [("stavanger", 53807, -7532), ("oslo", 55309, -8463)])
def test_the_settlement_of_2025_is_met_to_the_krone(place: str, tax: float, settled: float) -> None:
    """Published per resident; 378 kroner finance the extra compensation, and the average follows from tax and per cent.

    Both lie above the limit, so the symmetric part alone moves their income.
    """
    pack, numbers = norway(), in_place(norway(), place)
    average = tax / numbers["tax.percent"].value
    moved = -numbers["tax.equalised"].value * (tax - average)
    assert numbers["tax.poor"].value == 0.0
    assert moved - 378.0 == pytest.approx(settled, abs=3.0)
    assert pack.places[place]["tax.percent"].value == pytest.approx(tax / 42269.5, abs=1e-3)
