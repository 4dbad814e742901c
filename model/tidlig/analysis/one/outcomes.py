"""Outcomes: people, person-years and units, as differences between an arm and the baseline."""

from __future__ import annotations

import numpy as np

from tidlig.analysis.evaluate.evaluator import Difference
from tidlig.analysis.one.effectiveness import worth_by_period
from tidlig.appraisal.discounting import Floats
from tidlig.engine.values import Values
from tidlig.pack.pack import Pack
from tidlig.pack.structure import Outcome


def outcome_differences(pack: Pack, values: Values, difference: Difference) -> dict[str, Floats]:
    """Arm minus baseline in every outcome of the pack, per person born, shape ``(rows,)``.

    People and units are counted, not discounted; wellbeing is its worth (quantity x price), discounted at the rate of
    health, as in cost-effectiveness.
    """
    return {id: _outcome(pack, values, difference, outcome) for id, outcome in pack.outcomes.items()}


def _outcome(pack: Pack, values: Values, difference: Difference, outcome: Outcome) -> Floats:
    if not outcome.item:
        by_period = difference.people[outcome.id]
    elif pack.items[outcome.item].kind == "wellbeing":
        by_period = worth_by_period(pack, values, difference, outcome.item)
    else:
        by_period = difference.units[difference.plan.items.index(outcome.item)]
    return np.asarray(by_period[_periods(outcome, pack.ages[0], len(by_period))].sum(axis=0))


def _periods(outcome: Outcome, first: int, periods: int) -> slice:
    if outcome.at is not None:
        return slice(outcome.at - first, outcome.at - first + 1)
    return slice(outcome.ages[0] - first, outcome.ages[1] - first + 1) if outcome.ages else slice(0, periods)
