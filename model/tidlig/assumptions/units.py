"""Units of assumptions: which exist, what they allow, and the scale their uncertainty lives on."""

from __future__ import annotations

import math
import re

PLAIN = ("probability", "share", "rate", "ratio", "smd", "points", "years", "index")
_PER = re.compile(r"[A-Za-z][\w .-]*/[A-Za-z][\w .-]*")
_MONEY = re.compile(r"[A-Z]{3}/.+")
_LOWEST = {"probability": 0.0, "share": 0.0, "rate": 0.0, "ratio": 0.0, "years": 0.0}


def is_unit(unit: str) -> bool:
    """Tell whether ``unit`` is a known unit or of the form ``thing/year``."""
    return unit in PLAIN or bool(_PER.fullmatch(unit))


def is_money(unit: str) -> bool:
    """Tell whether ``unit`` is money: three capital letters and a slash, ``NOK/year``."""
    return bool(_MONEY.fullmatch(unit))


def bounds(unit: str) -> tuple[float, float]:
    """Return the lowest and the highest value that the unit allows."""
    return _LOWEST.get(unit, -math.inf), 1.0 if unit in ("probability", "share") else math.inf


def scale(unit: str) -> str:
    """Return the link scale of the unit's split normal: ``logit``, ``log`` or ``identity``."""
    if unit in ("probability", "share"):
        return "logit"
    return "log" if unit in ("rate", "ratio") or is_money(unit) else "identity"
