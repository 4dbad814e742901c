from __future__ import annotations

import pytest

from tidlig.assumptions.problems import AssumptionError, Problem
from tidlig.engine.axes import PlanError
from tidlig.report.problems import reasons

pytestmark = pytest.mark.unit


def test_every_reason_stands_on_its_own_line_without_the_file() -> None:
    refusal = AssumptionError(
        [Problem("x.yaml", 3, "place", "unknown place", "did you mean 'ha'?"), Problem("x.yaml", 4, "", "is empty")]
    )
    assert reasons(refusal) == ["place: unknown place; did you mean 'ha'?", "is empty"]


def test_a_bundle_that_cannot_be_run_says_why() -> None:
    assert reasons(PlanError("too many cells: nfp, ips")) == ["too many cells: nfp, ips"]
