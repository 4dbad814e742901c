"""The one caller of the engine: a design goes in, differences between each arm and the baseline come out, by block.

Stages of the causal share, the baseline and ages of exposure are rows like any other; the engine knows none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tidlig.analysis.design import Design
from tidlig.appraisal.discounting import Floats
from tidlig.assumptions.pack import Effect, Pack
from tidlig.engine.money import to_payers
from tidlig.engine.plan import Plan, compile_plan
from tidlig.engine.simulate import Result, simulate
from tidlig.engine.values import Values, neutral

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

    ``units`` and ``amounts``: (items, periods, rows), amounts neither split nor signed; ``payers``: (payers, periods,
    rows), positive = gain; ``person_years`` and ``start``: outcome factor ("" = none) -> (periods, cells, rows): the
    difference in people as it counts for an outcome that follows that factor by definition; ``entries``: programme ->
    (periods, rows); ``shares``: move -> shares at or above each threshold among its enrolled.
    """

    plan: Plan
    units: Floats
    amounts: Floats
    payers: Floats
    person_years: Mapping[str, Floats]
    start: Mapping[str, Floats]
    entries: Mapping[str, Floats]
    shares: Mapping[str, Floats]


@dataclass(frozen=True)
class Block:
    """Design rows ``start`` onwards: the baseline and every arm's difference from it."""

    start: int
    baseline: Baseline
    arms: Mapping[str, Difference]


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

    def baseline(self, table: Floats, keep: Mapping[int, Floats] | None = None) -> Result:
        """The baseline for a block of values; ``keep`` as in :func:`tidlig.engine.simulate.simulate`."""
        return simulate(self.plan(), table, keep=keep)

    def evaluate(self, arms: Mapping[str, tuple[str, ...]], design: Design) -> Iterator[Block]:
        """Evaluate a design block by block; memory does not grow with its rows."""
        stages = max([len(self._stages(bundle)) for bundle in arms.values()], default=1)
        width = max(BLOCK // stages, 1)
        for start in range(0, design.rows, width):
            table = design.block(self.pack, start, start + width)
            base = self.baseline(table)
            values = Values(self.plan().index, table)
            differences = {id: self.difference(bundle, table, base) for id, bundle in arms.items()}
            yield Block(start, Baseline(self.plan(), base, values), differences)

    def _stages(self, bundle: tuple[str, ...]) -> list[str]:
        """Stages of a bundle: "" (direct effects), then each causal factor that some effect changes."""
        changed = {self._stage(e) for id in bundle for e in self.pack.programmes[id].effects}
        return ["", *(factor for factor in self.pack.causal if factor in changed)]

    def _stage(self, effect: Effect) -> str:
        factor = effect.moves or self._process_factor(effect.process) or ""
        return factor if factor in self.pack.causal else ""

    def _process_factor(self, process: str) -> str | None:
        return next((p.factor for p in self.pack.processes if p.id == process), None)

    def difference(self, bundle: tuple[str, ...], table: Floats, base: Result) -> Difference:
        """One arm's difference from the baseline for a block of values, shape ``(names, rows)``."""
        plan = self.plan(bundle)
        stages = self._stages(bundle)
        rows = table.shape[1]
        wide = np.concatenate([self._staged(plan, table, stages[k + 1 :]) for k in range(len(stages))], axis=1)
        means = {id: np.tile(np.broadcast_to(mean, rows), len(stages)) for id, mean in base.means.items()}
        run = simulate(plan, wide, means=means)
        values = Values(plan.index, table)
        shares = [np.ones(rows), *(values[self.pack.causal[factor]] for factor in stages[1:])]
        return _combine(self.pack, plan, values, base, run, stages, shares)

    def _staged(self, plan: Plan, table: Floats, off: list[str]) -> Floats:
        """Values with the effects of the stages ``off`` set to neutral."""
        staged = table.copy()
        for programme in plan.programmes:
            for effect in programme.effects:
                if self._stage(effect) in off:
                    staged[plan.index[effect.id]] = neutral(effect.measure)
        return staged


def _combine(
    pack: Pack, plan: Plan, values: Values, base: Result, run: Result, stages: list[str], shares: list[Floats]
) -> Difference:
    """delta = d_direct + c_education d_education + c_need d_need; in full for what follows a factor by definition."""
    own = len(pack.items)
    padding = ((0, len(plan.items) - own), (0, 0), (0, 0))
    by_item = [_follows(pack, id) for id in pack.items] + ["*"] * (len(plan.items) - own)
    coefficients = {f: _coefficients(stages, shares, f) for f in {"", "*", *by_item, *stages}}
    amounts = _telescope(np.pad(base.amounts, padding), run.amounts, by_item, coefficients, len(stages))
    units = _telescope(np.pad(base.units, padding), run.units, by_item, coefficients, len(stages))
    outcomes = [outcome for outcome in pack.outcomes.values() if outcome.states]
    over_years = {"", *(o.by_definition for o in outcomes if o.at is None)}.intersection(stages)
    at_an_age = {"", *(o.by_definition for o in outcomes if o.at is not None)}.intersection(stages)
    people = {f: _summed(base.person_years, run.person_years, coefficients[f]) for f in over_years}
    stocks = {f: _summed(base.start, run.start, coefficients[f]) for f in at_an_age}
    rows = values.rows
    return Difference(
        plan=plan,
        units=units,
        amounts=amounts,
        payers=to_payers(plan, values, amounts),
        person_years=people,
        start=stocks,
        entries={id: entered[:, -rows:] for id, entered in run.entries.items()},
        shares={id: share[:, -rows:] for id, share in run.shares.items()},
    )


def _follows(pack: Pack, item: str) -> str:
    """Factor an item follows by definition; an item taken of another follows that one, or the two would part."""
    while pack.items[item].of:
        item = pack.items[item].of
    return pack.items[item].by_definition


def _coefficients(stages: list[str], shares: list[Floats], factor: str) -> list[Floats]:
    """Weight of each stage's difference for what follows ``factor`` ("*": everything in full, as programme cost)."""
    full = np.ones_like(shares[0])
    return [
        full if stage in ("", factor) or factor == "*" else share for stage, share in zip(stages, shares, strict=True)
    ]


def _telescope(
    base: Floats, run: Floats, follows: list[str], coefficients: Mapping[str, list[Floats]], stages: int
) -> Floats:
    weights = [np.array([coefficients[f][k] for f in follows])[:, None, :] for k in range(stages)]
    return _summed(base, run, weights)


def _summed(base: Floats, run: Floats, weights: list[Floats]) -> Floats:
    """Sum over stages of weight x (this stage - the one before, the first being the baseline); rows last."""
    parts = np.split(run, len(weights), axis=-1)
    total = np.zeros(parts[0].shape)
    for weight, now, before in zip(weights, parts, [base, *parts], strict=False):
        step = now - before
        step *= weight
        total += step
    return total
