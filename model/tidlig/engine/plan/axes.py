"""The axes of a person's state and the masks that say in which cells a row of the pack holds.

A stock of people is an array of shape ``(*factors, *tracks, rows)``: one axis a factor, one axis a track of
programmes (see :mod:`tidlig.engine.tracks`), design rows last.  A track outside its ages has size 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tidlig.pack.pack import Pack
from tidlig.pack.rows import Row, State, Where

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
AnyRow = TypeVar("AnyRow", bound=Row)
ANYWHERE = Where()


class PlanError(ValueError):
    """The pack and this bundle of programmes cannot be run; ``template`` says why, with ``values`` in its blanks."""

    def __init__(self, template: str, /, **values: str | int | float) -> None:
        self.template, self.values = template, values
        super().__init__(template.format(**values))


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor with its levels spelt out: a level with a memory of n years has n states."""

    name: str
    axis: int
    states: tuple[State, ...]

    def entry_state(self, level: str) -> int:
        """Index of the state in which people enter ``level``."""
        return self.states.index((level, 0))

    def mask(self, levels: tuple[str, ...], where: Where = ANYWHERE) -> Bools:
        """States, shape ``(n,)``, of any of ``levels`` (all if empty), in remembered levels after its years."""
        remembered = {name for name, year in self.states if year > 0}
        return np.array([where.includes(levels, state, remembered) for state in self.states])

    def next_states(self) -> list[int]:
        """State after one more year without leaving the level; the last year of a memory means that or longer."""
        following = (self.states[i + 1][0] if i + 1 < len(self.states) else "" for i in range(len(self.states)))
        return [i + (level == after) for i, ((level, _), after) in enumerate(zip(self.states, following, strict=True))]


@dataclass(frozen=True, slots=True)
class Cells:
    """Where a row holds: masks over factor axes (only those that restrict), and treatments (True) or their absence."""

    masks: tuple[tuple[int, Bools], ...]
    treatments: frozenset[tuple[str, bool]] = frozenset()

    def array(self, ndim: int, skip: int | None = None) -> Bools:
        """The product of the masks, of shape 1 along every axis without one and along ``skip``; rows last."""
        product = np.ones((1,) * (ndim + 1), dtype=bool)
        for axis, mask in self.masks:
            if axis != skip:
                product = product & along(mask, axis, ndim)
        return product

    def state_holds(self, axis: int | None, state: int) -> bool:
        """Whether the row holds in ``state`` of the factor on ``axis``."""
        return all(bool(mask[state]) for own, mask in self.masks if own == axis)

    def meets(self, other: Cells) -> bool:
        """Whether two rows have a cell in common."""
        mine = dict(self.masks)
        apart = any((programme, not inside) in self.treatments for programme, inside in other.treatments)
        return not apart and all(bool((mine[axis] & mask).any()) for axis, mask in other.masks if axis in mine)

    def both(self, other: Cells) -> Cells:
        """The cells where both rows hold."""
        masks = dict(self.masks)
        for axis, mask in other.masks:
            masks[axis] = masks[axis] & mask if axis in masks else mask
        return Cells(tuple(sorted(masks.items())), self.treatments | other.treatments)


def along(vector: Bools, axis: int, ndim: int) -> Bools:
    """A vector over one axis, shaped to broadcast with stocks of ``ndim`` axes and rows last."""
    shape = [1] * (ndim + 1)
    shape[axis] = len(vector)
    return vector.reshape(shape)


def factors_of(pack: Pack) -> dict[str, Factor]:
    """The pack's factors in their order, an axis each."""
    return {name: Factor(name, axis, pack.states(name)) for axis, name in enumerate(pack.factors)}


def cells_of(where: Where, factors: dict[str, Factor]) -> Cells:
    """Masks and treatment of a row."""
    masks = [(factors[name].axis, factors[name].mask(levels, where)) for name, levels in where.levels.items()]
    treatments = frozenset([(where.programme, where.in_programme)] if where.programme else [])
    return Cells(tuple(sorted(masks, key=lambda pair: pair[0])), treatments)


def placed(rows: Iterable[AnyRow], factors: dict[str, Factor], bundle: set[str]) -> list[tuple[AnyRow, Cells]]:
    """Rows with their cells, for a bundle of programmes.

    Rows on treatment by a programme outside it never hold, rows on the absence of that treatment always do.
    """
    kept = []
    for row in rows:
        cells = cells_of(row.where, factors)
        outside = {inside for programme, inside in cells.treatments if programme not in bundle}
        if True not in outside:
            kept.append((row, Cells(cells.masks) if outside else cells))
    return kept


def state_weights(factors: Mapping[str, Factor], states: Mapping[str, Mapping[str, float]]) -> Floats:
    """Weight of each cell, flattened: product over the factors named of the weight of its level (0 if not named)."""
    weights = np.ones(tuple(len(f.states) for f in factors.values()))
    for name, by_level in states.items():
        factor = factors[name]
        shape = [1] * len(factors)
        shape[factor.axis] = len(factor.states)
        weights = weights * np.array([by_level.get(level, 0.0) for level, _ in factor.states]).reshape(shape)
    return np.asarray(weights.ravel())
