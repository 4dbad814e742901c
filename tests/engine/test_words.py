"""A program told in words."""

from __future__ import annotations

import pytest
from tests.engine.small import small_pack

from tidlig.engine.describe import describe
from tidlig.engine.plan.program import compile_plan

pytestmark = pytest.mark.unit


def part(text: str, heading: str) -> list[str]:
    """The lines of one span of ages."""
    lines = text.splitlines()
    start = lines.index(heading)
    after = [k for k, line in enumerate(lines) if k > start and not line.startswith(" ")]
    return lines[start + 1 : after[0] if after else None]


def test_a_program_says_who_can_be_where_and_by_which_rows_they_leave() -> None:
    """Nobody works before they may; the programme's ratio stands beside the rows it acts on, while it acts."""
    text = describe(compile_plan(small_pack(), ("late",)))
    assert "  may enter: late" in part(text, "age 10")
    assert "    out to in: t.return, by late.work" in [line.split(" or ")[0] for line in part(text, "age 10")]
    last = [line for line in text.splitlines() if line.startswith("age ")][-1]
    assert not any("late" in line for line in part(text, last))


def test_years_in_which_the_same_is_done_stand_together() -> None:
    text = describe(compile_plan(small_pack(), ()))
    assert len([line for line in text.splitlines() if line.startswith("age ")]) < 8
    assert "  need: " in text
