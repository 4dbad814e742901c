"""What is used and paid for a transition itself: which terms count which ways of a process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tidlig.engine.plan.axes import Bools
from tidlig.engine.plan.boxes import Box, treated
from tidlig.engine.plan.exits import Exits, Ints, acting
from tidlig.engine.plan.registry import Registry
from tidlig.engine.plan.structure import ProgrammeEffect, Structure, leaves
from tidlig.engine.plan.terms import Term


@dataclass(frozen=True, slots=True, eq=False)
class Happened:
    """Moves along one way of a process that count: the ``term``, and the number of its ratio by cell of the way."""

    term: int
    way: int
    numbers: Ints
    holds: Bools


def happened_at(structure: Structure, registry: Registry, exits: Exits, age: int, box: Box) -> tuple[Happened, ...]:
    """What is used and paid for each transition of one process at one age."""
    process = exits.process
    found: list[Happened] = []
    for k, term in enumerate(structure.terms):
        if term.event and term.use and term.use.process == process.id and term.holds(age):
            # Nobody is in a programme before the first year.
            uses = [] if process.once else [effect for item, effect in structure.uses if item == term.item]
            for n, way in enumerate(exits.ways):
                if _names(structure, term, process.axis, way.plan.source, way.plan.target):
                    found += _happened(structure, registry, uses, k, n, exits, age, box)
    return tuple(found)


def _happened(
    structure: Structure,
    registry: Registry,
    uses: list[ProgrammeEffect],
    term: int,
    n: int,
    exits: Exits,
    age: int,
    box: Box,
) -> Iterable[Happened]:
    axis, way, cells = exits.process.axis, exits.ways[n], structure.terms[term].cells
    mask = box.mask(cells, axis) & treated(structure, box, cells, age)
    numbers = [
        acting(structure, registry, effect, age, box, axis)
        for effect in uses
        if effect.cells.state_holds(axis, way.plan.source)
    ]
    shape = np.broadcast_shapes(mask.shape, *(each.shape for each in numbers))
    stacked = np.array([np.broadcast_to(each, shape) for each in numbers], dtype=np.intp).reshape(-1, *shape)
    yield Happened(term, n, stacked, mask)


def _names(structure: Structure, term: Term, axis: int | None, source: int, target: int) -> bool:
    assert term.use is not None
    factor = next((f for f in structure.factors.values() if f.axis == axis), None)
    if factor is None:
        return True
    to = factor.states[target][0] if target >= 0 else "dead"
    return term.use.to in ("", to) and leaves(term.use, term.cells, factor, source)
