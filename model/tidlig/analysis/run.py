"""One run: the base row of a scenario as the document that the command line prints and the app shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

import tidlig
from tidlig.analysis.budget import budget_rows
from tidlig.analysis.design import Design
from tidlig.analysis.effectiveness import cost_effectiveness, wellbeing
from tidlig.analysis.evaluate import Block, Difference, Evaluator
from tidlig.analysis.outcomes import outcome_differences
from tidlig.appraisal.discounting import Floats, discount_factors, present_value
from tidlig.appraisal.indicators import (
    Figure,
    cost_benefit_ratio,
    cost_per_outcome,
    internal_rate_of_return,
    payback_year,
)
from tidlig.appraisal.perspectives import SOCIETY, TAX_FINANCING, by_budget
from tidlig.assumptions.pack import Pack, Scenario
from tidlig.engine.values import Values

PROGRAMME_COST = "programme_cost"


@dataclass(frozen=True)
class Ledger:
    """Gains and losses of one arm over a life course, per person born; rows last.

    ``flows``: payer, budget, society -> (periods, rows); ``cost``: the programmes' own cost (periods, rows);
    ``factors``: discount factors (periods, rows).
    """

    flows: Mapping[str, Floats]
    cost: Floats
    factors: Floats

    def npv(self) -> dict[str, Floats]:
        """Present values at the start year, shape ``(rows,)`` each; programme cost is negative."""
        values = {key: present_value(flow, self.factors) for key, flow in self.flows.items()}
        return values | {PROGRAMME_COST: -present_value(self.cost, self.factors)}


def ledger_of(pack: Pack, values: Values, difference: Difference) -> Ledger:
    """The ledger of one arm for the rows of a block."""
    rows = values.rows
    public_cost = values[pack.tax_financing] if pack.tax_financing else np.zeros(rows)
    flows = by_budget(difference.payers, pack.payers, pack.budgets, public_cost)
    periods = difference.payers.shape[1]
    factors = discount_factors(pack.discount.money, values.__getitem__, periods, first=pack.discount.first)
    return Ledger(flows, difference.amounts[len(pack.items) :].sum(axis=0), factors)


def cohort_size(pack: Pack) -> float:
    """Children born into the place in a year: its residents aged 0 in the newest year; 1 where none are given."""
    people = newest_residents(pack)
    return people[0] if people else 1.0


def newest_residents(pack: Pack) -> tuple[float, ...]:
    """Residents of the place by age in the newest year, empty where the pack has none."""
    years = [year for place, year in pack.residents if place == pack.place]
    return pack.residents[pack.place, max(years)] if years else ()


def run(pack: Pack, scenario: Scenario, evaluator: Evaluator | None = None) -> dict[str, Any]:
    """The document of ``docs/results.md`` for a layered pack and its scenario.

    Raises :class:`~tidlig.engine.axes.PlanError` where a bundle is too large or exits reach 1.
    """
    evaluator = evaluator or Evaluator(pack)
    (block,) = evaluator.evaluate(scenario.arms, Design())
    return {
        "version": tidlig.__version__,
        "pack": {"id": pack.id, "digest": pack.digest},
        "scenario": scenario.id,
        "place": pack.place,
        "start_year": scenario.start_year,
        "price_year": pack.price_year,
        "currency": pack.currency,
        "arms": [_arm(evaluator, scenario, block, id) for id in scenario.arms],
        **cost_effectiveness(evaluator.pack, block),
    }


def arm_kind(pack: Pack, bundle: tuple[str, ...]) -> str:
    """``early``, ``repair`` or, for a bundle of the two, ``both``."""
    kinds = {pack.programmes[id].kind for id in bundle}
    return kinds.pop() if len(kinds) == 1 else "both"


def _arm(evaluator: Evaluator, scenario: Scenario, block: Block, id: str) -> dict[str, Any]:
    pack, bundle, difference = evaluator.pack, scenario.arms[id], block.arms[id]
    ledger = ledger_of(pack, block.baseline.values, difference)
    cohort = cohort_size(pack)
    persons = cohort * sum(float(entered.sum()) for entered in difference.entries.values())
    npv = {key: float(value[0]) * cohort for key, value in ledger.npv().items()}
    figures = _figures(ledger, npv, persons)
    figures |= _outcome_figures(pack, difference, cohort, npv)
    budget, why = budget_rows(evaluator, scenario, bundle, block)
    flows = {key: flow[:, 0] * cohort for key, flow in ledger.flows.items()}
    nested = _nested(figures)
    measures = {key: value * cohort for key, value in wellbeing(pack, block.baseline.values, difference).items()}
    if measures:
        nested["wellbeing"] = measures
    for outcome, entry in nested["outcomes"].items():
        entry["unit"] = pack.outcomes[outcome].unit
    return {
        "id": id,
        "kind": arm_kind(pack, bundle),
        "programmes": list(bundle),
        "persons": persons,
        "cohort": cohort,
        "npv": npv,
        **nested,
        "yearly": [
            {"year": scenario.start_year + t, "age": pack.ages[0] + t} | {k: float(f[t]) for k, f in flows.items()}
            for t in range(len(ledger.factors))
        ],
        "budget": budget,
        "why": {key: figure.why for key, figure in figures.items() if figure.why} | why,
    }


def _figures(ledger: Ledger, npv: Mapping[str, float], persons: float) -> dict[str, Figure]:
    cost = -npv[PROGRAMME_COST]
    enrolled = persons > 0.0
    figures = {
        f"npv_per_person.{key}": Figure(value / persons) if enrolled else Figure(None, "nobody_enrolled")
        for key, value in npv.items()
    }
    figures["bcr.society"] = cost_benefit_ratio(npv[SOCIETY], cost)
    if "public" in npv:
        figures["bcr.public"] = cost_benefit_ratio(npv["public"], cost)
    for key, flow in ledger.flows.items():
        if key != TAX_FINANCING:
            figures[f"irr.{key}"] = internal_rate_of_return(flow[:, 0])
            figures[f"payback_year.{key}"] = payback_year(flow[:, 0])
            figures[f"payback_year_discounted.{key}"] = payback_year((flow * ledger.factors)[:, 0])
    return figures


def _outcome_figures(pack: Pack, difference: Difference, cohort: float, npv: Mapping[str, float]) -> dict[str, Figure]:
    figures = {}
    for id, change in outcome_differences(pack, difference).items():
        total = float(change[0]) * cohort
        gain = total if pack.outcomes[id].good == "more" else -total
        figures[f"outcomes.{id}.difference"] = Figure(total)
        figures[f"outcomes.{id}.cost_per_unit"] = cost_per_outcome(npv.get("public", npv[SOCIETY]), gain)
    return figures


def _nested(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """``{"a.b": figure}`` as ``{"a": {"b": value}}``."""
    result: dict[str, Any] = {"outcomes": {}}
    for path, figure in figures.items():
        *groups, last = path.split(".")
        at = result
        for group in groups:
            at = at.setdefault(group, {})
        at[last] = figure.value
    return result
