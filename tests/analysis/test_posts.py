"""The price of a post: the sum of its parts, asked for where a place has to say, in the prices of any known year."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.files.tiny import BASE, copy_base

from tidlig.analysis.posts import asked, known_years, post_prices
from tidlig.files.packs import read_pack
from tidlig.layers.overlay import placed
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.prices import Index, PostPart

TINY = read_pack(BASE)
PARTS = (
    PostPart("wage", (), (("wage", 1.0), ("extra", 1.0)), "wages"),
    PostPart("pension", ("wage",), (("pension", 1.0),)),
    PostPart("tax", ("wage", "pension"), (("tax", 1.0),), one_of=("tax.low", "tax.high")),
    PostPart("room", (), (("room", 1.0),)),
)
NUMBERS = {
    "wage": Assumption("wage", 400.0, 380.0, 420.0, unit="NOK/post", price_year=2023, factor=1.1, index="wages"),
    "extra": Assumption("extra", 1.25, 1.2, 1.35, unit="ratio"),
    "pension": Assumption("pension", 0.1, 0.05, 0.2, unit="share"),
    "tax": Assumption("tax", 0.05, dist="fixed", unit="share"),
    "tax.low": Assumption("tax.low", 0.0, dist="fixed", unit="share"),
    "tax.high": Assumption("tax.high", 0.2, dist="fixed", unit="share"),
    "room": Assumption("room", 50.0, 30.0, 90.0, unit="NOK/post", price_year=2025),
}
DEFLATORS = {
    "cpi": Index({2023: 95.0, 2025: 100.0, 2026: 102.0, 2028: 106.0}),
    "wages": Index({2023: 100.0, 2025: 110.0, 2026: 115.5, 2027: 121.0}),
}


def priced(**changes: Assumption) -> Pack:
    """A pack with one post."""
    return replace(TINY, posts={"nurse": PARTS}, numbers={**TINY.numbers, **NUMBERS, **changes}, deflators=DEFLATORS)


def known_tax(value: float) -> Pack:
    return priced(tax=replace(NUMBERS["tax"], value=value, layer="place"))


@pytest.mark.unit
def test_a_price_is_the_sum_of_its_parts() -> None:
    """wage 400 x 1.25 x 1.1 = 550; pension 10 % of it; tax 20 % of both; room 50."""
    [price] = post_prices(known_tax(0.2), 2025)
    assert price.parts == pytest.approx({"wage": 550.0, "pension": 55.0, "tax": 121.0, "room": 50.0})
    assert price.price == pytest.approx(776.0)
    down = (0.05 * 726, 726 * 0.05 / 1.25, 550 * 0.05 * 1.2, 20)
    up = (0.05 * 726, 726 * 0.10 / 1.25, 550 * 0.10 * 1.2, 40)
    assert price.low == pytest.approx(776 - sqrt(sum(step**2 for step in down)))
    assert price.high == pytest.approx(776 + sqrt(sum(step**2 for step in up)))


@pytest.mark.unit
def test_each_amount_is_moved_by_its_own_index() -> None:
    [price] = post_prices(known_tax(0.0), 2026)
    assert price.parts == pytest.approx({"wage": 550.0 * 1.05, "pension": 55.0 * 1.05, "tax": 0.0, "room": 51.0})


@pytest.mark.unit
def test_a_year_is_known_where_every_index_has_it() -> None:
    """Not 2027 and 2028, which one of them lacks each; nor what lies before the pack's own price year."""
    assert known_years(priced()) == (2025, 2026)
    assert known_years(replace(priced(), posts={})) == (2025,)
    assert known_years(replace(priced(), deflators={})) == (2025,)


