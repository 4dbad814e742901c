"""The budget view of one arm: rows of the engine for every entry age, added up over the place's residents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tidlig.analysis.evaluate.evaluator import Difference, Evaluator
from tidlig.appraisal.budget_view import budget_by_year
from tidlig.appraisal.discounting import Floats
from tidlig.engine.legs import to_legs
from tidlig.engine.life import Life
from tidlig.engine.plan.program import Plan
from tidlig.engine.values import EXPOSED_FROM, Values
from tidlig.pack.pack import Pack

YEARS = 20  # four years of the financial plan and what follows


@dataclass(frozen=True)
class Budget:
    """All ages together, by year from the start year on.

    ``legs``: gains and losses, (legs, years, rows) [kroner], legs as in ``plan.legs``; ``entries``: people who enter,
    once for each programme they enter, (years, rows).
    """

    plan: Plan
    legs: Floats
    entries: Floats

    def row(self, k: int) -> Budget:
        """One of its rows."""
        return Budget(self.plan, self.legs[..., k : k + 1], self.entries[:, k : k + 1])


def entry_ages(pack: Pack, bundle: tuple[str, ...]) -> list[int]:
    """Ages at which somebody may enter one of the programmes."""
    windows = [pack.programmes[id].ages for id in bundle]
    return sorted({age for first, last in windows for age in range(first, last + 1)})


def newest_residents(pack: Pack) -> tuple[float, ...]:
    """Residents of the place by age in the newest year, empty where the pack has none.

    Those aged 0 stand for later births too: they are as many as the pack's number of births, where it has one.
    """
    years = [year for place, year in pack.residents if place == pack.place]
    people = pack.residents[pack.place, max(years)] if years else ()
    return (cohort_size(pack), *people[1:]) if people and pack.newborns else people


def cohort_size(pack: Pack) -> float:
    """Children born into the place in a year: the pack's number, else its residents aged 0; 1 without either."""
    if pack.newborns:
        return pack.numbers[pack.newborns].value
    people = newest_residents(pack)
    return people[0] if people else 1.0


def both_views(
    evaluator: Evaluator, bundle: tuple[str, ...], table: Floats, base: Life
) -> tuple[Difference, Budget | None]:
    """The cohort view and the budget view of a running bundle for values (names, rows), in one engine call.

    The cohort's rows come first, then for every entry age as many of people first exposed at it.  There is no budget
    view where the place has no residents by age.
    """
    ages = entry_ages(evaluator.pack, bundle) if newest_residents(evaluator.pack) else []
    rows, plan = table.shape[1], evaluator.plan(bundle)
    wide = np.tile(table, 1 + len(ages))
    wide[plan.index[EXPOSED_FROM]] = np.repeat([0.0, *ages], rows)
    difference = evaluator.difference(bundle, wide, base)
    cohort, exposed = difference.rows(slice(0, rows)), difference.rows(slice(rows, None))
    return cohort, _budget(evaluator.pack, exposed, ages, cohort.values, base) if ages else None


def _budget(pack: Pack, exposed: Difference, ages: list[int], values: Values, base: Life) -> Budget:
    plan, survival = exposed.plan, base.start.sum(axis=1)

    def by_year_of(profiles: Floats) -> Floats:
        by_age = np.split(profiles, len(ages), axis=-1)
        residents = np.array(newest_residents(pack))
        return budget_by_year(dict(zip(ages, by_age, strict=True)), residents, survival, YEARS, pack.ages[0])

    # Growth runs with the calendar, not with a person's age: it is applied by year once all ages are added up.
    by_year = by_year_of(to_legs(plan, exposed.values, exposed.ungrown))
    entries = by_year_of(np.array(list(exposed.entries.values()))).sum(axis=0)
    rates = [values[id] if id else np.zeros(values.rows) for id in exposed.growth]
    growth = np.array([[(1.0 + rates[item]) ** year for year in range(YEARS)] for item, _ in plan.legs])
    return Budget(plan, by_year * growth, entries)
