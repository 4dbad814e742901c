"""Boxes: the states that somebody can be in during a year, found by following everybody who can get anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tidlig.engine.plan.axes import Bools, Cells
from tidlig.engine.plan.structure import DEAD, Exit, ProcessPlan, Structure
from tidlig.engine.plan.tracks import Track, due


@dataclass(frozen=True, slots=True)
class Box:
    """The live states of one year, by axis: factors first, then tracks; ``factors``: number of those."""

    states: tuple[tuple[int, ...], ...]
    factors: int
    _masks: dict[tuple[int, int | None], Bools] = field(default_factory=dict, compare=False, repr=False)

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of live states by axis."""
        return tuple(len(states) for states in self.states)

    @property
    def base(self) -> tuple[int, ...]:
        """The same of the factors only."""
        return self.shape[: self.factors]

    def cells(self, shape: tuple[int, ...]) -> NDArray[np.intp]:
        """Numbers of its base cells among all cells of the factors, whose shape is ``shape``."""
        every = np.arange(int(np.prod(shape))).reshape(shape)
        return np.asarray(every[np.ix_(*self.states[: self.factors])].ravel())

    def mask(self, cells: Cells, skip: int | None = None) -> Bools:
        """Where a row holds by its levels, broadcasting over the box."""
        key = (id(cells), skip)  # the structure keeps the cells of all its rows
        if key not in self._masks:
            here = np.ones((1,) * len(self.states), dtype=bool)
            for axis, mask in cells.masks:
                if axis != skip:
                    here = here & self.spread(mask, axis)
            self._masks[key] = here
        return self._masks[key]

    def spread(self, by_state: Bools, axis: int) -> Bools:
        """A vector over all states of one axis, as it stands along that axis of the box."""
        shape = [1] * len(self.states)
        shape[axis] = len(self.states[axis])
        return np.asarray(by_state)[list(self.states[axis])].reshape(shape)


def treated(structure: Structure, box: Box, cells: Cells, age: int) -> Bools:
    """Where people are (or, for "not x", are not) in treatment, broadcasting over the box."""
    here = np.ones((1,) * len(box.states), dtype=bool)
    for programme, inside in sorted(cells.treatments):
        track = structure.track(programme)
        here = here & box.spread(in_treatment(track, programme, age) == inside, track.axis)
    return here


def in_treatment(track: Track, programme: str, age: int) -> Bools:
    """Which states of a track are of people in treatment by a programme."""
    stays = next(p.stays for p in track.programmes if p.id == programme)
    years = track.years(programme, age)
    return np.asarray((years >= 0) & ((years < stays) if stays is not None else True))


def boxes_of(structure: Structure) -> tuple[Box, list[Box]]:
    """The box before the first year, in which people are born, and that of every age up to the horizon's own."""
    live: Bools = np.zeros((*structure.shape, *(1 for _ in structure.tracks)), dtype=bool)
    live[(0,) * live.ndim] = True
    first, last = structure.ages
    live = _reached(structure, [p for p in structure.processes if p.once], first, live)
    born, boxes = _box(structure, live), []
    yearly = [p for p in structure.processes if not p.once]
    known: dict[tuple[object, ...], tuple[Bools, Box]] = {}
    same: dict[tuple[tuple[int, ...], ...], Box] = {}
    for age in range(first, last + 1):
        live = _birthday(structure, age, live)
        key = (live.shape, live.tobytes(), tuple(process.band(age) for process in yearly))
        if key not in known:
            after = _reached(structure, yearly, age, live)
            known[key] = after, _box(structure, after)
        live, box = known[key]
        boxes.append(same.setdefault(box.states, box))
    return born, boxes


def _box(structure: Structure, live: Bools) -> Box:
    axes = range(live.ndim)
    states = [np.flatnonzero(live.any(axis=tuple(a for a in axes if a != axis))).tolist() for axis in axes]
    return Box(tuple(map(tuple, states)), len(structure.factors))


def _reached(structure: Structure, processes: Sequence[ProcessPlan], age: int, live: Bools) -> Bools:
    live = live.copy()
    for process in processes:
        axis, before = process.axis, live.copy()
        if axis is None:
            continue
        for state, following in enumerate(process.next_states):
            at(live, axis, following)[...] |= at(before, axis, state)
        for exit in process.exits:
            if exit.target != DEAD:
                ways = _leaving(structure, exit, axis, age, live.ndim)
                at(live, axis, exit.target)[...] |= at(before, axis, exit.source) & ways
    return live


def _leaving(structure: Structure, exit: Exit, axis: int, age: int, ndim: int) -> Bools:
    """Cells that some base row of an exit lets people leave, whatever their treatment."""
    ways = np.zeros((1,) * ndim, dtype=bool)
    for row, cells in exit.base:
        if row.where.holds(age):
            ways = ways | cells.array(ndim, skip=axis)[..., 0]
    return ways


def _birthday(structure: Structure, age: int, live: Bools) -> Bools:
    for track in structure.tracks:
        live = _track_birthday(track, age, live)
    for effect in structure.moves:
        axis = structure.factors[effect.effect.moves].axis
        if due(effect.effect, effect.programme, structure.track(effect.programme.id), age) is not None:
            live = live | live.any(axis=axis, keepdims=True)
    return live


def _track_birthday(track: Track, age: int, live: Bools) -> Bools:
    shape = list(live.shape)
    shape[track.axis] = track.size(age)
    after = np.zeros(shape, dtype=bool)
    for state, following in enumerate(track.following(age)):
        at(after, track.axis, following)[...] |= at(live, track.axis, state)
    if track.alive(age):
        for programme, start in zip(track.programmes, track.starts, strict=True):
            if programme.ages[0] <= age <= programme.ages[1]:
                at(after, track.axis, start)[...] |= at(after, track.axis, 0)
    return after


def at(live: Bools, axis: int, state: int) -> Bools:
    """A view of one state of an axis, kept as an axis of size 1."""
    index: list[slice] = [slice(None)] * live.ndim
    index[axis] = slice(state, state + 1)
    return np.asarray(live[tuple(index)])
