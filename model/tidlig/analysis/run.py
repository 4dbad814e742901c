"""One run: the base row of a scenario as the document that the command line prints and the app shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import tidlig
from tidlig.analysis.accounts import account_rows, area_rows
from tidlig.analysis.budget import Budget, both_views, cohort_size
from tidlig.analysis.capped import capped_moves
from tidlig.analysis.design import Design
from tidlig.analysis.effectiveness import cost_effectiveness, wellbeing
from tidlig.analysis.evaluate import Baseline, Block, Difference, Evaluator
from tidlig.analysis.finite import finite
from tidlig.analysis.indicators import Purses, indicators, npv_at_rates
from tidlig.analysis.ledger import cash_ledger_of, cashable_legs, flows_of, ledger_of
from tidlig.analysis.near import near_limits
from tidlig.analysis.outcomes import outcome_differences
from tidlig.appraisal.discounting import Floats
from tidlig.appraisal.indicators import Figure, cost_per_outcome
from tidlig.appraisal.perspectives import SOCIETY
from tidlig.assumptions.pack import Pack, Scenario, Warning
from tidlig.engine.failures import refuse
from tidlig.engine.values import Values


def run(pack: Pack, scenario: Scenario, evaluator: Evaluator | None = None) -> dict[str, Any]:
    """The document of ``docs/results.md`` for a layered pack and its scenario.

    Raises :class:`~tidlig.engine.plan.axes.PlanError`: a bundle is too large, exits reach 1, a figure is not finite.
    """
    evaluator = evaluator or Evaluator(pack)
    block = both_of(evaluator, scenario, Design())
    near = near_limits(pack, scenario, evaluator)
    return finite(document(pack, scenario, block.row(0).whole()) | {"near": near})


@dataclass(frozen=True)
class Both(Block):
    """A block with the budget view of every arm beside the cohort's, None where the place has no residents by age."""

    budgets: Mapping[str, Budget | None]

    def row(self, k: int) -> Both:
        """One of its rows, in both views."""
        one, budgets = super().row(k), {id: view and view.row(k) for id, view in self.budgets.items()}
        return Both(one.start, one.baseline, one.arms, budgets)

    def whole(self) -> Both:
        """The block, where every row could be run; else raises the PlanError of the first that could not."""
        refuse(self.failures)
        return self


def both_of(evaluator: Evaluator, scenario: Scenario, design: Design) -> Both:
    """Every arm of a scenario in both views, for the rows of a design that is one block."""
    table = design.block(evaluator.pack, 0, design.rows)
    base = evaluator.before(table, scenario.arms.values(), trace=True)
    views = {id: both_views(evaluator, bundle, table, base) for id, bundle in scenario.arms.items()}
    baseline = Baseline(evaluator.plan(), base, Values(evaluator.plan().index, table))
    cohorts = {id: cohort for id, (cohort, _) in views.items()}
    return Both(0, baseline, cohorts, {id: budget for id, (_, budget) in views.items()})


def document(pack: Pack, scenario: Scenario, block: Both) -> dict[str, Any]:
    """The document of one row, the only one of ``block``: every figure as :func:`run` gives it."""
    return {
        "version": tidlig.__version__,
        "pack": {"id": pack.id, "digest": pack.digest},
        "scenario": scenario.id,
        "place": pack.place,
        "rules": pack.rules_year,
        "start_year": scenario.start_year,
        "price_year": pack.price_year,
        "currency": pack.currency,
        "payers": list(pack.payers),
        "warnings": [asdict(warning) for warning in (*pack.warnings, *_capped(pack, scenario, block))],
        "arms": [_arm(pack, scenario, block, id, view) for id, view in block.budgets.items()],
        **cost_effectiveness(pack, block),
    }


def _capped(pack: Pack, scenario: Scenario, block: Block) -> list[Warning]:
    """Effects of any arm that would move more people than there are, each once."""
    values = block.baseline.values
    found = [w for id, arm in scenario.arms.items() for w in capped_moves(pack, arm, values, block.arms[id])]
    return list({warning.id: warning for warning in found}.values())


def arm_kind(pack: Pack, bundle: tuple[str, ...]) -> str:
    """``early``, ``repair`` or, for a bundle of the two, ``both``."""
    kinds = {pack.programmes[id].kind for id in bundle}
    return kinds.pop() if len(kinds) == 1 else "both"


def _arm(pack: Pack, scenario: Scenario, block: Block, id: str, view: Budget | None) -> dict[str, Any]:
    bundle, difference = scenario.arms[id], block.arms[id]
    values = block.baseline.values
    ledger = ledger_of(pack, values, difference)
    cohort = cohort_size(pack)
    persons = cohort * sum(float(entered.sum()) for entered in difference.entries.values())
    npv = {key: value.item() * cohort for key, value in ledger.npv().items()}
    figures = indicators(ledger, npv, persons, Purses.of(pack))
    figures |= _outcome_figures(pack, values, difference, cohort, npv)
    flows = {key: flow[:, 0] * cohort for key, flow in ledger.flows.items()}
    nested = _nested(figures)
    measures = {key: value * cohort for key, value in wellbeing(pack, values, difference).items()}
    accounts = account_rows(pack, view.plan, view.legs) if view else []
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
        "npv_at": npv_at_rates(ledger, figures, cohort),
        **nested,
        "yearly": [
            {"year": scenario.start_year + t, "age": pack.ages[0] + t} | {k: float(f[t]) for k, f in flows.items()}
            for t in range(len(ledger.factors))
        ],
        "budget": _years(scenario, flows_of(pack, values, view.plan, view.legs)) if view else [],
        "cash": _cash(pack, scenario, block, difference, view, cohort),
        "accounts": accounts,
        "areas": area_rows(pack, accounts),
        "participants": _participants(scenario, view) if view else [],
        "why": {key: figure.why for key, figure in figures.items() if figure.why}
        | ({} if view else {"budget": "no_residents"}),
    }


def _years(scenario: Scenario, flows: Mapping[str, Floats]) -> list[dict[str, Any]]:
    """Flows of the first row as one mapping a year."""
    years = len(next(iter(flows.values())))
    return [{"year": scenario.start_year + y} | {k: float(f[y, 0]) for k, f in flows.items()} for y in range(years)]


def _cash(
    pack: Pack, scenario: Scenario, block: Block, difference: Difference, view: Budget | None, cohort: float
) -> dict[str, Any]:
    """The second total: only what can be taken out of a budget counts as a saving."""
    values = block.baseline.values
    ledger = cash_ledger_of(pack, values, difference)
    npv = {key: value.item() * cohort for key, value in ledger.npv().items()}
    if view is None:
        return {"npv": npv, "budget": [], "areas": []}
    legs = cashable_legs(pack, values, view.plan, view.legs)
    areas = area_rows(pack, account_rows(pack, view.plan, legs))
    return {"npv": npv, "budget": _years(scenario, flows_of(pack, values, view.plan, legs)), "areas": areas}


def _participants(scenario: Scenario, view: Budget) -> list[dict[str, Any]]:
    """How many of all ages enter each year."""
    return [{"year": scenario.start_year + y, "persons": float(n)} for y, n in enumerate(view.entries[:, 0])]


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
