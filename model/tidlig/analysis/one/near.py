"""A place near a limit may lie on its other side another year: what it would get there."""

from __future__ import annotations

from tidlig.analysis.evaluate.evaluator import Block
from tidlig.analysis.one.budget import cohort_size
from tidlig.analysis.one.ledger import cash_ledger_of, ledger_of
from tidlig.layers.overlay import follows
from tidlig.pack.pack import Pack
from tidlig.result.arm import PayerFigures
from tidlig.result.figure import Figure
from tidlig.result.result import OtherSide


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


def other_side(pack: Pack, id: str, block: Block) -> OtherSide:
    """One limit, with the present values of a cohort on its other side; ``block``: the one row with that answer."""
    threshold = pack.thresholds[id]
    return OtherSide(
        id=id,
        value=pack.numbers[id].value,
        number=threshold.number,
        number_value=pack.numbers[threshold.number].value,
        limit=pack.numbers[threshold.below].value,
        arms={arm: _worth(pack, block, arm) for arm in block.arms},
    )


def _worth(pack: Pack, block: Block, arm: str) -> dict[str, PayerFigures]:
    """Present values of a cohort by payer, in both ways of counting."""
    size, values, difference = cohort_size(pack), block.baseline.values, block.arms[arm]
    full, cash = (ledger(pack, values, difference).npv() for ledger in (ledger_of, cash_ledger_of))
    return {
        key: PayerFigures(
            Figure(float(full[key][0]) * size, pack.currency), Figure(float(cash[key][0]) * size, pack.currency)
        )
        for key in full
    }
