"""Legs: what each payer gains or pays of each item; double entry."""

from __future__ import annotations

import numpy as np

from tidlig.engine.plan.axes import Floats
from tidlig.engine.plan.program import Plan
from tidlig.engine.values import Values
from tidlig.pack.rows import Row

KIND_SUM = {"resource": -1.0, "transfer": 0.0, "production": 1.0, "wellbeing": 0.0}


def to_legs(plan: Plan, values: Values, amounts: Floats) -> Floats:
    """Split the money of items to payers: ``(items, periods, rows)`` to ``(legs, periods, rows)``, as in ``plan.legs``.

    Positive is a gain or saving, negative a cost.
    """
    legs = amounts[[item for item, _ in plan.legs]]
    for leg, share in zip(legs, _shares(plan, values, amounts.shape[1]), strict=True):
        leg *= share
    return legs


def leg_shares(plan: Plan, values: Values, periods: int) -> Floats:
    """What a payer gains (+) or pays (-) per krone of an item, (legs, periods, rows)."""
    shares = _shares(plan, values, periods)
    return np.array([np.broadcast_to(share, (periods, values.rows)) for share in shares])


def _shares(plan: Plan, values: Values, periods: int) -> list[Floats]:
    """The same by leg, (periods, rows) or (1, rows) where it is the same at every age.

    A `rest` leg is what makes an item's legs add up to -1 (resource), 0 (transfer) or +1 (production) at that age.
    Wellbeing has no payer.
    """
    nothing: Floats = np.zeros((1, values.rows))
    shares = dict.fromkeys(plan.legs, nothing)
    assigned = dict.fromkeys(range(len(plan.items)), nothing)
    for item, payer, row in sorted(plan.splits, key=lambda split: split[2].rest):
        here = _ages(plan, row, periods)
        share = here * (KIND_SUM[plan.kinds[item]] - assigned[item] if row.rest else values.tied(row))
        assigned[item] = assigned[item] + share
        shares[item, payer] = shares[item, payer] + share
    for programme in plan.programmes:
        for payer_id, paid in programme.paid_by.items():
            leg = (plan.items.index(programme.id), plan.payers.index(payer_id))
            shares[leg] = shares[leg] - values[paid]
    return [shares[leg] for leg in plan.legs]


def _ages(plan: Plan, row: Row, periods: int) -> Floats:
    """1 in the years in which a row holds, else 0, (periods, 1); (1, 1) where it always does."""
    if row.where.age_from is None and row.where.age_to is None:
        return np.ones((1, 1))
    born = plan.ages[0]
    first, last = row.where.band((born, born + periods - 1))
    years = np.zeros((periods, 1))
    years[first - born : max(last + 1 - born, 0)] = 1.0
    return years


def to_payers(plan: Plan, legs: Floats) -> Floats:
    """Add legs up by payer: ``(legs, ...)`` to ``(payers, ...)``."""
    result = np.zeros((len(plan.payers), *legs.shape[1:]))
    for leg, (_, payer) in zip(legs, plan.legs, strict=True):
        result[payer] += leg
    return result
