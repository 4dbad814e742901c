"""Yearly transitions: probabilities of every exit from rows, ratios and effects; then people moved along them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from tests.former.engine.axes import Bools, Cells, Floats, PlanError, along
from tests.former.engine.hazards import hazard_ratio, hazards_to_shares, shares_to_hazards
from tests.former.engine.plan import DEAD, Exit, Plan, ProcessPlan, ProgrammeEffect
from tests.former.engine.values import Values

from tidlig.pack.rows import Link, Row

Flow = tuple[Exit, Floats]  # an exit and its yearly probability, broadcasting over the stock without the own axis


class Tables:
    """Probabilities by process, rebuilt only where an age band or a track changes."""

    def __init__(self, plan: Plan, values: Values, means: dict[str, Floats]) -> None:
        self._plan = plan
        self._values = values
        self.means = means  # baseline mean ratios of the rows `of: population`, by row id, each (rows,)
        self._ratios: dict[str, Floats] = {}
        self._cache: dict[str, tuple[tuple[int, ...], list[Flow]]] = {}

    def flows(self, process: ProcessPlan, age: int, people: Floats) -> list[Flow]:
        """Probabilities of all exits of a process at ``age``; ``people`` only for means of population rows."""
        key = (process.band(age), *(self._moment(p, age) for p in process.programmes))
        if self._cache.get(process.id, ((), []))[0] != key:
            self._cache[process.id] = (key, self._build(process, age, people))
        return self._cache[process.id][1]

    def _moment(self, programme: str, age: int) -> int:
        track = self._plan.track(programme)
        return -1 if not track.alive(age) else -2 if track.clock else age

    def _build(self, process: ProcessPlan, age: int, people: Floats) -> list[Flow]:
        ratios = {exit: self._ratio(exit, process.axis, age) for exit in process.exits}
        self._fill_means(process, ratios, age, people)
        flows: list[Flow] = []
        for source in sorted({exit.source for exit in process.exits}):
            exits = [exit for exit in process.exits if exit.source == source]
            try:
                relative = [self._reference(exit, ratios[exit], process.axis, age) for exit in exits]
                shares = self._shares(process, exits, relative, age)
            except ValueError as error:
                what = (
                    "process {process}, age {age}: the exits of a level add up to 1 or more, {rows}; "
                    "lower one of them, or a ratio on them"
                )
                raise PlanError(what, process=process.id, age=age, rows=self._written(exits)) from error
            flows += zip(exits, shares, strict=True)
        return flows

    def _shares(self, process: ProcessPlan, exits: list[Exit], ratios: list[Floats], age: int) -> list[Floats]:
        rates = [self._base(exit, process.axis, age, unit_is_rate=True) for exit in exits]
        chances = [self._base(exit, process.axis, age, unit_is_rate=False) for exit in exits]
        if process.separate:
            return _separate(rates, chances, ratios)
        hazards = [rate + hazard for rate, hazard in zip(rates, shares_to_hazards(chances), strict=True)]
        return hazards_to_shares([hazard * ratio for hazard, ratio in zip(hazards, ratios, strict=True)])

    def _written(self, exits: Iterable[Exit]) -> str:
        """The rows of some exits with their values, the highest of all draws."""
        worth = {row.id: float(np.max(self._values.tied(row))) for exit in exits for row, _ in exit.base}
        return ", ".join(f"{id} {value:g}" for id, value in worth.items())

    def _base(self, exit: Exit, axis: int | None, age: int, *, unit_is_rate: bool) -> Floats:
        total: Floats = np.zeros((1,) * self._plan.ndim + (self._values.rows,))
        for row, cells in exit.base:
            if holds(row, age) and (row.id in self._plan.rates) == unit_is_rate:
                total = total + self._mask(cells, axis, age) * self._values.tied(row)
        return total

    def _reference(self, exit: Exit, ratio: Floats, axis: int | None, age: int) -> Floats:
        """The ratio where a row speaks of the whole population: relative to that population's mean."""
        for row, cells in exit.base:
            if row.of_population and holds(row, age):
                ratio = ratio * np.where(self._mask(cells, axis, age), 1.0 / self.means[row.id], 1.0)
        return ratio

    def _ratio(self, exit: Exit, axis: int | None, age: int) -> Floats:
        product: Floats = np.ones((1,) * self._plan.ndim + (self._values.rows,))
        for row, cells in exit.links:
            if holds(row, age):
                product = product * np.where(self._mask(cells, axis, age), self._link_ratio(row), 1.0)
        for effect in exit.effects:
            product = product * self.effect(effect, axis, age)
        return product

    def _link_ratio(self, row: Link) -> Floats:
        if row.id not in self._ratios:
            self._ratios[row.id] = hazard_ratio(row.measure, self._values.tied(row), row.base_risk)
        return self._ratios[row.id]

    def effect(self, acting: ProgrammeEffect, axis: int | None, age: int) -> Floats:
        """Ratio of a programme's effect at ``age``, broadcasting over the stock (1 outside its cells and years)."""
        track = self._plan.track(acting.programme.id)
        where = acting.effect.where
        if not track.alive(age) or not _within(where.age_from, where.age_to, age):
            return np.ones((1,) * (self._plan.ndim + 1))
        ratios = np.ones((track.size(age), self._values.rows))
        for state, since in enumerate(track.years(acting.programme.id, age)):
            if since >= 0:
                ratios[state] = self._values.effect_ratio(acting.effect) ** self._persistence(acting, int(since))
        shape = [1] * self._plan.ndim + [self._values.rows]
        shape[track.axis] = track.size(age)
        cells = acting.cells.array(self._plan.ndim, skip=axis)
        return np.where(cells, ratios.reshape(shape), 1.0)

    def _persistence(self, acting: ProgrammeEffect, since_entry: int) -> Floats:
        stays = acting.programme.stays
        if stays is None or since_entry < stays:
            return np.ones(self._values.rows)
        return self._values.persistence(acting.effect.fade, since_entry - stays)

    def _mask(self, cells: Cells, axis: int | None, age: int) -> np.ndarray:
        mask = cells.array(self._plan.ndim, skip=axis)
        return mask & treated(self._plan, cells, age)

    def _fill_means(self, process: ProcessPlan, ratios: dict[Exit, Floats], age: int, people: Floats) -> None:
        """Mean ratio among those a population row speaks of, at the first age of its band."""
        sums: dict[str, list[Floats]] = {}
        axes = tuple(range(self._plan.ndim))
        for exit, ratio in ratios.items():
            stock = people if process.axis is None else at_state(people, process.axis, exit.source)
            for row, cells in exit.base:
                if row.of_population and holds(row, age) and row.id not in self.means:
                    weights = stock * self._mask(cells, process.axis, age)
                    total, weighted = sums.get(row.id, [np.zeros(1), np.zeros(1)])
                    sums[row.id] = [total + weights.sum(axis=axes), weighted + (weights * ratio).sum(axis=axes)]
        for id, (total, weighted) in sums.items():
            self.means[id] = np.where(total > 0.0, weighted / np.where(total > 0.0, total, 1.0), 1.0)


