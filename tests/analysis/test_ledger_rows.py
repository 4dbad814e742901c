"""Any block of rows equals its rows one by one: no figure is taken from one row for the others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.files.tiny import base

from tidlig.analysis.break_even import _balances
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.one.ledger import cash_ledger_of, ledger_of
from tidlig.analysis.one.outcomes import outcome_differences
from tidlig.layers.overlay import layer

pytestmark = pytest.mark.property

LAYERED, SCENARIO = layer(*base()), base()[1]
EVALUATOR = Evaluator(LAYERED)
COLUMNS = {
    "help.reach": (0.0, 1.0),
    "help.cost": (0.0, 90_000.0),
    "help.calm": (-1.0, 0.5),
    "care.price": (0.0, 300_000.0),
    "g.need": (0.5, 4.0),
    "r.early": (-0.02, 0.1),
}
rows = st.integers(1, 5).flatmap(
    lambda n: st.fixed_dictionaries(
        {id: st.lists(st.floats(*limits), min_size=n, max_size=n) for id, limits in COLUMNS.items()}
    )
)


def figures(columns: dict[str, list[float]]) -> np.ndarray:
    """Everything that has a row in the ledgers, the outcomes and the legs of an arm, (figures, rows)."""
    design = Design(len(columns["g.need"]), {id: np.array(values) for id, values in columns.items()})
    (block,) = EVALUATOR.evaluate({"early": SCENARIO.arms["early"]}, design)
    values, arm = block.baseline.values, block.arms["early"]
    parts = [*ledger_of(LAYERED, values, arm).npv().values(), *cash_ledger_of(LAYERED, values, arm).npv().values()]
    parts += outcome_differences(LAYERED, values, arm).values()
    parts += [each for leg in arm.legs for each in leg]
    return np.array([np.broadcast_to(part, (design.rows,)) for part in parts])


@given(rows)
def test_a_block_equals_its_rows(columns: dict[str, list[float]]) -> None:
    together = figures(columns)
    alone = [figures({id: [values[k]] for id, values in columns.items()}) for k in range(together.shape[1])]
    np.testing.assert_allclose(together, np.concatenate(alone, axis=1), rtol=1e-12, atol=1e-9)


@given(st.lists(st.floats(0.0, 60_000.0), min_size=1, max_size=6), st.integers(1, 8))
def test_break_even_has_the_same_years_for_every_row(costs: list[float], years: int) -> None:
    def balance(values: list[float]) -> np.ndarray:
        given = (EVALUATOR, SCENARIO, "early", "help.cost", "municipality", years)
        return _balances(*given, np.array(values))

    together = balance([0.0, *costs])
    np.testing.assert_allclose(together, np.concatenate([balance([cost]) for cost in [0.0, *costs]]), rtol=1e-12)
