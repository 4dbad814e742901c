"""Reading a result document: one arm, the plan years, what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tidlig.report.result.headline import own_of

PLAN_YEARS = 4
TINY = 1e-6  # kroner: a smaller amount of a year is written as none
Document = Mapping[str, Any]


def arm_of(document: Document, arm: str) -> Mapping[str, Any]:
    """Return one arm of the document; raises KeyError for an unknown id."""
    for found in document["arms"]:
        if found["id"] == arm:
            return dict(found)
    raise KeyError(arm)


def period(document: Document) -> tuple[int, int]:
    """Return the first and last plan year."""
    return document["start_year"], document["start_year"] + PLAN_YEARS - 1


def last_year(document: Document, arm: str) -> int:
    """Return the last year of the budget view, or of the cohort's life where there is none."""
    found = arm_of(document, arm)
    return int((found["budget"] or found["yearly"])[-1]["year"])


def participants(document: Document, arm: str) -> float | None:
    """Return how many of all ages enter in the plan years; None where the place has no budget view."""
    first, last = period(document)
    rows = [r["persons"] for r in arm_of(document, arm)["participants"] if first <= r["year"] <= last]
    return float(sum(rows)) if rows else None


def plan_net(document: Document, arm: str, budget: str = "", *, cash: bool = False) -> float | None:
    """Return a budget's net in the plan years [kroner], by default the own one's; None without a budget view.

    ``cash``: only what can be taken out of a budget counts as saved.
    """
    first, last = period(document)
    found = arm_of(document, arm)
    view = found["cash"]["budget"] if cash else found["budget"]
    budget = budget or own_of(found["npv"])
    rows = [r[budget] for r in view or [] if first <= r["year"] <= last]
    return float(sum(rows)) if rows else None
