"""A check: cases with the deviation measured in each, and what it does not claim."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tidlig.appraisal.discounting import Floats

TOLERANCE = 1e-9  # of the scale of each check; rounding is a thousand times smaller


@dataclass(frozen=True, slots=True)
class Check:
    """One property of the model on one pack.

    ``cases``: what was tried -> deviation as a share of its scale; ``left``: what is not claimed -> why.
    """

    name: str
    cases: Mapping[str, float]
    left: Mapping[str, str] = field(default_factory=dict)

    @property
    def deviation(self) -> float:
        """The largest deviation of any case; 0 where nothing was tried."""
        return max(self.cases.values(), default=0.0)

    @property
    def worst(self) -> str:
        """The case that deviates most, "" where none does."""
        return max(self.cases, key=self.cases.__getitem__) if self.deviation > 0.0 else ""

    @property
    def ok(self) -> bool:
        """Whether no case deviates by more than rounding."""
        return self.deviation <= TOLERANCE


def share_of(gap: Floats, scale: float) -> float:
    """The largest entry of ``gap``, apart from its sign, as a share of ``scale``; infinite where one is no number."""
    largest = float(np.abs(gap).max(initial=0.0)) / scale
    return largest if math.isfinite(largest) else math.inf


def apart(one: Mapping[Any, Floats], other: Mapping[Any, Floats], scale: float) -> float:
    """The largest difference between arrays of the same keys as a share of ``scale``; infinite for other keys."""
    if one.keys() != other.keys():
        return math.inf
    return max((share_of(one[key] - other[key], scale) for key in one), default=0.0)
