"""Every published figure of the shipped cases, and that a wrong one would be found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tidlig.analysis.published import published_rows
from tidlig.assumptions.cases import read_cases

pytestmark = pytest.mark.published

ROOT = Path(__file__).parents[2] / "assumptions"
CASES = read_cases(ROOT)
ROWS = published_rows(CASES)


def name_of(row: dict[str, Any]) -> str:
    """Name of a row in the list of tests."""
    return "-".join(filter(None, (row["case"], row["row"], row["arm"], row["figure"])))


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_published_figure(row: dict[str, Any]) -> None:
    """Ours is theirs within the tolerance; where they print no number, we give the same reason."""
    if isinstance(row["theirs"], str):
        assert row["ours"] is None
        assert row["why"]
    else:
        assert row["ours"] == pytest.approx(row["theirs"], rel=0.0, abs=row["tolerance"])
    assert row["ok"]


def test_tolerances_are_those_of_the_printed_figures() -> None:
    """Only figures printed in round numbers or to two decimals may lie more than two per cent off."""
    wide = {row["case"] for row in ROWS if row["tolerance"] > 0.02 * abs(number(row["theirs"]))}
    assert wide == {"swedish_year_cohort", "incredible_years_denmark", "pmto_denmark", "wsipp"}


def number(theirs: float | str) -> float:
    """The number printed, or infinity where there is none."""
    return float("inf") if isinstance(theirs, str) else theirs


def test_the_perspective_is_named_and_all_three_occur() -> None:
    """Figures of different perspectives are never compared without saying so."""
    assert {row["perspective"] for row in ROWS} == {"public", "society", "municipality"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id} {case.row}".strip())
def test_a_wrong_figure_is_found(case: Any) -> None:
    """Moved by a tenth, no number agrees; a word where there is a number, or the other way round, does not either."""
    moved = [replace(f, value=1.1 * f.value, tolerance=min(f.tolerance, 0.01 * abs(f.value)))
             for f in case.figures if not isinstance(f.value, str)]  # fmt: skip
    words = [replace(f, value="n/a", reason="no_cost") for f in case.figures if not isinstance(f.value, str)]
    assert not any(row["ok"] for row in published_rows([replace(case, figures=tuple(moved + words))]))


def test_payers_of_the_homeless_case_add_up_under_both_rules() -> None:
    """Total constant; the municipality loses 16 000 from one rule to the other and the state gains as much."""
    ours = {(row["arm"], row["figure"]): row["ours"] for row in ROWS if row["case"] == "homeless_payer_split"}
    one, other = "section_110", "section_85"
    assert ours[one, "npv.society"] == pytest.approx(ours[other, "npv.society"])
    assert ours[other, "npv.municipality"] - ours[one, "npv.municipality"] == pytest.approx(-16_000)
    assert ours[other, "npv.state"] - ours[one, "npv.state"] == pytest.approx(16_000)
