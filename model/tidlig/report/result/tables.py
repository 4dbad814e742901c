"""Tables from a result: long frames with ids, in the currency; names and formats are put on by ``shown``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import pandas as pd

from tidlig.appraisal.indicators import ROUNDING
from tidlig.appraisal.perspectives import SOCIETY, TAX_FINANCING
from tidlig.report.result import reading
from tidlig.report.result.headline import WHOLE
from tidlig.result.arm import Arm
from tidlig.result.figure import Figure
from tidlig.result.result import Result

OTHER_PUBLIC = "other_public"  # what the public budgets have in common beyond the own one


def groups(result: Result, arms: Iterable[Arm], wanted: Iterable[str] = ()) -> list[str]:
    """Return the payers and budgets that some arm changes, of those wanted: by default those that a table shows."""
    told = list(arms)
    return [g for g in wanted or result.roles.shown if any(abs(arm.cohort.npv(g)) >= WHOLE for arm in told)]


def totals(result: Result) -> list[str]:
    """Return the totals below a table by payer."""
    return [*([result.roles.public] if result.roles.public else []), TAX_FINANCING, SOCIETY]


def balance(result: Result, arm: Arm) -> pd.DataFrame:
    """Return the accumulated balance of one cohort: ``year, budget, value`` [not discounted]."""
    flows = arm.cohort.flows
    rows = [
        {"year": year, "budget": group, "value": total}
        for group in groups(result, [arm], reading.shown_public(result))
        if flows is not None
        for year, total in zip(flows.years, accumulate(flows.by[group]), strict=True)
    ]
    return pd.DataFrame(rows, columns=["year", "budget", "value"])


def repaid(result: Result, arm: Arm) -> pd.DataFrame:
    """Return the point of the balance from where each budget is repaid for good: ``year, budget, value``.

    None for a budget that is not repaid with interest: the tables beside the chart say that it is not.
    """
    lines = balance(result, arm)
    points = []
    for budget, line in lines.groupby("budget", sort=False):
        found = arm.cohort.by[str(budget)]
        short = line.loc[line["value"] < -ROUNDING * line["value"].abs().max(), "year"]
        if _given(found.payback_year) and _given(found.payback_year_discounted) and len(short):
            points.append(line[line["year"] > short.max()].head(1))
    return pd.concat(points, ignore_index=True) if points else lines.head(0)


def _given(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None


def who(result: Result, arm: Arm) -> pd.DataFrame:
    """Return who pays and gains in the plan years and later: ``budget, period, value`` [budget view].

    Budgets: the own one, the other public ones, participants.  Empty where the place has no budget view.
    """
    rows = []
    for budget, values in _parts(result, arm).items():
        plan, later = values[: reading.PLAN_YEARS], values[reading.PLAN_YEARS :]
        rows += [{"budget": budget, "period": p, "value": sum(v)} for p, v in (("plan", plan), ("later", later))]
    return pd.DataFrame(rows, columns=["budget", "period", "value"]).sort_values(
        "period", key=lambda column: column != "plan", kind="stable", ignore_index=True
    )


def _parts(result: Result, arm: Arm) -> dict[str, list[float]]:
    """Split the years into own budget, other public ones and participants; those of whom a pack has none apart."""
    if arm.budget is None:
        return {}
    by, roles = arm.budget.full.by, result.roles
    own = list(by[roles.own])
    parts = {roles.own: own}
    if roles.public and roles.public != roles.own:
        within = roles.own in result.members(roles.public)
        parts[OTHER_PUBLIC] = [all - o * within for all, o in zip(by[roles.public], own, strict=True)]
    if roles.participants:
        parts["participants"] = [sum(years) for years in zip(*(by[id] for id in roles.participants), strict=True)]
    return parts


def arms(result: Result) -> pd.DataFrame:
    """Return all arms by budget: ``arm, budget, npv, per_person, payback`` [years].

    The payback is discounted, as the present value is; ``why`` says why there is none.
    """
    rows = []
    for arm in result.arms:
        for group in [*groups(result, result.arms), *totals(result)]:
            found = arm.cohort.by[group]
            person, back = found.npv_per_person, found.payback_year_discounted
            rows.append(
                {
                    "arm": arm.id,
                    "budget": group,
                    "npv": found.npv.number,
                    "per_person": person.value if person else None,
                    "payback": back.value if back else None,
                    "why": (back.why if back else None) or "",
                }
            )
    return pd.DataFrame(rows, columns=["arm", "budget", "npv", "per_person", "payback", "why"])


def outcomes(arm: Arm) -> pd.DataFrame:
    """Return ``outcome, difference, unit, cost`` per unit, ``why`` of one arm."""
    rows = [
        {
            "outcome": name,
            "difference": found.difference.number,
            "unit": found.difference.unit,
            "cost": found.cost_per_unit.value,
            "why": found.cost_per_unit.why or "",
        }
        for name, found in (arm.cohort.outcomes or {}).items()
    ]
    return pd.DataFrame(rows, columns=["outcome", "difference", "unit", "cost", "why"])
