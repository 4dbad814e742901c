"""Plans are shared by packs that differ in values only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.small import LATE, changed, small_pack

from tidlig.engine.plan.program import KEPT, compile_plan

pytestmark = pytest.mark.unit


def test_another_value_has_the_same_plan_and_another_row_has_not() -> None:
    pack = small_pack()
    plan = compile_plan(pack, ("late", "early"))
    assert compile_plan(changed(pack, t__up=0.2), ("early", "late")) is plan
    assert compile_plan(pack, ("late",)) is not plan
    fewer = replace(pack, transitions=pack.transitions[:-1])
    assert compile_plan(fewer, ("late", "early")) is not plan
    other = replace(pack, programmes=pack.programmes | {"late": replace(LATE, ages=(11, 12))})
    assert compile_plan(other, ("late", "early")) is not plan


def test_a_unit_is_part_of_a_plan() -> None:
    """A chance that is entered as a rate is another computation."""
    pack = small_pack()
    rated = replace(pack, numbers=pack.numbers | {"t.up": replace(pack.numbers["t.up"], unit="rate")})
    assert compile_plan(pack, ()).rates == frozenset()
    assert compile_plan(rated, ()).rates == {"t.up"}


def test_only_so_many_are_kept() -> None:
    pack = small_pack()
    plan = compile_plan(pack, ())
    for _ in range(KEPT):
        compile_plan(replace(pack, factors=dict(pack.factors)), ())
    assert compile_plan(pack, ()) is not plan
