"""Cost-effectiveness: what the arms do for a measure of wellbeing, and at what incremental cost."""

from __future__ import annotations

from typing import Any

from tidlig.analysis.evaluate import Block, Difference
from tidlig.appraisal.discounting import discount_factors, present_value
from tidlig.appraisal.indicators import incremental_ratios
from tidlig.assumptions.pack import Pack
from tidlig.engine.values import Values


def wellbeing(pack: Pack, values: Values, difference: Difference) -> dict[str, float]:
    """Arm minus baseline in every wellbeing item, in its own unit, discounted at the health rate, per person born."""
    measures = [k for k, kind in enumerate(difference.plan.kinds) if kind == "wellbeing"]
    periods = difference.amounts.shape[1]
    factors = discount_factors(pack.discount.health, values.__getitem__, periods, first=pack.discount.first)
    return {difference.plan.items[k]: float(present_value(difference.amounts[k], factors)[0]) for k in measures}


def cost_effectiveness(pack: Pack, block: Block) -> dict[str, Any]:
    """Incremental cost-effectiveness of all arms against doing nothing new; empty without a wellbeing item."""
    measures = [id for id, item in pack.items.items() if item.kind == "wellbeing"]
    if not measures:
        return {}
    values = block.baseline.values
    effects = {id: wellbeing(pack, values, difference) for id, difference in block.arms.items()}
    costs = {id: -_net_gain(pack, values, difference) for id, difference in block.arms.items()}
    return {"cost_effectiveness": {m: _frontier(costs, {id: e[m] for id, e in effects.items()}) for m in measures}}


def _net_gain(pack: Pack, values: Values, difference: Difference) -> float:
    periods = difference.payers.shape[1]
    factors = discount_factors(pack.discount.money, values.__getitem__, periods, first=pack.discount.first)
    return float(present_value(difference.payers.sum(axis=0), factors)[0])


def _frontier(costs: dict[str, float], effects: dict[str, float]) -> list[dict[str, Any]]:
    arms = ["nothing_new", *costs]
    cost = [0.0, *costs.values()]
    effect = [0.0, *effects.values()]
    ratios = incremental_ratios(cost, effect)
    return [
        {"arm": arm, "cost": c, "effect": e, "icer": figure.value, "why": figure.why}
        for arm, c, e, figure in zip(arms, cost, effect, ratios, strict=True)
    ]
