"""Model against observed: the pack's targets computed from the baseline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tidlig.analysis.design import Design
from tidlig.analysis.evaluate import Evaluator
from tidlig.analysis.outcomes import state_weights
from tidlig.appraisal.discounting import Floats
from tidlig.assumptions.pack import Pack, Target
from tidlig.engine.simulate import Result


@dataclass(frozen=True, slots=True)
class Comparison:
    """One target beside the model's figure; ``ok``: within one tolerance."""

    target: Target
    model: float

    @property
    def ok(self) -> bool:
        """Whether the model is within one tolerance of the observed value."""
        return abs(self.model - self.target.value) <= self.target.tolerance


def compare(pack: Pack) -> list[Comparison]:
    """Every target of the pack beside the figure of its baseline."""
    evaluator = Evaluator(pack)
    table = Design().block(pack, 0, 1)
    base = evaluator.baseline(table)
    return [Comparison(target, _model(evaluator, table, base, target)) for target in pack.targets]


def _model(evaluator: Evaluator, table: Floats, base: Result, target: Target) -> float:
    first = evaluator.pack.ages[0]
    ages = slice(target.age_from - first, target.age_to - first + 1)
    counted, among = _weights(evaluator, target)
    if target.kind in ("ever", "persist"):
        return _followed(evaluator, table, base, target, counted, among)
    if target.kind == "use":
        item = evaluator.plan().items.index(target.item)
        return float(base.units[item, ages].sum() / base.person_years[ages].sum())
    people = base.person_years[ages, :, 0]
    inside, everyone = people @ (counted * among), people @ among
    if target.kind == "share":
        return float(inside.sum() / everyone.sum())
    assert target.year is not None
    residents = np.array(evaluator.pack.residents[evaluator.pack.id, target.year])
    return float((residents[target.age_from : target.age_to + 1] * inside / everyone).sum())


def _weights(evaluator: Evaluator, target: Target) -> tuple[Floats, Floats]:
    factors = evaluator.plan().factors
    among = {name: dict.fromkeys(levels, 1.0) for name, levels in target.among.items()}
    return state_weights(factors, target.count), state_weights(factors, among)


def _followed(
    evaluator: Evaluator, table: Floats, base: Result, target: Target, counted: Floats, among: Floats
) -> float:
    """Shares that depend on a person's past: the same run with only some of the people kept in it."""
    first = evaluator.pack.ages[0]
    inside = (counted > 0.0).astype(float)
    if target.kind == "persist":
        kept = evaluator.baseline(table, keep={target.age_from: inside * among})
        there = kept.start[target.age_to - first, :, 0]
        return float(there @ inside / there.sum())
    never = evaluator.baseline(table, keep=dict.fromkeys(range(target.age_from, target.age_to + 1), 1.0 - inside))
    alive = base.start[target.age_to - first, :, 0] @ among
    return float(1.0 - never.start[target.age_to - first, :, 0] @ among / alive)