def treated(plan: Plan, cells: Cells, age: int) -> Bools:
    """States of the tracks where people are (or, for "not x", are not) in treatment, broadcasting over the stock."""
    here: Bools = np.ones((1,) * (plan.ndim + 1), dtype=bool)
    for programme, inside in cells.treatments:
        track = plan.track(programme)
        stays = next(p.stays for p in track.programmes if p.id == programme)
        years = track.years(programme, age)
        within = (years >= 0) & ((years < stays) if stays is not None else True)
        here = here & along(within == inside, track.axis, plan.ndim)
    return here


def holds(row: Row, age: int) -> bool:
    """Whether a row's age band includes ``age``."""
    return _within(row.where.age_from, row.where.age_to, age)


def _within(first: int | None, last: int | None, age: int) -> bool:
    return (first is None or age >= first) and (last is None or age <= last)


def _separate(rates: list[Floats], chances: list[Floats], ratios: list[Floats]) -> list[Floats]:
    shares = [
        1.0 - (1.0 - chance) ** ratio * np.exp(-rate * ratio)
        for rate, chance, ratio in zip(rates, chances, ratios, strict=True)
    ]
    if float(np.max(sum(shares[1:], start=shares[0]))) >= 1.0:
        raise ValueError("the exits of a level add up to 1 or more")
    return shares


def step(process: ProcessPlan, flows: list[Flow], people: Floats) -> tuple[Floats, list[tuple[Exit, Floats]]]:
    """The stock after one process, and the people who moved by exit (own axis kept, of size 1)."""
    if process.axis is None:
        moved = [(exit, people * share) for exit, share in flows]
        return people - sum((m for _, m in moved[1:]), start=moved[0][1]) if moved else people, moved
    axis = process.axis
    moved = [(exit, at_state(people, axis, exit.source) * share) for exit, share in flows]
    after = np.zeros_like(people)
    for state, following in enumerate(process.next_states):
        at_state(after, axis, following)[...] += at_state(people, axis, state)
    for exit, m in moved:
        at_state(after, axis, process.next_states[exit.source])[...] -= m
        if exit.target != DEAD:
            at_state(after, axis, exit.target)[...] += m
    return after, moved


def at_state(people: Floats, axis: int, state: int) -> Floats:
    """A view of the people in one state of the factor or track on ``axis``."""
    index: list[slice] = [slice(None)] * people.ndim
    index[axis] = slice(state, state + 1)
    view: Floats = people[tuple(index)]
    return view
