"""Indicators read off one ledger row, with their sign rules; a figure that does not exist is None with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy_financial as npf

from tidlig.appraisal.discounting import Floats

TINY = 1e-9  # smaller changes [kroner] are rounding, not an outlay


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or None with the reason why there is none."""

    value: float | None
    why: str = ""


def cost_benefit_ratio(net_present_value: float, cost: float) -> Figure:
    """Benefit-cost ratio 1 + NPV / I, I = present value of the programme's own cost; none where I <= 0."""
    if cost <= TINY:
        return Figure(None, "no_cost")
    return Figure(1.0 + net_present_value / cost)


def social_return_on_investment(net_present_value: float, tax_financing: float, cost: float) -> Figure:
    """Social return per krone of programme cost I: 1 + (society's NPV - tax-financing line) / I; none if I <= 0."""
    return cost_benefit_ratio(net_present_value - tax_financing, cost)


def marginal_value_of_public_funds(willingness_to_pay: float, net_gain_public: float) -> Figure:
    """Marginal value of public funds W / -G: what those who pay no public budget gain per krone of net public cost.

    G >= 0: infinite, ``pays_for_itself``, or with W < 0 ``saves_participants_lose``.  A negative W with G < 0 gives a
    negative figure.  Both are present values.  Source: Hendren and Sprung-Keyser, A Unified Welfare Analysis of
    Government Policies, Quarterly Journal of Economics 135(3), 2020.
    """
    if net_gain_public < -TINY:
        return Figure(willingness_to_pay / -net_gain_public)
    return Figure(None, "saves_participants_lose" if willingness_to_pay < -TINY else "pays_for_itself")


def internal_rate_of_return(flows: Floats) -> Figure:
    """Internal rate of return [per year] of yearly flows, defined only with one sign change, minus to plus."""
    signs = np.sign(np.where(np.abs(flows) > TINY, flows, 0.0))
    signs = signs[signs != 0.0]
    changes = int((signs[1:] != signs[:-1]).sum())
    if changes == 0 or (changes == 1 and signs[0] > 0):
        return Figure(None, "no_sign_change")
    if changes > 1:
        return Figure(None, "several_sign_changes")
    rate = float(npf.irr(flows))
    return Figure(rate) if np.isfinite(rate) else Figure(None, "no_sign_change")


def payback_year(flows: Floats) -> Figure:
    """Years from the first outlay to where the cumulative balance is, and stays, zero or more."""
    outlays = np.flatnonzero(flows < -TINY)
    if not len(outlays) or float(np.cumsum(flows).min()) >= -TINY:
        return Figure(None, "no_outlay")
    short = np.flatnonzero(np.cumsum(flows) < -TINY)
    if short[-1] == len(flows) - 1:
        return Figure(None, "never")
    return Figure(float(short[-1] + 1 - outlays[0]))


def cost_per_outcome(public: float, gain: float) -> Figure:
    """Net public cost per unit of outcome gained, -G / gain; none where it gains nothing or saves money."""
    if gain < -TINY:
        return Figure(None, "saves_worse" if public > 0.0 else "dominated")
    if gain <= TINY:
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
