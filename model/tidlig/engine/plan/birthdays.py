"""What a birthday does, compiled: axes that open, grow or close, programmes that may be entered, moves that are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tidlig.engine.plan.axes import Bools
from tidlig.engine.plan.boxes import Box
from tidlig.engine.plan.exits import place
from tidlig.engine.plan.structure import Structure
from tidlig.engine.plan.tracks import due
from tidlig.pack.programme import Effect, Programme


@dataclass(frozen=True, slots=True, eq=False)
class Shift:
    """An axis that changes: the new place of each old one, and how many there are."""

    axis: int
    places: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A programme that may be entered now: ``here`` those who wait, ``there`` where they go, ``eligible`` of them."""

    programme: Programme
    here: tuple[slice, ...]
    there: tuple[slice, ...]
    eligible: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """A move that is due among ``enrolled`` cells.

    ``places``: those of the factor's axis by level; ``entry``: where those who change to each level come in.
    """

    effect: Effect
    enrolled: Bools
    axis: int
    levels: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]
    entry: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Birthday:
    """One birthday; ``entries`` by track, those of a track compete for the same people."""

    shifts: tuple[Shift, ...]
    entries: tuple[tuple[Entry, ...], ...]
    moves: tuple[Move, ...]


def birthday_at(structure: Structure, age: int, before: Box, box: Box) -> Birthday:
    """Compile the birthday of ``age``, from the box of the year before to that of the year to come."""
    return Birthday(
        tuple(_shifts(structure, age, before, box)),
        tuple(entries for entries in _entries(structure, age, box) if entries),
        tuple(_moves(structure, age, box)),
    )


def _shifts(structure: Structure, age: int, before: Box, box: Box) -> Iterable[Shift]:
    following = {track.axis: track.following(age) for track in structure.tracks}
    for axis, (old, new) in enumerate(zip(before.states, box.states, strict=True)):
        places = tuple(new.index(following[axis][state] if axis in following else state) for state in old)
        if places != tuple(range(len(new))):
            yield Shift(axis, places, len(new))


def _entries(structure: Structure, age: int, box: Box) -> Iterable[tuple[Entry, ...]]:
    for track in structure.tracks:
        found = []
        for programme, start in zip(track.programmes, track.starts, strict=True):
            if track.alive(age) and programme.ages[0] <= age <= programme.ages[1]:
                eligible: Bools = np.ones((1,) * len(box.states), dtype=bool)
                for name, levels in programme.levels.items():
                    factor = structure.factors[name]
                    eligible = eligible & box.spread(factor.mask(levels), factor.axis)
                here, there = place(box, track.axis, 0), place(box, track.axis, start)
                found.append(Entry(programme, here, there, eligible))
        yield tuple(found)


def _moves(structure: Structure, age: int, box: Box) -> Iterable[Move]:
    for acting in structure.moves:
        track = structure.track(acting.programme.id)
        here = due(acting.effect, acting.programme, track, age)
        if here is not None:
            factor = structure.factors[acting.effect.moves]
            levels = tuple(dict.fromkeys(level for level, _ in factor.states))
            live = [factor.states[state][0] for state in box.states[factor.axis]]
            yield Move(
                acting.effect,
                box.mask(acting.cells) & box.spread(here, track.axis),
                factor.axis,
                levels,
                tuple(tuple(k for k, level in enumerate(live) if level == each) for each in levels),
                tuple(box.states[factor.axis].index(factor.entry_state(level)) for level in levels),
            )
