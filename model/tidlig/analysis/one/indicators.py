"""Every indicator of a ledger: ratios, rates of return and payback, each a number or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tidlig.analysis.one.ledger import PROGRAMME_COST, Ledger
from tidlig.appraisal.discounting import Floats, present_value
from tidlig.appraisal.indicators import (
    Bools,
    Figures,
    Gross,
    cost_benefit_ratio,
    internal_rate_of_return,
    marginal_value_of_public_funds,
    payback_year,
    present_values_at,
    ratio,
    social_return_on_investment,
)
from tidlig.appraisal.perspectives import SOCIETY, TAX_FINANCING
from tidlig.pack.pack import Pack
from tidlig.result.figure import Figure

UNRATED = ("gains_first", "no_root", "several_roots")  # reasons that leave present values at some rates to be told


@dataclass(frozen=True, slots=True)
class Purses:
    """``public`` payers, and ``private`` ones whose gain is what a programme is worth; those who give are neither.

    ``budget``: id under which the public ones are added up, "" where there are none.
    """

    budget: str
    public: tuple[str, ...]
    private: tuple[str, ...]

    @classmethod
    def of(cls, pack: Pack) -> Purses:
        """Return those of a pack: private is who stands in no public budget and gives nothing away."""
        public = pack.members(pack.roles.public)
        private = tuple(payer for payer in pack.payers if payer not in (*public, *pack.roles.gifts))
        return cls(pack.roles.public, public, private)


def indicators(ledger: Ledger, npv: Mapping[str, Floats], persons: Floats, purses: Purses) -> dict[str, Figures]:
    """Every indicator of a ledger's rows by its path in the document, ``npv_per_person.state``, ``mvpf``.

    ``npv``: present values for the whole cohort; ``persons``: those enrolled from it; both (rows,).
    """
    rates = {f"irr.{key}": internal_rate_of_return(flow) for key, flow in _timed(ledger)}
    return per_person(npv, persons) | _ratios(ledger, persons > 0.0, purses) | rates | paybacks(ledger)


def per_person(npv: Mapping[str, Floats], persons: Floats) -> dict[str, Figures]:
    """Present values by one of those enrolled."""
    nobody = ~(persons > 0.0)
    divided = {key: ratio(value, persons, nobody) for key, value in npv.items()}
    return {f"npv_per_person.{key}": Figures.of(value, {"nobody_enrolled": nobody}) for key, value in divided.items()}


def npv_at_rates(ledger: Ledger, figures: Mapping[str, Figure], cohort: float) -> dict[str, dict[str, float]]:
    """Present values of a cohort at some rates, of those whose flows change sign but have no rate of return.

    ``ledger``: of one row, whose ``figures`` these are.
    """
    return {
        key: present_values_at(flow[:, 0] * cohort)
        for key, flow in ledger.flows.items()
        if (rate := figures.get(f"irr.{key}")) and rate.why in UNRATED
    }


def _ratios(ledger: Ledger, enrolled: Bools, purses: Purses) -> dict[str, Figures]:
    """Ratios of a ledger's rows, from present values per person born."""
    worth = ledger.npv()
    gross = Gross(_gross(ledger, purses.public), _gross(ledger, purses.private))
    every, cost = gross.public + gross.private, -worth[PROGRAMME_COST]
    figures = {
        "bcr.society": cost_benefit_ratio(worth[SOCIETY], cost, every),
        "sroi": social_return_on_investment(worth[SOCIETY], worth[TAX_FINANCING], cost, every),
    }
    if purses.budget:
        figures["bcr.public"] = cost_benefit_ratio(
            worth[purses.budget], present_value(ledger.public_cost, ledger.factors), every
        )
        figures["mvpf"] = _mvpf(worth, gross, enrolled, purses)
    return figures


def _mvpf(worth: Mapping[str, Floats], gross: Gross, enrolled: Bools, purses: Purses) -> Figures:
    """What private payers gain per krone of net public cost, where somebody is enrolled and some payer is private."""
    if not purses.private:
        return Figures.of(
            worth[purses.budget], {"nobody_enrolled": ~enrolled, "nothing_valued": np.ones_like(enrolled)}
        )
    gain = sum(worth[payer] for payer in purses.private)
    found = marginal_value_of_public_funds(gain, worth[purses.budget], gross)
    return Figures(np.where(enrolled, found.values, np.nan), np.where(enrolled, found.why, "nobody_enrolled"))


def paybacks(ledger: Ledger) -> dict[str, Figures]:
    """Payback of a ledger's rows, plain and discounted, by payer, budget and for society."""
    figures = {}
    outlay, discounted = ledger.cost.sum(axis=0), (ledger.cost * ledger.factors).sum(axis=0)
    for key, flow in _timed(ledger):
        figures[f"payback_year.{key}"] = payback_year(flow, outlay)
        figures[f"payback_year_discounted.{key}"] = payback_year(flow * ledger.factors, discounted)
    return figures


def _timed(ledger: Ledger) -> list[tuple[str, Floats]]:
    """The flows of which it is told when they are back."""
    return [(key, flow) for key, flow in ledger.flows.items() if key != TAX_FINANCING]


def _gross(ledger: Ledger, payers: tuple[str, ...]) -> Floats:
    """Present value of everything that some payers gain and lose, without signs, (rows,)."""
    flows: list[Floats] = [np.abs(ledger.flows[payer]) for payer in payers]
    return sum((present_value(flow, ledger.factors) for flow in flows), start=np.zeros(ledger.factors.shape[1]))
