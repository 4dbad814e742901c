"""Model against observed: the pack's targets computed from the baseline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.appraisal.discounting import Floats
from tidlig.engine.failures import failed_rows
from tidlig.engine.life import Life
from tidlig.engine.plan.axes import PlanError, state_weights
from tidlig.pack.pack import Pack
from tidlig.pack.target import Target


@dataclass(frozen=True, slots=True)
class Comparison:
    """One target beside the model's figure."""

    target: Target
    model: float

    @property
    def misfit(self) -> float:
        """Model less observed, in tolerances."""
        return (self.model - self.target.value) / self.target.tolerance

    @property
    def ok(self) -> bool:
        """Whether the model is within one tolerance of the observed value."""
        return abs(self.misfit) <= 1.0


def compare(pack: Pack) -> list[Comparison]:
    """Every target of the pack beside the figure of its baseline."""
    evaluator, table = Evaluator(pack), Design().block(pack, 0, 1)
    figures = target_figures(evaluator, table)
    if np.isnan(figures).any():
        evaluator.baseline(table)  # says which exits reach 1, where that is why
    return [Comparison(target, float(figure[0])) for target, figure in zip(pack.targets, figures, strict=True)]


def target_figures(evaluator: Evaluator, table: Floats) -> Floats:
    """The model's figure for every target, shape ``(targets, rows)``, for a block of values ``(names, rows)``.

    NaN in rows in which the exits of a level reach 1.  Raises PlanError for a target that counts a share of nobody.
    """
    base = evaluator.baselines(table)
    with np.errstate(invalid="ignore", divide="ignore"):  # what is none is looked at below
        figures = [_figure(evaluator, table, base, target) for target in evaluator.pack.targets]
    found = np.array(figures).reshape(len(figures), table.shape[1])
    failed = failed_rows(base.failures, table.shape[1])
    for target, figure in zip(evaluator.pack.targets, found, strict=True):
        if not np.isfinite(figure[~failed]).all():
            raise PlanError("the target {id} counts a share of people of whom the model has none", id=target.id)
    return np.where(failed, np.nan, found)


def _figure(evaluator: Evaluator, table: Floats, base: Life, target: Target) -> Floats:
    first = evaluator.pack.ages[0]
    ages = slice(target.age_from - first, target.age_to - first + 1)
    counted, among = _weights(evaluator, target)
    if target.kind in ("ever", "persist"):
        return _followed(evaluator, table, base, target, counted, among)
    if target.kind == "use":
        item = evaluator.plan().items.index(target.item)
        return np.asarray(base.units[item, ages].sum(axis=0) / base.person_years[ages].sum(axis=(0, 1)))
    people = base.person_years[ages]
    inside, everyone = (counted * among) @ people, among @ people
    if target.kind == "share":
        return np.asarray(inside.sum(axis=0) / everyone.sum(axis=0))
    assert target.year is not None
    residents = np.array(evaluator.pack.residents[evaluator.pack.id, target.year])
    return np.asarray(residents[target.age_from : target.age_to + 1] @ (inside / everyone))


def _weights(evaluator: Evaluator, target: Target) -> tuple[Floats, Floats]:
    factors = evaluator.plan().factors
    among = {name: dict.fromkeys(levels, 1.0) for name, levels in target.among.items()}
    return state_weights(factors, target.count), state_weights(factors, among)


def _followed(
    evaluator: Evaluator, table: Floats, base: Life, target: Target, counted: Floats, among: Floats
) -> Floats:
    """Shares that depend on a person's past: the same run with only some of the people kept in it."""
    first = evaluator.pack.ages[0]
    inside = (counted > 0.0).astype(float)
    if target.kind == "persist":
        kept = evaluator.baselines(table, keep={target.age_from: inside * among})
        there = kept.start[target.age_to - first]
        return np.asarray((inside @ there) / there.sum(axis=0))
    never = evaluator.baselines(table, keep=dict.fromkeys(range(target.age_from, target.age_to + 1), 1.0 - inside))
    alive = among @ base.start[target.age_to - first]
    return np.asarray(1.0 - (among @ never.start[target.age_to - first]) / alive)
