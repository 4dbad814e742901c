"""Back and Forward: the address, the fields and the figures are those of each step, and history grows by pages only."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import settled
from tests.browser.test_page import field, figures
from tests.texts import catalogue

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
QUERY = "?lang=nb&place=ha&start=2027&early=nfp&repair=none"
COST = "Sammen på vei: kostnad per deltaker"


def typed(page: Page, cost: int) -> list[str]:
    """Type a cost, see it in force, and return the figures."""
    box = field(page, COST)
    box.fill(str(cost))
    box.press("Enter")
    return at(page, "/", cost)


def at(page: Page, path: str, cost: int) -> list[str]:
    """Wait for a page of a cost: its address, what it says of itself and its field; return its figures."""
    page.wait_for_function(
        """([path, part]) => location.pathname === path && location.search.includes(part)
             && document.documentElement.dataset.drawn.includes(part)""",
        arg=[path, f"nfp.cost={cost}"],
    )
    settled(page, 4 if path == "/" else 0)
    expect(field(page, COST)).to_have_value(f"{cost:,}".replace(",", "\u00a0"))
    assert parse_qs(urlparse(page.url).query)["nfp.cost"] == [str(cost)]
    return figures(page)


def entries(page: Page) -> int:
    return int(page.evaluate("history.length"))


def follow(page: Page, text: str) -> None:
    page.get_by_role("link", name=catalogue("nb").get(text)).click()


def test_each_step_shows_what_its_address_says(open_page: Open) -> None:
    page = open_page(QUERY)
    start = entries(page)
    typed(page, 150_000)
    first = typed(page, 160_000)
    assert entries(page) == start
    follow(page, "trust.link")
    at(page, "/trust", 160_000)
    assert entries(page) == start + 1
    page.go_back()
    assert at(page, "/", 160_000) == first
    page.go_forward()
    at(page, "/trust", 160_000)
    page.go_back()
    assert at(page, "/", 160_000) == first
    second = typed(page, 170_000)
    assert second != first
    page.go_forward()
    at(page, "/trust", 160_000)
    page.go_back()
    assert at(page, "/", 170_000) == second
    assert entries(page) == start + 1


def test_back_over_two_pages_of_different_numbers(open_page: Open) -> None:
    page = open_page(QUERY)
    first = typed(page, 150_000)
    follow(page, "trust.link")
    at(page, "/trust", 150_000)
    follow(page, "trust.back")
    at(page, "/", 150_000)
    last = typed(page, 180_000)
    page.go_back()
    at(page, "/trust", 150_000)
    page.go_back()
    assert at(page, "/", 150_000) == first
    page.evaluate("history.go(2)")
    assert at(page, "/", 180_000) == last


def test_language_goes_back_too(open_page: Open) -> None:
    page = open_page(QUERY)
    follow(page, "trust.link")
    page.wait_for_url("**/trust?**")
    settled(page, 0)
    page.get_by_text("English", exact=True).click()
    page.wait_for_function("() => document.documentElement.lang == 'en' && location.search.includes('lang=en')")
    page.go_back()
    page.wait_for_function("() => document.documentElement.lang == 'nb' && location.pathname === '/'")
    settled(page, 4)
    expect(page.get_by_role("heading", level=1)).to_have_text(catalogue("nb").get("page.title"))
    page.go_forward()
    page.wait_for_function("() => document.documentElement.lang == 'en' && location.pathname === '/trust'")
    expect(page.get_by_role("heading", level=1)).to_have_text(catalogue("en").get("trust.title"))


def test_a_number_typed_just_before_a_link_is_followed_is_not_lost(open_page: Open) -> None:
    page = open_page(QUERY)
    field(page, COST).fill("190000")
    follow(page, "trust.link")
    at(page, "/trust", 190_000)


def test_numbers_typed_faster_than_the_page_answers_are_all_in_force(open_page: Open) -> None:
    page = open_page(QUERY)
    for label, text in ((COST, "150000"), ("Årsaksandel for hjelpebehov", "40 %"), (COST, "160000")):
        field(page, label).fill(text)
        page.keyboard.press("Tab")
    page.wait_for_function(
        "() => location.search.includes('nfp.cost=160000') && location.search.includes('share.need=')"
    )
    at(page, "/", 160_000)
