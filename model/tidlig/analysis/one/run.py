"""One run: the base row of a scenario as the document that the command line prints and the app shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import tidlig
from tidlig.analysis.evaluate.design import Design, design_of
from tidlig.analysis.evaluate.evaluator import Baseline, Block, Evaluator
from tidlig.analysis.evaluate.finite import finite
from tidlig.analysis.one.accounts import account_rows, area_rows
from tidlig.analysis.one.budget import Budget, both_views
from tidlig.analysis.one.capped import capped_moves
from tidlig.analysis.one.effectiveness import cost_effectiveness
from tidlig.analysis.one.ledger import cashable_legs, flows_of
from tidlig.analysis.one.near import near_limits, other_side
from tidlig.analysis.one.over_life import cash_npv, over_life
from tidlig.appraisal.discounting import Floats
from tidlig.engine.failures import refuse
from tidlig.engine.values import Values
from tidlig.pack.pack import Pack, Scenario, Warning


def run(pack: Pack, scenario: Scenario, evaluator: Evaluator | None = None) -> dict[str, Any]:
    """The document of ``docs/results.md`` for a layered pack and its scenario.

    Raises :class:`~tidlig.engine.plan.axes.PlanError`: a bundle is too large, exits reach 1, a figure is not finite.
    """
    near = near_limits(pack)
    block = both_of(evaluator or Evaluator(pack), scenario, design_of(pack, [{}, *({id: near[id]} for id in near)]))
    sides = [other_side(pack, id, block.row(k).whole()) for k, id in enumerate(near, start=1)]
    return finite(document(pack, scenario, block.row(0).whole()) | {"near": sides})


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
        "warnings": warnings_of(pack, scenario, block),
        "arms": [_arm(pack, scenario, block, id, view) for id, view in block.budgets.items()],
        **cost_effectiveness(pack, block),
    }


def warnings_of(pack: Pack, scenario: Scenario, block: Block) -> list[dict[str, Any]]:
    """Warnings of a layered pack and of one row of results."""
    return [asdict(warning) for warning in (*pack.warnings, *_capped(pack, scenario, block))]


def _capped(pack: Pack, scenario: Scenario, block: Block) -> list[Warning]:
    """Effects of any arm that would move more people than there are, each once."""
    values = block.baseline.values
    found = [w for id, arm in scenario.arms.items() for w in capped_moves(pack, arm, values, block.arms[id])]
    return list({warning.id: warning for warning in found}.values())


def _arm(pack: Pack, scenario: Scenario, block: Block, id: str, view: Budget | None) -> dict[str, Any]:
    life = over_life(pack, scenario, block, id)
    why = life.pop("why") | ({} if view else {"budget": "no_residents"})
    accounts = account_rows(pack, view.plan, view.legs) if view else []
    return life | {
        "budget": _years(scenario, flows_of(pack, block.baseline.values, view.plan, view.legs)) if view else [],
        "cash": _cash(pack, scenario, block, id, view),
        "accounts": accounts,
        "areas": area_rows(pack, accounts),
        "participants": _participants(scenario, view) if view else [],
        "why": why,
    }


def _years(scenario: Scenario, flows: Mapping[str, Floats]) -> list[dict[str, Any]]:
    """Flows of the first row as one mapping a year."""
    years = len(next(iter(flows.values())))
    return [{"year": scenario.start_year + y} | {k: float(f[y, 0]) for k, f in flows.items()} for y in range(years)]


def _cash(pack: Pack, scenario: Scenario, block: Block, id: str, view: Budget | None) -> dict[str, Any]:
    """The second total: only what can be taken out of a budget counts as a saving."""
    npv = cash_npv(pack, block, id)
    if view is None:
        return {"npv": npv, "budget": [], "areas": []}
    values = block.baseline.values
    legs = cashable_legs(pack, values, view.plan, view.legs)
    areas = area_rows(pack, account_rows(pack, view.plan, legs))
    return {"npv": npv, "budget": _years(scenario, flows_of(pack, values, view.plan, legs)), "areas": areas}


def _participants(scenario: Scenario, view: Budget) -> list[dict[str, Any]]:
    """How many of all ages enter each year."""
    return [{"year": scenario.start_year + y, "persons": float(n)} for y, n in enumerate(view.entries[:, 0])]
