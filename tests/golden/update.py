"""Rewrite the golden results: run it, then read the change as a diff before committing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.shipped import shipped

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario
from tidlig.layers.overlay import layer
from tidlig.result.document import to_plain

HERE = Path(__file__).parent
ROOT = Path(__file__).parents[2] / "assumptions"
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))


def kept_of(scenario_file: Path) -> dict[str, Any]:
    """What is kept of a scenario's result: its figures, four plan years and every tenth year of the life course."""
    scenario = read_scenario(scenario_file)
    pack = layer(shipped(scenario.pack), scenario, None)
    plain = to_plain(run(pack, scenario))
    for arm in plain["arms"]:
        flows = arm["cohort"]["flows"]["by"]
        arm["cohort"]["flows"]["by"] = {id: years[::10] for id, years in flows.items()}
        if "budget" in arm:
            arm["budget"] = {id: years[:4] for id, years in arm["budget"]["full"]["by"].items()}
    return {"scenario": plain["scenario"], "place": plain["place"], "arms": plain["arms"]}


def main() -> None:
    """Rewrite every file."""
    for file in SCENARIOS:
        text = json.dumps(kept_of(file), ensure_ascii=False, indent=1, allow_nan=False)
        (HERE / f"{file.stem}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
