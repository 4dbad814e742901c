"""The one caller of the engine: a design goes in, differences between each arm and the baseline come out, by block.

Stages of the causal share, the baseline and ages of exposure are rows like any other; the engine knows none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from tests.former.causal import Stage, follows, follows_of, root_of, stage_weights, stages_of
from tests.former.design import Design
from tests.former.engine.legs import to_legs, to_payers
from tests.former.engine.plan import Plan, compile_plan
from tests.former.engine.simulate import Result, simulate
from tests.former.engine.values import Values
from tests.former.staging import as_stages, rows_of, staged_rows, summed
from tests.former.states import state_weights

from tidlig.appraisal.discounting import Floats
from tidlig.pack.pack import Pack
from tidlig.pack.structure import Outcome

BLOCK = 1024  # engine rows at a time


@dataclass(frozen=True)
class Baseline:
    """The world without any programme; ``values`` are the block's rows."""

    plan: Plan
    result: Result
    values: Values


@dataclass(frozen=True)
class Difference:
    """Arm minus baseline per person born, causal shares applied; rows last.

    ``units`` and ``amounts``: (items, periods, rows), amounts neither split nor signed; ``legs``: (legs, periods, rows)
    as in ``plan.legs``, positive = gain; ``people``: outcome counted in people -> (periods, rows); ``entries``:
    programme -> (periods, rows); ``shares``: move -> shares at or above each threshold among its enrolled.
    """

    plan: Plan
    units: Floats
    amounts: Floats
    legs: Floats
    people: Mapping[str, Floats]
    entries: Mapping[str, Floats]
    shares: Mapping[str, Floats]

    @property
    def payers(self) -> Floats:
        """Gains by payer, (payers, periods, rows)."""
        return to_payers(self.plan, self.legs)

    def row(self, k: int) -> Difference:
        """One design row of it."""
        here = np.s_[..., k : k + 1]
        return Difference(
            self.plan,
            self.units[here],
            self.amounts[here],
            self.legs[here],
            {id: people[here] for id, people in self.people.items()},
            {id: entered[here] for id, entered in self.entries.items()},
            {id: share[here] for id, share in self.shares.items()},
        )


@dataclass(frozen=True)
class Block:
    """Design rows ``start`` onwards: the baseline and every arm's difference from it."""

    start: int
    baseline: Baseline
    arms: Mapping[str, Difference]


@dataclass(frozen=True)
class Stages:
    """One arm stage by stage, for one row of values.

    ``by_term``, ``units`` and ``amounts``: as in :class:`~.simulate.Result`, rows last: nobody enrolled,
    then as stage ``names[k]`` leaves them; ``run``: its first row enrols nobody, its last has all effects.
    """

    plan: Plan
    values: Values
    names: tuple[Stage, ...]
    run: Result
    by_term: Floats
    units: Floats
    amounts: Floats


