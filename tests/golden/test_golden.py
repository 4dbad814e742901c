"""The shipped scenarios give the figures they gave before; `make golden` rewrites them, to be reviewed as a diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.golden.update import HERE, SCENARIOS, kept_of

pytestmark = pytest.mark.golden


def leaves(node: Any, path: str = "") -> dict[str, Any]:
    """A document as a flat mapping from path to value."""
    if isinstance(node, dict):
        return {k: v for key, value in node.items() for k, v in leaves(value, f"{path}/{key}").items()}
    if isinstance(node, list):
        return {k: v for i, value in enumerate(node) for k, v in leaves(value, f"{path}/{i}").items()}
    return {path: node}


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_scenario_gives_its_golden_result(file: Path) -> None:
    """To nine digits: numpy differs in the last ones between versions of Python."""
    golden = leaves(json.loads((HERE / f"{file.stem}.json").read_text(encoding="utf-8")))
    now = leaves(json.loads(json.dumps(kept_of(file))))
    assert now.keys() == golden.keys()
    for path, value in golden.items():
        if isinstance(value, float):
            # Whole kroner are what people read: a millionth of one is rounding.
            assert now[path] == pytest.approx(value, rel=1e-9, abs=1e-6), path
        else:
            assert now[path] == value, path


def test_at_least_four_scenarios_are_shipped() -> None:
    """One of them is a null, and every one has its golden file."""
    assert len(SCENARIOS) >= 4
    assert {file.stem for file in HERE.glob("*.json")} == {file.stem for file in SCENARIOS}
