"""A place near a limit may lie on its other side another year: what it would get there."""

from __future__ import annotations

from typing import Any

from tidlig.analysis.evaluate.evaluator import Block
from tidlig.analysis.one.budget import cohort_size
from tidlig.analysis.one.ledger import cash_ledger_of, ledger_of
from tidlig.layers.overlay import follows
from tidlig.pack.pack import Pack


def near_limits(pack: Pack) -> dict[str, float]:
    """What is decided by a number so near its limit that the other answer may hold another year: id -> that answer.

    What was given instead of decided is not among them.
    """
    return {id: 1.0 - pack.numbers[id].value for id in pack.thresholds if _is_near(pack, id)}


def _is_near(pack: Pack, id: str) -> bool:
    """Tell whether a number was decided by another one that lies near its limit."""
    threshold, decided = pack.thresholds[id], pack.numbers[id]
    number, limit = pack.numbers[threshold.number], pack.numbers[threshold.below]
    if not threshold.near or decided.layer in ("pack", "rules") or not follows(pack, id):
        return False
    near = pack.numbers[threshold.near]
    return abs(number.value * number.factor - limit.value * limit.factor) <= near.value * near.factor


def other_side(pack: Pack, id: str, block: Block) -> dict[str, Any]:
    """One limit: what is decided, by which number, and by arm the present values of a cohort with the other answer.

    ``block``: the one row with that answer.  Present values [kroner] in full value and as what can be taken out of
    budgets.
    """
    threshold, cohort, values = pack.thresholds[id], cohort_size(pack), block.baseline.values
    arms: dict[str, Any] = {}
    for arm, difference in block.arms.items():
        full, cash = (ledger(pack, values, difference).npv() for ledger in (ledger_of, cash_ledger_of))
        arms[arm] = {
            "npv": {key: float(value[0]) * cohort for key, value in full.items()},
            "cash": {"npv": {key: float(value[0]) * cohort for key, value in cash.items()}},
        }
    return {
        "id": id,
        "value": pack.numbers[id].value,
        "number": threshold.number,
        "number_value": pack.numbers[threshold.number].value,
        "limit": pack.numbers[threshold.below].value,
        "arms": arms,
    }
