"""What one arm gives over the life of a birth cohort, for one row of results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tidlig.analysis.budget import cohort_size
from tidlig.analysis.effectiveness import wellbeing
from tidlig.analysis.evaluate import Block, Difference
from tidlig.analysis.indicators import Purses, indicators, npv_at_rates, paybacks, per_person
from tidlig.analysis.ledger import Ledger, cash_ledger_of, ledger_of
from tidlig.analysis.outcomes import outcome_differences
from tidlig.appraisal.indicators import Figure, cost_per_outcome
from tidlig.appraisal.perspectives import SOCIETY
from tidlig.assumptions.pack import Pack, Scenario
from tidlig.engine.values import Values


def arm_kind(pack: Pack, bundle: tuple[str, ...]) -> str:
    """``early``, ``repair`` or, for a bundle of the two, ``both``."""
    kinds = {pack.programmes[id].kind for id in bundle}
    return kinds.pop() if len(kinds) == 1 else "both"


@dataclass(frozen=True, slots=True)
class Cohort:
    """One arm for a birth cohort of ``size`` children, of whom ``persons`` take part; ``npv``: present values of all.

    ``ledger``: per person born.
    """

    ledger: Ledger
    size: float
    persons: float
    npv: Mapping[str, float]


def cohort_of(pack: Pack, block: Block, id: str) -> Cohort:
    """One arm of a block of one row."""
    size, difference = cohort_size(pack), block.arms[id]
    ledger = ledger_of(pack, block.baseline.values, difference)
    persons = size * sum(float(entered.sum()) for entered in difference.entries.values())
    return Cohort(ledger, size, persons, {key: value.item() * size for key, value in ledger.npv().items()})


def briefly(pack: Pack, scenario: Scenario, block: Block, id: str) -> dict[str, Any]:
    """The figures of one arm that are set beside other places'."""
    cohort = cohort_of(pack, block, id)
    back = nested(per_person(cohort.npv, cohort.persons) | paybacks(cohort.ledger))
    kept = {key: back.get(key, {}) for key in ("npv_per_person", "payback_year_discounted")}
    return _named(pack, scenario, cohort, id) | kept | {"cash": {"npv": cash_npv(pack, block, id)}}


def over_life(pack: Pack, scenario: Scenario, block: Block, id: str) -> dict[str, Any]:
    """One arm's part of the document that speaks of the cohort; ``block`` has one row."""
    cohort, difference, values = cohort_of(pack, block, id), block.arms[id], block.baseline.values
    figures = indicators(cohort.ledger, cohort.npv, cohort.persons, Purses.of(pack))
    figures |= _outcome_figures(pack, values, difference, cohort.size, cohort.npv)
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


def _named(pack: Pack, scenario: Scenario, cohort: Cohort, id: str) -> dict[str, Any]:
    bundle = scenario.arms[id]
    return {
        "id": id,
        "kind": arm_kind(pack, bundle),
        "programmes": list(bundle),
        "persons": cohort.persons,
        "cohort": cohort.size,
        "npv": dict(cohort.npv),
    }


def cash_npv(pack: Pack, block: Block, id: str) -> dict[str, float]:
    """Present values of a cohort [kroner] by payer and budget, where only what can be taken out of a budget counts."""
    ledger = cash_ledger_of(pack, block.baseline.values, block.arms[id])
    return {key: value.item() * cohort_size(pack) for key, value in ledger.npv().items()}


def _outcome_figures(
    pack: Pack, values: Values, difference: Difference, cohort: float, npv: Mapping[str, float]
) -> dict[str, Figure]:
    figures = {}
    for id, change in outcome_differences(pack, values, difference).items():
        total = change.item() * cohort
        gain = total if pack.outcomes[id].good == "more" else -total
        figures[f"outcomes.{id}.difference"] = Figure(total)
        figures[f"outcomes.{id}.cost_per_unit"] = cost_per_outcome(npv.get("public", npv[SOCIETY]), gain)
    return figures


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
