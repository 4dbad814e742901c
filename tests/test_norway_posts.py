"""Prices of posts and price indices of the Norwegian pack."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tidlig.analysis.posts import asked, known_years, post_prices
from tidlig.files.packs import read_pack
from tidlig.files.text.locate import find_pack, packs_root
from tidlig.layers.overlay import placed
from tidlig.pack.pack import Pack
from tidlig.report.words.messages import LANGUAGES

pytestmark = pytest.mark.unit

ZONES = {"1": 0.141, "1a": 0.141, "2": 0.106, "3": 0.064, "4": 0.051, "4a": 0.079, "5": 0.0}


@lru_cache
def norway() -> Pack:
    """The shipped pack."""
    return read_pack(find_pack("norway", packs_root()))


def prices(year: int, place: str = "", zone: str = "") -> dict[str, float | None]:
    """Price of every post in a place, or in a zone of employer's contribution."""
    rate = {"post.contribution": f"{100 * ZONES[zone]:g} %"} if zone else {}
    return {row.post: row.price for row in post_prices(placed(norway(), place, rate), year)}


def test_prices_in_zone_one_by_hand() -> None:
    """1 000 kroner: wage of December 2023 x 1.082 (2025) or 1.171 (2027), x 1.14 x 1.141, and running cost."""
    now, then = prices(2025, zone="1"), prices(2027, zone="1")
    expected = {"public_health_nurse": (921, 996), "social_worker": (872, 943), "kindergarten_teacher": (839, 907),
                "pedagogical_leader": (880, 952), "teacher": (885, 957), "skilled_worker": (774, 837),
                "assistant": (707, 764), "adviser": (894, 967), "ppt_adviser": (979, 1059),
                "psychologist": (1176, 1272)}  # fmt: skip
    expected["family_therapist"] = expected["public_health_nurse"]
    assert {post: (round((now[post] or 0) / 1e3), round((then[post] or 0) / 1e3)) for post in now} == expected
    nurse = 572_800 * 1.08 * 1.082 * 1.14 * 1.141 + 50_000
    assert now["public_health_nurse"] == pytest.approx(nurse, rel=1e-9)


def test_zones_make_a_post_cheaper() -> None:
    """12 per cent in zone 5, 7 to 8 in zone 4, against zone 1."""
    one, four, five = (prices(2025, zone=zone)["public_health_nurse"] or 0.0 for zone in ("1", "4", "5"))
    assert five / one == pytest.approx(0.88, abs=0.005)
    assert four / one == pytest.approx(0.925, abs=0.005)


def test_the_zone_is_known_in_ninety_two_municipalities_and_asked_for_in_the_others() -> None:
    pack = norway()
    known = {place: own["post.contribution"] for place, own in pack.places.items() if "post.contribution" in own}
    assert (len(known), len(pack.known_places) - len(known)) == (92, 265)
    rates = {f"contribution.zone_{zone}": rate for zone, rate in ZONES.items()}
    assert {(number.note, number.value) for number in known.values()} <= set(rates.items())
    assert all((number.grade, number.status, number.dist) == ("E", "judgement", "fixed") for number in known.values())
    assert asked(placed(pack, "gausdal")) == {"post.contribution": tuple(rates)}
    assert prices(2025, "gausdal")["teacher"] is None
    assert asked(placed(pack, "tromso")) == {}
    assert prices(2025, "tromso") == pytest.approx(prices(2025, zone="4a"))


def test_the_municipal_deflator_is_the_chain_of_its_yearly_growth() -> None:
    """Per cent a year 2016-2027, 2025 = 100; consumer prices stay the first, which all items are moved by."""
    growth = [2.4, 2.4, 3.0, 3.1, 1.4, 3.3, 6.4, 4.3, 4.3, 3.9, 3.5, 3.3]
    pack = norway()
    levels = pack.deflators["municipal"].levels
    assert list(levels) == list(range(2015, 2028))
    assert levels[2025] == 100.0
    for year, percent in zip(range(2016, 2028), growth, strict=True):
        assert 100 * (levels[year] / levels[year - 1] - 1) == pytest.approx(percent, abs=0.15)
    assert list(pack.deflators) == ["cpi", "municipal", "wages"]
    assert not [item.id for item in pack.items.values() if item.index]
    assert not [programme.id for programme in pack.programmes.values() if programme.index]


def test_every_year_of_an_index_has_a_status_and_2027_is_an_estimate() -> None:
    pack = norway()
    for index in pack.deflators.values():
        assert index.levels
        assert all(index.status[year] for year in index.levels)
    assert [index.status.get(2027) for index in pack.deflators.values()] == [None, "estimate", "estimate"]
    assert [year for year, status in pack.deflators["municipal"].status.items() if status == "recalled"] == [
        2015, 2016, 2017, 2019, 2020, 2026,
    ]  # fmt: skip
    assert known_years(pack) == (2025, 2026, 2027)


def test_every_post_part_and_index_has_a_name() -> None:
    pack = norway()
    ids = [f"post.{post}" for post in pack.posts] + [f"index.{name}" for name in pack.deflators]
    ids += [f"part.{part.part}" for parts in pack.posts.values() for part in parts]
    assert not [(id, language) for id in ids for language in LANGUAGES if not pack.labels.get(id, {}).get(language)]
