"""The ledger of one arm: gains and losses by payer, budget and year, in full value or as what budgets can release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tidlig.analysis.evaluate.evaluator import Difference
from tidlig.appraisal.cash import cashable, released_share
from tidlig.appraisal.discounting import Floats, discount_factors, present_value
from tidlig.appraisal.perspectives import by_budget
from tidlig.engine.legs import to_payers
from tidlig.engine.plan.program import Plan
from tidlig.engine.values import Values
from tidlig.pack.pack import Pack

PROGRAMME_COST = "programme_cost"


@dataclass(frozen=True)
class Ledger:
    """Gains and losses of one arm over a life course, per person born; rows last.

    ``flows``: payer, budget, society -> (periods, rows); ``cost``: the programmes' own cost (periods, rows), and
    ``public_cost`` what public payers bear of it; ``factors``: discount factors (periods, rows).
    """

    flows: Mapping[str, Floats]
    cost: Floats
    public_cost: Floats
    factors: Floats

    def npv(self) -> dict[str, Floats]:
        """Present values at the start year, shape ``(rows,)`` each; programme cost is negative."""
        values = {key: present_value(flow, self.factors) for key, flow in self.flows.items()}
        return values | {PROGRAMME_COST: -present_value(self.cost, self.factors)}


def ledger_of(pack: Pack, values: Values, difference: Difference) -> Ledger:
    """The ledger of one arm for the rows of a block, in full value."""
    return _ledger(pack, values, difference, difference.legs)


def cash_ledger_of(pack: Pack, values: Values, difference: Difference) -> Ledger:
    """The ledger of one arm in which only what can be taken out of a budget counts as a saving."""
    return _ledger(pack, values, difference, cashable_legs(pack, values, difference.plan, difference.legs))


def _ledger(pack: Pack, values: Values, difference: Difference, legs: Floats) -> Ledger:
    flows = flows_of(pack, values, difference.plan, legs)
    periods = legs.shape[1]
    factors = discount_factors(pack.discount.money, values.__getitem__, periods, first=pack.discount.first)
    cost = difference.amounts[len(pack.items) :].sum(axis=0)
    public = [k for k, leg in enumerate(difference.plan.legs) if _is_public_cost(pack, difference.plan, leg)]
    return Ledger(flows, cost, -legs[public].sum(axis=0), factors)


def _is_public_cost(pack: Pack, plan: Plan, leg: tuple[int, int]) -> bool:
    """Tell whether a leg is what a public payer bears of a programme."""
    item, payer = leg
    return item >= len(pack.items) and plan.payers[payer] in pack.members(pack.roles.public)


def flows_of(pack: Pack, values: Values, plan: Plan, legs: Floats) -> dict[str, Floats]:
    """Legs, (legs, years, rows), as gains by payer, budget and society, (years, rows) each."""
    cost = values[pack.tax_financing] if pack.tax_financing else np.zeros(values.rows)
    return by_budget(to_payers(plan, legs), pack.payers, pack.budgets, pack.roles.public, cost)


def cashable_legs(pack: Pack, values: Values, plan: Plan, legs: Floats) -> Floats:
    """Legs, (legs, years from the start year, rows), with savings cut to what the payer's budget can release."""
    released = {(c.item, c.payer): c for c in pack.cash}
    shares = np.ones((len(plan.legs), legs.shape[1], values.rows))
    for k, (item, payer) in enumerate(plan.legs):
        cash = released.get((plan.items[item], plan.payers[payer]))
        if cash is not None:
            short = values[cash.short] if cash.short else np.zeros(values.rows)
            shares[k] = released_share(short, values[cash.long], values[cash.years], legs.shape[1])
    return cashable(legs, shares)
