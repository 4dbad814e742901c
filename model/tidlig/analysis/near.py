"""A place near a limit may lie on its other side another year: what it would get there."""

from __future__ import annotations

from typing import Any

import numpy as np

from tidlig.analysis.budget import cohort_size
from tidlig.analysis.design import Design
from tidlig.analysis.evaluate import Evaluator
from tidlig.analysis.ledger import cash_ledger_of, ledger_of
from tidlig.assumptions.pack import Pack, Scenario


def near_limits(pack: Pack, scenario: Scenario, evaluator: Evaluator) -> list[dict[str, Any]]:
    """Thresholds of a layered pack whose number lies so near its limit that the other answer may hold another year.

    Each with what is decided, the number that decides, its limit, and by arm the present values of a cohort with the
    other answer [kroner], in full value and as what can be taken out of budgets.  What was given instead of decided is
    not among them.
    """
    return [_other_side(pack, scenario, evaluator, id) for id in pack.thresholds if _is_near(pack, id)]


def _is_near(pack: Pack, id: str) -> bool:
    """Tell whether a number was decided by another one that lies near its limit."""
    threshold, decided = pack.thresholds[id], pack.numbers[id]
    number, limit = pack.numbers[threshold.number], pack.numbers[threshold.below]
    if not threshold.near or (decided.file, decided.line) != (number.file, number.line):
        return False  # a decided number knows the line of the number that decides
    near = pack.numbers[threshold.near]
    return abs(number.value * number.factor - limit.value * limit.factor) <= near.value * near.factor


def _other_side(pack: Pack, scenario: Scenario, evaluator: Evaluator, id: str) -> dict[str, Any]:
    threshold, decided, cohort = pack.thresholds[id], pack.numbers[id].value, cohort_size(pack)
    (block,) = evaluator.evaluate(scenario.arms, Design(1, {id: np.array([1.0 - decided])}))
    arms: dict[str, Any] = {}
    for arm, difference in block.arms.items():
        full, cash = (ledger(pack, block.baseline.values, difference).npv() for ledger in (ledger_of, cash_ledger_of))
        arms[arm] = {
            "npv": {key: float(value[0]) * cohort for key, value in full.items()},
            "cash": {"npv": {key: float(value[0]) * cohort for key, value in cash.items()}},
        }
    return {
        "id": id,
        "value": decided,
        "number": threshold.number,
        "number_value": pack.numbers[threshold.number].value,
        "limit": pack.numbers[threshold.below].value,
        "arms": arms,
    }
