"""The cohort trace: how people are spread over the levels of each factor, by age."""

from __future__ import annotations

from typing import Any

import numpy as np

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.pack.pack import Pack


def trace_rows(pack: Pack) -> list[dict[str, Any]]:
    """Persons of the baseline, per person born, at each birthday by factor and level."""
    evaluator = Evaluator(pack)
    plan = evaluator.plan()
    start = evaluator.baseline(Design().block(pack, 0, 1)).start[:, :, 0]
    rows = []
    for t, people in enumerate(start):
        stock = people.reshape(plan.shape)
        for name, factor in plan.factors.items():
            other = tuple(axis for axis in range(stock.ndim) if axis != factor.axis)
            by_state = stock.sum(axis=other)
            for level in dict.fromkeys(level for level, _ in factor.states):
                persons = float(by_state[np.array([level == name for name, _ in factor.states])].sum())
                rows.append({"age": pack.ages[0] + t, "factor": name, "level": level, "persons": persons})
    return rows
