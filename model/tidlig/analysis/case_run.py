"""A published case that is a pack and a scenario: run as any other, and the figures read off the result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tidlig.analysis.break_even import break_even
from tidlig.analysis.case_ledger import by_path
from tidlig.analysis.design import Design
from tidlig.analysis.evaluate import Evaluator
from tidlig.analysis.run import private_payers, run
from tidlig.appraisal.discounting import discount_factors, present_value
from tidlig.appraisal.indicators import Figure
from tidlig.appraisal.perspectives import SOCIETY
from tidlig.assumptions.pack import Pack, Scenario


class CaseRun:
    """One run of a case's scenario; ``payers``: those who have a balance."""

    def __init__(self, pack: Pack, scenario: Scenario) -> None:
        self.pack, self.scenario = pack, scenario
        self.payers = (*pack.payers, *pack.budgets, SOCIETY)
        self.document = run(pack, scenario)

    def figures(self, arm: str) -> dict[str, Figure]:
        """Every figure by its path: those of an arm, ``icer.x``, and ``baseline.item``, its present value there."""
        figures = self._baseline()
        found = next((each for each in self.document["arms"] if each["id"] == arm), None)
        if found is not None:
            figures |= _leaves(found) | by_path(found["npv"], private_payers(self.pack))
            for measure, rows in self.document.get("cost_effectiveness", {}).items():
                ratio = next(row for row in rows if row["arm"] == arm)
                figures[f"icer.{measure}"] = Figure(ratio["icer"], ratio["why"])
        return figures

    def break_even(self, arm: str, assumption: str, payer: str) -> Figure:
        """Value of an assumption at which a payer breaks even."""
        result = break_even(self.pack, self.scenario, arm, assumption, payer)
        return Figure(result["value"], result["why"])

    def _baseline(self) -> dict[str, Figure]:
        (block,) = Evaluator(self.pack).evaluate({}, Design())
        values, amounts = block.baseline.values, block.baseline.result.amounts
        periods, discount = amounts.shape[1], self.pack.discount
        figures = {}
        for k, (id, item) in enumerate(self.pack.items.items()):
            schedule = discount.health if item.kind == "wellbeing" else discount.money
            factors = discount_factors(schedule, values.__getitem__, periods, first=discount.first)
            figures[f"baseline.{id}"] = Figure(float(present_value(amounts[k], factors)[0]))
        return figures


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
