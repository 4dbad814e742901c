"""What is counted of some people over a life, and the memory it is counted in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import prod

import numpy as np

from tidlig.engine.plan.axes import Floats
from tidlig.engine.plan.program import Plan
from tidlig.engine.year.buffers import Buffers


@dataclass(frozen=True)
class Counted:
    """What is counted of some people, by row.

    ``units`` and ``amounts``: (items, periods, rows), amounts in real money of the pack's price year, neither split nor
    signed; ``people``: outcomes counted in people, (outcomes, periods, rows).  Only where asked for, else empty:
    ``by_term``: units of every term, (terms, periods, rows); ``start`` and ``person_years``: (periods, cells, rows).
    """

    units: Floats
    amounts: Floats
    people: Floats
    by_term: Floats
    start: Floats
    person_years: Floats

    def some(self, rows: slice) -> Counted:
        """The same for some of the rows."""
        return Counted(*(getattr(self, field.name)[..., rows] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Blank:
    """Makes an empty :class:`Counted`; ``lent``: buffers that its units and money lie in, under ``name``."""

    plan: Plan
    rows: int
    terms: bool = False
    trace: bool = False
    lent: Buffers | None = None
    name: str = ""

    def counted(self, name: str) -> Counted:
        """An empty one; ``name``: of its memory, where that is lent."""
        plan, periods = self.plan, self.plan.periods
        cells = (periods if self.trace else 0, prod(plan.shape), self.rows)
        return Counted(
            self._zeros(f"{name} units", (len(plan.items), periods, self.rows)),
            self._zeros(f"{name} amounts", (len(plan.items), periods, self.rows)),
            np.zeros((len(plan.outcomes), periods, self.rows)),
            np.zeros((len(plan.terms) if self.terms else 0, periods, self.rows)),
            np.zeros(cells),
            np.zeros(cells),
        )

    def _zeros(self, name: str, shape: Sequence[int]) -> Floats:
        if self.lent is None:
            return np.zeros(shape)
        array = self.lent.get(f"{self.name} {name}", shape)
        array[...] = 0.0
        return array
