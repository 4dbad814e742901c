"""The tables: plan years, what the children get, arms side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parts import cached, state
from parts.answer import measure
from parts.pictures import stamp, table
from tidlig.report import sheets, tables
from tidlig.report.export import stamped

Document = Mapping[str, Any]


def plan_years(document: Document, arm: str) -> None:
    """Show the plan years in thousands; nothing where the place has no budget view."""
    words = state.texts()
    data, shown = sheets.plan_years(document, arm, cached.labels(state.current()), words)
    if not data.empty:
        said = stamp(document, "budget", "plan", measure(state.current().arms()[arm]), "axis_thousand")
        unit = words.get("unit.axis_thousand", year=document["price_year"])
        table(words.get("table.plan"), words.get("table.plan_note", unit=unit), shown, stamped(data, said), "plan")


def outcomes(document: Document, arm: str) -> None:
    """Show what the children get."""
    words = state.texts()
    data, shown = sheets.outcomes(document, arm, cached.pack().labels, words)
    said = stamp(document, "cohort", "outcomes", measure(state.current().arms()[arm]))
    places = {words.get("table.difference"): 4, words.get("table.cost_per"): 2}
    note = words.get("table.outcomes_note")
    table(words.get("table.outcomes"), note, shown, stamped(data, said, places), "outcomes")


def budgets(document: Document, arm: str) -> None:
    """Show one arm by budget: present value, per participant, years until repaid; the CSV has every arm."""
    words = state.texts()
    data, shown = sheets.arms(document, arm, cached.pack().labels, words)
    arms = state.current().arms()
    said = stamp(document, "cohort", "arms", [measure(arms[id]) for id in tables.arms(document)["arm"]])
    note = words.get("unit.axis_kroner", year=document["price_year"])
    table(words.get("table.arms"), words.get("table.arms_note", unit=note), shown, stamped(data, said), "values")
