"""Results with something else in them than they came with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tidlig.result.arm import Arm, OutcomeFigures
from tidlig.result.figure import Figure, Reason
from tidlig.result.result import Result


def first(result: Result, arm: Arm) -> Result:
    """The result with another first arm."""
    return replace(result, arms=(arm, *result.arms[1:]))


def cohort(arm: Arm, **parts: Any) -> Arm:
    """The arm with other parts of its cohort."""
    return replace(arm, cohort=replace(arm.cohort, **parts))


def paid(arm: Arm, id: str, **figures: Figure) -> Arm:
    """The arm with other figures of one payer."""
    return cohort(arm, by={**arm.cohort.by, id: replace(arm.cohort.by[id], **figures)})


def worth(arm: Arm, **amounts: float) -> Arm:
    """The arm with other present values in full value, by payer; what can be taken out of budgets stays."""
    for id, amount in amounts.items():
        arm = paid(arm, id, npv=Figure(amount, "NOK"))
    return arm


def back(years: float | None, why: Reason = "never") -> Figure:
    """A payback of so many years, or why there is none."""
    return Figure(years, "years", why if years is None else None)


def outcome(arm: Arm, id: str, difference: float, unit: str, cost: float | None, why: Reason | None = None) -> Arm:
    """The arm with another outcome."""
    found = OutcomeFigures(Figure(difference, unit), Figure(cost, "NOK", why))
    return cohort(arm, outcomes={**(arm.cohort.outcomes or {}), id: found})


def elsewhere(arm: Arm) -> Arm:
    """The arm in a place whose residents nobody has counted."""
    return replace(arm, budget=None, why="no_residents")
