"""The summary of a pack: how well its numbers are known, and the model against what is observed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from tidlig.analysis.check.crowded import crowded
from tidlig.analysis.check.levels import left_out
from tidlig.analysis.check.moves import move_checks
from tidlig.analysis.check.observed import observed_checks
from tidlig.analysis.fit.targets import compare
from tidlig.pack.number import GRADES, STATUSES
from tidlig.pack.pack import Pack


def summary(pack: Pack) -> dict[str, Any]:
    """The document of ``tidlig check --json``: assumptions by grade and status, targets with the model's figures."""
    grades = Counter(number.grade for number in pack.numbers.values())
    statuses = Counter(number.status for number in pack.numbers.values())
    return {
        "pack": {"id": pack.id, "digest": pack.digest},
        "path": pack.path,
        "problems": [],
        "warnings": [asdict(warning) for warning in pack.warnings],
        "assumptions": {
            "total": len(pack.numbers),
            "by_grade": {grade: grades[grade] for grade in GRADES},
            "by_status": {status: statuses[status] for status in STATUSES},
        },
        "targets": target_rows(pack),
        "left_out": [asdict(each) for each in left_out(pack)],
        "exits": [asdict(level) for level in crowded(pack)],
        "moves": [
            {
                "effect": check.effect,
                "level": check.level,
                "published": check.published,
                "model": check.model,
                "warnings": check.warnings,
            }
            for check in move_checks(pack)
        ],
        "observed": [
            {
                "effect": check.effect,
                "what": check.what,
                "levels": list(check.levels),
                "years": list(check.years),
                "published": check.published,
                "model": check.model,
                "off": check.off,
            }
            for check in observed_checks(pack)
        ],
    }


def target_rows(pack: Pack) -> list[dict[str, Any]]:
    """Every target beside the figure of the pack's baseline, and how many tolerances lie between them."""
    return [
        {
            "id": comparison.target.id,
            "observed": comparison.target.value,
            "model": comparison.model,
            "tolerance": comparison.target.tolerance,
            "misfit": comparison.misfit,
            "ok": comparison.ok,
            "fit": comparison.target.fit,
        }
        for comparison in compare(pack)
    ]
