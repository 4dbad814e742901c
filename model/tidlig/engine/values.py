"""The values of a block of design rows, looked up by assumption id."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tidlig.engine.plan.axes import Floats
from tidlig.engine.plan.registry import ONE, ZERO, Delivered, Mean, Ratio, Recipe, Registry, Tied
from tidlig.engine.year.hazards import hazard_ratio
from tidlig.pack.programme import Effect, Fade
from tidlig.pack.rows import Row, Ties

EXPOSED_FROM = "@exposed_from"  # design column: youngest age [years] at which anyone may enter a programme
CONTROLS = (EXPOSED_FROM,)  # columns that are no assumptions, 0 unless given
ADDITIVE = ("smd", "difference")  # measures whose own scale is not the logarithm


def neutral(measure: str) -> float:
    """The value with which an effect does nothing: 0 for differences, 1 for ratios."""
    return 0.0 if measure in ADDITIVE else 1.0


class Values:
    """One block: ``array[names, rows]``, money already in the pack's price year."""

    def __init__(self, index: Mapping[str, int], array: Floats) -> None:
        self._index = index
        self._array = array
        self._effects: dict[str, Floats] = {}
        self.rows = array.shape[1]

    def some(self, rows: slice) -> Values:
        """Some of its rows."""
        return Values(self._index, self._array[:, rows])

    def __getitem__(self, id: str) -> Floats:
        """Values of one assumption, shape ``(rows,)``."""
        return np.asarray(self._array[self._index[id]])

    def __contains__(self, id: str) -> bool:
        return id in self._index

    def multiplier(self, times: Ties) -> Floats:
        """Product of the named numbers a row is tied to, each to its power."""
        product = np.ones(self.rows)
        for id, power in times:
            product = product * self[id] ** power
        return product

    def tied(self, row: Row) -> Floats:
        """A row's value times the numbers it is tied to, shape ``(rows,)``."""
        return row.worth(self)

    def delivered(self, effect: Effect) -> Floats:
        """The effect as delivered: its value times fidelity, rater, transfer ..., on its own scale."""
        factor = self.multiplier(effect.times)
        if effect.measure in ADDITIVE:
            return self[effect.id] * factor
        return np.asarray(self[effect.id] ** factor)

    def effect_ratio(self, effect: Effect) -> Floats:
        """The delivered effect as a ratio on a yearly hazard, or on the use of an item; shape ``(rows,)``."""
        if effect.id not in self._effects:
            ratio = self.delivered(effect)
            if not effect.use:
                ratio = hazard_ratio(effect.measure, ratio, effect.base_risk)
            self._effects[effect.id] = ratio
        return self._effects[effect.id]

    def persistence(self, fade: Fade | None, since_exit: float) -> Floats:
        """What is left of an effect, persist(t), shape ``(rows,)`` in [0, 1].

        ``since_exit``: whole years since treatment ended at the start of the year; t is the middle of that year.
        """
        middle = since_exit + 0.5
        if fade is None or (fade.until is not None and middle >= fade.until):
            return np.zeros(self.rows)
        flat = self[fade.flat] if fade.flat else np.zeros(self.rows)
        after = np.maximum(middle - flat, 0.0)
        if fade.half_life:
            return np.asarray(0.5 ** (after / self[fade.half_life]))
        if fade.rate:
            floor = self[fade.floor] if fade.floor else np.zeros(self.rows)
            return np.asarray(floor + (1.0 - floor) * np.exp(-self[fade.rate] * after))
        if fade.until is not None:
            return np.clip(1.0 - after / np.maximum(fade.until - flat, 1e-9), 0.0, 1.0)
        return np.ones(self.rows)

    def row(self, recipe: Recipe) -> Floats:
        """What one recipe of a registry gives, shape ``(rows,)``."""
        match recipe:
            case Tied(row):
                return self.tied(row)
            case Ratio(link):
                return hazard_ratio(link.measure, self.tied(link), link.base_risk)
            case Mean():
                return np.ones(self.rows)
            case Delivered(effect, since):
                ratio = self.effect_ratio(effect)
                return ratio if since is None else np.asarray(ratio ** self.persistence(effect.fade, since))

    def registered(self, registry: Registry, common: Floats | None = None) -> Floats:
        """The rows of a registry, (numbers, rows); ``common``: those that every bundle has, where already known."""
        rows = np.empty((len(registry), self.rows))
        rows[ZERO], rows[ONE] = 0.0, 1.0
        known = 0 if common is None else len(common)
        if common is not None:
            rows[:known] = common
        for number, recipe in registry:
            if number >= known:
                rows[number] = self.row(recipe)
        return rows
