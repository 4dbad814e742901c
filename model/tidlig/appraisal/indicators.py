"""Indicators read off one ledger row, with their sign rules; a figure that does not exist is None with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy_financial as npf

from tidlig.appraisal.discounting import Floats
from tidlig.appraisal.roots import positive_roots

ROUNDING = 1e-9  # of the gross amounts behind a figure: less is rounding, so that no reason depends on the unit
SMALL_OUTLAY = 0.01  # of the whole outlay: a payer that is never further out of pocket has nothing to be repaid
RATES = (0.0, 0.02, 0.04, 0.08)  # at which a present value is told where no rate of return is


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or None with the reason why there is none."""

    value: float | None
    why: str = ""


def cost_benefit_ratio(net_present_value: float, cost: float, gross: float = 0.0) -> Figure:
    """Benefit-cost ratio 1 + NPV / I, I = present value of the programme's cost that those bear whose gain it is.

    ``gross``: sum of all amounts behind the two, of which a rounding error is no cost; none where I <= 0.
    """
    if cost <= ROUNDING * gross:
        return Figure(None, "no_cost")
    return Figure(1.0 + net_present_value / cost)


def social_return_on_investment(
    net_present_value: float, tax_financing: float, cost: float, gross: float = 0.0
) -> Figure:
    """Social return per krone of programme cost I: 1 + (society's NPV - tax-financing line) / I; none if I <= 0."""
    return cost_benefit_ratio(net_present_value - tax_financing, cost, gross)


@dataclass(frozen=True, slots=True)
class Gross:
    """Present values of everything that moves, without signs: of ``public`` payers and of ``private`` ones."""

    public: float
    private: float


def marginal_value_of_public_funds(willingness_to_pay: float, net_gain_public: float, gross: Gross) -> Figure:
    """Marginal value of public funds W / -G: what private payers, gifts apart, gain per krone of net public cost.

    G >= 0: infinite, ``pays_for_itself``, or with W < 0 ``saves_participants_lose``.  A negative W with G < 0 gives a
    negative figure.  Where the public purse neither pays nor gets anything: ``no_public_money``.  All are present
    values.  Source: Hendren and Sprung-Keyser, A Unified Welfare Analysis of Government Policies, Quarterly Journal of
    Economics 135(3), 2020.
    """
    if gross.public <= ROUNDING * gross.private or gross.public == 0.0:
        return Figure(None, "no_public_money")
    if net_gain_public < -ROUNDING * gross.public:
        return Figure(willingness_to_pay / -net_gain_public)
    lost = willingness_to_pay < -ROUNDING * gross.private
    return Figure(None, "saves_participants_lose" if lost else "pays_for_itself")


def internal_rate_of_return(flows: Floats) -> Figure:
    """Internal rate of return [per year] of yearly flows: the one real root r > -1 of their present value.

    Given only where an outlay comes first and the root is the only one: then the present value falls at it.  Otherwise
    ``no_sign_change``, ``gains_first``, ``no_root`` or ``several_roots``.
    """
    kept = np.flatnonzero(np.abs(flows) > ROUNDING * np.abs(flows).sum())
    signs = np.sign(flows[kept])
    if not len(kept) or (signs == signs[0]).all():
        return Figure(None, "no_sign_change")
    if signs[0] > 0:
        return Figure(None, "gains_first")
    roots = positive_roots(flows[kept[0] : kept[-1] + 1])
    if len(roots) != 1:
        return Figure(None, "several_roots" if roots else "no_root")
    return Figure(1.0 / roots[0] - 1.0)


def present_values_at(flows: Floats) -> dict[str, float]:
    """Present value of yearly flows at some rates [per year], by the rate as it is written."""
    return {f"{rate:g}": float(npf.npv(rate, flows)) for rate in RATES}


def payback_year(flows: Floats, outlay: float = 0.0) -> Figure:
    """Years from the first outlay to where the cumulative balance is, and stays, zero or more.

    ``outlay``: what the programme costs all payers together, or 0: then the gross flows stand for it.  A payer whose
    balance is never further below zero than a hundredth of it has nothing to be repaid.
    """
    balance, gross = np.cumsum(flows), float(np.abs(flows).sum())
    outlays = np.flatnonzero(flows < -ROUNDING * gross)
    if not len(outlays) or float(balance.min()) >= -ROUNDING * gross:
        return Figure(None, "no_outlay")
    if -float(balance.min()) < SMALL_OUTLAY * (outlay or gross):
        return Figure(None, "small_outlay")
    short = np.flatnonzero(balance < -ROUNDING * gross)
    if short[-1] == len(flows) - 1:
        return Figure(None, "never")
    return Figure(float(short[-1] + 1 - outlays[0]))


def cost_per_outcome(public: float, gain: float) -> Figure:
    """Net public cost per unit of outcome gained, -G / gain; none where it gains nothing or saves money."""
    if gain < 0.0:
        return Figure(None, "saves_worse" if public > 0.0 else "dominated")
    if gain == 0.0:
        return Figure(None, "no_gain")
    if public >= 0.0:
        return Figure(None, "saves")
    return Figure(-public / gain)


def incremental_ratios(costs: list[float], effects: list[float]) -> list[Figure]:
    """Incremental cost-effectiveness ratios along the frontier, in the order given.

    Strategies that cost more and do no more than another (strong dominance), or lie above the line between two others
    (extended dominance), have none.  The cheapest has none either: it is the reference.
    Source: Drummond et al., Methods for the Economic Evaluation of Health Care Programmes, 4th ed., chapter 4.
    """
    figures = [Figure(None, "dominated") for _ in costs]
    frontier: list[int] = []
    for k in sorted(range(len(costs)), key=lambda i: (costs[i], -effects[i])):
        if frontier and effects[k] <= effects[frontier[-1]]:
            continue
        while len(frontier) > 1 and _slope(costs, effects, frontier[-1], k) < _slope(costs, effects, *frontier[-2:]):
            frontier.pop()
        frontier.append(k)
    figures[frontier[0]] = Figure(None, "reference")
    for before, k in pairwise(frontier):
        figures[k] = Figure(_slope(costs, effects, before, k))
    return figures


def _slope(costs: list[float], effects: list[float], a: int, b: int) -> float:
    return (costs[b] - costs[a]) / (effects[b] - effects[a])
