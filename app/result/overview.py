"""The tables: plan years, what participants get, arms side by side."""

from __future__ import annotations

from shell import say
from view import View

from result import stamp
from result.pictures import table
from tidlig.report.result import sheets, tables
from tidlig.report.result.key_figures import opened
from tidlig.report.write.export import stamped
from tidlig.result.arm import Arm
from tidlig.result.result import Result

BY = ("item", "area")


def plan_years(view: View, result: Result, arm: Arm) -> None:
    """Show the plan years in thousands, by item or by the place's budget areas; nothing without a budget view."""
    words, names = view.names.texts, view.names
    if not arm.budget:
        return
    own = opened(names.payer(result.roles.own))
    say.header(words.get("table.plan"))
    by = say.radio(
        words.get("table.plan_by", own=names.inside(result.roles.own)), BY,
        format_func=lambda by: words.get(f"table.plan_by_{by}"), horizontal=True, key="plan_by",
    )  # fmt: skip
    unit = words.get("unit.axis_thousand", year=result.price_year)
    if by == "area":
        data, shown = sheets.plan_areas(result, arm, names)
        areas = sheets.areas_explained(result, arm, names)
        note = words.get("table.plan_area_note", own=own, unit=unit, areas=areas)
    else:
        data, shown = sheets.plan_years(result, arm, names)
        note = words.get("table.plan_note", own=own, unit=unit)
    said = stamp.amounts(view, "budget", "plan", view.measure(arm.programmes), "axis_thousand")
    table("", note, shown, stamped(data, said), "plan" if by == "item" else "plan-areas")


def outcomes(view: View, result: Result, arm: Arm) -> None:
    """Show what participants get."""
    words = view.names.texts
    data, shown = sheets.outcomes(result, arm, view.names)
    said = stamp.amounts(view, "cohort", "outcomes", view.measure(arm.programmes))
    places = {words.get("table.difference"): 4, words.get("table.cost_per"): 2}
    note = words.get("table.outcomes_note")
    table(words.get("table.outcomes"), note, shown, stamped(data, said, places), "outcomes")


def budgets(view: View, result: Result, arm: Arm) -> None:
    """Show one arm by budget: present value, per participant, years until repaid; the CSV has every arm."""
    words = view.names.texts
    data, shown = sheets.arms(result, arm, view.names)
    measures = [view.measure(result.arm(id).programmes) for id in tables.arms(result)["arm"]]
    said = stamp.amounts(view, "cohort", "arms", measures)
    note = words.get("unit.axis_kroner", year=result.price_year)
    table(words.get("table.arms"), words.get("table.arms_note", unit=note), shown, stamped(data, said), "values")
