"""The second page in Chromium: accessible, whole at every width, reached by keyboard, and asking nobody else."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_access import SCREENS, cut_off, outside, tab_to, violations
from tests.texts import catalogue

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
QUERY = "lang={}&early=parent_training&repair=ips_ung&share.need=0.3"


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_the_second_page_is_accessible_whole_and_asks_nobody_else(
    open_trust: Open, axe_source: str, address: str, language: str, width: int
) -> None:
    asked: list[str] = []
    page = open_trust(
        f"?{QUERY.format(language)}", width, before=lambda p: p.on("request", lambda request: asked.append(request.url))
    )
    words = catalogue(language)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.get("trust.title"))
    assert page.title() == words.get("trust.title")
    assert page.evaluate("document.documentElement.lang") == language
    assert violations(page, axe_source) == []
    wide, window = page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth] }"
    )
    assert wide <= window
    assert cut_off(page) == []
    assert page.locator("[data-testid=stVegaLiteChart] svg").count() == 1
    assert outside(page) == []
    host = urlparse(address).netloc
    assert len(asked) > 10
    assert [u for u in asked if urlparse(u).netloc != host and not u.startswith(("data:", "blob:"))] == []


def test_both_pages_are_reached_by_keyboard_with_the_choice_kept(open_page: Open, axe_source: str) -> None:
    page, words = open_page("?lang=en&place=gausdal&parent_training.cost=41000"), catalogue("en")
    tab_to(page, f"e.innerText.endsWith('{words.get('explain.open')}')", most=200)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=words.get("explain.numbers"))).to_be_visible()
    assert violations(page, axe_source) == []
    tab_to(page, f"e.innerText == '{words.get('trust.link')}'", most=200)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.get("trust.title"))
    page.wait_for_url("**/trust?**")
    kept = parse_qs(urlparse(page.url).query)
    assert (kept["place"], kept["parent_training.cost"], kept["lang"]) == (["gausdal"], ["41000"], ["en"])
    tab_to(page, f"e.innerText == '{words.get('trust.back')}'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.get("page.title"))
    assert parse_qs(urlparse(page.url).query) == kept
