"""What a figure rests on: each line by the worst grade among its numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.small import shared_pack, small_pack

from tidlig.analysis.explain.grading import grading, numbers_behind
from tidlig.analysis.explain.lines import explain
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario

pytestmark = pytest.mark.unit

SCENARIO = Scenario("s", "small", "small", 2027, {"early": ("early",), "both": ("early", "late")}, {}, {}, {}, {})


def graded(pack: Pack | None = None, **grades: str) -> Pack:
    """The small pack, everything A and nothing fixed, but for the grades given; ``__`` stands for the point."""
    pack = pack or small_pack()
    named = {key.replace("__", "."): grade for key, grade in grades.items()}
    numbers = {id: replace(n, grade=named.get(id, "A"), dist="") for id, n in pack.numbers.items()}
    return replace(pack, numbers=numbers)


def test_all_of_a_figure_rests_on_a_when_every_number_is() -> None:
    found = grading(graded(), SCENARIO, "both", "society")
    assert found.by_grade == pytest.approx({"A": 1.0, "B": 0.0, "C": 0.0, "D": 0.0, "E": 0.0})


def test_a_line_goes_in_full_to_its_worst_number() -> None:
    pack = graded(early__cost="E", p__wage="D")
    lines, figure = explain(pack, SCENARIO, "early", "society")
    total = sum(abs(line.amount) for line in lines)
    cost = sum(abs(line.amount) for line in lines if line.item == "early")
    wage = sum(abs(line.amount) for line in lines if line.item == "wage")
    found = grading(pack, SCENARIO, "early", "society")
    assert found.figure == figure
    assert cost > 0.0 < wage
    assert found.by_grade["E"] == pytest.approx(cost / total)
    assert found.by_grade["D"] == pytest.approx(wage / total)
    assert sum(found.by_grade.values()) == pytest.approx(1.0)


def test_an_effect_stands_behind_what_it_brings_about_but_not_behind_its_cost() -> None:
    pack = graded(early__smd="E")
    lines, _ = explain(pack, SCENARIO, "early", "society")
    behind = {line.item: {n.id for n in numbers_behind(pack, line)} for line in lines}
    assert "early.smd" in behind["wage"]
    assert "early.smd" not in behind["early"]
    assert 0.0 < grading(pack, SCENARIO, "early", "society").by_grade["E"] < 1.0


def test_a_share_of_its_own_stands_behind_what_its_programme_does_to_need() -> None:
    """And the pack's behind what the others do, each with the effects of its own stage."""
    pack, arm = graded(shared_pack()), ("early", "second")
    lines, _ = explain(pack, replace(SCENARIO, arms={"both": arm}), "both", "society")
    behind = {line.stage.programme: {n.id for n in numbers_behind(pack, line)} for line in lines if line.item == "wage"}
    assert {"second.share.need", "second.smd", "second.down"} <= behind["second"]
    assert {"share.need", "early.smd"} <= behind[""]
    assert behind["second"].isdisjoint({"share.need", "early.smd"})
    assert behind[""].isdisjoint({"second.share.need", "second.smd"})


def test_rates_and_carriers_of_a_tie_are_not_counted() -> None:
    pack = graded(r="E", s__wage="E")
    assert grading(pack, SCENARIO, "early", "society").by_grade["E"] > 0.0
    one = replace(pack.numbers["s.wage"], dist="fixed")
    fixed = replace(pack, numbers={**pack.numbers, "s.wage": one})
    found = grading(fixed, SCENARIO, "early", "society")
    assert found.by_grade["E"] == 0.0
    assert {"r", "s.wage"}.isdisjoint(found.numbers)


def test_numbers_are_ordered_by_what_they_stand_behind() -> None:
    shares = list(grading(graded(), SCENARIO, "both", "society").numbers.values())
    assert shares == sorted(shares, reverse=True)
    assert 0.0 < shares[-1] <= shares[0] <= 1.0 + 1e-9


def test_a_payer_whom_nothing_touches_rests_on_nothing() -> None:
    pack = graded()
    idle = replace(pack, payers=(*pack.payers, "idle"))
    assert set(grading(idle, SCENARIO, "early", "idle").by_grade.values()) == {0.0}
