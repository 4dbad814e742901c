"""A result written to a folder: the document, its tables as CSV, and the scenario that made it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from tidlig.analysis.trace import trace_rows
from tidlig.assumptions.pack import Pack, Scenario
from tidlig.assumptions.scenario import scenario_to_yaml
from tidlig.report.messages import LANGUAGES, area_name, catalogue
from tidlig.report.spreadsheet import table_text


def write_result(document: dict[str, Any], pack: Pack, scenario: Scenario, folder: Path) -> None:
    """Write the result, its tables, ``trace.csv`` (people in the baseline) and the scenario into ``folder``.

    Each file appears whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "result.json", json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
    for name in ("yearly", "budget"):
        rows = [{"arm": arm["id"]} | row for arm in document["arms"] for row in arm[name]]
        _write(folder / f"{name}.csv", table_text(pd.DataFrame(rows)))
    _write(folder / "areas.csv", table_text(pd.DataFrame(_areas(document, pack))))
    _write(folder / "trace.csv", table_text(pd.DataFrame(trace_rows(pack))))
    _write(folder / "scenario.yaml", scenario_to_yaml(scenario))


def _areas(document: dict[str, Any], pack: Pack) -> list[dict[str, Any]]:
    """The budget view by payer and area: each in full value and as what can be taken out of the budget."""
    first = document["start_year"]
    return [
        {"arm": arm["id"], "counted": counted, "payer": row["payer"], "area": row["area"]}
        | {language: area_name(row["area"], pack.labels, catalogue(language)) for language in LANGUAGES}
        | {str(first + year): value for year, value in enumerate(row["years"])}
        for arm in document["arms"]
        for counted, rows in (("full value", arm["areas"]), ("can be released", arm["cash"]["areas"]))
        for row in rows
    ]


def _write(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
