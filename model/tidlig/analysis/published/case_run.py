"""A published case that is a pack and a scenario: run as any other, and the figures read off the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tidlig.analysis.break_even import break_even
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.one.indicators import Purses
from tidlig.analysis.one.run import run
from tidlig.analysis.published.case_ledger import by_path, input_values
from tidlig.appraisal.discounting import Floats, discount_factors, present_value
from tidlig.appraisal.indicators import Figure
from tidlig.appraisal.perspectives import SOCIETY
from tidlig.cases.case import Case
from tidlig.pack.pack import Pack, Scenario


class CaseRun:
    """One run of a case's scenario; ``payers``: those who have a balance."""

    def __init__(self, case: Case, pack: Pack, scenario: Scenario) -> None:
        self.case, self.pack, self.scenario = case, pack, scenario
        self.payers = (*pack.payers, *pack.budgets, SOCIETY)
        self.document = run(pack, scenario)
        (block,) = Evaluator(pack).evaluate(scenario.arms, Design())
        self.block = block.whole()

    def figures(self, arm: str) -> dict[str, Figure]:
        """Every figure by its path: those of an arm, ``icer.x``, ``baseline.item``, its present value, ``input.x``."""
        baseline = self.block.baseline
        worth = self._worth(baseline.plan.items, baseline.result.amounts)
        figures = {f"baseline.{id}": Figure(value) for id, value in worth.items()}
        figures |= {f"input.{name}": Figure(value) for name, value in input_values(self.case).items()}
        found = next((each for each in self.document["arms"] if each["id"] == arm), None)
        if found is not None:
            figures |= _leaves(found) | by_path(found["npv"], self.pack.roles.public, Purses.of(self.pack).private)
            for measure, rows in self.document.get("cost_effectiveness", {}).items():
                ratio = next(row for row in rows if row["arm"] == arm)
                figures[f"icer.{measure}"] = Figure(ratio["icer"], ratio["why"])
        return figures

    def break_even(self, arm: str, assumption: str, payer: str) -> Figure:
        """Value of an assumption at which a payer breaks even."""
        result = break_even(self.pack, self.scenario, arm, assumption, payer)
        return Figure(result["value"], result["why"])

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


def _leaves(arm: Mapping[str, Any]) -> dict[str, Figure]:
    """Figures of an arm of the result document by path, one or two names long."""
    figures = {}
    for group in ("mvpf", "sroi"):
        if group in arm:
            figures[group] = Figure(arm[group], arm["why"].get(group, ""))
    for group in ("npv_per_person", "bcr", "irr", "payback_year", "payback_year_discounted", "wellbeing"):
        for key, value in arm.get(group, {}).items():
            path = f"{group}.{key}"
            figures[path] = Figure(value, arm["why"].get(path, ""))
    return figures
