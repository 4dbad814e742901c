"""A break-even: the value of one number at which one payer's balance is zero."""

from __future__ import annotations

from dataclasses import dataclass

from tidlig.result.figure import Figure


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The value ``found`` of one assumption at which a payer's balance of one arm is zero within some years.

    ``years``: from the first outlay, None for the whole of life; ``base``: the value that it has; ``low`` to ``high``:
    where it was looked for.
    """

    assumption: str
    arm: str
    payer: str
    years: int | None
    base: float
    low: float
    high: float
    found: Figure
