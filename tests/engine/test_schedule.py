"""A tax by brackets on the income of a cell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import NUMBERS, number, small_pack

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.engine.life import simulate
from tidlig.engine.plan.program import compile_plan
from tidlig.engine.year.tax import ascending, tax
from tidlig.pack.pack import Pack
from tidlig.pack.rows import Bracket, Where
from tidlig.pack.structure import Item

pytestmark = pytest.mark.unit

BRACKETS = (
    Bracket("b.low", Where(), (), "tax", "above.low"),
    Bracket("b.high", Where(), (), "tax", "above.high"),
    Bracket("b.old", Where(age_from=20), (), "tax", "above.top"),
)


def taxed_pack() -> Pack:
    """The small pack with tax brackets on wage and benefit: 10 % above 100, 40 % above 300, from 20 60 % above 380."""
    pack = small_pack()
    rates = (number("b.low", 0.1), number("b.high", 0.4), number("b.old", 0.6))
    limits = (number("above.low", 100.0), number("above.high", 300.0), number("above.top", 380.0))
    return replace(
        pack,
        items=pack.items | {"tax": Item("tax", "transfer", schedule=("wage", "benefit"))},
        numbers=NUMBERS | {n.id: n for n in (*rates, *limits)},
        prices=tuple(p for p in pack.prices if p.item != "tax"),
        brackets=BRACKETS,
    )


def test_tax_is_the_sum_over_brackets() -> None:
    """Below the lowest threshold nothing; between two, the lower one's rate."""
    above, rates = np.array([[100.0], [300.0], [380.0]]), np.array([[0.1], [0.4], [0.6]])
    income = np.array([[0.0], [100.0], [150.0], [300.0], [400.0]])
    np.testing.assert_allclose(tax(*ascending(above[:2], rates[:2]), income)[:, 0], [0, 0, 5, 20, 60])
    np.testing.assert_allclose(tax(*ascending(above, rates), income)[:, 0], [0, 0, 5, 20, 20 + 32 + 12])


def test_each_cell_is_taxed_on_its_own_income() -> None:
    """A wage of 400 owes 60, a benefit of 150 owes 5; the brackets of an age hold at that age."""
    pack = taxed_pack()
    result = simulate(compile_plan(pack, ()), Design().block(pack, 0, 1))
    items = list(pack.items)
    wages, benefits, owed = (result.amounts[items.index(id), :, 0] for id in ("wage", "benefit", "tax"))
    np.testing.assert_allclose(owed[10], wages[10] / 400 * 60 + benefits[10] / 150 * 5, rtol=1e-12)
    np.testing.assert_allclose(owed[25], wages[25] / 400 * 64 + benefits[25] / 150 * 5, rtol=1e-12)
    np.testing.assert_allclose(result.units[items.index("tax")], result.units[0] * 0 + (wages + benefits)[:, None])


def test_rows_of_a_design_are_taxed_each_with_their_own_numbers() -> None:
    """A row alone equals the same row among others."""
    pack = taxed_pack()
    design = Design(3, {"p.wage": np.array([200.0, 400.0, 900.0]), "b.high": np.array([0.3, 0.4, 0.5])})
    (whole,) = Evaluator(pack).evaluate({"late": ("late",)}, design)
    for row in range(3):
        alone = Design(1, {id: column[[row]] for id, column in design.columns.items()})
        (one,) = Evaluator(pack).evaluate({"late": ("late",)}, alone)
        np.testing.assert_allclose(
            whole.arms["late"].payers[:, :, row], one.arms["late"].payers[:, :, 0], rtol=0, atol=1e-9
        )
