"""What one arm gives over the life of a birth cohort, for one row of results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from tidlig.analysis.evaluate.evaluator import Block
from tidlig.analysis.one.budget import cohort_size
from tidlig.analysis.one.effectiveness import wellbeing
from tidlig.analysis.one.indicators import Purses, indicators, npv_at_rates, paybacks, per_person
from tidlig.analysis.one.ledger import Ledger, cash_ledger_of, ledger_of
from tidlig.analysis.one.outcomes import outcome_differences
from tidlig.appraisal.discounting import Floats
from tidlig.appraisal.indicators import Figures, cost_per_outcome
from tidlig.appraisal.perspectives import SOCIETY
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.result import arm as result
from tidlig.result.arm import Arm, Flows, Kind, OutcomeFigures, PayerFigures, Ratios
from tidlig.result.figure import Figure

BY_PAYER = ("npv_per_person", "irr", "payback_year", "payback_year_discounted")
UNITS = {
    "irr": "yearly_rate",
    "payback_year": "years",
    "payback_year_discounted": "years",
    "bcr": "ratio",
    "mvpf": "ratio",
    "sroi": "ratio",
}


def arm_kind(pack: Pack, bundle: tuple[str, ...]) -> Kind:
    """``early``, ``repair`` or, for a bundle of the two, ``both``."""
    kinds = {pack.programmes[id].kind for id in bundle}
    return "both" if len(kinds) > 1 else cast(Kind, kinds.pop())


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


def briefly(pack: Pack, scenario: Scenario, block: Block, id: str) -> Arm:
    """The figures of one arm that are set beside other places'; ``block`` has one row."""
    cohort = cohort_of(pack, block, id)
    figures = _ones(pack, per_person(cohort.npv, cohort.persons) | paybacks(cohort.ledger))
    kept = {path: figure for path, figure in figures.items() if not path.startswith("payback_year.")}
    return _arm(pack, scenario, id, _sized(cohort, _by_payer(pack, block, id, cohort, kept)))


def over_life(pack: Pack, scenario: Scenario, block: Block, id: str) -> Arm:
    """One arm over the life of a cohort; ``block`` has one row."""
    cohort = cohort_of(pack, block, id)
    figures = _ones(pack, figures_of(pack, block, id, cohort))
    by = _by_payer(pack, block, id, cohort, figures)
    for key, worth in npv_at_rates(cohort.ledger, figures, cohort.size).items():
        by[key] = replace(by[key], npv_at=worth)
    flows = {key: tuple((flow[:, 0] * cohort.size).tolist()) for key, flow in cohort.ledger.flows.items()}
    found = replace(
        _sized(cohort, by),
        first_age=pack.ages[0],
        ratios=_ratios(figures),
        outcomes=_outcomes(pack, figures),
        wellbeing=_wellbeing(pack, block, id, cohort) or None,
        flows=Flows(scenario.start_year, pack.currency, flows),
    )
    return _arm(pack, scenario, id, found)


def _by_payer(
    pack: Pack, block: Block, id: str, cohort: Cohort, figures: Mapping[str, Figure]
) -> dict[str, PayerFigures]:
    """Figures by payer, budget and total: present values in both ways of counting, and what else there is of each."""
    releasable, money = cash_npv(pack, block, id), pack.currency
    return {
        key: PayerFigures(
            npv=Figure(value.item(), money),
            npv_releasable=Figure(releasable[key], money),
            npv_per_person=figures.get(f"npv_per_person.{key}"),
            irr=figures.get(f"irr.{key}"),
            payback_year=figures.get(f"payback_year.{key}"),
            payback_year_discounted=figures.get(f"payback_year_discounted.{key}"),
        )
        for key, value in cohort.npv.items()
    }


def _sized(cohort: Cohort, by: Mapping[str, PayerFigures]) -> result.Cohort:
    return result.Cohort(cohort.size, cohort.persons.item(), by)


def _ratios(figures: Mapping[str, Figure]) -> Ratios:
    return Ratios(figures["bcr.society"], figures["sroi"], figures.get("bcr.public"), figures.get("mvpf"))


def _outcomes(pack: Pack, figures: Mapping[str, Figure]) -> dict[str, OutcomeFigures]:
    paths = {id: f"outcomes.{id}" for id in pack.outcomes}
    return {
        id: OutcomeFigures(figures[f"{path}.difference"], figures[f"{path}.cost_per_unit"])
        for id, path in paths.items()
    }


def _wellbeing(pack: Pack, block: Block, id: str, cohort: Cohort) -> dict[str, Figure]:
    found = wellbeing(pack, block.baseline.values, block.arms[id])
    return {item: Figure(value * cohort.size, pack.items[item].unit) for item, value in found.items()}


def _ones(pack: Pack, figures: Mapping[str, Figures]) -> dict[str, Figure]:
    return {path: figure.row(0, _unit(pack, path)) for path, figure in figures.items()}


def _unit(pack: Pack, path: str) -> str:
    """The unit of a figure, by its path."""
    name, _, rest = path.partition(".")
    if name == "outcomes":
        outcome, _, which = rest.partition(".")
        unit = pack.outcomes[outcome].unit
        return unit if which == "difference" else f"{pack.currency}/{unit}"
    return f"{pack.currency}/participant" if name == "npv_per_person" else UNITS[name]


def _arm(pack: Pack, scenario: Scenario, id: str, cohort: result.Cohort) -> Arm:
    bundle = scenario.arms[id]
    return Arm(id, arm_kind(pack, bundle), tuple(bundle), cohort)


def cash_npv(pack: Pack, block: Block, id: str) -> dict[str, float]:
    """Present values of a cohort [kroner] by payer and budget, where only what can be taken out of a budget counts."""
    ledger = cash_ledger_of(pack, block.baseline.values, block.arms[id])
    return {key: value.item() * cohort_size(pack) for key, value in ledger.npv().items()}
