"""Outcomes: people, person-years and units, as differences between an arm and the baseline."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tidlig.analysis.evaluate import Difference
from tidlig.appraisal.discounting import Floats
from tidlig.assumptions.pack import Outcome, Pack
from tidlig.engine.axes import Factor


def state_weights(factors: Mapping[str, Factor], states: Mapping[str, Mapping[str, float]]) -> Floats:
    """Weight of each cell, flattened: product over the factors named of the weight of its level (0 if not named)."""
    weights = np.ones(tuple(len(f.states) for f in factors.values()))
    for name, by_level in states.items():
        factor = factors[name]
        shape = [1] * len(factors)
        shape[factor.axis] = len(factor.states)
        weights = weights * np.array([by_level.get(level, 0.0) for level, _ in factor.states]).reshape(shape)
    return np.asarray(weights.ravel())


def outcome_differences(pack: Pack, difference: Difference) -> dict[str, Floats]:
    """Arm minus baseline in every outcome of the pack, per person born, shape ``(rows,)``; not discounted."""
    return {id: _outcome(pack, difference, outcome) for id, outcome in pack.outcomes.items()}


def _outcome(pack: Pack, difference: Difference, outcome: Outcome) -> Floats:
    first = pack.ages[0]
    if outcome.item:
        periods = _periods(outcome, first, difference.units.shape[1])
        return np.asarray(difference.units[difference.plan.items.index(outcome.item), periods].sum(axis=0))
    weights = state_weights(difference.plan.factors, outcome.states)
    by_factor = difference.person_years if outcome.at is None else difference.start
    people = by_factor.get(outcome.by_definition, by_factor[""])
    return np.asarray(np.einsum("c,tcr->r", weights, people[_periods(outcome, first, len(people))]))


def _periods(outcome: Outcome, first: int, periods: int) -> slice:
    if outcome.at is not None:
        return slice(outcome.at - first, outcome.at - first + 1)
    return slice(outcome.ages[0] - first, outcome.ages[1] - first + 1) if outcome.ages else slice(0, periods)
