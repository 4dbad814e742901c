"""The plan of one engine call: structure and, for every age, what happens in it, compiled once; values come later."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from tidlig.engine.plan.axes import Floats
from tidlig.engine.plan.birthdays import Birthday, birthday_at
from tidlig.engine.plan.boxes import Box, boxes_of
from tidlig.engine.plan.counts import Counts, counts_at
from tidlig.engine.plan.exits import Exits, Ints, exits_at
from tidlig.engine.plan.happened import Happened, happened_at
from tidlig.engine.plan.registry import Registry, registry_of
from tidlig.engine.plan.structure import ProcessPlan, Structure, structure_of
from tidlig.pack.pack import Pack


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One process in one year, and what is used and paid for its transitions."""

    exits: Exits
    happened: tuple[Happened, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """One year: the birthday that opens it, its processes in order, and what is counted of its people.

    ``cells``: numbers of its base cells among all of the factors; ``people``: weights of the outcomes counted in
    people, (outcomes, base cells).
    """

    age: int
    box: Box
    birthday: Birthday
    steps: tuple[Step, ...]
    counts: Counts
    cells: Ints
    people: Floats


@dataclass(frozen=True)
class Plan(Structure):
    """A structure with its program: ``born``, what happens before the first year; ``years``, up to the horizon's."""

    registry: Registry
    box: Box
    born: tuple[Step, ...]
    years: tuple[Year, ...]

    @property
    def first_entry(self) -> int:
        """The first age at which anything can differ from a life without programmes; the horizon where nothing can."""
        return min((track.first for track in self.tracks), default=self.ages[1])


PARTS = (
    "ages", "counting", "factors", "processes", "payers", "items", "transitions", "links", "uses", "prices", "splits",
    "brackets", "lasting", "outcomes",
)  # fmt: skip
KEPT = 64  # plans
_plans: OrderedDict[tuple[object, ...], tuple[Pack, Plan]] = OrderedDict()


def compile_plan(pack: Pack, bundle: Sequence[str]) -> Plan:
    """Compile the plan of one bundle of programmes.

    A plan holds no value: packs that differ in values only, as those layered on one pack do, share theirs.  Raises
    :class:`~tidlig.engine.plan.axes.PlanError` if the bundle has too many cells.
    """
    programmes = tuple(id(pack.programmes[name]) for name in sorted(set(bundle)))
    rates = frozenset(row.id for row in pack.transitions if row.unit(pack.numbers) == "rate")
    key = (*(id(getattr(pack, part)) for part in PARTS), programmes, tuple(pack.numbers), rates)
    known = _plans.get(key)
    if known is None:
        # While the pack is kept no other object can have the same id.
        known = _plans[key] = pack, _compiled(pack, bundle)
        while len(_plans) > KEPT:
            _plans.popitem(last=False)
    return known[1]


def _compiled(pack: Pack, bundle: Sequence[str]) -> Plan:
    structure, registry = structure_of(pack, bundle), registry_of(pack)
    compiler = _Compiler(structure, registry)
    born, boxes = boxes_of(structure)
    once = tuple(compiler.step(p, structure.ages[0], born) for p in structure.processes if p.once)
    years, before = [], born
    for age, box in enumerate(boxes, start=structure.ages[0]):
        years.append(compiler.year(age, before, box))
        before = box
    own = {field.name: getattr(structure, field.name) for field in fields(structure)}
    return Plan(**own, registry=registry, box=born, born=once, years=tuple(years))


class _Compiler:
    """Compiles year by year; what is the same as in the year before is the same object, so that its values are kept."""

    def __init__(self, structure: Structure, registry: Registry) -> None:
        self.structure, self.registry = structure, registry
        self._last: dict[str, tuple[object, Step | Counts]] = {}

    def year(self, age: int, before: Box, box: Box) -> Year:
        steps = tuple(self.step(p, age, box) for p in self.structure.processes if not p.once)
        cells = box.cells(self.structure.shape)
        people = np.array([outcome.weights[cells] for outcome in self.structure.outcomes]).reshape(-1, len(cells))
        birthday = birthday_at(self.structure, age, before, box)
        return Year(age, box, birthday, steps, self.counts(age, box), cells, people)

    def step(self, process: ProcessPlan, age: int, box: Box) -> Step:
        events = tuple(t.holds(age) for t in self.structure.terms if t.event)
        moments = tuple(self._moment(programme, age) for programme in process.programmes)
        uses = self._uses(age) if events else ()
        key = (process.band(age), moments, uses, events, box.states)
        if self._last.get(process.id, (None, None))[0] != key:
            exits = exits_at(self.structure, self.registry, process, age, box)
            step = Step(exits, happened_at(self.structure, self.registry, exits, age, box))
            self._last[process.id] = (key, step)
        found = self._last[process.id][1]
        assert isinstance(found, Step)
        return found

    def counts(self, age: int, box: Box) -> Counts:
        terms = tuple(term.holds(age) for term in self.structure.terms if not term.event)
        moments = tuple(self._moment(p.id, age) for p in self.structure.programmes)
        brackets = tuple(b.where.holds(age) for s in self.structure.schedules for b in s.brackets)
        watched = self._watched(age)
        key = (terms, moments, self._uses(age), brackets, watched, box.states)
        if self._last.get("", (None, None))[0] != key:
            self._last[""] = (key, counts_at(self.structure, self.registry, age, box))
        found = self._last[""][1]
        assert isinstance(found, Counts)
        return found

    def _uses(self, age: int) -> tuple[tuple[int, bool], ...]:
        """Equal at two ages where the same effects on use act on people of each state."""
        effects = [effect for _, effect in self.structure.uses]
        return tuple((self._moment(e.programme.id, age), e.effect.where.holds(age)) for e in effects)

    def _moment(self, programme: str, age: int) -> int:
        """Equal at two ages where people of each state are equally far in a programme."""
        track = self.structure.track(programme)
        return -1 if not track.alive(age) else -2 if track.clock else age

    def _watched(self, age: int) -> tuple[int, ...]:
        return tuple(-1 if age < w.track.first else w.track.end <= age for w in self.structure.watched)
