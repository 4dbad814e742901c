from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, Page, Request, expect
from tests.figures import npv
from tests.texts import catalogue
from typer.testing import CliRunner

from tidlig.cli import app
from tidlig.report.words.numbers import rough, signed
from tidlig.result.document import from_json

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
COST = "kostnad per deltaker"


def figures(page: Page) -> list[str]:
    return page.get_by_test_id("stMetricValue").all_inner_texts()


def field(page: Page, label: str) -> Locator:
    """The first text field whose label ends so, its unit apart."""
    return page.get_by_role("textbox", name=re.compile(rf"{label}( \([^()]*\))?$")).first


def retype(page: Page, label: str, text: str) -> None:
    """Type a number into the first field whose label ends so, its unit apart, and press Enter."""
    box = field(page, label)
    box.fill(text)
    box.press("Enter")


def own_municipality(page: Page) -> str:
    """Present value of the municipality in the first arm, as the table has it."""
    table = page.get_by_test_id("stTable").filter(has_text=catalogue("nb").get("chart.arms.repaid")).last
    return table.locator("tbody tr").first.locator("td").first.inner_text()


def commanded(file: Path, *changes: str) -> dict[str, float]:
    """Present values of the first arm from the command line."""
    options = [part for change in changes for part in ("--set", change)]
    ran = CliRunner().invoke(app, ["run", str(file), "--json", *options])
    assert ran.exit_code == 0, ran.output
    return npv(from_json(ran.stdout).arms[0])


def download(page: Page, name: str, folder: Path, nth: int = 0) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).nth(nth).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_changed_assumption_changes_the_figure_to_the_command_lines(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    before = own_municipality(page)
    scenario = download(page, catalogue("nb").get("scenario.download"), tmp_path)
    assert before == signed(rough(commanded(scenario)["municipality"]), "nb")
    retype(page, COST, "50 000")
    expect(page.get_by_text("Endret fra").first).to_be_visible()
    page.wait_for_function("() => location.search.includes('parent_training.cost=50000')")
    after = own_municipality(page)
    assert after != before
    assert after == signed(rough(commanded(scenario, "parent_training.cost=50000")["municipality"]), "nb")
    changed = download(page, catalogue("nb").get("scenario.download"), tmp_path)
    assert after == signed(rough(commanded(changed)["municipality"]), "nb")


def test_the_link_opens_the_same_result(open_page: Open) -> None:
    page = open_page("?lang=en")
    retype(page, "cost per participant", "41 000")
    page.wait_for_function("() => location.search.includes('parent_training.cost=41000')")
    again = open_page("?" + urlparse(page.url).query)
    assert figures(again) == figures(page)
    assert parse_qs(urlparse(again.url).query)["parent_training.cost"] == ["41000"]


def test_a_broken_scenario_file_shows_its_message_and_changes_nothing(open_page: Open) -> None:
    page = open_page()
    before, link = figures(page), page.url
    broken = b"id: x\npack: norway\nplace: haa\nstart_year: 2027\narms: {early: [parent_trainin]}\n"
    page.locator("input[type=file]").set_input_files({"name": "feil.yaml", "mimeType": "text/yaml", "buffer": broken})
    alert = page.get_by_role("alert").filter(has_text=catalogue("nb").get("problem.file"))
    expect(alert).to_be_visible()
    assert "feil.yaml:3: place: ukjent sted" in alert.inner_text()
    assert "feil.yaml:5" in alert.inner_text()
    assert "parent_training" in alert.inner_text()  # the nearest known name
    assert figures(page) == before
    assert page.url == link


def test_a_scenario_file_opens(open_page: Open) -> None:
    page = open_page()
    before = figures(page)
    good = b"id: x\npack: norway\nplace: gausdal\nstart_year: 2028\narms: {early: [nfp]}\n"
    page.locator("input[type=file]").set_input_files({"name": "god.yaml", "mimeType": "text/yaml", "buffer": good})
    expect(page.get_by_text("god.yaml» er tatt i bruk")).to_be_visible()
    page.wait_for_function("() => location.search.includes('place=gausdal')")
    assert figures(page) != before
    assert parse_qs(urlparse(page.url).query)["early"] == ["nfp"]


def test_no_request_leaves_the_machine(open_page: Open, address: str) -> None:
    asked: list[str] = []

    def listen(page: Page) -> None:
        page.on("request", lambda request: asked.append(url(request)))
        page.on("websocket", lambda socket: asked.append(socket.url))

    page = open_page("?lang=en", before=listen)
    retype(page, "cost per participant", "41 000")
    page.wait_for_function("() => location.search.includes('parent_training.cost=41000')")
    host = urlparse(address).netloc
    assert len(asked) > 10
    assert [u for u in asked if urlparse(u).netloc != host and not u.startswith(("data:", "blob:"))] == []


def url(request: Request) -> str:
    return request.url


def test_the_policy_of_the_page_breaks_nothing(open_page: Open) -> None:
    said: list[str] = []
    open_page(before=lambda page: page.on("console", lambda m: said.append(m.text) if m.type == "error" else None))
    assert said == []


def test_each_chart_can_be_taken_along(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    for kind, starts in (("png", b"\x89PNG"), ("svg", b"<svg"), ("csv", "\ufeffÅr;Egen".encode())):
        name = catalogue("nb").get(f"chart.{kind}")
        assert page.get_by_role("button", name=name).count() >= 3
        assert download(page, name, tmp_path).read_bytes().startswith(starts)


def test_the_language_of_the_page_follows_the_choice(open_page: Open) -> None:
    page = open_page("?lang=nb")
    assert page.evaluate("document.documentElement.lang") == "nb"
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(catalogue("en").get("page.title"))
    page.wait_for_function("() => document.documentElement.lang == 'en'")
    page.wait_for_function("() => location.search.includes('lang=en')")
    assert page.title() == catalogue("en").get("page.title")
