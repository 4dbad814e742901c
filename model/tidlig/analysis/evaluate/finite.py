"""One guard on results: what is shown, written or explained is a number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, TypeVar

from tidlig.engine.plan.axes import PlanError

Found = TypeVar("Found")


def finite(result: Found) -> Found:
    """Return a result of mappings, lists and numbers; raises PlanError where one of its numbers is not finite."""
    where = next(_wrong(result, ""), None)
    if where is not None:
        what = "a figure of the result is too large for a number ({where}); write less extreme numbers"
        raise PlanError(what, where=where)
    return result


def _wrong(node: Any, path: str) -> Iterator[str]:
    """Yield where the numbers are that are not finite, ``arms.0.npv.society``."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _wrong(value, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list | tuple):
        for place, value in enumerate(node):
            yield from _wrong(value, f"{path}.{place}" if path else str(place))
    elif isinstance(node, float) and not math.isfinite(node):
        yield path
