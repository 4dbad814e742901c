"""Stages as design rows: which rows of the engine an arm takes, and what each stage adds to the one before it."""

from __future__ import annotations

import numpy as np
from tests.former.causal import Stage, stage_of
from tests.former.engine.plan import Plan
from tests.former.engine.values import WITHIN, neutral

from tidlig.appraisal.discounting import Floats
from tidlig.pack.pack import Pack

ROUNDING = 1e-12  # the difference of two sums so near each other is rounding: without effect nothing changes


def staged_rows(pack: Pack, plan: Plan, table: Floats, stages: list[Stage]) -> list[Floats]:
    """The rows of every stage, each (names, rows), see :func:`as_stages`: effects not yet added are neutral."""
    causal = [stage for stage in stages if not stage.ended]
    rows = [_without(pack, plan, table, causal[k + 1 :]) for k in range(len(causal))]
    if len(causal) < len(stages):
        within = [_without(pack, plan, table, causal), rows[0].copy()]
        for narrow in within:
            narrow[plan.index[WITHIN]] = 1.0
        rows = within + rows
    return rows


def _without(pack: Pack, plan: Plan, table: Floats, off: list[Stage]) -> Floats:
    """Values with the effects of the stages ``off`` set to neutral."""
    staged = table.copy()
    for programme in plan.programmes:
        for effect in programme.effects:
            if stage_of(pack, programme, effect) in off:
                staged[plan.index[effect.id]] = neutral(effect.measure)
    return staged


def rows_of(stages: list[Stage]) -> int:
    """Engine rows that a design row takes."""
    return len(stages) + any(stage.ended for stage in stages)


def as_stages(base: Floats, run: Floats, stages: list[Stage], own: int | None = None) -> list[Floats]:
    """A result as each stage leaves it, rows last.

    Each stage is one block of the run, but for direct effects that leave something behind: what they do while they last
    is the difference, among people still under them, between a run with them and one of the same people without.
    ``own``: number of the pack's items where the result is by item; the programmes after them cost both runs the same.
    """
    blocks = np.split(run, rows_of(stages), axis=-1)
    if len(blocks) == len(stages):
        return blocks
    without, within, *rest = blocks
    before = without.copy()
    if own is not None:
        before[own:] = 0.0
    return [base + (within - before), *rest]


def summed(base: Floats, run: Floats, stages: list[Stage], weights: list[Floats], own: int | None = None) -> Floats:
    """Sum over stages of weight x (this stage - the one before, the first being the baseline); rows last."""
    parts = as_stages(base, run, stages, own)
    total = np.zeros(parts[0].shape)
    for weight, now, before in zip(weights, parts, [base, *parts], strict=False):
        step = now - before
        step[np.abs(step) <= ROUNDING * np.abs(now)] = 0.0
        step *= weight
        total += step
    return total
