"""A result written to a folder: the document, its tables as CSV, and the scenario that made it, all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from tidlig.analysis.check.trace import trace_rows
from tidlig.files.documents.scenario import scenario_to_yaml
from tidlig.files.write.commit import writing
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.pack.units import written
from tidlig.report.words.messages import DIGEST, LANGUAGES, area_name, catalogue
from tidlig.report.write.spreadsheet import table_text
from tidlig.result.arm import Arm, Flows
from tidlig.result.document import to_json
from tidlig.result.result import Result

Rows = list[dict[str, Any]]


def write_result(result: Result, pack: Pack, scenario: Scenario, folder: Path) -> None:
    """Write the result, its tables, ``trace.csv`` (people in the baseline) and the scenario into ``folder``.

    The files change as one, and every row of a table names the result it belongs to.  Raises OSError.
    """
    tables: dict[str, Rows] = {
        "yearly": [row for arm in result.arms for row in _yearly(arm)],
        "budget": [{"arm": arm.id} | row for arm in result.arms if arm.budget for row in _years(arm.budget.full)],
        "areas": _areas(result, pack),
        "trace": trace_rows(pack),
        "strategies": _strategies(result),
    }
    whose = whose_result(result, pack)
    texts = {f"{name}.csv": table_text(pd.DataFrame(rows).assign(**whose)) for name, rows in tables.items() if rows}
    texts["result.json"] = to_json(result) + "\n"
    texts["scenario.yaml"] = scenario_to_yaml(scenario)
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder) as replace:
        replace({name: text.encode("utf-8") for name, text in texts.items()})


def try_folder(folder: Path) -> None:
    """Make a folder and hold it for a moment before anything is computed; raises OSError where it is not writable."""
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder):
        pass


def whose_result(result: Result, pack: Pack) -> dict[str, Any]:
    """Return which result a table belongs to: scenario, version, assumptions, place, years, changes and warnings."""
    changed = [n for n in pack.numbers.values() if n.layer in ("scenario", "command")]
    return {
        "scenario": result.scenario,
        "version": result.version,
        "pack": f"{pack.id} {pack.digest[:DIGEST]}",
        "place": result.place,
        "start_year": result.start_year,
        "price_year": result.price_year,
        "changed": "; ".join(f"{number.id} = {written(number.value, number.unit)}" for number in changed),
        "warnings": "; ".join(f"{warning.kind} {warning.id}" for warning in result.warnings),
    }


def _years(flows: Flows) -> Rows:
    """One row a year."""
    return [
        {"year": year} | dict(zip(flows.by, amounts, strict=True))
        for year, amounts in zip(flows.years, zip(*flows.by.values(), strict=True), strict=True)
    ]


def _yearly(arm: Arm) -> Rows:
    """One row a year of the cohort's life."""
    cohort = arm.cohort
    rows = _years(cohort.flows) if cohort.flows else []
    return [
        {"arm": arm.id, "year": row.pop("year"), "age": age} | row
        for age, row in enumerate(rows, cohort.first_age or 0)
    ]


def _areas(result: Result, pack: Pack) -> Rows:
    """The budget view by payer and area: each in full value and as what can be taken out of the budget."""
    first = result.start_year
    return [
        {"arm": arm.id, "counted": counted, "payer": row.payer, "area": row.area}
        | {language: area_name(row.area, pack.labels, catalogue(language)) for language in LANGUAGES}
        | {str(first + year): value for year, value in enumerate(row.years)}
        for arm in result.arms
        if arm.budget
        for counted, rows in (("full value", arm.budget.areas), ("can be released", arm.budget.areas_releasable))
        for row in rows
    ]


def _strategies(result: Result) -> Rows:
    """Cost, effect and incremental ratio of every arm, by measure of wellbeing."""
    return [
        {
            "measure": measure,
            "arm": row.arm,
            "cost": row.cost.value,
            "effect": row.effect.value,
            "icer": row.icer.value,
            "why": row.icer.why or "",
        }
        for measure, rows in (result.cost_effectiveness or {}).items()
        for row in rows
    ]
