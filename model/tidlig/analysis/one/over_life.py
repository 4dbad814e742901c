"""What one arm gives over the life of a birth cohort, for one row of results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tidlig.analysis.evaluate.evaluator import Block
from tidlig.analysis.one.budget import cohort_size
from tidlig.analysis.one.effectiveness import wellbeing
from tidlig.analysis.one.indicators import Purses, indicators, npv_at_rates, paybacks, per_person
from tidlig.analysis.one.ledger import Ledger, cash_ledger_of, ledger_of
from tidlig.analysis.one.outcomes import outcome_differences
from tidlig.appraisal.discounting import Floats
from tidlig.appraisal.indicators import Figure, Figures, cost_per_outcome
from tidlig.appraisal.perspectives import SOCIETY
from tidlig.pack.pack import Pack, Scenario


def arm_kind(pack: Pack, bundle: tuple[str, ...]) -> str:
    """``early``, ``repair`` or, for a bundle of the two, ``both``."""
    kinds = {pack.programmes[id].kind for id in bundle}
    return kinds.pop() if len(kinds) == 1 else "both"


@dataclass(frozen=True, slots=True)
class Cohort:
    """One arm for a birth cohort of ``size`` children, of whom ``persons`` take part; ``npv``: present values of all.

    ``ledger``: per person born; everything else of the whole cohort, (rows,).
    """

    ledger: Ledger
    size: float
    persons: Floats
    npv: Mapping[str, Floats]


def cohort_of(pack: Pack, block: Block, id: str) -> Cohort:
    """One arm for a cohort, for the rows of a block."""
    size, difference = cohort_size(pack), block.arms[id]
    ledger = ledger_of(pack, block.baseline.values, difference)
    persons = sum((entered.sum(axis=0) for entered in difference.entries.values()), np.zeros(difference.values.rows))
    return Cohort(ledger, size, size * persons, {key: value * size for key, value in ledger.npv().items()})


def figures_of(pack: Pack, block: Block, id: str, cohort: Cohort) -> dict[str, Figures]:
    """Every figure of one arm for every row of a block, by its path in the document."""
    figures = indicators(cohort.ledger, cohort.npv, cohort.persons, Purses.of(pack))
    if not cohort.size:  # nobody is born, so that nobody gains or loses anything
        figures = {
            path: Figures.of(figure.values, {"nobody_enrolled": np.ones(figure.values.shape, dtype=bool)})
            for path, figure in figures.items()
        }
    public = cohort.npv[pack.roles.public or SOCIETY]
    for outcome, change in outcome_differences(pack, block.baseline.values, block.arms[id]).items():
        total = change * cohort.size
        gain = total if pack.outcomes[outcome].good == "more" else -total
        figures[f"outcomes.{outcome}.difference"] = Figures.of(total)
        figures[f"outcomes.{outcome}.cost_per_unit"] = cost_per_outcome(public, gain)
    return figures


def briefly(pack: Pack, scenario: Scenario, block: Block, id: str) -> dict[str, Any]:
    """The figures of one arm that are set beside other places'; ``block`` has one row."""
    cohort = cohort_of(pack, block, id)
    back = nested(_ones(per_person(cohort.npv, cohort.persons) | paybacks(cohort.ledger)))
    kept = {key: back.get(key, {}) for key in ("npv_per_person", "payback_year_discounted")}
    return _named(pack, scenario, cohort, id) | kept | {"cash": {"npv": cash_npv(pack, block, id)}}


def over_life(pack: Pack, scenario: Scenario, block: Block, id: str) -> dict[str, Any]:
    """One arm's part of the document that speaks of the cohort; ``block`` has one row."""
    cohort, difference, values = cohort_of(pack, block, id), block.arms[id], block.baseline.values
    figures = _ones(figures_of(pack, block, id, cohort))
    flows = {key: flow[:, 0] * cohort.size for key, flow in cohort.ledger.flows.items()}
    told = {"outcomes": {}, **nested(figures)}
    if measures := {key: value * cohort.size for key, value in wellbeing(pack, values, difference).items()}:
        told["wellbeing"] = measures
    for outcome, entry in told["outcomes"].items():
        entry["unit"] = pack.outcomes[outcome].unit
    return {
        **_named(pack, scenario, cohort, id),
        "npv_at": npv_at_rates(cohort.ledger, figures, cohort.size),
        **told,
        "yearly": [
            {"year": scenario.start_year + t, "age": pack.ages[0] + t} | {k: float(f[t]) for k, f in flows.items()}
            for t in range(len(cohort.ledger.factors))
        ],
        "why": {key: figure.why for key, figure in figures.items() if figure.why},
    }


def _ones(figures: Mapping[str, Figures]) -> dict[str, Figure]:
    return {path: figure.row(0) for path, figure in figures.items()}


def _named(pack: Pack, scenario: Scenario, cohort: Cohort, id: str) -> dict[str, Any]:
    bundle = scenario.arms[id]
    return {
        "id": id,
        "kind": arm_kind(pack, bundle),
        "programmes": list(bundle),
        "persons": cohort.persons.item(),
        "cohort": cohort.size,
        "npv": {key: value.item() for key, value in cohort.npv.items()},
    }


def cash_npv(pack: Pack, block: Block, id: str) -> dict[str, float]:
    """Present values of a cohort [kroner] by payer and budget, where only what can be taken out of a budget counts."""
    ledger = cash_ledger_of(pack, block.baseline.values, block.arms[id])
    return {key: value.item() * cohort_size(pack) for key, value in ledger.npv().items()}


def nested(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """``{"a.b": figure}`` as ``{"a": {"b": value}}``."""
    result: dict[str, Any] = {}
    for path, figure in figures.items():
        *groups, last = path.split(".")
        at = result
        for group in groups:
            at = at.setdefault(group, {})
        at[last] = figure.value
    return result
