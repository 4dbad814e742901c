"""The budget view by area: every payer's areas with their total, and the own municipality's as a table of its plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tidlig.report.result import reading
from tidlig.result.arm import AreaRow, Arm
from tidlig.result.result import Result

SHOWN = 0.5  # of the currency: a line that stays below it in every plan year is left out
Line = tuple[str, str, Sequence[float]]  # part, area or budget, amounts by year


def by_area(result: Result, arm: Arm, *, releasable: bool = False) -> list[dict[str, Any]]:
    """Return rows: ``payer, part, line``, a field a plan year, their ``sum``, ``later`` [budget view].

    Parts: ``area`` (``line`` is the area; those in which nothing changes are left out) and, after a payer's areas,
    the ``total`` that they add up to.  ``later``: every year of the budget view after the plan.  ``releasable``: only
    what can be taken out of a budget counts as saved, a second total that is never mixed with full value.  Empty where
    the place has no budget view.
    """
    if arm.budget is None:
        return []
    flows = arm.budget.releasable if releasable else arm.budget.full
    areas = arm.budget.areas_releasable if releasable else arm.budget.areas
    table = []
    for payer in dict.fromkeys(row.payer for row in areas):
        lines = list(_areas(areas, payer, "area"))
        total: Line = ("total", payer, flows.by[payer])
        table += [{"payer": payer} | _row(result, line, 1.0) for line in ([*lines, total] if lines else [])]
    return table


def plan_areas(result: Result, arm: Arm) -> list[dict[str, Any]]:
    """Return rows: ``part, line``, a field a plan year, ``sum`` and ``later`` [thousands, budget view].

    The own budget in full value by ``area``, and their ``net``; what can be taken out of it by area (``cash_area``),
    and their sum, ``cash``; then each other ``budget`` net, in full value.  Empty where there is no budget view.
    """
    return [_row(result, line, 1000.0) for line in _plan(result, arm)]


def accounts_of(result: Result, arm: Arm) -> dict[str, list[str]]:
    """Return the accounts behind each of the own budget's areas in which something changes."""
    if arm.budget is None:
        return {}
    own = result.members(result.roles.own)
    areas: dict[str, list[str]] = {line: [] for _, line, _ in _own_areas(result, arm.budget.areas, "area")}
    for row in arm.budget.accounts:
        if row.payer in own and row.area in areas and row.account not in areas[row.area]:
            areas[row.area].append(row.account)
    return areas


def _plan(result: Result, arm: Arm) -> Iterator[Line]:
    own, view = result.roles.own, arm.budget
    if view is None:
        return
    for part, total, areas, flows in (
        ("area", "net", view.areas, view.full),
        ("cash_area", "cash", view.areas_releasable, view.releasable),
    ):
        yield from _own_areas(result, areas, part)
        yield total, own, flows.by[own]
    for group in reading.shown_others(result):
        values = view.full.by[group]
        if group == result.roles.public or any(abs(value) >= SHOWN for value in values):
            yield "budget", group, values


def _own_areas(result: Result, areas: Iterable[AreaRow], part: str) -> Iterator[Line]:
    for payer in result.members(result.roles.own):
        yield from _areas(areas, payer, part)


def _areas(areas: Iterable[AreaRow], payer: str, part: str) -> Iterator[Line]:
    """Yield a payer's areas in which something changes."""
    for row in areas:
        if row.payer == payer and any(abs(value) > reading.TINY for value in row.years):
            yield part, row.area, row.years


def _row(result: Result, line: Line, unit: float) -> dict[str, Any]:
    """Return a line with its plan years, their sum and the sum of the later years."""
    part, name, values = line
    first, last = reading.period(result)
    plan, later = values[: last - first + 1], values[last - first + 1 :]
    years = {str(first + k): value / unit for k, value in enumerate(plan)}
    return {"part": part, "line": name} | years | {"sum": sum(plan) / unit, "later": sum(later) / unit}
