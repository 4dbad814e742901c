"""People: none appears or vanishes, chances work at their bounds, and nothing hangs on the ages as such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from tidlig.analysis.evaluate.design import design_of
from tidlig.analysis.evaluate.evaluator import Block
from tidlig.analysis.verify.bench import Bench
from tidlig.analysis.verify.check import Check, apart, share_of
from tidlig.analysis.verify.others import later, shorter
from tidlig.appraisal.discounting import Floats
from tidlig.engine.failures import failed_rows
from tidlig.files.documents.structure import DEAD
from tidlig.pack.units import bounds

LATER = 3
CHANCES = ("probability", "share", "rate")
TOGETHER = 20  # chances tried in one life of the baseline, whose trace is kept


def conserved(bench: Bench) -> Check:
    """Nobody appears, and nobody vanishes but by death: without deaths everybody is there at every age."""
    cases = {"baseline": _ghosts(bench.life.start)}
    living = Bench(replace(bench.pack, transitions=tuple(t for t in bench.pack.transitions if t.to != DEAD)))
    cases["without deaths"] = share_of(living.life.start.sum(axis=1) - 1.0, 1.0)
    for id, bundle in living.arms.items():
        people = living.evaluator.stages(bundle, living.table({}), living.life).everybody
        cases[id] = max(share_of(people.sum(axis=1) - 1.0, 1.0), share_of(np.minimum(people, 0.0), 1.0))
    return Check("people", cases)


def _ghosts(start: Floats) -> float:
    """How many people too many there are: negative ones, more than one person born, more than the year before."""
    alive = start.sum(axis=1)
    came = np.maximum(np.diff(alive, axis=0, prepend=1.0), 0.0)
    return max(share_of(came, 1.0), share_of(np.minimum(start, 0.0), 1.0))


def at_bounds(bench: Bench) -> Check:
    """Each chance at its bounds: people stay people, nobody enters at a reach of 0, and every flow is a number.

    At its upper bound a chance may be refused, for the exits of a level may then reach 1; the refusal names its rows.
    """
    return Check("bounds", dict(_chances(bench)) | dict(_shares(bench)))


def _chances(bench: Bench) -> Iterator[tuple[str, float]]:
    pack = bench.pack
    used = dict.fromkeys(id for row in pack.transitions for id in row.numbers)
    ids = [id for id in used if pack.numbers[id].unit in CHANCES]
    for first in range(0, len(ids), TOGETHER):
        some = ids[first : first + TOGETHER]
        rows = [{id: value} for id in some for value in bounds(pack.numbers[id].unit)]
        life = bench.evaluator.baselines(design_of(pack, rows).block(pack, 0, len(rows)))
        failed = failed_rows(life.failures, len(rows))
        named = failed_rows([failure for failure in life.failures if failure.values], len(rows))
        for k, id in enumerate(some):
            low, high = 2 * k, 2 * k + 1
            run = [_ghosts(life.start[..., [row]]) for row in (low, high) if not failed[row]]
            yield id, np.inf if failed[low] or (failed[high] and not named[high]) else max(run)


def _shares(bench: Bench) -> Iterator[tuple[str, float]]:
    pack = bench.pack
    reach = {id for programme in pack.programmes.values() for id in programme.reach}
    own = {id for programme in pack.programmes.values() for id in programme.shares.values()}
    ids = sorted(reach | own | set(pack.causal.values()) | set(pack.lasting.values()))
    rows = [{id: value} for id in ids for value in bounds(pack.numbers[id].unit)]
    blocks = bench.blocks(rows)
    single = (block.row(k) for block in blocks for k in range(block.baseline.values.rows))
    for id, (low, high) in zip(ids, zip(single, single, strict=True), strict=True):
        arms = [arm for arm, programme in pack.programmes.items() if id in programme.reach]
        nobody = [_given(bench, low, arm) for arm in arms]
        figures = [each for block in (low, high) for each in _flows(bench, block)]
        yield id, max(nobody, default=0.0) if all(np.isfinite(each).all() for each in figures) else np.inf


def _given(bench: Bench, block: Block, arm: str) -> float:
    return max(share_of(each, bench.scale(arm)) for each in bench.seen(block, arm).values())


def _flows(bench: Bench, block: Block) -> Iterator[Floats]:
    for arm in bench.arms:
        yield from bench.flows(block, arm).values()


def at_horizon(bench: Bench) -> Check:
    """Ages are only names of years: all of it later gives the same; a shorter life is the longer one's beginning."""
    pack = bench.pack
    moved = Bench(later(pack, LATER))
    cases = {f"{arm}: later": _apart(bench, moved, arm, None) for arm in bench.arms}
    last = pack.ages[1] - 2  # the two last birthdays are counted with a horizon's weights
    short = Bench(replace(shorter(pack), programmes={k: p for k, p in pack.programmes.items() if p.ages[1] < last}))
    cases |= {f"{arm}: shorter": _apart(bench, short, arm, last - pack.ages[0]) for arm in short.arms}
    left = {arm: "late" for arm in bench.arms if arm not in short.arms}
    return Check("horizon", cases, left)


def _apart(bench: Bench, other: Bench, arm: str, years: int | None) -> float:
    """How far what an arm gives in its first years differs between two packs."""
    one, two = (each.seen(each.base, arm) for each in (bench, other))
    return apart({k: v[:years] for k, v in one.items()}, {k: v[:years] for k, v in two.items()}, bench.scale(arm))
