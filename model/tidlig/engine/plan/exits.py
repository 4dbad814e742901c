"""The exits of one process at one age as arrays of indices: which rows make up each chance, for which cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tidlig.engine.plan.axes import Cells
from tidlig.engine.plan.boxes import Box, treated
from tidlig.engine.plan.registry import ONE, ZERO, Registry
from tidlig.engine.plan.structure import DEAD, Exit, ProcessPlan, ProgrammeEffect, Structure

Ints = NDArray[np.intp]
Kind = TypeVar("Kind", np.intp, np.bool_)
NEUTRAL = (ZERO, ZERO, ONE, ONE)  # of chances, rates, ratios, means
Labels = list[Ints]  # one array a row of the pack: its number where it holds, broadcasting over the box


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One exit: ``here`` its people and ``there`` those they join (None: the dead), as indices into a stock.

    ``exit``: which of its groups' exits it is; ``groups``: group of each of its cells, broadcasting over ``here``.
    """

    here: tuple[slice, ...]
    there: tuple[slice, ...] | None
    exit: int
    groups: Ints
    plan: Exit


@dataclass(frozen=True, slots=True, eq=False)
class Stay:
    """One live state: where those who do not leave it are a year later (None: where they were), and who leaves it.

    ``ways``: numbers of the ways out of it.
    """

    here: tuple[slice, ...]
    older: tuple[slice, ...] | None
    ways: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class MeanOf:
    """A row ``of: population`` that holds for the first time: its number, and where it holds in (exits, groups)."""

    id: str
    number: int
    holds: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Exits:
    """All exits of one process at one age.

    ``chances``, ``rates``, ``ratios``, ``means``: numbers of rows, (depth, exits, groups): a group's chance of an exit
    is the sum of its chances, and so on; groups are of cells with equal chances in one state.  ``content``: what the
    chances are made of, where that is rows which every bundle has: equal contents are equal chances; else None.
    """

    process: ProcessPlan
    chances: Ints
    rates: Ints
    ratios: Ints
    means: Ints
    ways: tuple[Way, ...]
    stays: tuple[Stay, ...]
    new_means: tuple[MeanOf, ...]
    content: bytes | None


@dataclass(slots=True)
class _Source:
    """Exits of one state while they are compiled: labels by exit, each broadcasting over the box."""

    state: int
    exits: list[Exit]
    labels: list[tuple[Labels, Labels, Labels, Labels]]


def exits_at(structure: Structure, registry: Registry, process: ProcessPlan, age: int, box: Box) -> Exits:
    """Compile one process at one age."""
    sources = [_source(structure, registry, process, age, box, state) for state in _states(process, box)]
    sources = [source for source in sources if source.exits]
    widths, columns = 0, []
    ways: list[Way] = []
    for source in sources:
        table, groups = _groups(source, box, process.axis)
        ways += [_way(process, box, exit, k, groups + widths) for k, exit in enumerate(source.exits)]
        widths += len(table[0][0][0])
        columns.append(table)
    chances, rates, ratios, means = (_rectangle(columns, kind) for kind in range(4))
    new = _new_means(structure, registry, process, age, means)
    content = _content(registry, process, chances, rates, ratios, means)
    return Exits(process, chances, rates, ratios, means, tuple(ways), tuple(_stays(process, box, ways)), new, content)


def _content(registry: Registry, process: ProcessPlan, *numbers: Ints) -> bytes | None:
    if any(bool((each >= registry.common).any()) for each in numbers):
        return None
    shapes = repr((process.separate, [each.shape for each in numbers])).encode()
    return shapes + b"".join(each.tobytes() for each in numbers)


def _states(process: ProcessPlan, box: Box) -> Sequence[int]:
    return (0,) if process.axis is None else box.states[process.axis]


def _source(structure: Structure, registry: Registry, process: ProcessPlan, age: int, box: Box, state: int) -> _Source:
    source = _Source(state, [], [])
    for exit in process.exits:
        # Where nobody can be once this process is over, nobody was before it.
        if exit.source == state and _known(process, box, exit.target):
            labels = _labels(structure, registry, process.axis, exit, age, box)
            if any(bool((label != ZERO).any()) for label in (*labels[0], *labels[1])):
                source.exits.append(exit)
                source.labels.append(labels)
    return source


def _known(process: ProcessPlan, box: Box, target: int) -> bool:
    return process.axis is None or target == DEAD or target in box.states[process.axis]


def _labels(
    structure: Structure, registry: Registry, axis: int | None, exit: Exit, age: int, box: Box
) -> tuple[Labels, Labels, Labels, Labels]:
    chances: Labels = []
    rates: Labels = []
    means: Labels = []
    for row, cells in exit.base:
        if row.where.holds(age):
            mask = box.mask(cells, axis) & treated(structure, box, cells, age)
            (rates if row.id in structure.rates else chances).append(np.where(mask, registry.tied(row), ZERO))
            if row.of_population:
                means.append(np.where(mask, registry.mean(row.id), ONE))
    ratios = [
        _link(structure, registry, axis, link, cells, age, box) for link, cells in exit.links if link.where.holds(age)
    ]
    ratios += [acting(structure, registry, effect, age, box, axis) for effect in exit.effects]
    return chances, rates, ratios, means


