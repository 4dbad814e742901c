"""Payers added up to budgets, the public purse and society."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tidlig.appraisal.discounting import Floats

SOCIETY, TAX_FINANCING, PROGRAMME_COST = "society", "tax_financing", "programme_cost"


def by_budget(
    by_payer: Floats, payers: Sequence[str], budgets: Mapping[str, Sequence[str]], public: str, public_cost: Floats
) -> dict[str, Floats]:
    """Gains by payer, by budget and for society; ``by_payer``: (payers, years, rows), ``public``: a payer or budget.

    Society = sum over all payers + the tax-financing line, ``public_cost`` (rows,) kroner per krone of net change in
    all public payers, both signs; that line stands in no payer's own result.
    """
    result = {payer: by_payer[k] for k, payer in enumerate(payers)}
    for budget, members in budgets.items():
        result[budget] = np.sum([result[payer] for payer in members], axis=0)
    result[TAX_FINANCING] = result[public] * public_cost if public else np.zeros_like(by_payer[0])
    result[SOCIETY] = by_payer.sum(axis=0) + result[TAX_FINANCING]
    return result
