"""The budget view of one arm: a row of the design for every entry age, added up over the place's residents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from tests.former.design import Design
from tests.former.engine.plan import Plan
from tests.former.engine.simulate import Result
from tests.former.engine.values import EXPOSED_FROM, Values
from tests.former.evaluate import Difference, Evaluator, item_growth

from tidlig.analysis.one.budget import newest_residents
from tidlig.appraisal.budget_view import budget_by_year
from tidlig.appraisal.discounting import Floats
from tidlig.pack.pack import Pack

YEARS = 20  # four years of the financial plan and what follows


@dataclass(frozen=True)
class Budget:
    """All ages together, by year from the start year on.

    ``legs``: gains and losses, (legs, years, 1) [kroner], legs as in ``plan.legs``; ``entries``: people who enter, once
    for each programme they enter, (years,).
    """

    plan: Plan
    legs: Floats
    entries: Floats


def entry_ages(pack: Pack, bundle: tuple[str, ...]) -> list[int]:
    """Ages at which somebody may enter one of the programmes."""
    windows = [pack.programmes[id].ages for id in bundle]
    return sorted({age for first, last in windows for age in range(first, last + 1)})


def both_views(
    evaluator: Evaluator, bundle: tuple[str, ...], values: Values, base: Result
) -> tuple[Difference, Budget | None]:
    """The cohort view and the budget view of a running bundle with the pack's own numbers, in one engine call.

    Row 0 is the cohort, a further row for every entry age the people first exposed at it.  There is no budget view
    where the place has no residents by age.
    """
    pack = evaluator.pack
    ages = entry_ages(pack, bundle) if newest_residents(pack) else []
    # Growth runs with the calendar, not with a person's age: left out of these rows, it is applied by year afterwards.
    growing = {item.growth for item in pack.items.values()} | {pack.programme_growth}
    columns = {id: np.array([pack.numbers[id].value, *(0.0 for _ in ages)]) for id in growing if id}
    design = Design(1 + len(ages), {EXPOSED_FROM: np.array([0.0, *ages]), **columns})
    difference = evaluator.difference(bundle, design.block(pack, 0, design.rows), base)
    return difference.row(0), _budget(pack, difference, ages, values, base) if ages else None


def _budget(pack: Pack, difference: Difference, ages: list[int], values: Values, base: Result) -> Budget:
    plan, survival = difference.plan, base.start[:, :, 0].sum(axis=1)

    def by_year_of(profiles: Floats) -> Floats:
        by_age = {age: profiles[:, :, k] for k, age in enumerate(ages, start=1)}
        return budget_by_year(by_age, np.array(newest_residents(pack)), survival, YEARS, pack.ages[0])

    by_year = by_year_of(difference.legs)
    entries = by_year_of(np.array(list(difference.entries.values()))).sum(axis=0)
    rates = [float(values[id][0]) if id else 0.0 for id in item_growth(pack, plan)]
    growth = np.array([[(1.0 + rates[item]) ** year for year in range(YEARS)] for item, _ in plan.legs])
    return Budget(plan, (by_year * growth)[:, :, None], entries)
