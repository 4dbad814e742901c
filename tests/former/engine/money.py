"""From people to units, money and payers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from tests.former.engine.axes import Floats
from tests.former.engine.plan import Exit, Plan, ProcessPlan, ProgrammeEffect, leaves
from tests.former.engine.processes import Tables, holds, treated
from tests.former.engine.schedule import Schedule, tax
from tests.former.engine.terms import Term
from tests.former.engine.tracks import Track
from tests.former.engine.values import Values

from tidlig.pack.programme import Programme

STRIP = 32  # design rows multiplied at a time
Uses = tuple[tuple[int, ProgrammeEffect], ...]


@dataclass
class Account:
    """Units and money of every item by year for one block, shape ``(items, periods, rows)`` each.

    With ``detailed`` also the units of every term, ``(terms, periods, rows)``, to explain a figure by.
    """

    plan: Plan
    values: Values
    tables: Tables
    detailed: bool = False
    units: Floats = field(init=False)
    amounts: Floats = field(init=False)
    by_term: Floats = field(init=False)

    def __post_init__(self) -> None:
        shape = (len(self.plan.items), self.plan.periods, self.values.rows)
        self.units, self.amounts = np.zeros(shape), np.zeros(shape)
        self.by_term = np.zeros((len(self.plan.terms) if self.detailed else 0, *shape[1:]))
        self._per_person = [self._weight(term) for term in self.plan.terms]
        self._tracks = [self._tracks_of(term) for term in self.plan.terms]
        self._taxes: dict[tuple[int, tuple[int, ...], tuple[int, ...]], tuple[Floats, Floats, Floats]] = {}
        self._steady = [k for k, term in enumerate(self.plan.terms) if not term.event]
        flat = [term.cells.array(len(self.plan.shape)) for term in self.plan.terms]
        self._masks = np.array([np.broadcast_to(m[..., 0], self.plan.shape).ravel() for m in flat], dtype=float)
        self._masks = self._masks.reshape(len(flat), int(np.prod(self.plan.shape)))

    def _tracks_of(self, term: Term) -> list[Track]:
        named = {programme for programme, _ in term.cells.treatments}
        named |= {acting.programme.id for item, acting in self.plan.uses if item == term.item}
        return [self.plan.track(programme) for programme in sorted(named)]

    def _weight(self, term: Term) -> Floats:
        weight = self.values.tied(term.use) if term.use else np.ones(self.values.rows)
        return weight * self.values.tied(term.price) if term.price else weight

    def count(self, period: int, age: int, person_years: Floats, cells: Floats) -> None:
        """Add what is used and paid per person-year at one age; ``cells``: tracks summed out, ``(cells, rows)``."""
        fast = []
        for k in self._steady:
            term = self.plan.terms[k]
            if term.holds(age):
                if any(track.alive(age) for track in self._tracks[k]):
                    self._add(k, period, self._persons_by_track(term, age, person_years))
                elif not any(inside for _, inside in term.cells.treatments):
                    fast.append(k)
        for k, persons in zip(fast, _product(self._masks[fast], cells), strict=True):
            self._add(k, period, persons)
        for schedule in self.plan.schedules:
            self._tax(schedule, period, age, fast, cells)

    def _tax(self, schedule: Schedule, period: int, age: int, fast: list[int], cells: Floats) -> None:
        """Tax the income of every cell; cells with the same income are taxed together, once in an age band."""
        paying = tuple(k for k in fast if self.plan.terms[k].item in schedule.bases and self.plan.terms[k].price)
        brackets = tuple(k for k, bracket in enumerate(schedule.brackets) if holds(bracket, age))
        key = (schedule.item, paying, brackets)
        if key not in self._taxes:
            self._taxes = {k: v for k, v in self._taxes.items() if k[0] != schedule.item}
            alike, group = np.unique(self._masks[list(paying)], axis=1, return_inverse=True)
            incomes = alike.T @ np.array([self._per_person[k] for k in paying]).reshape(len(paying), self.values.rows)
            owed = tax(self.values, [schedule.brackets[k] for k in brackets], incomes)
            self._taxes[key] = (np.eye(alike.shape[1])[:, group.ravel()], incomes, owed)
        groups, incomes, owed = self._taxes[key]
        persons = _product(groups, cells)
        self.units[schedule.item, period] += (persons * incomes).sum(axis=0)
        self.amounts[schedule.item, period] += (persons * owed).sum(axis=0)

    def _add(self, k: int, period: int, persons: Floats) -> None:
        term = self.plan.terms[k]
        weighted = persons * self._per_person[k]
        if term.price:
            self.amounts[term.item, period] += weighted
        if self.detailed:
            self.by_term[k, period] += persons * self.values.tied(term.use) if term.use else persons
        if term.counts:
            self.units[term.item, period] += weighted if term.use else persons

    def _persons_by_track(self, term: Term, age: int, person_years: Floats) -> Floats:
        """Person-years of a term, weighted by the ratios of programmes on the item's use, shape ``(rows,)``."""
        weight = self._by_track(term, age, self.plan.uses)
        return np.asarray((person_years * weight).sum(axis=tuple(range(self.plan.ndim))))

    def _by_track(self, term: Term, age: int, uses: Uses, axis: int | None = None, state: int = 0) -> Floats:
        """Where a term holds, times the ratios of programmes on the item's use; only ``state`` of ``axis`` if given."""
        cells = term.cells.array(self.plan.ndim, skip=axis)
        weight: Floats = (cells & treated(self.plan, term.cells, age)).astype(float)
        for item, acting in uses:
            if item == term.item and acting.cells.state_holds(axis, state):
                weight = weight * self.tables.effect(acting, axis, age)
        return weight

    def count_events(self, period: int, age: int, process: ProcessPlan, moved: list[tuple[Exit, Floats]]) -> None:
        """Add what is used and paid per transition of one process at one age."""
        uses = () if process.once else self.plan.uses  # nobody is in a programme before the first year
        for k, term in enumerate(self.plan.terms):
            if term.event and term.use and term.use.process == process.id and term.holds(age):
                for exit, people in moved:
                    if self._names(term, process, exit):
                        weight = self._by_track(term, age, uses, process.axis, exit.source)
                        self._add(k, period, (people * weight).sum(axis=tuple(range(self.plan.ndim))))

    def _names(self, term: Term, process: ProcessPlan, exit: Exit) -> bool:
        assert term.use is not None
        factor = next((f for f in self.plan.factors.values() if f.axis == process.axis), None)
        if factor is None:
            return True
        to = factor.states[exit.target][0] if exit.target >= 0 else "dead"
        return term.use.to in ("", to) and leaves(term.use, term.cells, factor, exit.source)

    def charge_programmes(self, period: int, age: int, start: Floats, person_years: Floats) -> None:
        """Add programme costs: per entry (spread over the first years, never corrected) or per year in treatment."""
        for programme in self.plan.programmes:
            track = self.plan.track(programme.id)
            if not programme.cost or not track.alive(age):
                continue
            shares = np.array([[_charged(programme, int(since)) for since in track.years(programme.id, age)]])
            stock = start if programme.cost_per == "entry" else person_years
            other = tuple(axis for axis in range(self.plan.ndim) if axis != track.axis)
            persons = _product(shares, stock.sum(axis=other))[0]
            item = self.plan.items.index(programme.id)
            self.units[item, period] += persons
            self.amounts[item, period] += persons * self.values[programme.cost]

    def close(self) -> None:
        """Fill the items whose quantity is the money of another item."""
        first = self.plan.ages[0]
        for item, base, rows in self.plan.of_items:
            self.units[item] = self.amounts[base]
            if not rows:
                self.amounts[item] = self.amounts[base]
            for row in rows:
                years = [t for t in range(self.plan.periods) if holds(row, first + t)]
                self.amounts[item, years] = self.amounts[base, years] * self.values.tied(row)


def _charged(programme: Programme, since: int) -> float:
    """Share of the cost that falls ``since`` years after entry (-1: never entered)."""
    if since < 0:
        return 0.0
    if programme.cost_per == "entry":
        return programme.spread[since] if since < len(programme.spread) else 0.0
    return float(programme.stays is None or since < programme.stays)


def _product(masks: Floats, cells: Floats) -> Floats:
    # In narrow strips: libraries of linear algebra share a larger product between threads, which on a busy machine
    # wait for each other many times longer than the product takes.
    strips = [masks @ cells[:, k : k + STRIP] for k in range(0, cells.shape[1], STRIP)]
    return np.concatenate(strips, axis=1)
