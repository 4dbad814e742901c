"""One call: a plan and a block of design rows in; people, units and money by year out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from tests.former.engine.axes import Bools, Floats, along
from tests.former.engine.birthdays import enter, move
from tests.former.engine.money import Account
from tests.former.engine.plan import Plan, ProcessPlan
from tests.former.engine.processes import Tables, step
from tests.former.engine.values import WITHIN, Values


@dataclass(frozen=True)
class Result:
    """People and money of one person born (all figures per person), by design row.

    ``start`` and ``person_years``: (periods, cells of factors, rows); ``end``: stock at the horizon (cells, rows);
    ``units`` and ``amounts``: (items, periods, rows), amounts in real money of the pack's price year, not split or
    signed; ``entries``: programme -> (periods, rows); ``means``: baseline mean ratios of population rows; ``shares``:
    move -> shares at or above each threshold among its enrolled just before it; ``by_term``: units of every term,
    (terms, periods, rows), where asked for, else without terms.
    """

    start: Floats
    person_years: Floats
    end: Floats
    units: Floats
    amounts: Floats
    entries: Mapping[str, Floats]
    means: Mapping[str, Floats]
    shares: Mapping[str, Floats]
    by_term: Floats


def simulate(
    plan: Plan,
    array: Floats,
    means: Mapping[str, Floats] | None = None,
    keep: Mapping[int, Floats] | None = None,
    *,
    detailed: bool = False,
) -> Result:
    """Run a block of design rows.

    ``array``: (names, rows), the values of ``plan.names``.  ``means``: the baseline's mean ratios, each (rows,);
    computed from this very run where not given, which is right for a baseline.  ``keep``: age -> share of the people
    of each cell who stay in the run from that birthday on, shape ``plan.shape``: conditional shares are runs of a
    part of the people.  ``detailed``: return the units of every term too.  Rows whose ``WITHIN`` is 1 count only people
    never in the watched programmes or still under the effect of one of them; what a programme costs counts in full.

    Raises :class:`~tests.former.engine.axes.PlanError` where the exits of a level reach 1.
    """
    return _Run(plan, array, dict(means or {}), keep or {}, detailed).result()


class _Run:
    def __init__(
        self, plan: Plan, array: Floats, means: dict[str, Floats], keep: Mapping[int, Floats], detailed: bool
    ) -> None:
        self.plan = plan
        self.values = Values(plan.index, array)
        self.tables = Tables(plan, self.values, means)
        self.account = Account(plan, self.values, self.tables, detailed)
        self.keep = keep
        self.narrow = bool(self.values[WITHIN].any()) and bool(plan.watched)
        self.events = any(term.event for term in plan.terms)
        self._counts: tuple[int, Bools] | None = None  # age, and which people each row counts at it
        rows = array.shape[1]
        cells = int(np.prod(plan.shape))
        self.start = np.zeros((plan.periods, cells, rows))
        self.person_years = np.zeros((plan.periods, cells, rows))
        self.entries = {p.id: np.zeros((plan.periods, rows)) for p in plan.programmes}
        self.shares: dict[str, Floats] = {}

    def result(self) -> Result:
        people = self._born()
        first, last = self.plan.ages
        for age in range(first, last):
            people = self._year(age, self._birthday(age, people))
        if self.plan.periods > last - first:
            people = self._birthday(last, people)
            self._record(last, people, people)
        self.account.close()
        return Result(
            self.start,
            self.person_years,
            self._cells(people),
            self.account.units,
            self.account.amounts,
            self.entries,
            self.tables.means,
            self.shares,
            self.account.by_term,
        )

    def _born(self) -> Floats:
        people = np.zeros((*self.plan.shape, *(1 for _ in self.plan.tracks), self.values.rows))
        people[(0,) * self.plan.ndim] = 1.0
        for process in self.plan.processes:
            if process.once:
                people = self._step(process, self.plan.ages[0], people)
        return people

    def _birthday(self, age: int, people: Floats) -> Floats:
        if age in self.keep:
            shape = (*self.plan.shape, *(1 for _ in self.plan.tracks), 1)
            people = people * self.keep[age].reshape(shape)
        for track in self.plan.tracks:
            people = track.open(people, age)
        for track in self.plan.tracks:
            people, entered = enter(self.plan, self.values, track, age, people)
            for programme, number in entered.items():
                self.entries[programme][age - self.plan.ages[0]] = number
        people, shares = move(self.plan, self.values, age, people)
        self.shares.update(shares)
        return people

    def _year(self, age: int, start: Floats) -> Floats:
        people = start
        for process in self.plan.processes:
            if not process.once:
                people = self._step(process, age, people)
        self._record(age, start, people)
        return people

    def _step(self, process: ProcessPlan, age: int, people: Floats) -> Floats:
        people, moved = step(process, self.tables.flows(process, age, people), people)
        if self.events and not process.once:  # before the first year nobody is in a programme
            moved = [(exit, self._counted(age, persons)) for exit, persons in moved]
        self.account.count_events(age - self.plan.ages[0], age, process, moved)
        return people

    def _counted(self, age: int, people: Floats) -> Floats:
        """The people that each row counts."""
        if not self.narrow or all(age < watch.track.first for watch in self.plan.watched):
            return people
        if self._counts is None or self._counts[0] != age:
            self._counts = (age, self._known(age))
        return np.where(self._counts[1], people, 0.0)

    def _known(self, age: int) -> Bools:
        """Which people are counted: all, or those never in a watched programme or still under the effect of one."""
        ndim = self.plan.ndim
        never, under = np.ones((1,) * (ndim + 1), dtype=bool), np.zeros((1,) * (ndim + 1), dtype=bool)
        for watch in self.plan.watched:
            never = never & along(watch.never(age), watch.track.axis, ndim)
            under = under | along(watch.under(age), watch.track.axis, ndim)
        return np.asarray((self.values[WITHIN] == 0.0) | never | under)

    def _record(self, age: int, start: Floats, end: Floats) -> None:
        period = age - self.plan.ages[0]
        years = (start + end) / 2.0 if self.plan.counting.kind == "half-cycle" else start * self._weight(period)
        counted = self._counted(age, years)
        self.start[period] = self._cells(self._counted(age, start))
        self.person_years[period] = self._cells(counted)
        self.account.count(period, age, counted, self.person_years[period])
        self.account.charge_programmes(period, age, start, years)

    def _weight(self, period: int) -> float:
        counting = self.plan.counting
        if counting.kind == "none":
            return 1.0
        if period in (0, self.plan.periods - 1):
            return counting.ends
        return counting.odd if period % 2 else counting.even

    def _cells(self, people: Floats) -> Floats:
        tracks = tuple(range(len(self.plan.shape), self.plan.ndim))
        return np.asarray(people.sum(axis=tracks).reshape(-1, people.shape[-1]))
