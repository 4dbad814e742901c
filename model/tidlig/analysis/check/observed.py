"""Published against modelled: what is left of an effect later, and what the model makes of it, as studies saw them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.appraisal.discounting import Floats
from tidlig.engine.plan.axes import Factor, state_weights
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect, Observed, Programme

OFF = 1.25  # published and modelled differ by more than a quarter


@dataclass(frozen=True, slots=True)
class ObservedCheck:
    """One figure of a study beside the model's: ``what`` is ``left`` (share of a move) or ``difference`` (a share)."""

    effect: str
    what: str
    levels: tuple[str, ...]
    years: tuple[float, float]
    published: float
    model: float

    @property
    def off(self) -> bool:
        """Whether the two differ by more than a quarter."""
        if self.published == 0.0 or self.model == 0.0:
            return self.published != self.model
        return not 1 / OFF <= self.model / self.published <= OFF


def observed_checks(pack: Pack) -> list[ObservedCheck]:
    """Every figure that the pack's programmes say studies saw later.

    Each programme runs alone, entered in the middle of its ages only, and undiscounted: what an effect is multiplied by
    on the way into practice is 1 here, for the study had it in full.
    """
    checks = []
    for programme in pack.programmes.values():
        seen = [(effect, effect.observed) for effect in programme.effects if effect.observed]
        if seen:
            alone = _one_entry(programme)
            differences = _differences(_undiscounted(pack, alone), alone)
            checks += [_check(pack, effect, observed, differences) for effect, observed in seen]
    return checks


def _one_entry(programme: Programme) -> Programme:
    """The programme with one entry age, the middle of its window; a stated age of measurement is kept."""
    first, last = programme.ages
    middle = (first + last) // 2
    return replace(programme, ages=(middle, middle), repeat=False)


def _undiscounted(pack: Pack, programme: Programme) -> Pack:
    """The pack with one programme, delivered as in its studies."""
    ties = {name for effect in programme.effects for name, _ in effect.times}
    numbers = {id: replace(n, value=1.0) if id in ties else n for id, n in pack.numbers.items()}
    return replace(pack, programmes={programme.id: programme}, numbers=numbers)


@dataclass(frozen=True, slots=True)
class _Differences:
    """Stocks with minus without the programme, per participant: (years since entry, cells)."""

    programme: Programme
    stocks: Floats
    factors: Mapping[str, Factor]

    def in_levels(self, levels: Mapping[str, tuple[str, ...]]) -> Floats:
        """Difference in the share of participants in some levels, by whole years since entry."""
        weights = state_weights(self.factors, {f: dict.fromkeys(named, 1.0) for f, named in levels.items()})
        return np.asarray(self.stocks @ weights)


def _differences(pack: Pack, programme: Programme) -> _Differences:
    evaluator = Evaluator(pack)
    table = Design().block(pack, 0, 1)
    stages = evaluator.stages((programme.id,), table, evaluator.baseline(table))
    entry = programme.ages[0] - pack.ages[0]
    entered = stages.entries[programme.id][entry]
    stocks = (stages.everybody[entry:] - stages.nobody[entry:]) / entered
    return _Differences(programme, stocks, stages.plan.factors)


def _check(pack: Pack, effect: Effect, observed: Observed, differences: _Differences) -> ObservedCheck:
    if observed.left is not None:
        return ObservedCheck(
            effect.id, "left", (), observed.years, observed.left, _left(pack, effect, observed, differences)
        )
    by_year = differences.in_levels(observed.levels)
    levels = tuple(level for named in observed.levels.values() for level in named)
    published = observed.difference or 0.0
    return ObservedCheck(effect.id, "difference", levels, observed.years, published, _mean(by_year, observed.years))


def _left(pack: Pack, effect: Effect, observed: Observed, differences: _Differences) -> float:
    """Share of a move still there, at the threshold it names or else the highest."""
    programme = differences.programme
    thresholds = [level.name for level in pack.factors[effect.moves]]
    at = thresholds.index(effect.level) if effect.level else len(thresholds) - 1
    by_year = differences.in_levels({effect.moves: tuple(thresholds[at:])})
    moved = effect.age - programme.ages[0] if effect.age is not None else programme.stays or 0
    years = (observed.years[0] + moved, observed.years[1] + moved)
    return _mean(by_year, years) / float(by_year[moved]) if by_year[moved] else 0.0


def _mean(by_year: Floats, years: tuple[float, float]) -> float:
    """The figure at a time, or on average between two, read off yearly figures by straight lines."""
    times = np.linspace(*years, 101) if years[0] < years[1] else np.array(years[:1])
    figures = np.interp(times, np.arange(len(by_year)), by_year)
    return float(np.trapezoid(figures, times) / (times[-1] - times[0])) if len(times) > 1 else float(figures[0])
