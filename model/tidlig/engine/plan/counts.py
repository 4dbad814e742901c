"""What is counted at one age: masks of people, and (people, weights, item) for what they use and pay."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tidlig.engine.plan.axes import Bools, Floats
from tidlig.engine.plan.boxes import Box, treated
from tidlig.engine.plan.exits import Ints, acting, merged, packed
from tidlig.engine.plan.registry import ONE, Registry
from tidlig.engine.plan.schedule import Schedule
from tidlig.engine.plan.structure import ProgrammeEffect, Structure
from tidlig.engine.plan.terms import Term
from tidlig.pack.programme import Programme


@dataclass(frozen=True, slots=True, eq=False)
class Weighted:
    """People times weights, added up by item.

    ``weights``: numbers of rows to be multiplied, (depth, terms); ``pairs``: (pairs, terms), which terms are of the
    same people and item; ``people``: mask of each pair, those of taxed cells after the others; ``items``: the items;
    ``sums``: (items, pairs).
    """

    weights: Ints
    pairs: Floats
    people: Ints
    items: Ints
    sums: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Taxed:
    """A schedule at one age; ``incomes``: (groups of cells with equal incomes, money terms), which make up each."""

    schedule: Schedule
    brackets: tuple[int, ...]
    incomes: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Charged:
    """A programme's cost: ``shares`` of it that fall due in the states of its track, by live state."""

    item: int
    axis: int
    per_entry: bool
    shares: Floats
    cost: str


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """All that is counted of the people of one age.

    ``masks``: (masks, base cells), people told apart by factors only; ``by_track``: (masks, cells), numbered after
    them; ``terms``: (term, mask, numbers of the rows its people are multiplied by), to explain a figure by;
    ``watched``: live states of all tracks together that the narrow view counts, or None where it counts everybody.
    """

    masks: Floats
    by_track: Floats
    money: Weighted
    units: Weighted
    taxes: tuple[Taxed, ...]
    charged: tuple[Charged, ...]
    terms: tuple[tuple[int, int, tuple[int, ...]], ...]
    watched: Bools | None


class _Masks:
    """Distinct masks, numbered in the order in which they are met."""

    def __init__(self) -> None:
        self.found: dict[bytes, int] = {}
        self.masks: list[Bools] = []

    def number(self, mask: Bools) -> int:
        key = mask.tobytes()
        if key not in self.found:
            self.found[key] = len(self.masks)
            self.masks.append(mask)
        return self.found[key]

    def matrix(self, cells: int) -> Floats:
        return np.array(self.masks, dtype=float).reshape(len(self.masks), cells)


@dataclass(frozen=True, slots=True)
class _Part:
    """A term among people with the same ratios on its use: its number, their mask, and the numbers of the ratios."""

    term: int
    track: bool
    mask: int
    ratios: tuple[int, ...]


def counts_at(structure: Structure, registry: Registry, age: int, box: Box) -> Counts:
    """Compile what is counted at one age."""
    plain, tracked = _Masks(), _Masks()
    parts: list[_Part] = []
    for k, term in enumerate(structure.terms):
        if not term.event and term.holds(age):
            parts += _parts(structure, registry, k, term, age, box, plain, tracked)
    taxes = [_taxed(structure, schedule, age, parts, plain) for schedule in structure.schedules]
    first = len(plain.masks)
    placed = [_Part(p.term, p.track, p.mask + first * p.track, p.ratios) for p in parts]
    money = [(p, structure.terms[p.term]) for p in placed if structure.terms[p.term].price]
    units = [(p, structure.terms[p.term]) for p in placed if structure.terms[p.term].counts]
    taxed = [(group, schedule.item) for schedule, _, groups, _, _ in taxes for group in groups]
    return Counts(
        plain.matrix(int(np.prod(box.base))),
        tracked.matrix(int(np.prod(box.shape))),
        _weighted([(p.mask, t.item, (*_money(registry, t), *p.ratios)) for p, t in money], taxed),
        _weighted([(p.mask, t.item, (*_use(registry, t), *p.ratios)) for p, t in units], taxed),
        tuple(_placed_taxes(taxes, [p for p, _ in money])),
        tuple(_charged(structure, age, box)),
        tuple((p.term, p.mask, (*_use(registry, structure.terms[p.term]), *p.ratios)) for p in placed),
        watched_at(structure, age, box),
    )


def _money(registry: Registry, term: Term) -> tuple[int, ...]:
    price = () if term.price is None else (registry.tied(term.price),)
    return (*_use(registry, term), *price)


def _use(registry: Registry, term: Term) -> tuple[int, ...]:
    return () if term.use is None else (registry.tied(term.use),)


def _parts(
    structure: Structure,
    registry: Registry,
    k: int,
    term: Term,
    age: int,
    box: Box,
    plain: _Masks,
    tracked: _Masks,
) -> Iterable[_Part]:
    mask = box.mask(term.cells)
    uses = [effect for item, effect in structure.uses if item == term.item]
    named = {p for p, _ in term.cells.treatments} | {effect.programme.id for effect in uses}
    if not any(structure.track(programme).alive(age) for programme in named):
        if not any(inside for _, inside in term.cells.treatments):
            whole = np.broadcast_to(mask, (*box.base, *(1 for _ in structure.tracks)))
            yield _Part(k, False, plain.number(whole.ravel()), ())
        return
    mask = mask & treated(structure, box, term.cells, age)
    for ratios, where in _by_ratio(structure, registry, uses, mask, age, box):
        yield _Part(k, True, tracked.number(where.ravel()), ratios)


