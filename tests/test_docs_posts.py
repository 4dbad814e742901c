"""The worked example of the price of a post, and what the limits say of the municipal deflator, from the pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidlig.analysis.posts import PostPrice, post_prices
from tidlig.files.packs import read_pack
from tidlig.files.text.locate import find_pack, packs_root
from tidlig.layers.overlay import placed
from tidlig.pack.pack import Pack

pytestmark = pytest.mark.docs

DOCS = Path(__file__).parents[1] / "docs"
PACK: Pack = read_pack(find_pack("norway", packs_root()))


def section(page: str, heading: str) -> str:
    """The text of a page from a heading on, with single spaces."""
    text = (DOCS / page).read_text(encoding="utf-8")
    assert heading in text
    return " ".join(text.split(heading, 1)[1].split("\n## ", 1)[0].split())


def kroner(amount: float | None) -> str:
    assert amount is not None
    return f"{round(amount):,}".replace(",", " ")


def social_worker(year: int, contribution: str = "") -> PostPrice:
    """The example's post at a rate of employer's contribution; "": where nobody gave one."""
    pack = placed(PACK, "", {"post.contribution": contribution} if contribution else {})
    return next(row for row in post_prices(pack, year) if row.post == "social_worker")


def test_the_worked_example_is_what_the_pack_gives() -> None:
    text = section("reference/method.md", "## 14. The price of a post")
    now, then = social_worker(2025, "14,1 %"), social_worker(2027, "14,1 %")
    for part, amount in now.parts.items():
        assert kroner(amount) in text, part
        assert kroner(then.parts[part]) in text, part
    assert f"price {kroner(now.price)} {kroner(then.price)}" in text
    assert f"{kroner(now.low)} to {kroner(now.high)}" in text
    assert f"costs {kroner(social_worker(2025, '0').price)} in prices of 2025" in text
    asked = social_worker(2025)
    assert asked.price is None
    assert f"here {kroner(asked.low)} to {kroner(asked.high)}" in text


def test_the_figures_the_example_begins_with_are_those_of_the_pack() -> None:
    text = section("reference/method.md", "## 14. The price of a post")
    numbers, wages, municipal = PACK.numbers, PACK.deflators["wages"].levels, PACK.deflators["municipal"].levels
    wage, ratio = numbers["wage.nurse"].value, numbers["wage.social_worker"].value
    assert f"{kroner(wage)} x {ratio:g} x {wages[2025]:g} / {wages[2023]:g}" in text
    assert f"x {wages[2027]:g} / {wages[2025]:g}" in text
    assert f"x {municipal[2027]:g} / {municipal[2025]:g}" in text
    assert f"{100 * numbers['post.pension'].value:g} % of the wage" in text
    assert f"{100 * numbers['contribution.zone_1'].value:g} % of wage and pension" in text


def test_the_limits_say_how_far_the_municipal_deflator_is_from_consumer_prices() -> None:
    text = section("trust/limits.md", "- **Price years.**")
    cpi, municipal = (PACK.deflators[name].levels for name in ("cpi", "municipal"))
    for year in (2017, 2018, 2021, 2023, 2024):
        more = 100 * (municipal[2025] / municipal[year] / (cpi[2025] / cpi[year]) - 1)
        assert f"of {year} {more:.1f} " in text.replace(",", " "), (year, more)
