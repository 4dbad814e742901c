"""Every check on one pack, as the document of ``tidlig verify --json``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tidlig
from tidlig.analysis.verify import money, monotone, names, people
from tidlig.analysis.verify.bench import Bench
from tidlig.analysis.verify.check import TOLERANCE, Check
from tidlig.pack.pack import Pack

CHECKS = (
    people.conserved, money.no_effect, people.at_bounds, money.prices, money.cohort, names.order, money.undiscounted,
    money.transfers, monotone.effect, monotone.price, monotone.reach, people.at_horizon, names.names,
)  # fmt: skip


def verify(pack: Pack) -> Iterator[Check]:
    """Run every check on a pack and its programmes, each alone; raises PlanError where the pack cannot be run."""
    bench = Bench(pack)
    for check in CHECKS:
        yield check(bench)


def verification(pack: Pack) -> dict[str, Any]:
    """The checks of a pack as a document: pass or fail, the largest deviation and where, and what is not claimed."""
    checks = list(verify(pack))
    return {
        "version": tidlig.__version__,
        "pack": {"id": pack.id, "digest": pack.digest},
        "path": pack.path,
        "tolerance": TOLERANCE,
        "ok": all(check.ok for check in checks),
        "checks": [_row(check) for check in checks],
    }


def _row(check: Check) -> dict[str, Any]:
    return {
        "check": check.name,
        "ok": check.ok,
        "cases": len(check.cases),
        "deviation": check.deviation,
        "worst": check.worst,
        "not_claimed": dict(check.left),
    }
