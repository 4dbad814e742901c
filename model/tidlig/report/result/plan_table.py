"""The plan years as a budget: the own budget by account, what can be taken out of it, then the other budgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from tidlig.report.result import reading
from tidlig.report.result.area_table import SHOWN
from tidlig.result.arm import Arm
from tidlig.result.result import Result

Row = tuple[str, str, str, Sequence[float]]  # part, account, line, amounts by year


def plan_years(result: Result, arm: Arm) -> pd.DataFrame:
    """Return ``part, account, line``, one column a year and ``sum`` [thousands, budget view, all ages].

    Parts: ``outlay`` (a programme, ``line`` its id) and ``use`` (an item, its id), both by account and in the own
    budget; their ``net``; ``cash``, the net that can be taken out of the budget; ``budget`` (another budget, its id).
    All but ``cash`` in full value.  Empty where the place has no budget view.
    """
    first, last = reading.period(result)
    years = range(last - first + 1)
    table = [
        {"part": part, "account": account, "line": line}
        | {str(first + y): values[y] / 1000 for y in years}
        | {"sum": sum(values[y] for y in years) / 1000}
        for part, account, line, values in [*_by_account(result, arm), *_budgets(result, arm)]
        if part in ("net", "cash") or line == result.roles.public or any(abs(values[y]) >= SHOWN for y in years)
    ]
    return pd.DataFrame(table)


def _by_account(result: Result, arm: Arm) -> Iterator[Row]:
    """Yield the own budget's lines, outlays on programmes first."""
    accounts = arm.budget.accounts if arm.budget else ()
    own = [row for row in accounts if row.payer in result.members(result.roles.own)]
    for part in ("outlay", "use"):
        for row in own:
            if (row.item in arm.programmes) == (part == "outlay"):
                yield part, row.account, row.item, row.years


def _budgets(result: Result, arm: Arm) -> Iterator[Row]:
    """Yield the own budget's two nets and the other budgets."""
    own, view = result.roles.own, arm.budget
    if view is None:
        return
    yield "net", "", own, view.full.by[own]
    yield "cash", "", own, view.releasable.by[own]
    for group in reading.shown_others(result):
        yield "budget", "", group, view.full.by[group]
