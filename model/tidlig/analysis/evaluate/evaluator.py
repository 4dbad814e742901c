"""The one caller of the engine: a design goes in, differences between each arm and the baseline come out, by block.

Stages of the causal share and ages of exposure are rows like any other; the engine knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tidlig.analysis.evaluate.causal import Follows, Stage, follows, follows_of, root_of, stage_weights, stages_of
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.staging import Ran, Run, as_stages, needed_until, runs_of, summed, table_of
from tidlig.appraisal.discounting import Floats
from tidlig.engine.counted import Counted
from tidlig.engine.failures import Failure, failed_rows, refuse
from tidlig.engine.legs import to_legs, to_payers
from tidlig.engine.life import Asked, Begun, Life, simulate
from tidlig.engine.plan.axes import Bools
from tidlig.engine.plan.program import Plan, compile_plan
from tidlig.engine.values import Values
from tidlig.engine.year.buffers import Buffers
from tidlig.pack.pack import Pack

BLOCK = 480  # rows of a design at a time; powers of two are slower, for their cells meet in the same cache lines
WIDEST = 480  # engine rows at a time: several runs of an arm go together where a block is narrow


@dataclass(frozen=True)
class Baseline:
    """The world without any programme; ``values`` are the block's rows."""

    plan: Plan
    result: Life
    values: Values


@dataclass(frozen=True)
class Difference:
    """Arm minus baseline per person born, causal shares applied; rows last.

    ``units`` and ``ungrown``, money without real growth: (items, periods, rows), neither split nor signed; ``growth``:
    id of each item's yearly real growth, "" for none; ``people``: outcome counted in people -> (periods, rows);
    ``entries``: programme -> (periods, rows); ``shares``: move -> shares at or above each threshold among its enrolled;
    ``failures``: rows that could not be run.
    """

    plan: Plan
    values: Values
    units: Floats
    ungrown: Floats
    growth: Sequence[str]
    people: Mapping[str, Floats]
    entries: Mapping[str, Floats]
    shares: Mapping[str, Floats]
    failures: Sequence[Failure]

    @cached_property
    def amounts(self) -> Floats:
        """Money of each item by year, (items, periods, rows), with its real growth since the start year."""
        grown = self.ungrown.copy()
        for id in sorted({id for id in self.growth if id}):
            items = [k for k, each in enumerate(self.growth) if each == id]
            grown[items] *= (1.0 + self.values[id]) ** np.arange(grown.shape[1])[:, None]
        return grown

    @cached_property
    def legs(self) -> Floats:
        """Gains (+) and costs (-), (legs, periods, rows), legs as in ``plan.legs``."""
        return to_legs(self.plan, self.values, self.amounts)

    @property
    def payers(self) -> Floats:
        """Gains by payer, (payers, periods, rows)."""
        return to_payers(self.plan, self.legs)

    def row(self, k: int) -> Difference:
        """One row of it."""
        return self.rows(slice(k, k + 1))

    def rows(self, rows: slice) -> Difference:
        """Some of its rows."""
        return replace(
            self,
            values=self.values.some(rows),
            units=self.units[..., rows],
            ungrown=self.ungrown[..., rows],
            people={id: people[..., rows] for id, people in self.people.items()},
            entries={id: entered[..., rows] for id, entered in self.entries.items()},
            shares={id: share[..., rows] for id, share in self.shares.items()},
            failures=[f.some(rows) for f in self.failures if f.rows[rows].any()],
        )


@dataclass(frozen=True)
class Block:
    """Design rows ``start`` onwards: the baseline and every arm's difference from it."""

    start: int
    baseline: Baseline
    arms: Mapping[str, Difference]

    def row(self, k: int) -> Block:
        """One of its rows."""
        here, base = slice(k, k + 1), self.baseline
        baseline = Baseline(base.plan, base.result.some(here), base.values.some(here))
        return Block(self.start + k, baseline, {id: arm.row(k) for id, arm in self.arms.items()})

    def moved(self, rows: int) -> Block:
        """The same block, so many rows further into its design."""
        return replace(self, start=self.start + rows)

    @property
    def failures(self) -> list[Failure]:
        """Why rows could not be run, the baseline's first."""
        return [*self.baseline.result.failures, *(f for arm in self.arms.values() for f in arm.failures)]

    @property
    def failed(self) -> Bools:
        """Which rows could not be run, in the baseline or in some arm, (rows,)."""
        return failed_rows(self.failures, self.baseline.values.rows)

    def whole(self) -> Block:
        """The block, where every row could be run; else raises the PlanError of the first that could not."""
        refuse(self.failures)
        return self


