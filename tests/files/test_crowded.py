"""Levels that most people leave within a year are told apart from those that few leave."""

from __future__ import annotations

import pytest
from tests.engine.small import changed, small_pack
from tests.engine.variants import rates

from tidlig.analysis.check.crowded import Crowded, crowded

pytestmark = pytest.mark.unit


def test_the_exits_of_a_level_are_added_and_told_above_a_half() -> None:
    """Out of work and ill from five on: 0.41 and 0.1 at five, where illness begins."""
    assert crowded(small_pack()) == []
    assert crowded(changed(small_pack(), t__leave=0.41, t__ill=0.1)) == [
        Crowded("work", "in", 5, pytest.approx(0.51)),
    ]


def test_rates_that_compete_never_reach_one_and_are_left_out() -> None:
    assert not [level for level in crowded(changed(rates(), t__leave=3.0)) if level.process == "work"]
