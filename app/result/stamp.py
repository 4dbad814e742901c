"""What every row of a file says: whose result it is, and what its amounts are."""

from __future__ import annotations

from view import View

import tidlig
from tidlig.pack.pack import Pack
from tidlig.report.words.messages import DIGEST, Texts
from tidlig.report.words.names import assumption_name
from tidlig.report.words.numbers import quantity
from tidlig.report.words.warnings import told

Said = dict[str, str | int | list[str]]


def amounts(view: View, counted: str, what: str, measure: str | list[str], unit: str = "axis_kroner") -> Said:
    """Return what holds for amounts: unit, price year, place, tax rules, programmes, what is counted, and the result.

    ``counted``: ``cohort`` or ``budget``; ``what``: the chart or table whose ``what`` tells the rest; ``measure``: for
    all rows or for each.
    """
    words, year, start = view.names.texts, view.layered.price_year, view.choice.start_year
    return {
        words.get("table.amounts_in"): words.get(f"unit.{unit}", year=year),
        words.get("table.price_year"): year,
        words.get("choose.place"): view.place,
        words.get("choose.rules"): view.layered.rules_year or "",
        words.get("table.measure"): measure,
        words.get("table.view"): words.get(f"view.{counted}", start=start, what=words.get(f"chart.{what}.what")),
        **result(view),
    }


def result(view: View) -> Said:
    """Return which result it is: scenario, version, assumptions with their digest, changed numbers, warnings."""
    words = view.names.texts
    warnings = told(view.result.warnings, view.layered, words) if view.result else []
    return {
        **({words.get("table.scenario"): view.result.scenario} if view.result else {}),
        **assumptions(view.layered, words),
        words.get("table.changes"): "; ".join(_changes(view)) or words.get("table.no_changes"),
        words.get("table.warnings"): "; ".join(warnings) or words.get("table.no_warnings"),
    }


def assumptions(pack: Pack, words: Texts) -> Said:
    """Return the version and the assumptions that a table rests on."""
    named = f"{pack.id} {pack.digest[:DIGEST]}"
    return {words.get("table.version"): tidlig.__version__, words.get("table.pack"): named}


def _changes(view: View) -> list[str]:
    """Return every number that was changed, from what to what."""
    words, base = view.names.texts, view.base
    return [
        words.get(
            "table.changed",
            name=assumption_name(view.pack, id, words),
            old=quantity(base[id].value, base[id].unit, words.language),
            new=quantity(value, base[id].unit, words.language),
        )
        for id, value in view.choice.changes.items()
    ]