class Evaluator:
    """Plans of one pack, compiled once per bundle of programmes."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._plans: dict[frozenset[str], Plan] = {}

    def plan(self, bundle: tuple[str, ...] = ()) -> Plan:
        """The plan of one bundle."""
        key = frozenset(bundle)
        if key not in self._plans:
            self._plans[key] = compile_plan(self.pack, bundle)
        return self._plans[key]

    def baseline(
        self, table: Floats, keep: Mapping[int, Floats] | None = None, means: Mapping[str, Floats] | None = None
    ) -> Result:
        """The baseline for a block of values; ``keep``, ``means`` as in :func:`simulate`."""
        return simulate(self.plan(), table, means=means, keep=keep)

    def evaluate(self, arms: Mapping[str, tuple[str, ...]], design: Design) -> Iterator[Block]:
        """Evaluate a design block by block; memory does not grow with its rows."""
        most = max([rows_of(stages_of(self.pack, bundle)) for bundle in arms.values()], default=1)
        width = max(BLOCK // most, 1)
        for start in range(0, design.rows, width):
            table = design.block(self.pack, start, start + width)
            base = self.baseline(table)
            values = Values(self.plan().index, table)
            differences = {id: self.difference(bundle, table, base) for id, bundle in arms.items()}
            yield Block(start, Baseline(self.plan(), base, values), differences)

    def difference(self, bundle: tuple[str, ...], table: Floats, base: Result) -> Difference:
        """One arm's difference from the baseline for a block of values, shape ``(names, rows)``."""
        plan = self.plan(bundle)
        stages = stages_of(self.pack, bundle)
        rows = table.shape[1]
        wide = staged_rows(self.pack, plan, table, stages)
        means = {id: np.tile(np.broadcast_to(mean, rows), rows_of(stages)) for id, mean in base.means.items()}
        run = simulate(plan, np.concatenate(wide, axis=1), means=means)
        values = Values(plan.index, table)
        return _combine(self.pack, plan, values, base, run, stages)

    def stages(self, bundle: tuple[str, ...], table: Floats, base: Result) -> Stages:
        """The stages of one arm for one row of values, (names, 1), term by term, beginning with nobody enrolled."""
        plan = self.plan(bundle)
        names = stages_of(self.pack, bundle)
        nobody = table.copy()
        for programme in plan.programmes:
            nobody[plan.index[programme.reach[0]]] = 0.0
        rows = [nobody, *staged_rows(self.pack, plan, table, names)]
        means = {id: np.broadcast_to(mean, len(rows)) for id, mean in base.means.items()}
        run = simulate(plan, np.concatenate(rows, axis=1), means=means, detailed=True)
        values, own = Values(plan.index, table), len(self.pack.items)

        def steps(run: Floats, own: int | None = None) -> Floats:
            none = run[..., :1]
            return np.concatenate([none, *as_stages(none, run[..., 1:], names, own)], axis=-1)

        by_item = steps(run.units, own), steps(run.amounts, own)
        return Stages(plan, values, tuple(names), run, steps(run.by_term), *by_item)


def _combine(pack: Pack, plan: Plan, values: Values, base: Result, run: Result, stages: list[Stage]) -> Difference:
    """What each stage adds, times the share of it that counts for an item or outcome."""
    counted = [follows_of(pack, id) for id in plan.items]
    weights = {each: stage_weights(pack, values, stages, each) for each in set(counted)}
    by_item = [np.array([weights[each][k] for each in counted])[:, None, :] for k in range(len(stages))]
    padding = ((0, len(plan.items) - len(pack.items)), (0, 0), (0, 0))
    own = len(pack.items)
    amounts = summed(np.pad(base.amounts, padding), run.amounts, stages, by_item, own)
    amounts *= _growth(pack, plan, values, amounts.shape[1])
    return Difference(
        plan=plan,
        units=summed(np.pad(base.units, padding), run.units, stages, by_item, own),
        amounts=amounts,
        legs=to_legs(plan, values, amounts),
        people={
            id: summed(
                _people(plan, base, outcome),
                _people(plan, run, outcome),
                stages,
                stage_weights(pack, values, stages, follows(outcome)),
            )
            for id, outcome in pack.outcomes.items()
            if outcome.states
        },
        entries={id: entered[:, -values.rows :] for id, entered in run.entries.items()},
        shares={id: share[:, -values.rows :] for id, share in run.shares.items()},
    )


def _people(plan: Plan, result: Result, outcome: Outcome) -> Floats:
    """People of an outcome by period, weighted by state, (periods, rows): person-years, or the stock on a birthday."""
    stock = result.person_years if outcome.at is None else result.start
    return np.asarray(np.einsum("c,tcr->tr", state_weights(plan.factors, outcome.states), stock))


def _growth(pack: Pack, plan: Plan, values: Values, periods: int) -> Floats:
    """Real growth of each item since the start year, (items, periods, rows)."""
    growth = np.ones((len(plan.items), periods, values.rows))
    for k, id in enumerate(item_growth(pack, plan)):
        if id:
            growth[k] = (1.0 + values[id]) ** np.arange(periods)[:, None]
    return growth


def item_growth(pack: Pack, plan: Plan) -> list[str]:
    """Id of each item's yearly real growth, "" where it has none; an item taken of another grows as that one."""
    return [root_of(pack, id).growth if id in pack.items else pack.programme_growth for id in plan.items]
