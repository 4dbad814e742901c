"""The budget view by account (a KOSTRA function or a budget chapter) and by budget area."""

from __future__ import annotations

from collections.abc import Iterable

from tidlig.appraisal.discounting import Floats
from tidlig.engine.plan.program import Plan
from tidlig.files.tables.areas import area_of, area_order
from tidlig.pack.pack import Pack
from tidlig.result.arm import AccountRow, AreaRow


def account_rows(pack: Pack, plan: Plan, legs: Floats) -> tuple[AccountRow, ...]:
    """One row an account, item or programme, and payer, by year; ``legs``: (legs, years, 1) as in ``plan.legs``."""
    sums: dict[tuple[str, str, str], Floats] = {}
    for (item, payer), leg in zip(plan.legs, legs[:, :, 0], strict=True):
        id = plan.items[item]
        account = pack.items[id].account if id in pack.items else pack.programmes[id].account
        key = (account, id, plan.payers[payer])
        sums[key] = sums[key] + leg if key in sums else leg
    return tuple(
        AccountRow(account, area_of(pack, account, payer), id, payer, tuple(leg.tolist()))
        for (account, id, payer), leg in sorted(sums.items())
    )


def area_rows(pack: Pack, accounts: Iterable[AccountRow]) -> tuple[AreaRow, ...]:
    """The rows of :func:`account_rows` added up: one row a payer and area, by payer and then as the areas are listed.

    Every account is in one area, so the rows of a payer add up to the payer's total.
    """
    sums: dict[tuple[str, str], tuple[float, ...]] = {}
    for row in accounts:
        key = (row.payer, row.area)
        so_far = sums.get(key, (0.0,) * len(row.years))
        sums[key] = tuple(a + b for a, b in zip(so_far, row.years, strict=True))
    payers, areas = pack.payers, area_order(pack)
    ordered = sorted(sums, key=lambda key: (payers.index(key[0]), areas.index(key[1])))
    return tuple(AreaRow(payer, area, sums[payer, area]) for payer, area in ordered)
