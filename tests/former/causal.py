"""Causal shares: how much of what each stage of a programme's effects adds counts, for an item or an outcome.

delta = d_direct + c_education d_education + c_need d_need: each stage adds the effects on one factor to those before
it, and only a share of what it adds downstream is taken to be caused by it.  A programme with shares of its own adds
its effects on a factor in a stage of its own, after those of all others.  Of direct effects on a factor that the pack
calls ``lasting`` what is there after the effect itself has ended is a stage too: it follows from the state people
were left in, not from anything a study saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tests.former.engine.values import Values

from tidlig.appraisal.discounting import Floats
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect, Programme
from tidlig.pack.structure import Item, Outcome


@dataclass(frozen=True, slots=True)
class Stage:
    """Effects that are added together: those on one causal factor, without one those that count in full.

    ``programme``: the one with shares of its own whose effects these are; "" for those of all others.  ``ended``: what
    direct effects on the factor leave behind once they have ended.
    """

    factor: str = ""
    programme: str = ""
    ended: bool = False


DIRECT = Stage()


def factor_of(pack: Pack, effect: Effect) -> str:
    """The factor that an effect changes, "" for an effect on use or on death."""
    return effect.moves or next((p.factor for p in pack.processes if p.id == effect.process), None) or ""


def leaves_behind(pack: Pack, effect: Effect) -> str:
    """The lasting factor that a ratio on transitions changes; "" for moves, which state where people are for good."""
    factor = factor_of(pack, effect)
    return factor if effect.process and factor in pack.lasting else ""


def stage_of(pack: Pack, programme: Programme, effect: Effect) -> Stage:
    """The stage in which an effect of a programme is added."""
    factor = factor_of(pack, effect)
    return Stage(factor, programme.id if programme.shares else "") if factor in pack.causal else DIRECT


def effects_in(pack: Pack, programme: Programme, stage: Stage) -> list[Effect]:
    """The effects of a programme that stand behind what a stage adds."""
    if stage.ended:
        return [effect for effect in programme.effects if leaves_behind(pack, effect) == stage.factor]
    return [effect for effect in programme.effects if stage_of(pack, programme, effect) == stage]


def stages_of(pack: Pack, bundle: Sequence[str]) -> list[Stage]:
    """Stages of a bundle in their order: direct effects, what they leave behind, then each causal factor they change.

    Within a factor the programmes with shares of their own come last, by id, so that no order in a file matters.
    """
    effects = [(pack.programmes[id], e) for id in bundle for e in pack.programmes[id].effects]
    changed = {stage_of(pack, programme, e) for programme, e in effects}
    ended = [Stage(f, ended=True) for f in pack.lasting if any(leaves_behind(pack, e) == f for _, e in effects)]
    order = list(pack.causal)
    return [DIRECT, *ended, *sorted(changed - {DIRECT}, key=lambda stage: (order.index(stage.factor), stage.programme))]


@dataclass(frozen=True, slots=True)
class Follows:
    """How something counts: in full with one factor ``by_definition``, or with causal shares of its own."""

    by_definition: str = ""
    shares: tuple[tuple[str, str], ...] = ()  # (factor, assumption id) other than the pack's
    in_full: bool = False  # programme cost

    def share(self, pack: Pack, stage: Stage) -> str:
        """Id of the share that counts of what a stage adds, "" for all of it."""
        if self.in_full:
            return ""
        if stage.ended:
            return pack.lasting[stage.factor]
        if stage.factor in ("", self.by_definition):
            return ""
        share = dict(self.shares).get(stage.factor, pack.causal[stage.factor])
        return pack.programmes[stage.programme].shares.get(share, share) if stage.programme else share


def follows_of(pack: Pack, item: str) -> Follows:
    """How an item counts; one taken of another, or a tax on it, counts as that one, or the two would part."""
    if item not in pack.items:
        return Follows(in_full=True)
    return follows(root_of(pack, item))


def follows(counted: Item | Outcome) -> Follows:
    """How an item or outcome counts by its own row in pack.yaml."""
    return Follows(counted.by_definition, tuple(sorted(counted.shares.items())))


def root_of(pack: Pack, item: str) -> Item:
    """The item at the end of a chain of items taken of one another; for a tax schedule its first base."""
    at = pack.items[item]
    while at.of or at.schedule:
        at = pack.items[at.of or at.schedule[0]]
    return at


def stage_weights(pack: Pack, values: Values, stages: Sequence[Stage], counted: Follows) -> list[Floats]:
    """Weight of what each stage adds, shape ``(rows,)`` each."""
    ids = [counted.share(pack, stage) for stage in stages]
    return [values[id] if id else np.ones(values.rows) for id in ids]
