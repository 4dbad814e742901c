"""Tables from a result document: long frames with ids, in kroner; names and formats are put on by ``shown``."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

import pandas as pd

from tidlig.appraisal.indicators import ROUNDING
from tidlig.report.result import reading
from tidlig.report.result.headline import GROUPS, OWN_BUDGET, PUBLIC

LINES = ("municipality", "other_municipalities", "county", "state")
TOTALS = (PUBLIC, "tax_financing", "society")


def groups(document: reading.Document, arm: str = "", wanted: tuple[str, ...] = GROUPS) -> list[str]:
    """Return the budgets that an arm (any arm, where none is named) changes, in the order wanted.

    Of a pack whose payers have other names: its payers.
    """
    arms = [reading.arm_of(document, arm)] if arm else document["arms"]
    names = wanted if OWN_BUDGET in document["payers"] else document["payers"]
    return [g for g in names if any(abs(a["npv"].get(g) or 0.0) >= 0.5 for a in arms)]


def balance(document: reading.Document, arm: str) -> pd.DataFrame:
    """Return the accumulated balance of one cohort: ``year, budget, value`` [kroner, not discounted]."""
    found = reading.arm_of(document, arm)
    rows = [
        {"year": row["year"], "budget": group, "value": total}
        for group in groups(document, arm, LINES)
        for row, total in zip(found["yearly"], accumulate(row[group] for row in found["yearly"]), strict=True)
    ]
    return pd.DataFrame(rows, columns=["year", "budget", "value"])


def repaid(document: reading.Document, arm: str) -> pd.DataFrame:
    """Return the point of the balance from where each budget is repaid for good: ``year, budget, value``.

    None for a budget that is not repaid with interest: the tables beside the chart say that it is not.
    """
    found = reading.arm_of(document, arm)
    payback = {b: y for b, y in found["payback_year"].items() if found["payback_year_discounted"][b] is not None}
    lines = balance(document, arm)
    points = []
    for budget, line in lines.groupby("budget", sort=False):
        short = line.loc[line["value"] < -ROUNDING * line["value"].abs().max(), "year"]
        if payback.get(str(budget)) is not None and len(short):
            points.append(line[line["year"] > short.max()].head(1))
    return pd.concat(points, ignore_index=True) if points else lines.head(0)


def who(document: reading.Document, arm: str) -> pd.DataFrame:
    """Return who pays and gains in the plan years and later: ``budget, period, value`` [kroner, budget view].

    Budgets: own municipality, the other public budgets, participants.  Empty where the place has no budget view.
    """
    found = reading.arm_of(document, arm)
    last = reading.period(document)[1]
    sums = {("plan", b): 0.0 for b in _cells({})} | {("later", b): 0.0 for b in _cells({})}
    for row in found["budget"] or []:
        when = "plan" if row["year"] <= last else "later"
        for budget, value in _cells(row).items():
            sums[when, budget] += value
    rows = [{"budget": b, "period": p, "value": v} for (p, b), v in sums.items()] if found["budget"] else []
    return pd.DataFrame(rows, columns=["budget", "period", "value"])


def _cells(row: Mapping[str, float]) -> dict[str, float]:
    """Split one year into own municipality, other public budgets and participants."""
    own = row.get(OWN_BUDGET, 0.0)
    public = row.get(PUBLIC, own)  # a pack without that budget has no other public ones
    return {OWN_BUDGET: own, "other_public": public - own, "participants": row.get("participants", 0.0)}


def arms(document: reading.Document) -> pd.DataFrame:
    """Return all arms by budget: ``arm, budget, npv, per_person`` [kroner], ``payback`` [years].

    The payback is discounted, as the present value is; ``why`` says why there is none.
    """
    rows = [
        {
            "arm": arm["id"],
            "budget": group,
            "npv": arm["npv"][group],
            "per_person": (arm["npv_per_person"] or {}).get(group),
            "payback": (arm["payback_year_discounted"] or {}).get(group),
            "why": arm["why"].get(f"payback_year_discounted.{group}", ""),
        }
        for arm in document["arms"]
        for group in [*groups(document), *(total for total in TOTALS if total in arm["npv"])]
    ]
    return pd.DataFrame(rows, columns=["arm", "budget", "npv", "per_person", "payback", "why"])


def outcomes(document: reading.Document, arm: str) -> pd.DataFrame:
    """Return ``outcome, difference, unit, cost`` [kroner per unit], ``why`` of one arm."""
    found = reading.arm_of(document, arm)
    rows = [
        {
            "outcome": name,
            "difference": outcome["difference"],
            "unit": outcome["unit"],
            "cost": outcome["cost_per_unit"],
            "why": found["why"].get(f"outcomes.{name}.cost_per_unit", ""),
        }
        for name, outcome in found["outcomes"].items()
    ]
    return pd.DataFrame(rows, columns=["outcome", "difference", "unit", "cost", "why"])
