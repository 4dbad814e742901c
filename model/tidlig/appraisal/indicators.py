"""Indicators of the rows of a ledger, with their sign rules; a figure that does not exist is none, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import numpy as np
import numpy_financial as npf
from numpy.typing import NDArray

from tidlig.appraisal.discounting import Floats
from tidlig.appraisal.roots import positive_roots, single_roots
from tidlig.result.figure import Figure, Reason

ROUNDING = 1e-9  # of the gross amounts behind a figure: less is rounding, so that no reason depends on the unit
SMALL_OUTLAY = 0.01  # of the whole outlay: a payer that is never further out of pocket has nothing to be repaid
RATES = (0.0, 0.02, 0.04, 0.08)  # at which a present value is told where no rate of return is

Bools = NDArray[np.bool_]
Amounts = Floats | float  # any shape, all of a call alike


@dataclass(frozen=True, slots=True)
class Figures:
    """A figure for every row: ``values``, NaN where there is none, and ``why`` there is none, "" where there is one."""

    values: Floats
    why: NDArray[np.str_]

    @classmethod
    def of(cls, values: Amounts, reasons: Mapping[str, Bools] | None = None) -> Figures:
        """The values, but none where a reason holds; of several the first is told."""
        told = np.asarray(values, dtype=float)
        why = np.full(told.shape, "", dtype=object)
        for reason, holds in (reasons or {}).items():
            why = np.where((why == "") & holds, reason, why)
        return cls(np.where(why == "", told, np.nan), why)

    def row(self, k: int, unit: str = "") -> Figure:
        """The figure of one row."""
        return Figures(self.values[k], self.why[k : k + 1].reshape(())).one(unit)

    def one(self, unit: str = "") -> Figure:
        """The figure, where there is one only."""
        why: str = self.why.item()
        return Figure(None, unit, cast(Reason, why)) if why else Figure(self.values.item(), unit)


def cost_benefit_ratio(net_present_value: Amounts, cost: Amounts, gross: Amounts = 0.0) -> Figures:
    """Benefit-cost ratio 1 + NPV / I, I = present value of the programme's cost that those bear whose gain it is.

    ``gross``: sum of all amounts behind the two, of which a rounding error is no cost; none where I <= 0.
    """
    none = np.asarray(cost <= ROUNDING * np.asarray(gross))
    return Figures.of(1.0 + ratio(net_present_value, cost, none), {"no_cost": none})


def ratio(part: Amounts, whole: Amounts, none: Bools) -> Floats:
    """One amount by another, 0 where there is to be none; infinite where it is too large to be written."""
    with np.errstate(over="ignore"):
        return np.asarray(np.where(none, 0.0, part) / np.where(none, 1.0, whole))


def social_return_on_investment(
    net_present_value: Amounts, tax_financing: Amounts, cost: Amounts, gross: Amounts = 0.0
) -> Figures:
    """Social return per krone of programme cost I: 1 + (society's NPV - tax-financing line) / I; none if I <= 0."""
    return cost_benefit_ratio(net_present_value - tax_financing, cost, gross)


@dataclass(frozen=True, slots=True)
class Gross:
    """Present values of everything that moves, without signs: of ``public`` payers and of ``private`` ones."""

    public: Amounts
    private: Amounts


def marginal_value_of_public_funds(willingness_to_pay: Amounts, net_gain_public: Amounts, gross: Gross) -> Figures:
    """Marginal value of public funds W / -G: what private payers, gifts apart, gain per krone of net public cost.

    G >= 0: infinite, ``pays_for_itself``, or with W < 0 ``saves_participants_lose``.  A negative W with G < 0 gives a
    negative figure.  Where the public purse neither pays nor gets anything: ``no_public_money``.  All are present
    values.  Source: Hendren and Sprung-Keyser, A Unified Welfare Analysis of Government Policies, Quarterly Journal of
    Economics 135(3), 2020.
    """
    public, private = np.asarray(gross.public), np.asarray(gross.private)
    gain, worth = np.asarray(net_gain_public), np.asarray(willingness_to_pay)
    free = ~(gain < -ROUNDING * public)
    reasons = {
        "no_public_money": (public <= ROUNDING * private) | (public == 0.0),
        "saves_participants_lose": free & (worth < -ROUNDING * private),
        "pays_for_itself": free,
    }
    return Figures.of(ratio(worth, -gain, free), reasons)


def internal_rate_of_return(flows: Floats) -> Figures:
    """Internal rate of return [per year] of flows, (years, ...): the one real root r > -1 of their present value.

    Given only where an outlay comes first and the root is the only one: then the present value falls at it.  Otherwise
    ``no_sign_change``, ``gains_first``, ``no_root`` or ``several_roots``.
    """
    rows = flows.reshape(len(flows), -1)
    rows = np.where(np.abs(rows) > ROUNDING * np.abs(rows).sum(axis=0), rows, 0.0)
    changes, first = _changes(np.sign(rows))
    rates, reasons = (
        np.zeros(rows.shape[1]),
        {why: np.zeros(rows.shape[1], bool) for why in ("no_root", "several_roots")},
    )
    single, more = (changes == 1) & (first < 0), np.flatnonzero((changes > 1) & (first < 0))
    rates[single] = 1.0 / single_roots(rows[:, single].T) - 1.0
    for k in more.tolist():
        roots = positive_roots(np.trim_zeros(rows[:, k]))
        if len(roots) == 1:
            rates[k] = 1.0 / roots[0] - 1.0
        else:
            reasons["several_roots" if roots else "no_root"][k] = True
    found = Figures.of(rates, {"no_sign_change": changes == 0, "gains_first": first > 0, **reasons})
    return Figures(found.values.reshape(flows.shape[1:]), found.why.reshape(flows.shape[1:]))


def _changes(signs: Floats) -> tuple[NDArray[np.intp], Floats]:
    """How often the sign of flows that are not nought changes, and the first sign, by row."""
    moves = signs != 0.0
    last = np.maximum.accumulate(np.where(moves, np.arange(len(signs))[:, None], 0), axis=0)
    carried = np.take_along_axis(signs, last, axis=0)  # noughts have the sign of the flow before them
    changed = (carried[1:] != carried[:-1]) & (carried[:-1] != 0.0)
    first = np.take_along_axis(signs, moves.argmax(axis=0)[None], axis=0)[0]
    return changed.sum(axis=0), first


def present_values_at(flows: Floats) -> dict[str, float]:
    """Present value of yearly flows at some rates [per year], by the rate as it is written."""
    return {f"{rate:g}": float(npf.npv(rate, flows)) for rate in RATES}


def payback_year(flows: Floats, outlay: Amounts = 0.0) -> Figures:
    """Years from the first outlay to where the cumulative balance of flows, (years, ...), is, and stays, zero or more.

    ``outlay``: what the programme costs all payers together, or 0: then the gross flows stand for it.  A payer whose
    balance is never further below zero than a hundredth of it has nothing to be repaid.
    """
    balance, gross = np.cumsum(flows, axis=0), np.abs(flows).sum(axis=0)
    spent, short = flows < -ROUNDING * gross, balance < -ROUNDING * gross
    lowest, whole = balance.min(axis=0), np.where(np.asarray(outlay) == 0.0, gross, outlay)
    back = len(flows) - short[::-1].argmax(axis=0)  # the year after the last one that is short
    reasons = {
        "no_outlay": ~spent.any(axis=0) | (lowest >= -ROUNDING * gross),
        "small_outlay": -lowest < SMALL_OUTLAY * whole,
        "never": back == len(flows),
    }
    return Figures.of(back - spent.argmax(axis=0), reasons)


def cost_per_outcome(public: Amounts, gain: Amounts) -> Figures:
    """Net public cost per unit of outcome gained, -G / gain; none where it gains nothing or saves money."""
    net, gained = np.asarray(public), np.asarray(gain)
    reasons = {
        "saves_worse": (gained < 0.0) & (net > 0.0),
        "dominated": gained < 0.0,
        "no_gain": gained == 0.0,
        "saves": net >= 0.0,
    }
    return Figures.of(ratio(-net, gained, gained == 0.0), reasons)


def incremental_ratios(costs: list[float], effects: list[float]) -> list[Figure]:
    """Incremental cost-effectiveness ratios along the frontier, in the order given.

    Strategies that cost more and do no more than another (strong dominance), or lie above the line between two others
    (extended dominance), have none.  The cheapest has none either: it is the reference.
    Source: Drummond et al., Methods for the Economic Evaluation of Health Care Programmes, 4th ed., chapter 4.
    """
    figures = [Figure(None, why="dominated") for _ in costs]
    frontier: list[int] = []
    for k in sorted(range(len(costs)), key=lambda i: (costs[i], -effects[i])):
        if frontier and effects[k] <= effects[frontier[-1]]:
            continue
        while len(frontier) > 1 and _slope(costs, effects, frontier[-1], k) < _slope(costs, effects, *frontier[-2:]):
            frontier.pop()
        frontier.append(k)
    figures[frontier[0]] = Figure(None, why="reference")
    for before, k in pairwise(frontier):
        figures[k] = Figure(_slope(costs, effects, before, k))
    return figures


def _slope(costs: list[float], effects: list[float], a: int, b: int) -> float:
    return (costs[b] - costs[a]) / (effects[b] - effects[a])
