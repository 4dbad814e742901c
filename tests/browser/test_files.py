"""What is taken along is what was typed: for every file on both pages, in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import redrawn, settled
from tests.browser.test_page import field
from tests.shipped import shipped
from tests.texts import catalogue

from tidlig.files.documents.scenario import read_scenario_text
from tidlig.layers.overlay import layer
from tidlig.report.words.messages import DIGEST

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
ROOT = Path(__file__).parents[2]
PACK = shipped("norway")
QUERY = "?lang=nb&place=ha&start=2027&early=nfp&repair=ips_ung"
SCENARIO = "id: x\npack: norway\nplace: ha\nstart_year: 2027\narms: {early: [nfp]}\n"
EXPLANATION = "st-key-save-tidlig-explain-csv"
# What stands in a part that is closed at first, and the words that open it.
CLOSED = {EXPLANATION: "explain.open", "st-key-save-tidlig-posts-csv": "posts.open"}
COST = "Sammen på vei: kostnad per deltaker"


def buttons(page: Page) -> list[str]:
    """The keys of all buttons that save a file."""
    keys: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('[class*=st-key-save-]')]
               .map(e => [...e.classList].find(c => c.startsWith('st-key-save-')))"""
    )
    return list(dict.fromkeys(keys))


def saved(page: Page, button: Locator, folder: Path) -> Path:
    with page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def digest(cost: int) -> str:
    """Digest of the assumptions with a cost, as the command line has it."""
    return layer(PACK, read_scenario_text(SCENARIO, "x.yaml", PACK), {"nfp.cost": str(cost)}).digest[:DIGEST]


def written(number: int) -> str:
    """The number as the page writes it."""
    return f"{number:,}".replace(",", "\u00a0")


def holds(path: Path, cost: int) -> bool:
    """Tell whether a file of text is of the result with a cost."""
    text = path.read_bytes().decode("utf-8-sig")
    if path.suffix == ".csv":
        return all(f"til {written(cost)}" in row and digest(cost) in row for row in text.splitlines()[1:])
    return f"value: {cost}" in text if path.suffix == ".yaml" else digest(cost) in text


def test_every_file_of_the_first_page_holds_the_number_just_typed(open_page: Open, tmp_path: Path) -> None:
    page = open_page(QUERY)
    keys = buttons(page)
    assert len(keys) == 3 * 3 + 5 + 1  # three charts; plan, outcomes, values, posts, assumptions; the scenario
    assert page.get_by_test_id("stDownloadButton").count() == 0
    for step, key in enumerate([*keys, EXPLANATION]):
        if key in CLOSED:
            page.get_by_text(catalogue("nb").get(CLOSED[key])).click()
            page.locator(f".{key} button").wait_for()  # the explanation takes long, and is not drawn before
        cost = 200_000 + 1000 * step
        field(page, COST).fill(str(cost))
        with redrawn(page):
            file = saved(page, page.locator(f".{key} button"), tmp_path)
        assert parse_qs(urlparse(page.url).query)["nfp.cost"] == [str(cost)]
        if file.suffix == ".png":  # a picture of the number just typed is that of the number in force
            at_once = file.read_bytes()
            assert saved(page, page.locator(f".{key} button"), tmp_path).read_bytes() == at_once
        else:
            assert holds(file, cost), file.name


def test_every_file_of_the_second_page_is_saved_with_the_number_just_typed_in_force(
    open_trust: Open, tmp_path: Path
) -> None:
    page = open_trust(QUERY)
    names = []
    for step, key in enumerate(buttons(page)):
        cost = 300_000 + 1000 * step
        field(page, COST).fill(str(cost))
        with redrawn(page):
            file = saved(page, page.locator(f".{key} button"), tmp_path)
        names.append(file.name)
        assert file.stat().st_size > 1000
        assert parse_qs(urlparse(page.url).query)["nfp.cost"] == [str(cost)]
    assert names == ["tidlig-fit.png", "tidlig-fit.svg", "tidlig-fit.csv", "tidlig-published.csv"]
    assert page.get_by_test_id("stDownloadButton").count() == 0


def test_no_file_is_made_while_a_field_holds_a_number_that_cannot_be_used(open_page: Open, tmp_path: Path) -> None:
    page = open_page(QUERY)
    made: list[str] = []
    page.on("download", lambda download: made.append(download.suggested_filename))
    field(page, COST).fill("50.000")
    page.locator(".st-key-save-tidlig-values-csv button").click()
    refused = page.get_by_role("alert").filter(has_text="Filen er ikke laget")
    expect(refused).to_contain_text("50.000")
    settled(page, 4)
    assert field(page, COST).input_value() == "50.000"
    assert made == []
    field(page, COST).fill("50 000")
    file = saved(page, page.locator(".st-key-save-tidlig-values-csv button"), tmp_path)
    assert holds(file, 50_000)
    expect(refused).to_have_count(0)


def test_what_is_open_stays_open_when_a_file_is_saved(open_page: Open, tmp_path: Path) -> None:
    page = open_page(QUERY)
    parts = page.get_by_test_id("stExpander").locator("summary").all()
    for part in parts:
        part.click()
    page.get_by_text(catalogue("nb").get("explain.numbers")).wait_for()
    with redrawn(page):
        saved(page, page.locator(f".{buttons(page)[0]} button"), tmp_path)
    with redrawn(page):
        field(page, COST).fill("310000")
        page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == len(parts) > 3
