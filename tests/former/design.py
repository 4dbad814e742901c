"""Designs: tables of values, one row a draw, one column an assumption; row 0 is the base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from tests.former.engine.values import CONTROLS

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
        return table


def grid(id: str, values: Floats) -> Design:
    """A design that varies one assumption."""
    return Design(len(values), {id: values})
