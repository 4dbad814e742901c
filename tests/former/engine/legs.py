"""Legs: what each payer gains or pays of each item; double entry."""

from __future__ import annotations

import numpy as np
from tests.former.engine.axes import Floats
from tests.former.engine.plan import Plan
from tests.former.engine.processes import holds
from tests.former.engine.values import Values

KIND_SUM = {"resource": -1.0, "transfer": 0.0, "production": 1.0, "wellbeing": 0.0}


def to_legs(plan: Plan, values: Values, amounts: Floats) -> Floats:
    """Split the money of items to payers: ``(items, periods, rows)`` to ``(legs, periods, rows)``, as in ``plan.legs``.

    Positive is a gain or saving, negative a cost.
    """
    return leg_shares(plan, values, amounts.shape[1]) * amounts[[item for item, _ in plan.legs]]


def leg_shares(plan: Plan, values: Values, periods: int) -> Floats:
    """What a payer gains (+) or pays (-) per krone of an item, (legs, periods, rows).

    A `rest` leg is what makes an item's legs add up to -1 (resource), 0 (transfer) or +1 (production) at that age.
    Wellbeing has no payer.
    """
    place = {leg: k for k, leg in enumerate(plan.legs)}
    shares = np.zeros((len(plan.legs), periods, values.rows))
    assigned = np.zeros((len(plan.items), periods, values.rows))
    ages = range(plan.ages[0], plan.ages[0] + periods)
    for item, payer, row in sorted(plan.splits, key=lambda split: split[2].rest):
        here = np.array([holds(row, age) for age in ages])[:, None]
        share = here * (KIND_SUM[plan.kinds[item]] - assigned[item] if row.rest else values.tied(row))
        assigned[item] += share
        shares[place[item, payer]] += share
    for programme in plan.programmes:
        for payer_id, paid in programme.paid_by.items():
            shares[place[plan.items.index(programme.id), plan.payers.index(payer_id)]] -= values[paid]
    return shares


def to_payers(plan: Plan, legs: Floats) -> Floats:
    """Add legs up by payer: ``(legs, ...)`` to ``(payers, ...)``."""
    result = np.zeros((len(plan.payers), *legs.shape[1:]))
    np.add.at(result, [payer for _, payer in plan.legs], legs)
    return result
