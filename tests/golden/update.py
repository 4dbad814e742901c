"""Rewrite the golden results: run it, then read the change as a diff before committing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.shipped import shipped

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario
from tidlig.layers.overlay import layer

HERE = Path(__file__).parent
ROOT = Path(__file__).parents[2] / "assumptions"
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
KEPT = ("id", "kind", "persons", "cohort", "npv", "bcr", "irr", "payback_year", "outcomes", "why")


def result(scenario_file: Path) -> dict[str, Any]:
    """What is kept of a scenario's result: its figures, four plan years and every tenth year of the life course."""
    scenario = read_scenario(scenario_file)
    pack = layer(shipped(scenario.pack), scenario, None)
    document = run(pack, scenario)
    arms = [
        {key: arm[key] for key in KEPT} | {"budget": arm["budget"][:4], "yearly": arm["yearly"][::10]}
        for arm in document["arms"]
    ]
    return {"scenario": document["scenario"], "place": document["place"], "arms": arms}


def main() -> None:
    """Rewrite every file."""
    for file in SCENARIOS:
        text = json.dumps(result(file), ensure_ascii=False, indent=1, allow_nan=False)
        (HERE / f"{file.stem}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
