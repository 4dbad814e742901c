"""A figure: a number with its unit, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Reason = Literal[
    "always_gain",
    "always_loss",
    "dominated",
    "gains_first",
    "inputs_not_given",
    "never",
    "no_change",
    "no_cost",
    "no_gain",
    "no_outlay",
    "no_public_money",
    "no_residents",
    "no_root",
    "no_sign_change",
    "nobody_enrolled",
    "nothing_valued",
    "pays_for_itself",
    "reference",
    "saves",
    "saves_participants_lose",
    "saves_worse",
    "several_roots",
    "small_outlay",
]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a unit ("" where none is said), or None with the reason why there is none.

    Raises ValueError for one without value and reason, and for one with both.
    """

    value: float | None
    unit: str = ""
    why: Reason | None = None

    def __post_init__(self) -> None:
        """Refuse a figure without value and reason, and one with both."""
        if (self.value is None) == (self.why is None):
            raise ValueError(f"a figure has a value or a reason: {self.value!r}, {self.why!r}")

    @property
    def number(self) -> float:
        """The value of a figure that exists; raises ValueError for one that does not."""
        if self.value is None:
            raise ValueError(f"there is no value: {self.why}")
        return self.value
