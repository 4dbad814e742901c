"""More of a cause gives no less of its first consequence: effect, price and reach of each programme.

What comes after is not claimed: who lives longer or works more also uses more, and a payer may lose by a larger effect.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tidlig.analysis.evaluate.evaluator import Block, Stages
from tidlig.analysis.verify.bench import Bench, acts_by_rows
from tidlig.analysis.verify.check import Check, apart, share_of
from tidlig.appraisal.discounting import Floats
from tidlig.engine.values import ADDITIVE, neutral
from tidlig.pack.programme import Effect, Programme

PARTS = (0.25, 0.5, 1.0)  # of an effect or a reach
DEARER = 1.1
SEEN = 1e-12  # people; less is rounding


def effect(bench: Bench) -> Check:
    """Each effect alone: the more of it, the more people (or use of an item) it changes in the first year it acts."""
    cases: dict[str, float] = {}
    left = {}
    for id, programme in bench.pack.programmes.items():
        found = [_first(bench, programme, each) for each in programme.effects]
        for each in found:
            cases |= each
        if acts_by_rows(bench.pack, programme):
            left[id] = "rows"
        elif not any(found):
            left[id] = "nothing"
    return Check("effect", cases, left)


def _first(bench: Bench, programme: Programme, one: Effect) -> dict[str, float]:
    """How much less a larger part of an effect changes; nothing where the whole of it changes nothing."""
    alone = {each.id: neutral(each.measure) for each in programme.effects}
    value = bench.pack.numbers[one.id].value
    rows = [alone | {one.id: value * part if one.measure in ADDITIVE else value**part} for part in PARTS]
    stages = [bench.evaluator.stages((programme.id,), bench.table(row), bench.life) for row in rows]
    changed = [_moved(each, one, bench) for each in stages]
    years = np.flatnonzero(changed[-1] > SEEN)
    return {one.id: _falls([each[years[0]] for each in changed])} if len(years) else {}


def _moved(stages: Stages, one: Effect, bench: Bench) -> Floats:
    """People who are elsewhere than without the programme, or the use that changes of an item, by year."""
    if one.use:
        units = stages.units[list(bench.pack.items).index(one.use)]
        return np.asarray(np.abs(units[..., -1] - units[..., 0]))
    return np.asarray(np.abs(stages.everybody - stages.nobody).sum(axis=1))


def _falls(rising: Sequence[float]) -> float:
    """By how much what should rise falls, as a share of its end."""
    return share_of(np.minimum(np.diff(rising), 0.0), abs(rising[-1]) or 1.0)


def price(bench: Bench) -> Check:
    """A programme that is dearer is no gain to any payer, nor to society."""
    pack, cases, left = bench.pack, {}, {}
    costs = {id: p.cost for id, p in pack.programmes.items() if p.cost and pack.numbers[p.cost].value > 0.0}
    for arm in bench.arms:
        if arm not in costs:
            left[arm] = "free"
    if costs:
        block = bench.block([{cost: DEARER * pack.numbers[cost].value for cost in costs.values()}])
        for arm in costs:
            before, after = bench.flows(bench.base, arm), bench.flows(block, arm)
            gained = np.array([np.maximum(after[key] - before[key], 0.0) for key in before])
            cases[arm] = share_of(gained, bench.scale(arm))
    return Check("price", cases, left)


def reach(bench: Bench) -> Check:
    """Of those reached once at one age all follows in proportion; where people enter at several ages, more are reached.

    Nothing is claimed where people may enter again: who has been helped may not need it a second time.
    """
    pack, cases, left = bench.pack, {}, {}
    claimed = {id: p for id, p in pack.programmes.items() if p.reach and not p.repeat}
    for id, programme in pack.programmes.items():
        if id not in claimed:
            left[id] = "again" if programme.repeat else "everyone"
    firsts = {programme.reach[0] for programme in claimed.values()}
    block = bench.block([{id: pack.numbers[id].value * part for id in firsts} for part in PARTS])
    for id, programme in claimed.items():
        cases[id] = _reached(bench, block, programme, len(firsts.intersection(programme.reach)))
    return Check("reach", cases, left)


def _reached(bench: Bench, block: Block, programme: Programme, times: int) -> float:
    """How far what is reached falls or is out of proportion; ``times``: how often the part is in the reach."""
    if programme.ages[0] < programme.ages[1]:
        return _falls(block.arms[programme.id].entries[programme.id].sum(axis=0).tolist())
    half, whole = (bench.seen(block.row(PARTS.index(part)), programme.id) for part in (0.5, 1.0))
    expected = {key: 2.0**times * each for key, each in half.items()}
    return apart(whole, expected, bench.scale(programme.id))
