"""The tables: plan years, what participants get, arms side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cached
from choice import state
from shell import say

from result import stamp
from result.answer import measure
from result.pictures import table
from tidlig.report.result import sheets, tables
from tidlig.report.result.reading import arm_of
from tidlig.report.write.export import stamped

Document = Mapping[str, Any]


BY = ("item", "area")


def plan_years(document: Document, arm: str) -> None:
    """Show the plan years in thousands, by item or by the place's budget areas; nothing without a budget view."""
    words, labels = state.texts(), cached.labels(state.current())
    if not arm_of(document, arm)["budget"]:
        return
    say.header(words.get("table.plan"))
    by = say.radio(
        words.get("table.plan_by"), BY, format_func=lambda by: words.get(f"table.plan_by_{by}"), horizontal=True,
        key="plan_by",
    )  # fmt: skip
    unit = words.get("unit.axis_thousand", year=document["price_year"])
    if by == "area":
        data, shown = sheets.plan_areas(document, arm, labels, words)
        areas = sheets.areas_explained(document, arm, labels, words)
        note = words.get("table.plan_area_note", unit=unit, areas=areas)
    else:
        data, shown = sheets.plan_years(document, arm, labels, words)
        note = words.get("table.plan_note", unit=unit)
    said = stamp.amounts(document, "budget", "plan", measure(state.current().arms()[arm]), "axis_thousand")
    table("", note, shown, stamped(data, said), "plan" if by == "item" else "plan-areas")


def outcomes(document: Document, arm: str) -> None:
    """Show what participants get."""
    words = state.texts()
    data, shown = sheets.outcomes(document, arm, cached.pack().labels, words)
    said = stamp.amounts(document, "cohort", "outcomes", measure(state.current().arms()[arm]))
    places = {words.get("table.difference"): 4, words.get("table.cost_per"): 2}
    note = words.get("table.outcomes_note")
    table(words.get("table.outcomes"), note, shown, stamped(data, said, places), "outcomes")


def budgets(document: Document, arm: str) -> None:
    """Show one arm by budget: present value, per participant, years until repaid; the CSV has every arm."""
    words = state.texts()
    data, shown = sheets.arms(document, arm, cached.pack().labels, words)
    arms = state.current().arms()
    said = stamp.amounts(document, "cohort", "arms", [measure(arms[id]) for id in tables.arms(document)["arm"]])
    note = words.get("unit.axis_kroner", year=document["price_year"])
    table(words.get("table.arms"), words.get("table.arms_note", unit=note), shown, stamped(data, said), "values")
