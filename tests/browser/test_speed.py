"""How soon a change shows: run with nothing beside it, see the Makefile."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

COST = "kostnad per deltaker"
CHANGED = 0.5  # seconds from Enter to the changed figure


def test_a_change_shows_within_half_a_second(open_page: Callable[..., Page]) -> None:
    page = open_page()
    took = []
    for text in ("50 000", "41 000", "62 000", "38 000"):
        old = page.get_by_test_id("stMetricValue").nth(3).inner_text()
        box = page.get_by_role("textbox", name=COST).first
        box.fill(text)
        start = time.perf_counter()
        box.press("Enter")
        page.wait_for_function(
            "o => document.querySelectorAll('[data-testid=stMetricValue]')[3].innerText != o", arg=old
        )
        took.append(time.perf_counter() - start)
    assert min(took) < CHANGED, took
