from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from tests.texts import catalogue

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]  # WCAG 2.1 AA, what Norwegian law asks of public web pages
SCREENS = [("nb", 1366), ("nb", 390), ("en", 1366), ("en", 390)]
OWN = "&own_programme.name=X&own_programme.cost=20000&own_programme.reach=0.2&own_programme.age_from=6"
OWN += "&own_programme.age_to=6&own_programme.group=need&own_programme.aim=high_need"


# A colour on its way to another is not one that anybody reads; an animation that is held still never ends.
AT_REST = """() => Promise.race([
    new Promise(done => setTimeout(done, 3000)),
    Promise.all(document.getAnimations().map(a => a.finished.catch(() => null))),
]).then(() => true)"""


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(AT_REST)
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert len(found["passes"]) > 15
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


def cut_off(page: Page) -> list[str]:
    """Texts of figures and tables that are wider than their box."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMetricValue] div, [data-testid=stMetricLabel] p,' +
               ' [data-testid=stTable] :is(td, th)')]
               .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"""
    )
    return found


def outside(page: Page) -> list[str]:
    """Texts of charts that reach out of their picture."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')].flatMap(svg => {
             const frame = svg.getBoundingClientRect();
             return [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).filter(t => {
               const r = t.getBoundingClientRect();
               return r.left < frame.left - 1 || r.right > frame.right + 1 || r.bottom > frame.bottom + 1;
             }).map(t => t.textContent) })"""
    )
    return found


looked_at = pytest.mark.parametrize("screen", SCREENS, indirect=True, ids=[f"{s[0]}-{s[1]}" for s in SCREENS])


@looked_at
def test_axe_finds_nothing(screen: Page, axe_source: str) -> None:
    assert violations(screen, axe_source) == []


def test_axe_finds_nothing_with_an_own_programme(open_page: Open, axe_source: str) -> None:
    assert violations(open_page(f"?lang=en{OWN}"), axe_source) == []


def test_axe_finds_nothing_in_the_dark(open_page: Open, axe_source: str) -> None:
    assert violations(open_page(scheme="dark"), axe_source) == []


def test_axe_finds_nothing_in_an_error_and_an_opened_table(open_page: Open, axe_source: str) -> None:
    page = open_page()
    box = page.get_by_role("textbox", name="kostnad per deltaker").first
    box.fill("50.000")
    box.press("Enter")
    expect(page.get_by_role("alert").first).to_be_visible()
    for summary in page.get_by_text(catalogue("nb").get("chart.data")).all():
        summary.click()
    assert violations(page, axe_source) == []


@looked_at
def test_nothing_is_wider_than_the_window(screen: Page) -> None:
    wide, window = screen.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth] }"
    )
    assert wide <= window
    assert cut_off(screen) == []


@looked_at
def test_no_word_of_a_chart_is_cut_off(screen: Page) -> None:
    assert screen.locator("[data-testid=stVegaLiteChart] svg").count() >= 3
    assert outside(screen) == []


@looked_at
def test_every_chart_has_a_description_and_headings_are_in_order(screen: Page) -> None:
    named = screen.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')]
               .map(s => s.closest('[aria-label]')?.getAttribute('aria-label') || s.getAttribute('aria-label') || '')"""
    )
    assert all(len(name) > 40 for name in named), named
    levels = screen.evaluate(
        "() => [...document.querySelectorAll('[data-testid=stMain] :is(h1,h2,h3,h4,h5,h6)')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert screen.evaluate("() => [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0).length") == 0


def tab_to(page: Page, test: str, most: int = 120) -> None:
    """Press Tab until the element in focus passes a test in the page's own language."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => {{ const e = document.activeElement; return Boolean({test}) }}"):
            return
    pytest.fail(f"not reached by Tab: {test}")


def test_it_works_by_keyboard_alone(open_page: Open) -> None:
    page = open_page()
    value = page.get_by_test_id("stMetricValue").nth(3)
    before = value.inner_text()
    tab_to(page, "(e.getAttribute('aria-label') || '').includes(': kostnad per deltaker') && e.tagName == 'INPUT'")
    page.keyboard.press("Control+A")
    page.keyboard.type("50 000")
    page.keyboard.press("Enter")
    expect(value).not_to_have_text(before)
    focused = "document.activeElement.getAttribute('aria-label') || ''"
    assert page.evaluate(f"() => ({focused}).includes(': kostnad per deltaker')"), "the field lost the focus"
    tab_to(page, f"e.innerText == '{catalogue('nb').get('chart.png')}'")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".png")
    tab_to(page, f"e.innerText == '{catalogue('nb').get('scenario.download')}'")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".yaml")


def test_a_programme_can_be_chosen_by_keyboard(open_page: Open) -> None:
    page = open_page()
    tab_to(page, f"(e.getAttribute('aria-label') || '').includes('{catalogue('nb').get('choose.early')}')")
    page.keyboard.type("Sammen")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('nfp')")


@pytest.mark.parametrize("width", [1366, 390])
def test_the_plan_is_switched_to_budget_areas_by_keyboard(open_page: Open, axe_source: str, width: int) -> None:
    page = open_page("?place=oslo", width)
    words = catalogue("nb")
    table = page.get_by_test_id("stTable").filter(has_text=words.get("table.plan_cash", own="Egen kommune"))
    expect(table).not_to_contain_text("Barnevern")
    tab_to(page, f"e.type == 'radio' && e.closest('[aria-label=\"{words.get('table.plan_by', own='kommunen')}\"]')")
    page.keyboard.press("ArrowRight")
    expect(table).to_contain_text("Barnevern, det som kan tas ut")
    expect(page.get_by_text("Barnevern er KOSTRA 244")).to_be_visible()
    assert table.get_by_role("region", name=words.get("table.scroll")).count() == (1 if width < 400 else 0)
    assert violations(page, axe_source) == []
    wide, window = page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth] }"
    )
    assert wide <= window
