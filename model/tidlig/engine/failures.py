"""Rows that could not be run: where the exits of a level reach 1, by row and by the lines of the pack behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tidlig.engine.plan.axes import Bools, Floats, PlanError
from tidlig.engine.plan.exits import Exits
from tidlig.engine.plan.registry import Registry, Tied


@dataclass(frozen=True)
class Failure:
    """Exits of a level that reach 1: in which rows, (rows,), of which process, at what age, and what they rest on.

    ``values``: id of every base row of the level with its value in each row, (rows,).
    """

    rows: Bools
    process: str
    age: int
    values: dict[str, Floats]

    def some(self, rows: slice) -> Failure:
        """The same for some of the rows."""
        values = {id: value[rows] for id, value in self.values.items()}
        return Failure(self.rows[rows], self.process, self.age, values)

    def error(self) -> PlanError:
        """What is wrong, with the values of the first row that fails."""
        first = int(np.argmax(self.rows))
        what = (
            "process {process}, age {age}: the exits of a level add up to 1 or more, {rows}; "
            "lower one of them, or a ratio on them"
        )
        written = ", ".join(f"{id} {value[first]:g}" for id, value in self.values.items())
        return PlanError(what, process=self.process, age=self.age, rows=written)


def failures_of(exits: Exits, registry: Registry, rows: Floats, failed: Bools, age: int) -> Iterable[Failure]:
    """A failure for each group of cells, ``failed``: (groups, rows), whose exits reach 1 in some row."""
    recipes = dict(registry)
    for group in np.flatnonzero(failed.any(axis=1)):
        numbers = np.unique(np.concatenate([exits.chances[..., group].ravel(), exits.rates[..., group].ravel()]))
        named = {n: recipe for n in numbers.tolist() if isinstance(recipe := recipes.get(n), Tied)}
        values = {recipe.row.id: rows[n].copy() for n, recipe in named.items()}
        yield Failure(failed[group], exits.process.id, age, values)


def failed_rows(failures: Sequence[Failure], rows: int) -> Bools:
    """Which of some rows could not be run, (rows,)."""
    return np.any([failure.rows for failure in failures], axis=0) if failures else np.zeros(rows, dtype=bool)


def refuse(failures: Sequence[Failure]) -> None:
    """Raise the error of the first failure, if there is one."""
    if failures:
        raise failures[0].error()
