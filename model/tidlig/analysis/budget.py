"""The budget view of one arm: a row of the design for every entry age, added up over the place's residents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tidlig.analysis.design import Design
from tidlig.analysis.evaluate import Block, Evaluator
from tidlig.appraisal.budget_view import budget_by_year
from tidlig.appraisal.perspectives import by_budget
from tidlig.assumptions.pack import Pack, Scenario
from tidlig.engine.values import EXPOSED_FROM

YEARS = 20  # four years of the financial plan and what follows


def entry_ages(pack: Pack, bundle: tuple[str, ...]) -> list[int]:
    """Ages at which somebody may enter one of the programmes."""
    windows = [pack.programmes[id].ages for id in bundle]
    return sorted({age for first, last in windows for age in range(first, last + 1)})


def budget_rows(
    evaluator: Evaluator, scenario: Scenario, bundle: tuple[str, ...], block: Block
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Gains and losses by year and payer or budget [kroner]; none, with the reason, where there are no residents."""
    pack = evaluator.pack
    years = [year for place, year in pack.residents if place == pack.place]
    ages = entry_ages(pack, bundle)
    if not years or not ages:
        return [], {"budget": "no_residents"}
    residents = np.array(pack.residents[pack.place, max(years)])
    payers = _profiles(evaluator, bundle, ages, block)
    survival = block.baseline.result.start[:, :, 0].sum(axis=1)
    by_payer = budget_by_year(payers, residents, survival, YEARS, pack.ages[0])
    cost = block.baseline.values[pack.tax_financing] if pack.tax_financing else np.zeros(1)
    flows = by_budget(by_payer[:, :, None], pack.payers, pack.budgets, cost)
    return [
        {"year": scenario.start_year + y} | {key: float(flow[y, 0]) for key, flow in flows.items()}
        for y in range(YEARS)
    ], {}


def _profiles(evaluator: Evaluator, bundle: tuple[str, ...], ages: list[int], block: Block) -> Mapping[int, np.ndarray]:
    design = Design(len(ages), {EXPOSED_FROM: np.array(ages, dtype=float)})
    table = design.block(evaluator.pack, 0, len(ages))
    difference = evaluator.difference(bundle, table, block.baseline.result)
    return {age: difference.payers[:, :, k] for k, age in enumerate(ages)}
