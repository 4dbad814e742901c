"""The budget view by area: every payer's areas with their total, and the own municipality's as a table of its plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tidlig.report.result import reading
from tidlig.report.result.headline import GROUPS, PUBLIC, own_of

OTHERS = (*GROUPS[1:4], PUBLIC, "participants", "foundation")
SHOWN = 0.5  # kroner: a line that stays below it in every plan year is left out
Row = Mapping[str, Any]
Line = tuple[str, str, list[float]]  # part, area or budget, kroner by year


def by_area(document: reading.Document, arm: str, *, cash: bool = False) -> list[dict[str, Any]]:
    """Return rows: ``payer, part, line``, a field a plan year, their ``sum``, ``later`` [kroner, budget view].

    Parts: ``area`` (``line`` is the area; those in which nothing changes are left out) and, after a payer's areas,
    the ``total`` that they add up to.  ``later``: every year of the budget view after the plan.  ``cash``: only what
    can be taken out of a budget counts as saved, a second total that is never mixed with full value.  Empty where the
    place has no budget view.
    """
    found = reading.arm_of(document, arm)
    source = found["cash"] if cash else found
    table = []
    for payer in dict.fromkeys(row["payer"] for row in source["areas"]):
        lines = list(_areas(source, payer, "area"))
        total: Line = ("total", payer, [year[payer] for year in source["budget"]])
        table += [{"payer": payer} | _row(document, line, 1.0) for line in ([*lines, total] if lines else [])]
    return table


def plan_areas(document: reading.Document, arm: str) -> list[dict[str, Any]]:
    """Return rows: ``part, line``, a field a plan year, ``sum`` and ``later`` [1 000 kroner, budget view].

    The own municipality in full value by ``area``, and their ``net``; what can be taken out of its budget by area
    (``cash_area``), and their sum, ``cash``; then each other ``budget`` net, in full value.  Empty where the place has
    no budget view.
    """
    found = reading.arm_of(document, arm)
    if not found["budget"]:
        return []
    return [_row(document, line, 1000.0) for line in _plan(found)]


def accounts_of(document: reading.Document, arm: str) -> dict[str, list[str]]:
    """Return the accounts behind each of the own municipality's areas in which something changes."""
    found = reading.arm_of(document, arm)
    own = own_of(found["npv"])
    areas: dict[str, list[str]] = {line: [] for _, line, _ in _areas(found, own, "area")}
    for row in found["accounts"]:
        if row["payer"] == own and row["area"] in areas and row["account"] not in areas[row["area"]]:
            areas[row["area"]].append(row["account"])
    return areas


def _plan(found: Row) -> Iterator[Line]:
    own = own_of(found["npv"])
    for part, total, source in (("area", "net", found), ("cash_area", "cash", found["cash"])):
        yield from _areas(source, own, part)
        yield total, own, [year[own] for year in source["budget"]]
    for group in OTHERS:
        values = [year.get(group, 0.0) for year in found["budget"]]
        if group == PUBLIC or any(abs(value) >= SHOWN for value in values):
            yield "budget", group, values


def _areas(source: Row, payer: str, part: str) -> Iterator[Line]:
    """Yield a payer's areas in which something changes."""
    for row in source["areas"]:
        if row["payer"] == payer and any(abs(value) > reading.TINY for value in row["years"]):
            yield part, row["area"], row["years"]


def _row(document: reading.Document, line: Line, unit: float) -> dict[str, Any]:
    """Return a line with its plan years, their sum and the sum of the later years."""
    part, name, values = line
    first, last = reading.period(document)
    plan, later = values[: last - first + 1], values[last - first + 1 :]
    years = {str(first + k): value / unit for k, value in enumerate(plan)}
    return {"part": part, "line": name} | years | {"sum": sum(plan) / unit, "later": sum(later) / unit}
