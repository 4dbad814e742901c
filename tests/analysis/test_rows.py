"""A row is a draw everywhere: every figure of the document exists for every row, and is that of the row alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from tests.analysis.test_lasting import lasting_pack
from tests.engine.small import shared_pack, small_pack
from tests.engine.test_properties import designs

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.one.run import both_of, result_of, run
from tidlig.engine.plan.axes import PlanError
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.pack.structure import Cash
from tidlig.result.document import to_plain
from tidlig.result.result import Result

pytestmark = pytest.mark.property

ARMS = {"early": ("early",), "late": ("late",), "both": ("early", "late")}


def scenario() -> Scenario:
    """A question to the small pack."""
    return Scenario("s", "small", "small", 2025, ARMS, {}, {}, {}, {})


def leaves(node: Any, path: str = "") -> dict[str, Any]:
    """A document as a flat mapping from path to value."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    found = {k: v for key, value in pairs for k, v in leaves(value, f"{path}/{key}").items()}
    return found if isinstance(node, (dict, list)) else {path: node}


def alone(design: Design, row: int) -> Design:
    """One row of a design."""
    return Design(1, {id: column[[row]] for id, column in design.columns.items()})


def same(one: Result, two: Result) -> None:
    """Equal results, money to a millionth of a krone.

    What is one small difference by another (per person, per unit, a ratio, a rate) is held to a millionth, and only
    where more than a millionth of a person takes part: the two differences themselves are in the result, and held.
    """
    ours, theirs = leaves(to_plain(one)), leaves(to_plain(two))
    assert ours.keys() == theirs.keys()
    for path, value in ours.items():
        if isinstance(value, float):
            divided = any(name in path for name in ("per_person", "per_unit", "ratios", "irr"))
            if divided and ours["/".join([*path.split("/")[:3], "cohort/persons"])] < 1e-6:
                continue
            assert theirs[path] == pytest.approx(value, rel=1e-6 if divided else 1e-9, abs=1e-6), path
        else:
            assert theirs[path] == value, path


def releasable(pack: Pack) -> Pack:
    """The pack in which half of what the town saves on care can be released, in the second year."""
    return replace(pack, cash=(Cash("care", "town", "", "share.need", "early.reach"),))


@pytest.mark.parametrize("make", [small_pack, shared_pack, lasting_pack], ids=lambda make: make.__name__)
@given(design=designs(rows=3))
@settings(max_examples=4)
def test_the_document_of_a_row_in_a_block_is_that_of_the_row_alone(make: Any, design: Design) -> None:
    """Flows, both views, full and releasable, present values, payback, outcomes, accounts and areas."""
    pack = releasable(make())
    evaluator = Evaluator(pack)
    block = both_of(evaluator, scenario(), design)
    for row in range(design.rows):
        one = both_of(evaluator, scenario(), alone(design, row))
        same(result_of(pack, scenario(), block.row(row)), result_of(pack, scenario(), one.row(0)))


def test_a_run_is_the_row_of_the_packs_own_numbers() -> None:
    pack = small_pack()
    block = both_of(
        Evaluator(pack), scenario(), Design(2, {"late.reach": np.array([0.3, pack.numbers["late.reach"].value])})
    )
    same(run(pack, scenario()), result_of(pack, scenario(), block.row(1)))


def test_a_row_that_cannot_run_costs_that_row_only() -> None:
    """The others have every figure; the one is named with its lines and their values in that row."""
    pack = small_pack()
    design = Design(3, {"t.leave": np.array([0.1, 0.7, 0.2]), "t.ill": np.array([0.1, 0.6, 0.2])})
    evaluator = Evaluator(pack)
    block = both_of(evaluator, scenario(), design)
    assert block.failed.tolist() == [False, True, False]
    with pytest.raises(PlanError, match=r"process work, .* t\.leave 0\.7, t\.ill 0\.6"):
        block.whole()
    for row in (0, 2):
        one = both_of(evaluator, scenario(), alone(design, row))
        same(result_of(pack, scenario(), block.row(row).whole()), result_of(pack, scenario(), one.row(0)))
