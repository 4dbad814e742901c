"""Risk measures turned into hazard ratios, and hazards combined into yearly probabilities.

Sources: competing exits share the total hazard in proportion to their own (Putter, Fiocco and Geskus 2007, tutorial
on competing risks); odds ratios and relative risks at a base risk: Zhang and Yu 1998; standardised mean difference to
log odds ratio, pi / sqrt 3: Chinn 2000.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from tests.former.engine.axes import Floats, PlanError

SMD_TO_LOG_ODDS = np.pi / np.sqrt(3.0)


def risk_from_odds(ratio: Floats, base: Floats | float) -> Floats:
    """Risk with an odds ratio at the base risk: OR p0 / (1 - p0 + OR p0)."""
    return ratio * base / (1.0 - base + ratio * base)


def _log_survival_ratio(risk: Floats, base: float) -> Floats:
    return np.asarray(np.log1p(-risk) / np.log1p(-base))


def _log_not_ratio(risk: Floats, base: float) -> Floats:
    # The source's risk is that of *not* leaving: exit hazards are minus the logs of these risks.
    return np.asarray(np.log(risk) / np.log(base))


MEASURES: dict[str, Callable[[Floats, float], Floats]] = {
    "hr": lambda value, base: value,
    "rr": lambda value, base: _log_survival_ratio(value * base, base),
    "or": lambda value, base: _log_survival_ratio(risk_from_odds(value, base), base),
    "rr_not": lambda value, base: _log_not_ratio(value * base, base),
    "or_not": lambda value, base: _log_not_ratio(risk_from_odds(value, base), base),
}


def _check_risks(measure: str, value: Floats, base: float) -> None:
    highest, lowest = float(np.max(value)), float(np.min(value))
    if measure.startswith("rr") and highest * base >= 1.0:
        raise PlanError(
            "a ratio of {ratio:g} at a base risk of {base:g} is a risk of 1 or more", ratio=highest, base=base
        )
    if measure.endswith("_not") and lowest <= 0.0:
        raise PlanError("a ratio of {ratio:g} on not leaving is a certain exit at once", ratio=lowest)


def hazard_ratio(measure: str, value: Floats, base_risk: float | None) -> Floats:
    """Hazard ratio, shape of ``value`` [ratio], of a published measure at its own base risk.

    HR = ln(1 - p1) / ln(1 - p0); for a ratio on *not* leaving (``rr_not``, ``or_not``) HR = ln p1 / ln p0.  Raises
    PlanError for a ratio that gives a risk of 1 or more, or on not leaving of 0: nothing is cut off in silence.
    """
    if measure != "hr":
        _check_risks(measure, value, 0.5 if base_risk is None else base_risk)
    return MEASURES[measure](value, 0.5 if base_risk is None else base_risk)


def shares_to_hazards(probabilities: list[Floats]) -> list[Floats]:
    """Yearly hazards of competing exits from their probabilities: lambda_k = -ln(1 - P) p_k / P, P = sum p.

    Raises ValueError where the exits of a level reach 1.
    """
    total = sum(probabilities[1:], start=probabilities[0])
    if float(np.max(total)) >= 1.0:
        raise ValueError("the exits of a level add up to 1 or more")
    scale = np.where(total > 0.0, -np.log1p(-total) / np.where(total > 0.0, total, 1.0), 1.0)
    return [probability * scale for probability in probabilities]


def hazards_to_shares(hazards: list[Floats]) -> list[Floats]:
    """Yearly probabilities of competing exits: P = 1 - exp(-sum lambda), p_k = P lambda_k / sum lambda."""
    total = sum(hazards[1:], start=hazards[0])
    scale = np.where(total > 0.0, -np.expm1(-total) / np.where(total > 0.0, total, 1.0), 1.0)
    return [hazard * scale for hazard in hazards]
