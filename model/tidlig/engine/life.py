"""One call: a plan and a block of rows in; people, units and money by year out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tidlig.engine.account import Account
from tidlig.engine.counted import Blank, Counted
from tidlig.engine.failures import Failure, failures_of
from tidlig.engine.plan.axes import Bools, Floats
from tidlig.engine.plan.boxes import Box
from tidlig.engine.plan.exits import Exits
from tidlig.engine.plan.program import Plan, Step, Year
from tidlig.engine.values import Values
from tidlig.engine.year.birthdays import enter, move, shifted
from tidlig.engine.year.buffers import Buffers
from tidlig.engine.year.flows import Chances, mean_ratio, moved, spread, step
from tidlig.engine.year.ledger import base_cells
from tidlig.engine.year.tables import table

Told = dict[bytes, tuple[Floats, Bools]]  # chances and failures of a process by what they are made of


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call is to return beside units, money and outcomes of the whole population.

    ``trace``: people of every cell by year; ``terms``: units of every term; ``narrow``: all of it once more, counted of
    the people only who were never in a watched programme or are still under the effect of one; ``stocks``: ages before
    whose birthday the stock is kept, to start other lives from; ``until``: the age at which to stop, what lies after it
    left at 0; ``lent``: name of memory for units and money, which the next call with that name and
    the same buffers uses again.
    """

    trace: bool = False
    terms: bool = False
    narrow: bool = False
    stocks: frozenset[int] = frozenset()
    until: int | None = None
    lent: str = ""


@dataclass(frozen=True)
class Begun:
    """A life to go on from: the stock before the birthday of ``age``, (live cells of the factors, rows)."""

    age: int
    stock: Floats


@dataclass(frozen=True)
class Life:
    """People and money of one person born (all figures per person), by row.

    ``whole`` and ``narrow``: see :class:`Asked`; ``end``: stock at the horizon (cells, rows); ``entries``: programme ->
    (periods, rows); ``shares``: move -> shares at or above each threshold among its enrolled just before it; ``means``:
    mean ratios of population rows; ``rows``: the rows of the registry; ``told``: chances by what they are
    made of; ``failures``: rows that could not be run.
    """

    whole: Counted
    narrow: Counted | None
    end: Floats
    entries: Mapping[str, Floats]
    shares: Mapping[str, Floats]
    means: Mapping[str, Floats]
    rows: Floats
    stocks: Mapping[int, Floats]
    told: Told
    failures: Sequence[Failure]

    def some(self, rows: slice) -> Life:
        """The same for some of the rows; stocks to go on from are left out."""
        by_id = (self.entries, self.shares, self.means)
        entries, shares, means = ({id: value[..., rows] for id, value in each.items()} for each in by_id)
        narrow = None if self.narrow is None else self.narrow.some(rows)
        failures = [failure.some(rows) for failure in self.failures if failure.rows[rows].any()]
        end, registered = self.end[:, rows], self.rows[:, rows]
        return Life(self.whole.some(rows), narrow, end, entries, shares, means, registered, {}, {}, failures)

    @property
    def units(self) -> Floats:
        """Units of every item, (items, periods, rows)."""
        return self.whole.units

    @property
    def amounts(self) -> Floats:
        """Money of every item, (items, periods, rows)."""
        return self.whole.amounts

    @property
    def start(self) -> Floats:
        """People of every cell at each birthday, (periods, cells, rows), where the trace was asked for."""
        return self.whole.start

    @property
    def person_years(self) -> Floats:
        """Person-years of every cell, (periods, cells, rows), where the trace was asked for."""
        return self.whole.person_years


def simulate(
    plan: Plan,
    array: Floats,
    means: Mapping[str, Floats] | None = None,
    keep: Mapping[int, Floats] | None = None,
    *,
    asked: Asked = Asked(),
    begun: Begun | None = None,
    common: Floats | None = None,
    told: Told | None = None,
    buffers: Buffers | None = None,
) -> Life:
    """Run a block of rows.

    ``array``: (names, rows), the values of ``plan.names``.  ``means``: the baseline's mean ratios, each (rows,);
    computed from this very run where not given, which is right for a baseline.  ``keep``: age -> share of the people
    of each cell who stay in the run from that birthday on, shape ``plan.shape``: conditional shares are runs of a
    part of the people.  ``begun``: start from there; what lies before is left at 0.  ``common``: rows of the registry
    that every bundle has, where already known (with the means in them); ``told``: chances of lives with the same values
    of these rows.

    Rows in which the exits of a level reach 1 are in ``failures``; what is returned for them means nothing.
    """
    values = Values(plan.index, array)
    rows = values.registered(plan.registry, common)
    for id, mean in (means or {}).items():
        rows[plan.registry.mean(id)] = 1.0 / mean
    buffers = buffers or Buffers()
    lent = buffers if asked.lent else None
    blank = Blank(plan, values.rows, terms=asked.terms, trace=asked.trace, lent=lent, name=asked.lent)
    account = Account(plan, values, rows, blank, narrow=asked.narrow)
    run = _Run(plan, values, rows, account, set(means or ()), keep or {}, asked, {} if told is None else told, buffers)
    return run.life(begun)


