"""What would be gained over the rest of life if people who stand in one level at an age stood in another.

A figure of the baseline, to be set beside published ones: it needs no programme and says nothing of what would bring
the change about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from tidlig.analysis.evaluate.causal import DIRECT, Stage, follows_of
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator, item_growth
from tidlig.analysis.one.ledger import flows_of
from tidlig.appraisal.discounting import Floats, discount_factors
from tidlig.engine.legs import to_legs
from tidlig.engine.plan.axes import state_weights
from tidlig.engine.plan.program import Plan
from tidlig.engine.values import Values
from tidlig.pack.pack import Pack
from tidlig.pack.rows import Transition


@dataclass(frozen=True)
class Change:
    """A change of level at one age.

    ``levels``: who changes, level of ``factor`` -> weight; ``to``: the level they would stand in instead; ``for_life``:
    both stay where they are from then on; ``counted``: share of the difference by the pack's causal share of the factor
    (no share where it has none), else the whole association.
    """

    factor: str
    levels: Mapping[str, float]
    to: str
    age: int
    for_life: bool = False
    counted: bool = True


def lifetime_gain(pack: Pack, change: Change) -> dict[str, Floats]:
    """Gain per person by payer, budget and society for every year from the change on, shape ``(years,)`` [kroner].

    The two groups are alike in every factor that stands before the changed one in the pack; those without a counterpart
    are left out.  Real growth begins at the change.  Raises ValueError where nobody is left.
    """
    here = Evaluator(pack)
    table = Design().block(pack, 0, 1)
    ordinary = here.baseline(table)
    plan, values, first = here.plan(), Values(here.plan().index, table), change.age - pack.ages[0]
    before, after = _groups(plan, ordinary.start[first, :, 0], change)
    later = Evaluator(_still(pack, change)) if change.for_life else here
    runs = [later.baseline(table, {change.age: keep}, ordinary.means) for keep in (before, after)]
    people = float(runs[0].start[first].sum())
    if people <= 0.0:
        raise ValueError(f"nobody changes to {change.to} at {change.age}: no people, or none like them there")
    amounts = (runs[1].amounts - runs[0].amounts) / people * _weights(pack, plan, values, change, first)
    flows = flows_of(pack, values, plan, to_legs(plan, values, amounts))
    return {key: flow[first:, 0] for key, flow in flows.items()}


def lifetime_value(pack: Pack, flow: Floats, rate: float | None = None) -> float:
    """Present value at the change of one flow of :func:`lifetime_gain`; at the pack's own rates without ``rate``."""
    schedule = pack.discount.money if rate is None else {0: "rate"}
    rates = {id: np.array([pack.numbers[id].value if rate is None else rate]) for id in schedule.values()}
    return float(flow @ discount_factors(schedule, rates.__getitem__, len(flow))[:, 0])


def _groups(plan: Plan, stock: Floats, change: Change) -> tuple[Floats, Floats]:
    """Shares of each cell to keep: those who change, and as many in the other level, alike in the factors before."""
    people = stock.reshape(plan.shape)
    weights = state_weights(plan.factors, {change.factor: change.levels}).reshape(plan.shape)
    target = state_weights(plan.factors, {change.factor: {change.to: 1.0}}).reshape(plan.shape)
    later = tuple(range(plan.factors[change.factor].axis, len(plan.shape)))
    leave = (people * weights).sum(axis=later, keepdims=True)
    stand = (people * target).sum(axis=later, keepdims=True)
    found = stand > 0.0
    return weights * found, target * np.where(found, leave / np.where(found, stand, 1.0), 0.0)


def _weights(pack: Pack, plan: Plan, values: Values, change: Change, first: int) -> Floats:
    """Real growth since the change times the share that counts, (items, periods, rows)."""
    years = np.maximum(np.arange(plan.periods) - first, 0)[:, None]
    stage = Stage(change.factor) if change.counted and change.factor in pack.causal else DIRECT
    shares = [follows_of(pack, id).share(pack, stage) for id in plan.items]
    growth = [(1.0 + values[id]) ** years if id else np.ones_like(years, dtype=float) for id in item_growth(pack, plan)]
    return np.array([g * (values[id] if id else 1.0) for g, id in zip(growth, shares, strict=True)])


def _still(pack: Pack, change: Change) -> Pack:
    """The pack without yearly transitions of the changed factor from that age on."""
    own = {process.id for process in pack.processes if process.factor == change.factor and not process.once}
    kept = (t if t.process not in own else _until(t, change.age - 1) for t in pack.transitions)
    return replace(pack, transitions=tuple(t for t in kept if t is not None))


def _until(row: Transition, age: int) -> Transition | None:
    where = row.where
    if where.age_from is not None and where.age_from > age:
        return None
    return replace(row, where=replace(where, age_to=age if where.age_to is None else min(where.age_to, age)))
