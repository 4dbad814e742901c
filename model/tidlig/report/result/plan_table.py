"""The plan years as a budget: the own municipality by function, what can be taken out of it, then the other budgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from tidlig.report.result import reading
from tidlig.report.result.area_table import OTHERS, SHOWN
from tidlig.report.result.headline import PUBLIC, own_of

Row = Mapping[str, Any]


def plan_years(document: reading.Document, arm: str) -> pd.DataFrame:
    """Return ``part, account, line``, one column a year and ``sum`` [1 000 kroner, budget view, all ages].

    Parts: ``outlay`` (a programme, ``line`` its id) and ``use`` (an item, its id), both by account and in the own
    municipality; their ``net``; ``cash``, the net that can be taken out of the budget; ``budget`` (another budget,
    its id).  All but ``cash`` in full value.  Empty where the place has no budget view.
    """
    found = reading.arm_of(document, arm)
    if not found["budget"]:
        return pd.DataFrame()
    first, last = reading.period(document)
    years = range(last - first + 1)
    rows = [*_by_account(found), *_budgets(found)]
    table = [
        {"part": part, "account": account, "line": line}
        | {str(first + y): values[y] / 1000 for y in years}
        | {"sum": sum(values[y] for y in years) / 1000}
        for part, account, line, values in rows
        if part in ("net", "cash") or line == PUBLIC or any(abs(values[y]) >= SHOWN for y in years)
    ]
    return pd.DataFrame(table)


def _by_account(arm: Row) -> Iterator[tuple[str, str, str, list[float]]]:
    """Yield the own municipality's lines, outlays on programmes first."""
    own = [row for row in arm["accounts"] if row["payer"] == own_of(arm["npv"])]
    for part in ("outlay", "use"):
        for row in own:
            if (row["item"] in arm["programmes"]) == (part == "outlay"):
                yield part, row["account"], row["item"], row["years"]


def _budgets(arm: Row) -> Iterator[tuple[str, str, str, list[float]]]:
    """Yield the own municipality's two nets and the other budgets."""
    own = own_of(arm["npv"])
    yield "net", "", own, [row[own] for row in arm["budget"]]
    yield "cash", "", own, [row[own] for row in arm["cash"]["budget"]]
    for group in OTHERS:
        yield "budget", "", group, [row.get(group, 0.0) for row in arm["budget"]]
