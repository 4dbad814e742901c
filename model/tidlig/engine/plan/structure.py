"""The plan: what a pack and a bundle of programmes mean for arrays, compiled once; values come later, by row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tidlig.engine.plan.axes import Cells, Factor, Floats, PlanError, cells_of, factors_of, placed, state_weights
from tidlig.engine.plan.schedule import Schedule, schedules_of
from tidlig.engine.plan.terms import Term, terms_of
from tidlig.engine.plan.tracks import Track, Watch, tracks_of, watches_of
from tidlig.engine.values import CONTROLS
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect, Programme
from tidlig.pack.rows import Link, Row, Split, Transition, Use
from tidlig.pack.structure import Counting

DEAD = -1
CELL_LIMIT = 1200


@dataclass(frozen=True, slots=True, eq=False)
class ProgrammeEffect:
    """An effect with the programme it belongs to and the cells in which it acts."""

    effect: Effect
    programme: Programme
    cells: Cells


@dataclass(frozen=True, slots=True, eq=False)
class Exit:
    """One way out of one state: its base rows and all that multiplies its hazard."""

    source: int
    target: int  # state of the same factor, or DEAD
    base: tuple[tuple[Transition, Cells], ...]
    links: tuple[tuple[Link, Cells], ...]
    effects: tuple[ProgrammeEffect, ...]


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """One process: its exits and the ages at which its set of rows changes."""

    id: str
    axis: int | None
    once: bool
    separate: bool
    exits: tuple[Exit, ...]
    breaks: tuple[int, ...]
    next_states: tuple[int, ...]
    programmes: tuple[str, ...]  # those whose treatment or effects it depends on

    def band(self, age: int) -> int:
        """Number of the age band: within one band the same rows hold."""
        return bisect_right(self.breaks, age)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """An outcome counted in people: weight of each cell; in person-years, or (``at``) in persons on one birthday."""

    id: str
    weights: Floats
    at: int | None


@dataclass(frozen=True)
class Structure:
    """A pack and a bundle of programmes in terms of axes, masks and rows; see :func:`structure_of`."""

    names: tuple[str, ...]
    index: dict[str, int]
    ages: tuple[int, int]
    counting: Counting
    factors: dict[str, Factor]
    tracks: tuple[Track, ...]
    watched: tuple[Watch, ...]  # of programmes with an effect that is counted otherwise once it has ended
    programmes: tuple[Programme, ...]
    processes: tuple[ProcessPlan, ...]
    moves: tuple[ProgrammeEffect, ...]
    uses: tuple[tuple[int, ProgrammeEffect], ...]  # (item, effect on its use)
    items: tuple[str, ...]
    kinds: tuple[str, ...]
    of_items: tuple[tuple[int, int, tuple[Row, ...]], ...]  # (item, item it is taken of, price rows), in order
    terms: tuple[Term, ...]
    splits: tuple[tuple[int, int, Split], ...]  # (item, payer, row)
    schedules: tuple[Schedule, ...]
    legs: tuple[tuple[int, int], ...]  # (item, payer): every pair that some split row or programme names
    payers: tuple[str, ...]
    rates: frozenset[str]  # transition rows given as rates, not probabilities
    outcomes: tuple[People, ...]  # outcomes counted in people

    @property
    def shape(self) -> tuple[int, ...]:
        """Sizes of the factor axes."""
        return tuple(len(f.states) for f in self.factors.values())

    @property
    def ndim(self) -> int:
        """Number of axes of a stock before the rows."""
        return len(self.factors) + len(self.tracks)

    @property
    def periods(self) -> int:
        """Number of years in which something is counted (the trace's rows if weighted, else one fewer)."""
        return self.ages[1] - self.ages[0] + (self.counting.kind == "state_weights")

    def track(self, programme: str) -> Track:
        """The track that remembers ``programme``."""
        return next(t for t in self.tracks if any(p.id == programme for p in t.programmes))


def structure_of(pack: Pack, bundle: Sequence[str]) -> Structure:
    """The structure of one bundle of programmes.

    Raises :class:`PlanError` if the bundle has too many live cells.  What the readers refuse is not checked again.
    """
    factors = factors_of(pack)
    # Sorted: the order in which programmes are named must change nothing.
    programmes = tuple(pack.programmes[id] for id in sorted(set(bundle)))
    tracks = tracks_of(pack, programmes, len(factors))
    effects = [ProgrammeEffect(e, p, cells_of(e.where, factors)) for p in programmes for e in p.effects]
    bundle_ids = {p.id for p in programmes}
    names = (*pack.numbers, *CONTROLS)
    items = (*pack.items, *(p.id for p in programmes))
    plan = Structure(
        names=names,
        index={name: k for k, name in enumerate(names)},
        ages=pack.ages,
        counting=pack.counting,
        factors=factors,
        tracks=tracks,
        watched=watches_of(pack, tracks),
        programmes=programmes,
        processes=tuple(_process(pack, k, factors, effects, bundle_ids) for k in range(len(pack.processes))),
        moves=tuple(e for e in effects if e.effect.moves),
        uses=tuple((items.index(e.effect.use), e) for e in effects if e.effect.use),
        items=items,
        kinds=(*(item.kind for item in pack.items.values()), *("resource" for _ in programmes)),
        of_items=_of_items(pack),
        terms=terms_of(pack, factors, bundle_ids),
        splits=tuple((items.index(s.item), pack.payers.index(s.payer), s) for s in pack.splits),
        schedules=schedules_of(pack),
        legs=_legs(pack, items, programmes),
        payers=pack.payers,
        rates=frozenset(t.id for t in pack.transitions if t.unit(pack.numbers) == "rate"),
        outcomes=tuple(
            People(id, state_weights(factors, outcome.states), outcome.at)
            for id, outcome in pack.outcomes.items()
            if outcome.states
        ),
    )
    _check_size(plan)
    return plan


def _legs(pack: Pack, items: tuple[str, ...], programmes: tuple[Programme, ...]) -> tuple[tuple[int, int], ...]:
    named = [(s.item, s.payer) for s in pack.splits] + [(p.id, payer) for p in programmes for payer in p.paid_by]
    return tuple(dict.fromkeys((items.index(item), pack.payers.index(payer)) for item, payer in named))


def _check_size(plan: Structure) -> None:
    base = int(np.prod(plan.shape))
    most = max(base * int(np.prod([t.size(age) for t in plan.tracks])) for age in range(*plan.ages))
    if most > CELL_LIMIT and plan.tracks:
        names = ", ".join(p.id for p in plan.programmes)
        what = "programmes {names} together need {most} cells (limit {limit}); choose fewer at a time"
        raise PlanError(what, names=names, most=most, limit=CELL_LIMIT)


def _process(
    pack: Pack, k: int, factors: dict[str, Factor], effects: list[ProgrammeEffect], bundle: set[str]
) -> ProcessPlan:
    process = pack.processes[k]
    factor = factors[process.factor] if process.factor else None
    own = [e for e in effects if e.effect.process == process.id]
    exits = _exits(pack, process.id, factor, factors, own, set() if process.once else bundle)
    rows = [row for exit in exits for row, _ in (*exit.base, *exit.links)]
    wheres = [row.where for row in rows] + [e.effect.where for e in own]
    starts = {w.age_from for w in wheres if w.age_from is not None}
    ends = {w.age_to + 1 for w in wheres if w.age_to is not None}
    conditions = {programme for x in exits for _, c in (*x.base, *x.links) for programme, _ in c.treatments}
    return ProcessPlan(
        id=process.id,
        axis=factor.axis if factor else None,
        once=process.once,
        separate=process.combine == "separate",
        exits=tuple(exits),
        breaks=tuple(sorted(starts | ends)),
        # What happens before the first year takes no time: nobody has spent a year in any level.
        next_states=tuple(factor.next_states() if not process.once else range(len(factor.states))) if factor else (0,),
        programmes=tuple(sorted(conditions | {e.programme.id for e in own})),
    )


def _exits(
    pack: Pack,
    process: str,
    factor: Factor | None,
    factors: dict[str, Factor],
    effects: list[ProgrammeEffect],
    bundle: set[str],
) -> list[Exit]:
    base = placed((r for r in pack.transitions if r.process == process), factors, bundle)
    links = placed((r for r in pack.links if r.process == process), factors, bundle)
    states = range(len(factor.states)) if factor else [0]
    targets = sorted({row.to for row, _ in base})
    exits = []
    for source in states:
        for target in targets:
            mine = tuple((r, c) for r, c in base if r.to == target and leaves(r, c, factor, source))
            if mine:
                ratios = tuple((r, c) for r, c in links if r.to in ("", target) and leaves(r, c, factor, source))
                acting = tuple(e for e in effects if _acts(e, factor, source, target))
                state = DEAD if target == "dead" or factor is None else factor.entry_state(target)
                exits.append(Exit(source, state, mine, ratios, acting))
    return exits


def leaves(row: Transition | Link | Use, cells: Cells, factor: Factor | None, source: int) -> bool:
    """Whether a row speaks of people who leave state ``source`` of the factor of its process."""
    if factor is None:
        return True
    if row.from_levels:
        named = bool(factor.mask(row.from_levels, row.where)[source])
    else:
        named = factor.states[source][0] != row.to
    return named and cells.state_holds(factor.axis, source)


def _acts(e: ProgrammeEffect, factor: Factor | None, source: int, target: str) -> bool:
    if e.effect.to not in ("", target):
        return False
    if factor is None:
        return True
    named = not e.effect.from_levels or factor.states[source][0] in e.effect.from_levels
    return named and e.cells.state_holds(factor.axis, source)


def _of_items(pack: Pack) -> tuple[tuple[int, int, tuple[Row, ...]], ...]:
    order = list(pack.items)
    done: list[str] = [id for id, item in pack.items.items() if not item.of]
    result = []
    while len(done) < len(order):
        ready = [id for id in order if id not in done and pack.items[id].of in done]
        for id in ready:
            prices = tuple(p for p in pack.prices if p.item == id)
            result.append((order.index(id), order.index(pack.items[id].of), prices))
        done.extend(ready)
    return tuple(result)
