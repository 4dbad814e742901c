"""Reading a result: the plan years, what is in them, and who is shown."""

from __future__ import annotations

from tidlig.appraisal.perspectives import SOCIETY
from tidlig.pack.structure import Roles
from tidlig.result.arm import Arm
from tidlig.result.result import Result

PLAN_YEARS = 4
TINY = 1e-6  # of the currency: a smaller amount of a year is written as none


def period(result: Result) -> tuple[int, int]:
    """Return the first and last plan year."""
    return result.start_year, result.start_year + PLAN_YEARS - 1


def last_year(arm: Arm) -> int:
    """Return the last year of the budget view, or of the cohort's life where there is none."""
    flows = arm.budget.full if arm.budget else arm.cohort.flows
    if flows is None:
        raise ValueError(f"arm {arm.id} has no flows")
    return flows.years[-1]


def participants(arm: Arm) -> float | None:
    """Return how many of all ages enter in the plan years; None where the place has no budget view."""
    return float(sum(arm.budget.persons[:PLAN_YEARS])) if arm.budget else None


def plan_net(result: Result, arm: Arm, budget: str = "", *, releasable: bool = False) -> float | None:
    """Return a budget's net in the plan years, by default the own one's; None without a budget view.

    ``releasable``: only what can be taken out of a budget counts as saved.
    """
    if arm.budget is None:
        return None
    flows = arm.budget.releasable if releasable else arm.budget.full
    return float(sum(flows.between(budget or result.roles.own, *period(result))))


def public_of(roles: Roles) -> str:
    """Return the total that stands for all public budgets; society in a pack without public payers."""
    return roles.public or SOCIETY


def shown_public(result: Result) -> tuple[str, ...]:
    """Return the public ones among those that a table by payer shows."""
    public = set(result.members(result.roles.public)) if result.roles.public else set()
    return tuple(id for id in result.roles.shown if set(result.members(id)) <= public)


def shown_others(result: Result) -> tuple[str, ...]:
    """Return who follows the own budget in a table of the plan: other public ones, all public, then the rest."""
    public, own, total = shown_public(result), result.roles.own, result.roles.public
    others = [id for id in public if id != own]
    rest = [id for id in result.roles.shown if id not in (own, *public)]
    return (*others, *([total] if total and total != own else []), *rest)
