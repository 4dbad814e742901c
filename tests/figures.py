"""Figures of an arm side by side, by payer."""

from __future__ import annotations

from tidlig.result.arm import Arm


def npv(arm: Arm) -> dict[str, float]:
    """Present values in full value."""
    return {id: found.npv.number for id, found in arm.cohort.by.items()}


def releasable(arm: Arm) -> dict[str, float]:
    """Present values of what can be taken out of budgets."""
    return {id: found.npv_releasable.number for id, found in arm.cohort.by.items()}


def values(arm: Arm, name: str) -> dict[str, float | None]:
    """Values of another figure, of those who have it: ``irr``, ``payback_year``."""
    found = {id: getattr(figures, name) for id, figures in arm.cohort.by.items()}
    return {id: figure.value for id, figure in found.items() if figure is not None}