def _link(
    structure: Structure, registry: Registry, axis: int | None, link: object, cells: Cells, age: int, box: Box
) -> Ints:
    mask = box.mask(cells, axis) & treated(structure, box, cells, age)
    return np.where(mask, registry.ratio(link), ONE)  # type: ignore[arg-type]


def acting(
    structure: Structure, registry: Registry, effect: ProgrammeEffect, age: int, box: Box, axis: int | None = None
) -> Ints:
    """Number of a programme's ratio by cell, broadcasting over the box (1 outside its cells and years)."""
    track = structure.track(effect.programme.id)
    if not track.alive(age) or not effect.effect.where.holds(age):
        return np.full((1,) * len(box.states), ONE, dtype=np.intp)
    numbers = np.full(track.size(age), ONE, dtype=np.intp)
    for state, since in enumerate(track.years(effect.programme.id, age).tolist()):
        if since >= 0:
            stays = effect.programme.stays
            numbers[state] = registry.delivered(
                effect.effect, None if stays is None or since < stays else since - stays
            )
    by_state = box.spread(numbers, track.axis)  # type: ignore[arg-type]
    return np.where(box.mask(effect.cells, axis), by_state, ONE)


def _groups(source: _Source, box: Box, axis: int | None) -> tuple[list[list[list[Ints]]], Ints]:
    """Equal columns of labels merged: labels by kind, exit and row over groups, and the group of each cell."""
    flat = [label for labels in source.labels for kind in labels for label in kind]
    shape = np.broadcast_shapes((1,) * len(box.states), *(label.shape for label in flat))
    stacked = np.array([np.broadcast_to(label, shape).ravel() for label in flat], dtype=np.intp)
    kept, groups = merged(stacked)
    rows = iter(kept)
    table = [[[next(rows) for _ in kind] for kind in labels] for labels in source.labels]
    neutral = [np.full(kept.shape[1], number, dtype=np.intp) for number in NEUTRAL]
    by_kind = [[labels[kind] or [neutral[kind]] for labels in table] for kind in range(4)]
    return by_kind, groups.reshape(shape)


def merged(columns: NDArray[Kind]) -> tuple[NDArray[Kind], Ints]:
    """Equal columns as one, in the order in which they are met, and the number of the one that each became."""
    seen: dict[bytes, int] = {}
    numbers = [seen.setdefault(column.tobytes(), len(seen)) for column in np.ascontiguousarray(columns.T)]
    return columns[:, [numbers.index(k) for k in range(len(seen))]], np.array(numbers, dtype=np.intp)


def _rectangle(columns: list[list[list[list[Ints]]]], kind: int) -> Ints:
    """Numbers of one kind as (depth, exits, groups), padded with the neutral row, neutral rows last."""
    neutral = NEUTRAL[kind]
    exits = max((len(table[kind]) for table in columns), default=0)
    depth = max((len(rows) for table in columns for rows in table[kind]), default=1)
    widths = [len(table[0][0][0]) for table in columns]
    full = np.full((depth, exits, sum(widths)), neutral, dtype=np.intp)
    start = 0
    for table, width in zip(columns, widths, strict=True):
        for k, rows in enumerate(table[kind]):
            full[: len(rows), k, start : start + width] = rows
        start += width
    return packed(full, neutral)


def packed(numbers: Ints, neutral: int) -> Ints:
    """Numbers of rows with the neutral one last along the first axis, and no deeper than needed (at least 1)."""
    if len(numbers) == 1:
        return numbers
    last = np.iinfo(np.intp).max
    ordered = np.sort(np.where(numbers == neutral, last, numbers), axis=0)
    depth = max(int((ordered != last).any(axis=tuple(range(1, ordered.ndim))).sum()), 1)
    return np.where(ordered[:depth] == last, neutral, ordered[:depth])


def _way(process: ProcessPlan, box: Box, exit: Exit, k: int, groups: Ints) -> Way:
    if process.axis is None:
        return Way((slice(None),) * len(box.states), None, k, groups, exit)
    there = None if exit.target == DEAD else place(box, process.axis, exit.target)
    return Way(place(box, process.axis, exit.source), there, k, groups, exit)


def place(box: Box, axis: int, state: int) -> tuple[slice, ...]:
    """Index of one state of an axis in a stock, kept as an axis of size 1."""
    position = box.states[axis].index(state)
    return (*(slice(None) for _ in range(axis)), slice(position, position + 1))


def _stays(process: ProcessPlan, box: Box, ways: Sequence[Way]) -> Iterable[Stay]:
    axis = process.axis
    if axis is None:
        yield Stay((slice(None),) * len(box.states), None, tuple(range(len(ways))))
        return
    for state in box.states[axis]:
        older = process.next_states[state]
        out = tuple(k for k, way in enumerate(ways) if way.plan.source == state)
        moves_on = older != state and older in box.states[axis]
        yield Stay(place(box, axis, state), place(box, axis, older) if moves_on else None, out)


def _new_means(
    structure: Structure, registry: Registry, process: ProcessPlan, age: int, means: Ints
) -> tuple[MeanOf, ...]:
    rows = {row.id: row for exit in process.exits for row, _ in exit.base if row.of_population and row.where.holds(age)}
    new = [id for id, row in rows.items() if age == row.where.band(structure.ages)[0]]
    return tuple(MeanOf(id, registry.mean(id), (means == registry.mean(id)).any(axis=0)) for id in new)
