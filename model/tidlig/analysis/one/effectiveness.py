"""Cost-effectiveness: what the arms do for a measure of wellbeing, and at what incremental cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tidlig.analysis.evaluate.evaluator import Block, Difference
from tidlig.appraisal.discounting import Floats, discount_factors, present_value
from tidlig.appraisal.indicators import incremental_ratios
from tidlig.engine.values import Values
from tidlig.pack.pack import Pack
from tidlig.result.figure import Figure
from tidlig.result.result import Strategy

NOTHING_NEW = "nothing_new"  # what every arm is compared with


def wellbeing(pack: Pack, values: Values, difference: Difference) -> dict[str, float]:
    """Arm minus baseline in every wellbeing item, in its own unit, discounted at the health rate, per person born."""
    measures = [id for id, item in pack.items.items() if item.kind == "wellbeing"]
    return {id: float(worth_by_period(pack, values, difference, id).sum(axis=0).item()) for id in measures}


def worth_by_period(pack: Pack, values: Values, difference: Difference, item: str) -> Floats:
    """Arm minus baseline in the worth of one wellbeing item, discounted at the health rate, (periods, rows)."""
    worth = difference.amounts[difference.plan.items.index(item)]
    rates = values.__getitem__
    factors = discount_factors(pack.discount.health, rates, len(worth), first=pack.discount.first)
    return np.asarray(worth * factors)


def cost_effectiveness(pack: Pack, block: Block) -> dict[str, tuple[Strategy, ...]] | None:
    """Incremental cost-effectiveness of all arms against doing nothing new; None without a wellbeing item."""
    measures = [id for id, item in pack.items.items() if item.kind == "wellbeing"]
    values = block.baseline.values
    effects = {id: wellbeing(pack, values, difference) for id, difference in block.arms.items()}
    costs = {id: -_net_gain(pack, values, difference) for id, difference in block.arms.items()}
    return {m: _frontier(pack, m, costs, {id: e[m] for id, e in effects.items()}) for m in measures} or None


def _net_gain(pack: Pack, values: Values, difference: Difference) -> float:
    periods = difference.payers.shape[1]
    factors = discount_factors(pack.discount.money, values.__getitem__, periods, first=pack.discount.first)
    return float(present_value(difference.payers.sum(axis=0), factors).item())


def _frontier(pack: Pack, measure: str, costs: dict[str, float], effects: dict[str, float]) -> tuple[Strategy, ...]:
    arms, money, unit = [NOTHING_NEW, *costs], pack.currency, pack.items[measure].unit
    cost = [0.0, *costs.values()]
    effect = [0.0, *effects.values()]
    return tuple(
        Strategy(arm, Figure(c, money), Figure(e, unit), replace(ratio, unit=f"{money}/{unit}"))
        for arm, c, e, ratio in zip(arms, cost, effect, incremental_ratios(cost, effect), strict=True)
    )