@pytest.mark.unit
def test_what_no_place_gave_is_asked_for_and_makes_no_price() -> None:
    """From the low end without tax to the high end with the highest one; the pack's own 5 % is in neither."""
    pack = priced()
    assert asked(pack) == {"tax": ("tax.low", "tax.high")}
    [price] = post_prices(pack, 2025)
    assert (price.price, price.parts["tax"], price.parts["wage"]) == (None, None, pytest.approx(550.0))
    assert price.low == pytest.approx(post_prices(known_tax(0.0), 2025)[0].low)
    assert price.high == pytest.approx(post_prices(known_tax(0.2), 2025)[0].high)
    other = priced(tax=replace(NUMBERS["tax"], value=0.19))
    assert post_prices(other, 2025) == [price]
    assert asked(known_tax(0.2)) == {}


@pytest.mark.unit
def test_what_is_taken_of_an_unknown_part_is_unknown_too() -> None:
    parts = (*PARTS, PostPart("fee", ("tax",), (("pension", 1.0),)))
    [price] = post_prices(replace(priced(), posts={"nurse": parts}), 2025)
    assert price.parts["fee"] is None


@pytest.mark.unit
def test_the_table_gives_lines_without_a_post_to_every_post(tmp_path: Path) -> None:
    """And a place names the number that a cell of its own stands for."""
    folder = copy_base(tmp_path)
    table = (
        "post;part;of;times;one_of\nnurse;wage;;care.price;\ncook;wage;;wage.school;\n;tax;wage;share.need;share.need\n"
    )
    (folder / "posts.csv").write_text(table, encoding="utf-8")
    (folder / "places.csv").write_text("id;share.need\nlom;cost.share\ngran;0,3\nha;\n", encoding="utf-8")
    numbers = folder / "numbers.csv"
    numbers.write_text(numbers.read_text(encoding="utf-8") + "cost.share;0,25;;;fixed;share;;E\n", encoding="utf-8")
    pack = read_pack(folder)
    assert {post: [part.part for part in parts] for post, parts in pack.posts.items()} == {
        "nurse": ["wage", "tax"],
        "cook": ["wage", "tax"],
    }
    number = pack.places["lom"]["share.need"]
    assert (number.value, number.low, number.dist, number.note, number.layer) == (
        0.25,
        None,
        "fixed",
        "cost.share",
        "place",
    )
    shares = {place: post_prices(placed(pack, place), 2025)[1].parts["tax"] for place in ("lom", "gran", "ha")}
    assert shares == {"lom": pytest.approx(12500.0), "gran": pytest.approx(15000.0), "ha": None}
    given = placed(pack, "ha", {"share.need": "40 %"})
    assert post_prices(given, 2025)[1].price == pytest.approx(70000.0)


MONEY = st.floats(min_value=1.0, max_value=1e6)
SHARE = st.floats(min_value=0.0, max_value=1.0)


@pytest.mark.property
@given(wage=MONEY, room=MONEY, pension=SHARE, tax=SHARE, times=st.floats(min_value=0.5, max_value=4.0))
def test_price_follows_money_and_holds_its_interval(
    wage: float, room: float, pension: float, tax: float, times: float
) -> None:
    """Every amount times k makes the price times k; the price is the sum of the parts and lies in its interval."""

    def pack(k: float) -> Pack:
        return priced(
            wage=replace(NUMBERS["wage"], value=wage * k, low=0.9 * wage * k, high=1.2 * wage * k),
            room=replace(NUMBERS["room"], value=room * k, low=0.5 * room * k, high=2.0 * room * k),
            pension=replace(NUMBERS["pension"], value=pension, low=0.0, high=1.0),
            tax=replace(NUMBERS["tax"], value=tax, layer="command"),
        )

    [one], [many] = post_prices(pack(1.0), 2026), post_prices(pack(times), 2026)
    assert one.price is not None
    assert many.price == pytest.approx(times * one.price, rel=1e-9)
    assert (many.low, many.high) == pytest.approx((times * one.low, times * one.high), rel=1e-6)
    assert one.price == pytest.approx(sum(part or 0.0 for part in one.parts.values()), rel=1e-12)
    assert one.low <= one.price <= one.high
    assert one.price == pytest.approx((1 + pension) * (1 + tax) * wage * 1.25 * 1.1 * 1.05 + room * 1.02, rel=1e-9)
