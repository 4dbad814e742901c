"""The account of one life: what is counted of its people year by year, once of all and once of some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tidlig.engine.counted import Blank, Counted
from tidlig.engine.plan.axes import Bools, Floats
from tidlig.engine.plan.counts import Counts, Taxed
from tidlig.engine.plan.program import Plan, Step, Year
from tidlig.engine.values import Values
from tidlig.engine.year.ledger import (
    base_cells,
    by_item,
    charged_persons,
    happened_persons,
    persons_by_mask,
    product,
    weights,
)
from tidlig.engine.year.tables import gathered_product
from tidlig.engine.year.tax import ascending, tax


@dataclass(frozen=True, slots=True)
class _Weights:
    """Weights of one year's counts for a block: of money and units, tax owed and the incomes taxed after them."""

    counts: Counts
    money: Floats
    units: Floats


class Account:
    """Accumulates :class:`Counted` of everybody and, where ``narrow``, of those a narrow view counts."""

    def __init__(self, plan: Plan, values: Values, rows: Floats, blank: Blank, *, narrow: bool) -> None:
        self.plan, self.values, self.rows = plan, values, rows
        self.whole = blank.counted("whole")
        self.narrow = blank.counted("narrow") if narrow else None
        self._weights: _Weights | None = None
        self._brackets: dict[tuple[int, tuple[int, ...]], tuple[Floats, Floats]] = {}

    def _views(self, watched: Bools | None) -> Sequence[tuple[Counted, Bools | None]]:
        return [(self.whole, None), *([(self.narrow, watched)] if self.narrow is not None else [])]

    def record(self, year: Year, start: Floats, end: Floats) -> None:
        """Count one year from its first and last stock, (live cells, rows)."""
        period = year.age - self.plan.ages[0]
        half = self.plan.counting.kind == "half-cycle"
        years = np.add(start, end) if half else start
        weight = 0.5 if half else self._weight(period)
        for counted, watched in self._views(year.counts.watched):
            if watched is None or watched.any():
                self._count(counted, year, years, weight, watched)
                self._count_stock(counted, year, start, watched)
        for charged in year.counts.charged:
            persons = charged_persons(charged, start) if charged.per_entry else weight * charged_persons(charged, years)
            for counted, _ in self._views(None):  # what a programme costs counts in full
                counted.units[charged.item, period] += persons
                counted.amounts[charged.item, period] += persons * self.values[charged.cost]

    def _weight(self, period: int) -> float:
        counting = self.plan.counting
        if counting.kind == "none":
            return 1.0
        if period in (0, self.plan.periods - 1):
            return counting.ends
        return counting.odd if period % 2 else counting.even

    def _count(self, counted: Counted, year: Year, years: Floats, weight: float, watched: Bools | None) -> None:
        period, counts, weighed = year.age - self.plan.ages[0], year.counts, self._weighed(year.counts)
        base = base_cells(years, year.box.factors, watched)
        persons = persons_by_mask(counts, base, years, watched) * weight
        counted.amounts[counts.money.items, period] += by_item(counts.money, weighed.money, persons)
        counted.units[counts.units.items, period] += by_item(counts.units, weighed.units, persons)
        flows = [k for k, outcome in enumerate(self.plan.outcomes) if outcome.at is None]
        if flows:
            counted.people[flows, period] = product(year.people[flows], base) * weight
        if len(counted.by_term):
            for term, mask, numbers in counts.terms:
                units = gathered_product(self.rows, np.array(numbers, dtype=np.intp)) if numbers else 1.0
                counted.by_term[term, period] += persons[mask] * units
        if len(counted.person_years):
            counted.person_years[period, year.cells] = base * weight

    def _count_stock(self, counted: Counted, year: Year, start: Floats, watched: Bools | None) -> None:
        period = year.age - self.plan.ages[0]
        now = [k for k, outcome in enumerate(self.plan.outcomes) if outcome.at == year.age]
        if now or len(counted.start):
            base = base_cells(start, year.box.factors, watched)
            counted.people[now, period] = product(year.people[now], base)
            if len(counted.start):
                counted.start[period, year.cells] = base

    def _weighed(self, counts: Counts) -> _Weights:
        """Weights of a year's counts, kept while the counts are those of the year before."""
        if self._weights is None or self._weights.counts is not counts:
            money = gathered_product(self.rows, counts.money.weights)
            incomes = [product(taxed.incomes, money) for taxed in counts.taxes]
            owed = [tax(*self._scale(taxed), income) for taxed, income in zip(counts.taxes, incomes, strict=True)]
            self._weights = _Weights(
                counts,
                np.concatenate([product(counts.money.pairs, money), *owed]),
                np.concatenate([weights(counts.units, self.rows), *incomes]),
            )
        return self._weights

    def _scale(self, taxed: Taxed) -> tuple[Floats, Floats]:
        """Thresholds and rates of a schedule's brackets, by threshold in every row."""
        key = (taxed.schedule.item, taxed.brackets)
        if key not in self._brackets:
            brackets = [taxed.schedule.brackets[k] for k in taxed.brackets]
            above = [self.values[bracket.above] for bracket in brackets]
            rates = [self.values.tied(bracket) for bracket in brackets]
            empty = np.zeros((0, self.values.rows))
            self._brackets[key] = ascending(np.array(above or empty), np.array(rates or empty))
        return self._brackets[key]

    def happen(self, year: Year | None, step: Step, moved: Sequence[Floats]) -> None:
        """Count what is used and paid for the transitions of one process; ``year``: None before the first."""
        period = 0 if year is None else year.age - self.plan.ages[0]
        for happened in step.happened:
            people = moved[happened.way]
            for counted, watched in self._views(None if year is None else year.counts.watched):
                shape = (*(1 for _ in self.plan.factors), *people.shape[len(self.plan.factors) : -1], 1)
                seen = np.ones((1,) * people.ndim) if watched is None else watched.reshape(shape).astype(float)
                self._add(counted, happened.term, period, happened_persons(happened, people, self.rows, seen))

    def _add(self, counted: Counted, k: int, period: int, persons: Floats) -> None:
        term = self.plan.terms[k]
        used = persons * self.values.tied(term.use) if term.use else persons
        if term.price:
            counted.amounts[term.item, period] += used * self.values.tied(term.price)
        if term.counts:
            counted.units[term.item, period] += used
        if len(counted.by_term):
            counted.by_term[k, period] += used

    def close(self) -> None:
        """Fill the items whose quantity is the money of another item."""
        first = self.plan.ages[0]
        for counted, _ in self._views(None):
            for item, base, rows in self.plan.of_items:
                counted.units[item] = counted.amounts[base]
                if not rows:
                    counted.amounts[item] = counted.amounts[base]
                for row in rows:
                    years = [t for t in range(self.plan.periods) if row.where.holds(first + t)]
                    counted.amounts[item, years] = counted.amounts[base, years] * self.values.tied(row)
