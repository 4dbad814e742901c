"""Weights of states: how much each cell counts in an outcome or a target."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from tests.former.engine.axes import Factor

from tidlig.appraisal.discounting import Floats


def state_weights(factors: Mapping[str, Factor], states: Mapping[str, Mapping[str, float]]) -> Floats:
    """Weight of each cell, flattened: product over the factors named of the weight of its level (0 if not named)."""
    weights = np.ones(tuple(len(f.states) for f in factors.values()))
    for name, by_level in states.items():
        factor = factors[name]
        shape = [1] * len(factors)
        shape[factor.axis] = len(factor.states)
        weights = weights * np.array([by_level.get(level, 0.0) for level, _ in factor.states]).reshape(shape)
    return np.asarray(weights.ravel())
