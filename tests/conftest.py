"""Rules for every test: exactly one kind marker, and the same examples each time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tidlig.files import cache

KINDS = ("unit", "property", "published", "golden", "app", "browser", "docs", "package")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

settings.register_profile("tidlig", derandomize=True, deadline=None)
settings.load_profile("tidlig")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that carry no kind marker or several."""
    wrong = [
        f"{item.nodeid}: {', '.join(kinds) or 'none'}"
        for item in items
        if len(kinds := [mark.name for mark in item.iter_markers() if mark.name in KINDS]) != 1
    ]
    if wrong:
        raise pytest.UsageError(
            f"a test carries exactly one of the markers {', '.join(KINDS)}; these do not:\n  " + "\n  ".join(wrong)
        )


@pytest.fixture(scope="session", autouse=True)
def packs_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests read is kept apart from the user's own cache."""
    folder = tmp_path_factory.mktemp("packs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_cache", lambda: folder)
        yield


def find_chromium() -> str | None:
    """The browser to test with: TIDLIG_CHROMIUM, else the first on the PATH."""
    return os.environ.get("TIDLIG_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of Chromium; without one the test is skipped, or fails where TIDLIG_REQUIRE_BROWSER is set."""
    path = find_chromium()
    if path is None and os.environ.get("TIDLIG_REQUIRE_BROWSER"):
        pytest.fail("no Chromium on the PATH, and TIDLIG_REQUIRE_BROWSER is set")
    if path is None:
        pytest.skip("no Chromium on the PATH (apt-get install chromium)")
    return path


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The text of axe-core, to be added to a page as a script."""
    import axe_playwright_python

    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud that browser tests were left out."""
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if "no Chromium" in str(r.longrepr)]
    if skipped:
        terminalreporter.section("no Chromium found", yellow=True)
        terminalreporter.line(f"{len(skipped)} browser tests were SKIPPED: install chromium, or set TIDLIG_CHROMIUM")
