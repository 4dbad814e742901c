"""The budget view of one arm: a row of the design for every entry age, added up over the place's residents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tidlig.analysis.design import Design
from tidlig.analysis.evaluate import Block, Difference, Evaluator, item_growth
from tidlig.appraisal.budget_view import budget_by_year
from tidlig.appraisal.discounting import Floats
from tidlig.assumptions.pack import Pack
from tidlig.engine.plan import Plan
from tidlig.engine.values import EXPOSED_FROM

YEARS = 20  # four years of the financial plan and what follows


@dataclass(frozen=True)
class Budget:
    """Gains and losses by leg and year, (legs, years, 1) [kroner], legs as in ``plan.legs``; all ages together."""

    plan: Plan
    legs: Floats


def entry_ages(pack: Pack, bundle: tuple[str, ...]) -> list[int]:
    """Ages at which somebody may enter one of the programmes."""
    windows = [pack.programmes[id].ages for id in bundle]
    return sorted({age for first, last in windows for age in range(first, last + 1)})


def newest_residents(pack: Pack) -> tuple[float, ...]:
    """Residents of the place by age in the newest year, empty where the pack has none."""
    years = [year for place, year in pack.residents if place == pack.place]
    return pack.residents[pack.place, max(years)] if years else ()


def budget(evaluator: Evaluator, bundle: tuple[str, ...], block: Block) -> Budget | None:
    """The budget view of a running bundle for the base row; None where the place has no residents by age."""
    pack = evaluator.pack
    ages, residents = entry_ages(pack, bundle), np.array(newest_residents(pack))
    if not len(residents) or not ages:
        return None
    difference = _by_entry_age(evaluator, bundle, ages, block)
    survival = block.baseline.result.start[:, :, 0].sum(axis=1)
    profiles = {age: difference.legs[:, :, k] for k, age in enumerate(ages)}
    by_year = budget_by_year(profiles, residents, survival, YEARS, pack.ages[0])
    rates = [float(block.baseline.values[id][0]) if id else 0.0 for id in item_growth(pack, difference.plan)]
    growth = np.array([[(1.0 + rates[item]) ** year for year in range(YEARS)] for item, _ in difference.plan.legs])
    return Budget(difference.plan, (by_year * growth)[:, :, None])


def _by_entry_age(evaluator: Evaluator, bundle: tuple[str, ...], ages: list[int], block: Block) -> Difference:
    # Growth runs with the calendar, not with a person's age: it is left out here and applied by year afterwards.
    pack = evaluator.pack
    growing = {item.growth for item in pack.items.values()} | {pack.programme_growth}
    still = {id: np.zeros(len(ages)) for id in growing if id}
    design = Design(len(ages), {EXPOSED_FROM: np.array(ages, dtype=float), **still})
    return evaluator.difference(bundle, design.block(pack, 0, len(ages)), block.baseline.result)
