"""One run: the base row of a scenario as the result that the command line prints and the app shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

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
from tidlig.analysis.one.over_life import over_life
from tidlig.appraisal.discounting import Floats
from tidlig.engine.failures import refuse
from tidlig.engine.plan.program import Plan
from tidlig.engine.values import Values
from tidlig.pack.number import Warning
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.result.arm import Arm, BudgetView, Flows
from tidlig.result.document import to_plain
from tidlig.result.result import FORMAT, PackId, Result


def run(pack: Pack, scenario: Scenario, evaluator: Evaluator | None = None) -> Result:
    """The result of a layered pack and its scenario.

    Raises :class:`~tidlig.engine.plan.axes.PlanError`: a bundle is too large, exits reach 1, a figure is not finite.
    """
    near = near_limits(pack)
    block = both_of(evaluator or Evaluator(pack), scenario, design_of(pack, [{}, *({id: near[id]} for id in near)]))
    sides = tuple(other_side(pack, id, block.row(k).whole()) for k, id in enumerate(near, start=1))
    result = replace(result_of(pack, scenario, block.row(0).whole()), near=sides)
    finite(to_plain(result))
    return result


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


def result_of(pack: Pack, scenario: Scenario, block: Both) -> Result:
    """The result of the only row of ``block``; what lies on the other side of limits is left to :func:`run`."""
    return Result(
        format=FORMAT,
        version=tidlig.__version__,
        pack=PackId(pack.id, pack.digest),
        scenario=scenario.id,
        place=pack.place,
        rules=pack.rules_year,
        start_year=scenario.start_year,
        price_year=pack.price_year,
        currency=pack.currency,
        payers=pack.payers,
        budgets=pack.budgets,
        roles=pack.roles,
        warnings=warnings_of(pack, scenario, block),
        near=(),
        arms=tuple(_arm(pack, scenario, block, id, view) for id, view in block.budgets.items()),
        cost_effectiveness=cost_effectiveness(pack, block),
    )


def warnings_of(pack: Pack, scenario: Scenario, block: Block) -> tuple[Warning, ...]:
    """Warnings of a layered pack and of one row of results."""
    return (*pack.warnings, *_capped(pack, scenario, block))


def _capped(pack: Pack, scenario: Scenario, block: Block) -> list[Warning]:
    """Effects of any arm that would move more people than there are, each once."""
    values = block.baseline.values
    found = [w for id, arm in scenario.arms.items() for w in capped_moves(pack, arm, values, block.arms[id])]
    return list({warning.id: warning for warning in found}.values())


def _arm(pack: Pack, scenario: Scenario, block: Block, id: str, view: Budget | None) -> Arm:
    arm = over_life(pack, scenario, block, id)
    if view is None:
        return replace(arm, why="no_residents")
    return replace(arm, budget=_budget(pack, scenario, block.baseline.values, view))


def _budget(pack: Pack, scenario: Scenario, values: Values, view: Budget) -> BudgetView:
    """The budget view in full value, and with only what can be taken out of a budget as a saving."""
    released = cashable_legs(pack, values, view.plan, view.legs)
    accounts = account_rows(pack, view.plan, view.legs)
    return BudgetView(
        full=_flows(pack, scenario, values, view.plan, view.legs),
        releasable=_flows(pack, scenario, values, view.plan, released),
        accounts=accounts,
        areas=area_rows(pack, accounts),
        areas_releasable=area_rows(pack, account_rows(pack, view.plan, released)),
        persons=tuple(view.entries[:, 0].tolist()),
    )


def _flows(pack: Pack, scenario: Scenario, values: Values, plan: Plan, legs: Floats) -> Flows:
    flows = flows_of(pack, values, plan, legs)
    return Flows(scenario.start_year, pack.currency, {key: tuple(flow[:, 0].tolist()) for key, flow in flows.items()})
