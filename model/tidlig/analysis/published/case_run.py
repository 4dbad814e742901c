"""A published case that is a pack and a scenario: run as any other, and the figures read off the result."""

from __future__ import annotations

from collections.abc import Iterable

from tidlig.analysis.break_even import break_even
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.one.indicators import Purses
from tidlig.analysis.one.over_life import BY_PAYER
from tidlig.analysis.one.run import run
from tidlig.analysis.published.case_ledger import by_path, input_values
from tidlig.appraisal.discounting import Floats, discount_factors, present_value
from tidlig.appraisal.perspectives import SOCIETY
from tidlig.cases.case import Case
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.result.arm import Cohort
from tidlig.result.figure import Figure


class CaseRun:
    """One run of a case's scenario; ``payers``: those who have a balance."""

    def __init__(self, case: Case, pack: Pack, scenario: Scenario) -> None:
        self.case, self.pack, self.scenario = case, pack, scenario
        self.payers = (*pack.payers, *pack.budgets, SOCIETY)
        self.result = run(pack, scenario)
        (block,) = Evaluator(pack).evaluate(scenario.arms, Design())
        self.block = block.whole()

    def figures(self, arm: str) -> dict[str, Figure]:
        """Every figure by its path: those of an arm, ``icer.x``, ``baseline.item``, its present value, ``input.x``."""
        baseline = self.block.baseline
        worth = self._worth(baseline.plan.items, baseline.result.amounts)
        figures = {f"baseline.{id}": Figure(value) for id, value in worth.items()}
        figures |= {f"input.{name}": Figure(value) for name, value in input_values(self.case).items()}
        found = next((each.cohort for each in self.result.arms if each.id == arm), None)
        if found is not None:
            npv = {id: found.npv(id) for id in found.by}
            figures |= _leaves(found) | by_path(npv, self.pack.roles.public, Purses.of(self.pack).private)
            for measure, rows in (self.result.cost_effectiveness or {}).items():
                figures[f"icer.{measure}"] = next(row.icer for row in rows if row.arm == arm)
        return figures

    def break_even(self, arm: str, assumption: str, payer: str) -> Figure:
        """Value of an assumption at which a payer breaks even."""
        return break_even(self.pack, self.scenario, arm, assumption, payer).found

    def items(self, arm: str) -> tuple[str, ...]:
        """Items and programmes that an arm has amounts of."""
        return tuple(self.block.arms[arm].plan.items)

    def worth(self, arm: str, lines: Iterable[str], less: Iterable[str]) -> Figure:
        """Present value of what an arm changes in some items and programmes, less that in others, unsigned."""
        worth = self._worth(self.items(arm), self.block.arms[arm].amounts)
        return Figure(sum(worth[id] for id in lines) - sum(worth[id] for id in less))

    def _worth(self, items: Iterable[str], amounts: Floats) -> dict[str, float]:
        """Present value by item of amounts, (items, periods, rows)."""
        discount, worth = self.pack.discount, {}
        for id, flow in zip(items, amounts, strict=True):
            of_health = id in self.pack.items and self.pack.items[id].kind == "wellbeing"
            schedule = discount.health if of_health else discount.money
            rates = self.block.baseline.values.__getitem__
            worth[id] = float(
                present_value(flow, discount_factors(schedule, rates, len(flow), first=discount.first))[0]
            )
        return worth


def _leaves(cohort: Cohort) -> dict[str, Figure]:
    """Figures of a cohort by path, one or two names long."""
    ratios, found = cohort.ratios, {}
    if ratios is not None:
        found = {"bcr.society": ratios.bcr_society, "bcr.public": ratios.bcr_public}
        found |= {"mvpf": ratios.mvpf, "sroi": ratios.sroi}
    found |= {f"{name}.{id}": getattr(each, name) for id, each in cohort.by.items() for name in BY_PAYER}
    found |= {f"wellbeing.{id}": each for id, each in (cohort.wellbeing or {}).items()}
    return {path: figure for path, figure in found.items() if figure is not None}
