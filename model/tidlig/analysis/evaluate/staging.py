"""Stages as runs of the engine: which runs an arm takes, and what each stage adds to the one before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tidlig.analysis.evaluate.causal import DIRECT, Stage, stage_of
from tidlig.appraisal.discounting import Floats
from tidlig.engine.counted import Counted
from tidlig.engine.life import Life
from tidlig.engine.plan.program import Plan
from tidlig.engine.values import neutral
from tidlig.pack.pack import Pack

PIECE = 2**16  # numbers worked on at a time
ROUNDING = 1e-12  # the difference of two sums so near each other is rounding: without effect nothing changes


@dataclass(frozen=True, slots=True)
class Run:
    """One run of an arm: without the effects of the stages ``off``; ``nobody``: with no one enrolled."""

    off: tuple[Stage, ...]
    nobody: bool = False


@dataclass(frozen=True)
class Ran:
    """A run's place in a life that holds several: ``rows`` of ``life``."""

    life: Life
    rows: slice


def runs_of(pack: Pack, plan: Plan, stages: Sequence[Stage]) -> list[Run]:
    """The runs that the stages of an arm take; a first stage in which nothing is done to anybody is the baseline."""
    causal = [stage for stage in stages if not stage.ended]
    stands = {stage_of(pack, programme, effect) for programme in plan.programmes for effect in programme.effects}
    if _told_apart(pack, plan):
        stands.add(DIRECT)
    runs = [Run(tuple(causal))] if len(causal) < len(stages) else []
    last = len(causal) - 1
    return runs + [Run(tuple(causal[k + 1 :])) for k, stage in enumerate(causal) if stage in stands or k == last]


def needed_until(plan: Plan, runs: Sequence[Run]) -> int | None:
    """Age at which some runs may stop: of a run without direct effects only the narrow view is read.

    Once the watched tracks have closed that view counts nobody.  None for other runs.
    """
    if any(DIRECT not in run.off for run in runs):
        return None
    return max(watch.track.end for watch in plan.watched)


def _told_apart(pack: Pack, plan: Plan) -> bool:
    """Whether rows of the pack itself hold for people in (or not in) treatment by one of the programmes."""
    ids = {programme.id for programme in plan.programmes}
    rows = (*pack.transitions, *pack.links, *pack.uses, *pack.prices)
    return any(row.where.programme in ids for row in rows)


def table_of(pack: Pack, plan: Plan, table: Floats, run: Run) -> Floats:
    """Values, (names, rows), with the effects that a run does without set to neutral."""
    staged = table.copy()
    for programme in plan.programmes:
        for effect in programme.effects:
            if run.nobody or stage_of(pack, programme, effect) in run.off:
                staged[plan.index[effect.id]] = neutral(effect.measure)
        if run.nobody:
            staged[plan.index[programme.reach[0]]] = 0.0
    return staged


def as_stages(
    base: Floats,
    ran: dict[Run, Ran],
    stages: Sequence[Stage],
    pick: Callable[[Counted], Floats],
    own: int | None = None,
) -> list[Floats]:
    """A result as each stage leaves it, rows last; ``pick`` takes it from what was counted.

    Each stage is one run, but for direct effects that leave something behind: what they do while they last is the
    difference, among people still under them, between a run with them and one of the same people without.
    ``own``: number of the pack's items where the result is by item; the programmes after them cost both runs the same.
    """
    causal = [stage for stage in stages if not stage.ended]
    parts = [base]
    for k, stage in enumerate(stages):
        off = tuple(causal[1:] if stage.ended else causal[causal.index(stage) + 1 :])
        if k == 0 and len(causal) < len(stages):
            within, without = (_narrow(ran[run], pick) for run in (Run(off), Run(tuple(causal))))
            parts.append(base + (within - _without_cost(without, own)))
        elif Run(off) in ran:
            parts.append(pick(ran[Run(off)].life.whole)[..., ran[Run(off)].rows])
        else:
            assert stage == DIRECT
            parts.append(base)
    return parts


def _narrow(ran: Ran, pick: Callable[[Counted], Floats]) -> Floats:
    assert ran.life.narrow is not None
    return pick(ran.life.narrow)[..., ran.rows]


def _without_cost(without: Floats, own: int | None) -> Floats:
    if own is None:
        return without
    before = without.copy()
    before[own:] = 0.0
    return before


def summed(parts: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
    """Sum over stages of weight x (this stage - the one before, ``parts[0]`` being the baseline); rows last.

    ``parts``: (things, periods, rows), ``weights``: (things or 1, 1, rows).
    """
    total = np.zeros(parts[-1].shape)
    few = max(PIECE // max(total[:1].size, 1), 1)
    for k in range(0, len(total), few):  # in pieces that stay in the processor's own memory
        piece = slice(k, k + few)
        for weight, now, before in zip(weights, parts[1:], parts[:-1], strict=True):
            if now is not before:
                step = now[piece] - before[piece]
                step[np.abs(step) <= ROUNDING * np.abs(now[piece])] = 0.0
                step *= weight[piece] if len(weight) > 1 else weight
                total[piece] += step
    return total
