"""The model's figure for what is observed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.files.tiny import base

from tidlig.analysis.fit.targets import compare
from tidlig.engine.plan.axes import PlanError

pytestmark = pytest.mark.unit


def test_a_share_of_nobody_is_told_and_no_figure() -> None:
    """Nobody is outside at birth, so that a target among those who are has nobody to count."""
    pack, _ = base()
    target = next(each for each in pack.targets if each.kind == "share")
    assert all(each.model >= 0.0 for each in compare(pack))
    nobody = replace(target, age_from=0, age_to=0, among={"activity": ("neet",)})
    with pytest.raises(PlanError, match="of people of whom the model has none"):
        compare(replace(pack, targets=(nobody,)))
