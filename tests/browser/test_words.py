"""No word of Streamlit's own is left in English on the Norwegian page, whatever is open, typed or refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import redrawn
from tests.texts import catalogue

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
# Words of English that are no words of bokmål, nor names on the page.
ENGLISH = re.compile(
    r"\b(?:add|allowed|and|any|apply|are|autosize|available|axis|cancel|chart|choose|clear|close|collapse|columns?|"
    r"connect(?:ed|ion)|copy|deploy|dismiss|download|drag|drop|each|edit|empty|error|exist|expand|failed|files?|"
    r"fullscreen|heading|help|hide|icon|internet|is|larger|limit|linear|loading|matches|menu|must|network|next|not?|"
    r"notifications|of|one|only|options?|or|page|picture|pin|please|press|previous|print|recording|remove|requested|"
    r"rerun|responding|results?|running|scale|script|search|seem|select(?:ed)?|server|settings|show|sidebar|size|skip|"
    r"smaller|sort|spec|statistics|stop|streamlit|than|that|the|this|too|try|unpin|upload|values?|view|visualization|"
    r"with|your?)\b"
)
# Everything that is seen or read aloud, but tables, which hold the pack's own sources in the language of each.
TOLD = """() => {
  const found = [];
  const skip = '[data-testid=stIconMaterial], script, style, code, [data-testid=stTable], [aria-hidden=true], svg';
  const names = ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription', 'aria-description'];
  const walk = box => {
    if (box.matches(skip) || !box.checkVisibility()) return;
    names.forEach(name => box.getAttribute(name) && found.push(box.getAttribute(name)));
    for (const node of box.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) found.push(node.data.trim());
      if (node.nodeType === Node.ELEMENT_NODE) walk(node);
    }
  };
  walk(document.body);
  return found;
}"""

FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def english(told: list[str]) -> list[str]:
    """What is said in English: a text of Streamlit's as it is in the catalogue, or one with an English word."""
    texts = catalogue("en")
    own = {texts.raw(key) for key in texts.keys() if key.startswith("frame.")}  # noqa: SIM118
    return sorted({text for text in told if text in own or ENGLISH.search(text.lower())})


def left(page: Page) -> list[str]:
    return [text for text in english(page.evaluate(TOLD)) if text != catalogue("en").get("language.name")]


def test_the_search_finds_english() -> None:
    for text in (
        "Upload",
        "Select all",
        "1MB per file",
        "Help for rente",
        "3 options available.",
        "Press Enter to apply",
    ):
        assert english([text]) == [text]
    assert english(["Velg alle", "Hjelp til rente", "Trykk Enter", "høyst 1MB per fil"]) == []


@pytest.mark.parametrize("width", [1366, 390])
def test_the_page_itself(open_page: Open, width: int) -> None:
    page = open_page("?lang=nb", width)
    assert len(page.evaluate(TOLD)) > 100
    assert left(page) == []


def test_a_field_that_is_typed_in_and_lists_that_are_open(open_page: Open) -> None:
    page, words = open_page("?lang=nb"), catalogue("nb")
    page.get_by_role("textbox", name="kostnad per deltaker").first.fill("50 000")
    assert left(page) == []
    with redrawn(page):
        page.keyboard.press("Enter")
    for list_of in ("stMultiSelect", "stSelectbox"):
        typed = page.get_by_test_id(list_of).first.locator("input")
        typed.scroll_into_view_if_needed()
        page.evaluate(FRAMES)  # the scroll has been told of: it would close the list
        typed.click()
        expect(page.get_by_role("listbox")).to_be_visible()
        assert left(page) == []
        typed.fill("zzzz")
        expect(page.get_by_text(words.get("frame.no_results"))).to_be_visible()
        assert left(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


def test_what_is_opened_and_what_is_hovered(open_page: Open) -> None:
    page = open_page("?lang=nb")
    for box in page.get_by_test_id("stExpander").locator("summary").all():
        box.click()
    page.get_by_text(catalogue("nb").get("explain.numbers")).wait_for()
    page.get_by_test_id("stVegaLiteChart").first.hover()
    expect(page.get_by_test_id("stElementToolbar").first).not_to_be_visible()
    assert left(page) == []
    frame = page.get_by_test_id("stDataFrame").first
    frame.scroll_into_view_if_needed()
    frame.click(position={"x": 60, "y": 60})
    page.keyboard.press("Control+f")
    assert left(page) == []


def test_files_that_are_refused(open_page: Open) -> None:
    page, words = open_page("?lang=nb"), catalogue("nb")
    chosen = page.locator("input[type=file]")
    for name, content, said in (
        ("bad.txt", b"x", words.get("frame.file_kind", kind="text/plain")),
        ("big.yaml", b"x" * 1_200_000, "større enn"),
        ("bad.yaml", b"id: x", words.get("problem.file")),
    ):
        chosen.set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
        page.get_by_text(said).first.wait_for()
        told = [text for text in left(page) if not text.startswith("bad.yaml:")]  # messages have a test of their own
        assert told == []


def test_an_address_without_a_page(windows: Open) -> None:
    page = windows("nosuch?lang=nb")
    page.get_by_text(catalogue("nb").get("frame.no_page")).wait_for()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(catalogue("nb").get("frame.no_page_text"))
    assert left(page) == []


def test_the_second_page(open_trust: Open) -> None:
    assert left(open_trust("?lang=nb")) == []


def test_the_words_follow_the_language(open_page: Open) -> None:
    page = open_page("?lang=nb")
    upload = {language: catalogue(language).get("frame.upload") for language in ("nb", "en")}
    box = page.get_by_test_id("stFileUploader")
    expect(box).to_contain_text(upload["nb"])
    for language in ("en", "nb"):
        page.get_by_text(catalogue(language).get("language.name"), exact=True).click()
        expect(box).to_contain_text(upload[language])
        page.get_by_role("heading", name=catalogue(language).get("scenario.heading")).wait_for()
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    assert left(page) == []