def _by_ratio(
    structure: Structure, registry: Registry, uses: list[ProgrammeEffect], mask: Bools, age: int, box: Box
) -> Iterable[tuple[tuple[int, ...], Bools]]:
    """Cells of a mask by the ratios that act on a use there."""
    ratios = [np.broadcast_to(acting(structure, registry, effect, age, box), box.shape) for effect in uses]
    if not ratios:
        yield (), np.broadcast_to(mask, box.shape)
        return
    stacked = np.array([ratio.ravel() for ratio in ratios])
    for column in merged(stacked)[0].T:
        where = mask & (stacked == column[:, None]).all(axis=0).reshape(box.shape)
        yield tuple(int(n) for n in column if n != ONE), where


def _weighted(terms: list[tuple[int, int, tuple[int, ...]]], taxed: list[tuple[int, int]]) -> Weighted:
    """Terms as (mask, item, numbers of rows to be multiplied); taxed cells as (mask, item)."""
    depth = max([len(numbers) for _, _, numbers in terms], default=1)
    weights = np.full((max(depth, 1), len(terms)), ONE, dtype=np.intp)
    for k, (_, _, numbers) in enumerate(terms):
        weights[: len(numbers), k] = numbers
    keys = sorted({(item, mask) for mask, item, _ in terms})
    every = [*keys, *((item, mask) for mask, item in taxed)]
    items = sorted({item for item, _ in every})
    return Weighted(
        packed(weights, ONE) if terms else weights,
        _where(keys, [(item, mask) for mask, item, _ in terms]),
        np.array([mask for _, mask in every], dtype=np.intp),
        np.array(items, dtype=np.intp),
        _where(items, [item for item, _ in every]),
    )


def _where(kinds: Sequence[Hashable], things: Sequence[Hashable]) -> Floats:
    """1 where a thing is of a kind, else 0, (kinds, things)."""
    found, at = np.zeros((len(kinds), len(things))), {kind: k for k, kind in enumerate(kinds)}
    found[[at[thing] for thing in things], range(len(things))] = 1.0
    return found


def _taxed(
    structure: Structure, schedule: Schedule, age: int, parts: list[_Part], plain: _Masks
) -> tuple[Schedule, tuple[int, ...], list[int], list[int], Bools]:
    """A schedule's brackets, masks of cells with the same income, and the terms that make it up in each."""
    paying = [p for p in parts if not p.track and _pays(structure.terms[p.term], schedule)]
    brackets = tuple(k for k, bracket in enumerate(schedule.brackets) if bracket.where.holds(age))
    if not paying:
        return schedule, brackets, [], [], np.zeros((0, 0), dtype=bool)
    stacked = np.array([plain.masks[p.mask] for p in paying])
    alike = merged(stacked)[0].T
    groups = [plain.number((stacked == group[:, None]).all(axis=0)) for group in alike]
    return schedule, brackets, groups, [p.term for p in paying], alike


def _pays(term: Term, schedule: Schedule) -> bool:
    return term.item in schedule.bases and term.price is not None


def _placed_taxes(
    taxes: list[tuple[Schedule, tuple[int, ...], list[int], list[int], Bools]], money: list[_Part]
) -> Iterable[Taxed]:
    at = {p.term: k for k, p in enumerate(money) if not p.track}
    for schedule, brackets, groups, terms, alike in taxes:
        incomes = np.zeros((len(groups), len(money)))
        incomes[:, [at[term] for term in terms]] = alike
        yield Taxed(schedule, brackets, incomes)


def _charged(structure: Structure, age: int, box: Box) -> Iterable[Charged]:
    for programme in structure.programmes:
        track = structure.track(programme.id)
        if programme.cost and track.alive(age):
            due = np.array([_due(programme, since) for since in track.years(programme.id, age).tolist()])
            shares = due[list(box.states[track.axis])]
            item = structure.items.index(programme.id)
            yield Charged(item, track.axis, programme.cost_per == "entry", shares, programme.cost)


def _due(programme: Programme, since: int) -> float:
    """Share of the cost that falls ``since`` years after entry (-1: never entered)."""
    if since < 0:
        return 0.0
    if programme.cost_per == "entry":
        return programme.spread[since] if since < len(programme.spread) else 0.0
    return float(programme.stays is None or since < programme.stays)


def watched_at(structure: Structure, age: int, box: Box) -> Bools | None:
    """Whom the narrow view counts: people never in a watched programme, or still under the effect of one.

    By live states of all tracks together; None before the first of them opens, when everybody is counted.
    """
    if all(age < watch.track.first for watch in structure.watched):
        return None
    ndim = len(box.states)
    never, under = np.ones((1,) * ndim, dtype=bool), np.zeros((1,) * ndim, dtype=bool)
    for watch in structure.watched:
        never = never & box.spread(watch.never(age), watch.track.axis)
        under = under | box.spread(watch.under(age), watch.track.axis)
    here = np.broadcast_to(never | under, (*(1 for _ in box.base), *box.shape[box.factors :]))
    return np.asarray(here.reshape(box.shape[box.factors :]))
