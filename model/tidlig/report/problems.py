"""Problems of the input as lines to show."""

from __future__ import annotations

from tidlig.assumptions.problems import AssumptionError
from tidlig.engine.axes import PlanError

REFUSALS = (AssumptionError, PlanError)


def reasons(refusal: AssumptionError | PlanError) -> list[str]:
    """Return why the model refuses its input, one reason a line: field, what is wrong, what to write."""
    if isinstance(refusal, PlanError):
        return [str(refusal)]
    said = ((": ".join(part for part in (p.field, p.what) if part), p.hint) for p in refusal.problems)
    return [f"{what}; {hint}" if hint else what for what, hint in said]