@dataclass(frozen=True)
class Stages:
    """One arm stage by stage, for one row of values.

    ``by_term``, ``units`` and ``amounts``: as in :class:`~tidlig.engine.counted.Counted`, rows last: nobody enrolled,
    then as stage ``names[k]`` leaves them; ``nobody`` and ``everybody``: stocks by year, (periods, cells), of the run
    that enrols nobody and of the one with all effects; ``entries``: programme -> (periods,) of the latter.
    """

    plan: Plan
    values: Values
    names: tuple[Stage, ...]
    by_term: Floats
    units: Floats
    amounts: Floats
    nobody: Floats
    everybody: Floats
    entries: Mapping[str, Floats]


class Evaluator:
    """Plans of one pack, compiled once per bundle of programmes, and the working memory of its runs."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._plans: dict[frozenset[str], Plan] = {}
        self._buffers = Buffers()

    def plan(self, bundle: tuple[str, ...] = ()) -> Plan:
        """The plan of one bundle."""
        key = frozenset(bundle)
        if key not in self._plans:
            self._plans[key] = compile_plan(self.pack, bundle)
        return self._plans[key]

    def baselines(
        self, table: Floats, keep: Mapping[int, Floats] | None = None, means: Mapping[str, Floats] | None = None
    ) -> Life:
        """The baseline with its trace, for a block of values; ``keep``, ``means`` as in ``engine.life.simulate``."""
        return simulate(self.plan(), table, means=means, keep=keep, asked=Asked(trace=True), buffers=self._buffers)

    def baseline(
        self, table: Floats, keep: Mapping[int, Floats] | None = None, means: Mapping[str, Floats] | None = None
    ) -> Life:
        """The same where every row must run; raises PlanError where one does not."""
        life = self.baselines(table, keep, means)
        refuse(life.failures)
        return life

    def before(self, table: Floats, arms: Iterable[tuple[str, ...]], *, trace: bool = False) -> Life:
        """The baseline for a block of values, with the stocks from which some bundles go on."""
        stocks = frozenset(self.plan(bundle).first_entry for bundle in arms)
        return simulate(self.plan(), table, asked=Asked(trace=trace, stocks=stocks), buffers=self._buffers)

    def evaluate(self, arms: Mapping[str, tuple[str, ...]], design: Design) -> Iterator[Block]:
        """Evaluate a design block by block; memory does not grow with its rows."""
        for start in range(0, design.rows, BLOCK):
            table = design.block(self.pack, start, start + BLOCK)
            base = self.before(table, arms.values())
            differences = {id: self.difference(bundle, table, base) for id, bundle in arms.items()}
            yield Block(start, Baseline(self.plan(), base, Values(self.plan().index, table)), differences)

    def difference(self, bundle: tuple[str, ...], table: Floats, base: Life) -> Difference:
        """One arm's difference from the baseline for values (names, rows), a whole number of times the baseline's."""
        plan, stages = self.plan(bundle), stages_of(self.pack, bundle)
        ran = self._ran(plan, table, base, runs_of(self.pack, plan, stages), Asked(narrow=bool(plan.watched)))
        return _difference(self.pack, plan, Values(plan.index, table), base, ran, stages)

    def _ran(self, plan: Plan, table: Floats, base: Life, runs: Sequence[Run], asked: Asked) -> dict[Run, Ran]:
        """Every run of an arm, as many at a time as a life is wide."""
        ran: dict[Run, Ran] = {}
        rows = table.shape[1]
        together = max(WIDEST // rows, 1)
        for k in range(0, len(runs), together):
            some = runs[k : k + together]
            wide = np.concatenate([table_of(self.pack, plan, table, run) for run in some], axis=1)
            life = self._life(plan, wide, base, replace(asked, until=needed_until(plan, some), lent=f"run {k}"))
            ran |= {run: Ran(life, slice(n * rows, (n + 1) * rows)) for n, run in enumerate(some)}
        return ran

    def _life(self, plan: Plan, table: Floats, base: Life, asked: Asked) -> Life:
        times = table.shape[1] // base.rows.shape[1]
        common = np.tile(base.rows[: plan.registry.common], times)
        begun = None
        if plan.first_entry in base.stocks and plan.first_entry > plan.ages[0] and not asked.trace:
            stock = base.stocks[plan.first_entry]
            shape = (*stock.shape[:-1], *(1 for _ in plan.tracks), table.shape[1])
            begun = Begun(plan.first_entry, np.tile(stock, times).reshape(shape))
        means = {id: np.tile(mean, times) for id, mean in base.means.items()}
        told = base.told if times == 1 else None
        return simulate(
            plan, table, means=means, asked=asked, begun=begun, common=common, told=told, buffers=self._buffers
        )

    def stages(self, bundle: tuple[str, ...], table: Floats, base: Life) -> Stages:
        """The stages of one arm for one row of values, (names, 1), term by term, beginning with nobody enrolled."""
        plan, names, nobody = self.plan(bundle), stages_of(self.pack, bundle), Run((), nobody=True)
        asked = Asked(trace=True, terms=True, narrow=bool(plan.watched))
        ran = self._ran(plan, table, base, [nobody, *runs_of(self.pack, plan, names)], asked)
        refuse([failure for each in ran.values() for failure in each.life.failures])
        none, all_in = ran[nobody], list(ran.values())[-1]

        def steps(pick: Callable[[Counted], Floats], own: int | None = None) -> Floats:
            start = pick(none.life.whole)[..., none.rows]
            return np.concatenate(as_stages(start, ran, names, pick, own), axis=-1)

        own = len(self.pack.items)
        return Stages(
            plan,
            Values(plan.index, table),
            tuple(names),
            steps(lambda counted: counted.by_term),
            steps(lambda counted: counted.units, own),
            steps(lambda counted: counted.amounts, own),
            none.life.start[:, :, none.rows][..., 0],
            all_in.life.start[:, :, all_in.rows][..., 0],
            {id: entered[:, all_in.rows][:, 0] for id, entered in all_in.life.entries.items()},
        )


def _difference(
    pack: Pack, plan: Plan, values: Values, base: Life, ran: dict[Run, Ran], stages: list[Stage]
) -> Difference:
    """What each stage adds, times the share of it that counts for an item or outcome."""
    own, since = len(pack.items), plan.first_entry - plan.ages[0]
    by_item = _weights(pack, values, stages, [follows_of(pack, id) for id in plan.items])
    by_outcome = _weights(pack, values, stages, [follows(pack.outcomes[outcome.id]) for outcome in plan.outcomes])
    programmes = ((0, len(plan.items) - own), (0, 0), (0, 0))

    def changed(pick: Callable[[Counted], Floats], weights: list[Floats], own: int | None = None) -> Floats:
        """What changes from the first entry on; before it nothing differs."""

        def late(of: Counted) -> Floats:
            return pick(of)[..., since:, :]

        start = late(base.whole) if own is None else np.pad(late(base.whole), programmes)
        start = np.tile(start, values.rows // start.shape[-1])
        total = summed(as_stages(start, ran, stages, late, own), weights)
        return np.concatenate([np.zeros((*total.shape[:-2], since, total.shape[-1])), total], axis=-2)

    last = list(ran.values())[-1]
    return Difference(
        plan=plan,
        values=values,
        units=changed(lambda of: of.units, by_item, own),
        ungrown=changed(lambda of: of.amounts, by_item, own),
        growth=item_growth(pack, plan),
        people=dict(zip((each.id for each in plan.outcomes), changed(lambda of: of.people, by_outcome), strict=True)),
        entries={id: entered[..., last.rows] for id, entered in last.life.entries.items()},
        shares={id: share[..., last.rows] for id, share in last.life.shares.items()},
        failures=[f.some(each.rows) for each in ran.values() for f in each.life.failures if f.rows[each.rows].any()],
    )


def _weights(pack: Pack, values: Values, stages: list[Stage], counted: list[Follows]) -> list[Floats]:
    """Weight by stage of several items or outcomes, (things, 1, rows) each."""
    weights = {each: stage_weights(pack, values, stages, each) for each in set(counted)}
    empty = np.zeros((0, values.rows))
    return [np.array([weights[each][k] for each in counted] or empty)[:, None, :] for k in range(len(stages))]


def item_growth(pack: Pack, plan: Plan) -> list[str]:
    """Id of each item's yearly real growth, "" where it has none; an item taken of another grows as that one."""
    return [root_of(pack, id).growth if id in pack.items else pack.programme_growth for id in plan.items]
