"""What the baseline is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One observed moment of the baseline."""

    id: str
    kind: str  # share | number | use | ever | persist
    age_from: int
    age_to: int
    count: Mapping[str, Mapping[str, float]]  # factor -> level -> weight
    among: Mapping[str, tuple[str, ...]]
    item: str
    value: float
    tolerance: float
    year: int | None
    unit: str
    source: str
    grade: str
    note: str
    file: str
    line: int
    fit: str = "yes"  # no: only compared; backtest: fitted only where a newer one of the same moment is predicted
