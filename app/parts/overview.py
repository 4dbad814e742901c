"""The tables: plan years, what the children get, arms side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parts import cached, state
from parts.pictures import table
from tidlig.report import sheets

Document = Mapping[str, Any]


def plan_years(document: Document, arm: str) -> None:
    """Show the plan years in thousands; nothing where the place has no budget view."""
    words = state.texts()
    data, shown = sheets.plan_years(document, arm, cached.labels(state.current()), words)
    if not data.empty:
        unit = words.get("unit.axis_thousand", year=document["price_year"])
        table(words.get("table.plan"), words.get("table.plan_note", unit=unit), shown, data, "plan")


def outcomes(document: Document, arm: str) -> None:
    """Show what the children get."""
    words = state.texts()
    data, shown = sheets.outcomes(document, arm, cached.pack().labels, words)
    table(words.get("table.outcomes"), words.get("table.outcomes_note"), shown, data, "outcomes")


def budgets(document: Document, arm: str) -> None:
    """Show one arm by budget: present value, per participant, years until repaid; the CSV has every arm."""
    words = state.texts()
    data, shown = sheets.arms(document, arm, cached.pack().labels, words)
    note = words.get("unit.axis_kroner", year=document["price_year"])
    table(words.get("table.arms"), words.get("table.arms_note", unit=note), shown, data, "values")
