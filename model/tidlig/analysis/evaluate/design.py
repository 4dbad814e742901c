"""Designs: tables of values, one row a draw, one column an assumption; row 0 is the base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tidlig.engine.values import CONTROLS
from tidlig.layers.overlay import follows
from tidlig.pack.pack import Pack

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """``columns``: assumption id -> values, shape ``(rows,)``, in the assumption's own unit and price year.

    Assumptions without a column keep the pack's value in every row.
    """

    rows: int = 1
    columns: Mapping[str, Floats] = field(default_factory=dict)

    def block(self, pack: Pack, start: int, stop: int) -> Floats:
        """Values of rows ``start`` to ``stop``, shape ``(names, rows)``, money in the pack's price year."""
        width = min(stop, self.rows) - start
        table = np.zeros((len(pack.numbers) + len(CONTROLS), width))
        for k, (id, number) in enumerate(pack.numbers.items()):
            column = self.columns[id][start:stop] if id in self.columns else number.value
            table[k] = np.asarray(column) * number.factor
        for k, id in enumerate(CONTROLS, len(pack.numbers)):
            if id in self.columns:
                table[k] = self.columns[id][start:stop]
        self._decide(pack, table)
        return table

    def some(self, start: int, stop: int) -> Design:
        """Its rows ``start`` to ``stop``."""
        stop = min(stop, self.rows)
        return Design(stop - start, {id: column[start:stop] for id, column in self.columns.items()})

    def _decide(self, pack: Pack, table: Floats) -> None:
        """Let the rows of what is 1 or 0 by a threshold follow the number that decides, where that has a column."""
        at = {id: k for k, id in enumerate(pack.numbers)}
        for id, threshold in pack.thresholds.items():
            if threshold.number in self.columns and id not in self.columns and follows(pack, id):
                table[at[id]] = table[at[threshold.number]] < table[at[threshold.below]]


def grid(id: str, values: Floats) -> Design:
    """A design that varies one assumption."""
    return Design(len(values), {id: values})


def design_of(pack: Pack, rows: Sequence[Mapping[str, float]]) -> Design:
    """A design of some rows, each by what it has other than the pack: id -> value in the assumption's own unit."""
    ids = dict.fromkeys(id for row in rows for id in row)
    return Design(len(rows), {id: np.array([row.get(id, pack.numbers[id].value) for row in rows]) for id in ids})
