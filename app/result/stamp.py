"""What every row of a file says: whose result it is, and what its amounts are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cached
from choice import state

import tidlig
from result import answer
from tidlig.pack.pack import Pack
from tidlig.report.words.messages import DIGEST
from tidlig.report.words.names import assumption_name
from tidlig.report.words.numbers import quantity
from tidlig.report.words.warnings import told

Document = Mapping[str, Any]
Said = dict[str, str | int | list[str]]


def amounts(document: Document, view: str, what: str, measure: str | list[str], unit: str = "axis_kroner") -> Said:
    """Return what holds for amounts: unit, price year, place, tax rules, programmes, what is counted, and the result.

    ``view``: ``cohort`` or ``budget``; ``what``: the chart or table whose ``what`` tells the rest; ``measure``: for all
    rows or for each.
    """
    words, year = state.texts(), document["price_year"]
    counted = words.get(f"view.{view}", start=document["start_year"], what=words.get(f"chart.{what}.what"))
    return {
        words.get("table.amounts_in"): words.get(f"unit.{unit}", year=year),
        words.get("table.price_year"): year,
        words.get("choose.place"): answer.place(),
        words.get("choose.rules"): document["rules"] or "",
        words.get("table.measure"): measure,
        words.get("table.view"): counted,
        **result(),
    }


def result() -> Said:
    """Return which result it is: scenario, version, assumptions with their digest, changed numbers, warnings."""
    words, choice = state.texts(), state.current()
    scenario = {words.get("table.scenario"): cached.scenario_id(choice)} if choice.arms() else {}
    return {
        **scenario,
        **assumptions(cached.layered(choice) if choice.arms() else cached.pack()),
        words.get("table.changes"): "; ".join(_changes()) or words.get("table.no_changes"),
        words.get("table.warnings"): "; ".join(_warnings()) or words.get("table.no_warnings"),
    }


def assumptions(pack: Pack) -> Said:
    """Return the version and the assumptions that a table rests on."""
    words, named = state.texts(), f"{pack.id} {pack.digest[:DIGEST]}"
    return {words.get("table.version"): tidlig.__version__, words.get("table.pack"): named}


def _warnings() -> list[str]:
    """Return every warning of the result."""
    choice = state.current()
    return told(cached.result(choice)["warnings"], cached.layered(choice), state.texts()) if choice.arms() else []


def _changes() -> list[str]:
    """Return every number that was changed, from what to what."""
    words, choice = state.texts(), state.current()
    base, pack = cached.base(choice), cached.pack()
    return [
        words.get(
            "table.changed",
            name=assumption_name(pack, id, words),
            old=quantity(base[id].value, base[id].unit, words.language),
            new=quantity(value, base[id].unit, words.language),
        )
        for id, value in choice.changes.items()
    ]