@dataclass
class _Run:
    plan: Plan
    values: Values
    rows: Floats
    account: Account
    known: set[str]
    keep: Mapping[int, Floats]
    asked: Asked
    told: Told
    buffers: Buffers
    entries: dict[str, Floats] = field(default_factory=dict)
    shares: dict[str, Floats] = field(default_factory=dict)
    stocks: dict[int, Floats] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    tables: dict[str, tuple[Exits, Chances]] = field(default_factory=dict)

    def life(self, begun: Begun | None) -> Life:
        """Live from birth, or from where another life was left."""
        first, last = self.plan.ages
        age = first if begun is None else begun.age
        people = self._born() if begun is None else self._taken_up(begun.stock)
        self.entries = {p.id: np.zeros((self.plan.periods, self.values.rows)) for p in self.plan.programmes}
        box = self.plan.box if age == first else self.plan.years[age - 1 - first].box
        stop = self.plan.periods if self.asked.until is None else min(self.asked.until - first, self.plan.periods)
        for year in self.plan.years[age - first : stop]:
            if year.age in self.asked.stocks:
                self.stocks[year.age] = people.copy()
            people, box = self._birthday(year, box, people), year.box
            if year.age == last:
                self.account.record(year, people, people)
            else:
                people = self._live(year, people)
        self.account.close()
        end = np.zeros((int(np.prod(self.plan.shape)), self.values.rows))
        end[box.cells(self.plan.shape)] = base_cells(people, box.factors, None)
        means = {id: 1.0 / self.rows[self.plan.registry.mean(id)] for id in sorted(self.known)}
        return Life(
            self.account.whole, self.account.narrow, end, self.entries, self.shares, means, self.rows, self.stocks,
            self.told, self.failures,
        )  # fmt: skip

    def _born(self) -> Floats:
        people = self.buffers.other((*self.plan.box.shape, self.values.rows))
        people[...] = 0.0
        people[(0,) * self.plan.ndim] = 1.0
        for each in self.plan.born:
            people = self._step(each, None, people)
        return people

    def _taken_up(self, stock: Floats) -> Floats:
        people = self.buffers.other(stock.shape)
        people[...] = stock
        return people

    def _birthday(self, year: Year, box: Box, people: Floats) -> Floats:
        if year.age in self.keep:
            kept = np.asarray(self.keep[year.age]).ravel()[box.cells(self.plan.shape)]
            people *= kept.reshape(*box.base, *(1 for _ in self.plan.tracks), 1)
        people = shifted(year.birthday.shifts, people, self.buffers)
        for programme, number in enter(year.birthday, self.values, year.age, people).items():
            self.entries[programme][year.age - self.plan.ages[0]] = number
        self.shares |= move(year.birthday.moves, self.values, people)
        return people

    def _live(self, year: Year, start: Floats) -> Floats:
        people = start
        for each in year.steps:
            people = self._step(each, year, people, start)
        self.account.record(year, start, people)
        return people

    def _step(self, each: Step, year: Year | None, people: Floats, *used: Floats) -> Floats:
        """The stock after one process, in memory apart from what is ``used``."""
        chances = self._chances(each.exits, self.plan.ages[0] if year is None else year.age, people)
        after = self.buffers.other(people.shape, people, *used)
        step(each.exits, chances, people, after, self.buffers)
        if each.happened:
            self.account.happen(year, each, moved(each.exits, chances, people))
        return after

    def _chances(self, exits: Exits, age: int, people: Floats) -> Chances:
        """Chances of every way, kept while the exits are those of the year before."""
        last = self.tables.get(exits.process.id)
        if last is None or last[0] is not exits:
            self._meet(exits, people)
            chances, failed = self._table(exits)
            if failed.any():
                self.failures += failures_of(exits, self.plan.registry, self.rows, failed, age)
            last = self.tables[exits.process.id] = (exits, spread(exits, chances))
        return last[1]

    def _table(self, exits: Exits) -> tuple[Floats, Bools]:
        """Chances and failures of a process, those of lives with the same values told from what they are made of."""
        if exits.content is None:
            return table(exits, self.rows)
        if exits.content not in self.told:
            self.told[exits.content] = table(exits, self.rows)
        return self.told[exits.content]

    def _meet(self, exits: Exits, people: Floats) -> None:
        """Take the means of population rows that hold for the first time, all before any of them is used."""
        new = [mean for mean in exits.new_means if mean.id not in self.known]
        means = [mean_ratio(exits, mean, self.rows, people) for mean in new]
        for mean, value in zip(new, means, strict=True):
            self.rows[mean.number] = 1.0 / value
            self.known.add(mean.id)
