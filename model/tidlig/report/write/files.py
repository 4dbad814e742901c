"""A result written to a folder: the document, its tables as CSV, and the scenario that made it, all at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from tidlig.analysis.check.trace import trace_rows
from tidlig.files.documents.scenario import scenario_to_yaml
from tidlig.files.write.commit import writing
from tidlig.pack.pack import Pack, Scenario
from tidlig.pack.units import written
from tidlig.report.words.messages import DIGEST, LANGUAGES, area_name, catalogue
from tidlig.report.write.spreadsheet import table_text

Rows = list[dict[str, Any]]


def write_result(document: dict[str, Any], pack: Pack, scenario: Scenario, folder: Path) -> None:
    """Write the result, its tables, ``trace.csv`` (people in the baseline) and the scenario into ``folder``.

    The files change as one, and every row of a table names the result it belongs to.  Raises OSError.
    """
    tables: dict[str, Rows] = {
        name: [{"arm": arm["id"]} | row for arm in document["arms"] for row in arm[name]]
        for name in ("yearly", "budget")
    }
    tables |= {"areas": _areas(document, pack), "trace": trace_rows(pack), "strategies": _strategies(document)}
    whose = whose_result(document, pack)
    texts = {f"{name}.csv": table_text(pd.DataFrame(rows).assign(**whose)) for name, rows in tables.items() if rows}
    texts["result.json"] = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    texts["scenario.yaml"] = scenario_to_yaml(scenario)
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder) as replace:
        replace({name: text.encode("utf-8") for name, text in texts.items()})


def try_folder(folder: Path) -> None:
    """Make a folder and hold it for a moment before anything is computed; raises OSError where it is not writable."""
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder):
        pass


def whose_result(document: Mapping[str, Any], pack: Pack) -> dict[str, Any]:
    """Return which result a table belongs to: scenario, version, assumptions, place, years, changes and warnings."""
    changed = [n for n in pack.numbers.values() if n.layer in ("scenario", "command")]
    return {
        "scenario": document["scenario"],
        "version": document["version"],
        "pack": f"{pack.id} {pack.digest[:DIGEST]}",
        "place": document["place"],
        "start_year": document["start_year"],
        "price_year": document["price_year"],
        "changed": "; ".join(f"{number.id} = {written(number.value, number.unit)}" for number in changed),
        "warnings": "; ".join(f"{warning['kind']} {warning['id']}" for warning in document["warnings"]),
    }


def _areas(document: dict[str, Any], pack: Pack) -> Rows:
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


def _strategies(document: dict[str, Any]) -> Rows:
    """Cost, effect and incremental ratio of every arm, by measure of wellbeing."""
    measures = document.get("cost_effectiveness", {})
    return [{"measure": measure} | row for measure, rows in measures.items() for row in rows]
