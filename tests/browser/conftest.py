"""The app as it is served, and a browser that looks at it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# How long to wait for what the page says of itself before calling it lost: on a busy machine everything comes late, and
# waiting costs nothing where it comes soon.
START = 300  # seconds, for the server
PATIENCE = 300_000  # milliseconds, for the page
expect.set_options(timeout=PATIENCE)
Open = Callable[..., Page]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    """Wait until the server answers; fail if it ends or does not come up."""
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=10).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail("the app did not start")


@pytest.fixture(scope="session")
def address(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app, served from another folder than the checkout; only with a browser to look at it."""
    port = free_port()
    folder = tmp_path_factory.mktemp("served")
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app" / "asgi.py"), "--server.port", str(port)]
    environment = os.environ | {"TIDLIG_ASSUMPTIONS": str(ROOT / "assumptions")}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)
        try:
            wait_for(server, f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """One for all windows: what Chromium has fetched and compiled once, it does not again."""
    return browser.new_context(locale="en-US")


@pytest.fixture
def open_page(windows: Callable[..., Page]) -> Open:
    """Open the first page in a window of its own, and wait until it is drawn to its end."""

    def opened(query: str = "", *window: Any, **how: Any) -> Page:
        return drawn(windows(query, *window, **how))

    return opened


def drawn(page: Page) -> Page:
    """The first page, drawn to its end."""
    settled(page, figures=4)
    page.get_by_test_id("stFileUploader").wait_for(state="attached")
    return page


@pytest.fixture
def open_trust(windows: Callable[..., Page]) -> Open:
    """Open the second page in a window of its own, and wait until it is drawn to its end."""

    def opened(query: str = "", *window: Any, **how: Any) -> Page:
        page = windows(f"trust{query}", *window, **how)
        settled(page, figures=0)
        return page

    return opened


@pytest.fixture
def windows(context: BrowserContext, address: str) -> Iterator[Open]:
    """Open an address of the app in a window of its own."""
    with opener(context, address) as opened:
        yield opened


@pytest.fixture(scope="module")
def screen(context: BrowserContext, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The first page in one language and width, opened once for all tests that only look at it."""
    language, width = request.param
    with opener(context, address) as opened:
        yield drawn(opened(f"?lang={language}&early=parent_training&repair=ips_ung&share.need=0.3", width))


@contextmanager
def opener(context: BrowserContext, address: str) -> Iterator[Open]:
    """A function that opens windows, all of them closed at the end."""
    pages = []

    def opened(
        query: str = "",
        width: int = 1366,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        before: Callable[[Page], None] | None = None,
    ) -> Page:
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.set_default_timeout(PATIENCE)
        if before:
            before(page)
        page.goto(f"{address}/{query}")
        return page

    try:
        yield opened
    finally:
        for page in pages:
            page.close()


def settled(page: Page, figures: int, after: int = 0) -> None:
    """Wait until the page says that it is drawn to its end (more than ``after`` times), with figures and charts."""
    page.wait_for_function(
        """([n, after]) => +(document.documentElement.dataset.run || 0) > after
             && document.querySelectorAll('[data-testid=stMetricValue]').length == n
             && !document.querySelector('[data-testid=stApp][data-test-script-state=running]')
             && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
                 .every(c => c.querySelector('svg, canvas'))""",
        arg=[figures, after],
    )


@contextmanager
def redrawn(page: Page) -> Iterator[None]:
    """What is done inside is answered by a page drawn anew when it is over."""
    before = int(page.evaluate("+(document.documentElement.dataset.run || 0)"))
    figures = page.get_by_test_id("stMetricValue").count()
    yield
    settled(page, figures, before)
