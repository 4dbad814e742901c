"""What happens on a birthday: people enter programmes, and effects measured as stocks move them once."""

from __future__ import annotations

import numpy as np
from tests.former.engine.axes import Bools, Floats, along
from tests.former.engine.hazards import SMD_TO_LOG_ODDS, risk_from_odds
from tests.former.engine.plan import Plan, ProgrammeEffect
from tests.former.engine.processes import at_state
from tests.former.engine.tracks import Track
from tests.former.engine.values import EXPOSED_FROM, Values

from tidlig.pack.programme import Effect, Programme

Fractions = dict[tuple[int, int], list[Floats]]  # (from level, to level) -> a fraction of the stock for each move


def enter(plan: Plan, values: Values, track: Track, age: int, people: Floats) -> tuple[Floats, dict[str, Floats]]:
    """Entries of one track at ``age``: the stock after them, and how many entered each programme, ``(rows,)``.

    Programmes that compete for the same people on a shared track share the combined chance in proportion.
    """
    open_now = [p for p in track.programmes if p.ages[0] <= age <= p.ages[1]]
    if not open_now or not track.alive(age):
        return people, {}
    waiting = at_state(people, track.axis, 0)
    chances = [_chance(plan, values, programme, age) for programme in open_now]
    entered = {}
    after = people.copy()
    for programme, share in zip(open_now, _compete(chances), strict=True):
        joining = waiting * share
        state = track.starts[track.programmes.index(programme)]
        at_state(after, track.axis, 0)[...] -= joining
        at_state(after, track.axis, state)[...] += joining
        entered[programme.id] = joining.sum(axis=tuple(range(plan.ndim)))
    return after, entered


def _chance(plan: Plan, values: Values, programme: Programme, age: int) -> Floats:
    """Yearly chance of entry, broadcasting over the stock: reach of those eligible, 0 below the age of exposure."""
    reach = np.prod([values[id] for id in programme.reach], axis=0)
    if programme.per == "cohort":
        window = programme.ages[1] - programme.ages[0] + 1
        reach = 1.0 - (1.0 - reach) ** (1.0 / window)
    reach = reach * (age >= values[EXPOSED_FROM])
    eligible: Bools = np.ones((1,) * (plan.ndim + 1), dtype=bool)
    for name, levels in programme.levels.items():
        factor = plan.factors[name]
        eligible = eligible & along(factor.mask(levels), factor.axis, plan.ndim)
    return np.where(eligible, reach, 0.0)


def _compete(chances: list[Floats]) -> list[Floats]:
    """Shares of a stock that leave by each of several independent chances: 1 - prod(1 - f), split in proportion."""
    if len(chances) == 1:
        return chances
    total = sum(chances[1:], start=chances[0])
    stay = np.ones_like(total)
    for chance in chances:
        stay = stay * (1.0 - chance)
    scale = np.where(total > 0.0, (1.0 - stay) / np.where(total > 0.0, total, 1.0), 1.0)
    return [chance * scale for chance in chances]


def move(plan: Plan, values: Values, age: int, people: Floats) -> tuple[Floats, dict[str, Floats]]:
    """Apply every move due at ``age``, all computed on the stock before any of them.

    Returns the stock and, by effect, the shares at or above each threshold among its enrolled, shape ``(levels - 1,
    rows)``.
    """
    due: dict[str, Fractions] = {}
    shares: dict[str, Floats] = {}
    for acting in plan.moves:
        track = plan.track(acting.programme.id)
        here = _due(acting.effect, acting.programme, track, age)
        if here is not None:
            enrolled = acting.cells.array(plan.ndim) & along(here, track.axis, plan.ndim)
            fractions = due.setdefault(acting.effect.moves, {})
            shares[acting.effect.id] = _fractions(plan, values, acting, people * enrolled, enrolled, fractions)
    for factor, fractions in due.items():
        people = _shift(plan, factor, fractions, people)
    return people, shares


def _due(effect: Effect, programme: Programme, track: Track, age: int) -> np.ndarray | None:
    """States of the track whose people are moved at ``age``, or None."""
    if not track.alive(age):
        return None
    years = track.years(programme.id, age)
    since = effect.age - programme.ages[0] if effect.age is not None else programme.stays
    here = years == since
    return here if since is not None and bool(here.any()) else None


def _fractions(
    plan: Plan, values: Values, acting: ProgrammeEffect, stock: Floats, enrolled: np.ndarray, into: Fractions
) -> Floats:
    factor = plan.factors[acting.effect.moves]
    other = tuple(axis for axis in range(plan.ndim) if axis != factor.axis)
    by_state = stock.sum(axis=other)
    levels = list(dict.fromkeys(level for level, _ in factor.states))
    exact = np.stack([by_state[factor.mask((level,))].sum(axis=0) for level in levels])
    total = exact.sum(axis=0)
    exact = exact / np.where(total > 0.0, total, 1.0)
    above = np.flip(np.cumsum(np.flip(exact, 0), axis=0), 0)[1:]  # share at or above level 1, 2, ...
    for k in range(1, len(levels)):
        if acting.effect.measure == "smd" or acting.effect.level == levels[k]:
            change = above[k - 1] - share_after(values, acting.effect, above[k - 1])
            into.setdefault((k, k - 1), []).append(enrolled * _ratio(np.maximum(change, 0.0), exact[k]))
            into.setdefault((k - 1, k), []).append(enrolled * _ratio(np.maximum(-change, 0.0), exact[k - 1]))
    return np.asarray(above)


def share_after(values: Values, effect: Effect, share: Floats) -> Floats:
    """Share at or above a threshold after the move, from the share before it; beyond 0 and 1 where it asks for more.

    No more people move than the level next to the threshold holds: ``analysis.capped`` tells where that cuts it off.
    """
    delivered = values.delivered(effect)
    if effect.measure == "smd":
        return risk_from_odds(np.exp(SMD_TO_LOG_ODDS * delivered), share)
    if effect.measure == "or":
        return risk_from_odds(delivered, share)
    if effect.measure == "rr":
        return delivered * share
    return np.asarray(share + delivered)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.minimum(part / np.where(whole > 0.0, whole, 1.0), 1.0)


def _shift(plan: Plan, name: str, fractions: Fractions, people: Floats) -> Floats:
    factor = plan.factors[name]
    levels = list(dict.fromkeys(level for level, _ in factor.states))
    after = people.copy()
    for state, (level, _) in enumerate(factor.states):
        source = levels.index(level)
        ways = [(target, f) for (origin, target), many in fractions.items() if origin == source for f in many]
        stock = at_state(people, factor.axis, state)
        shares = _compete([_own(f, factor.axis, state) for _, f in ways]) if ways else []
        for (target, _), share in zip(ways, shares, strict=True):
            moving = stock * share
            at_state(after, factor.axis, state)[...] -= moving
            at_state(after, factor.axis, factor.entry_state(levels[target]))[...] += moving
    return after


def _own(fraction: Floats, axis: int, state: int) -> Floats:
    return fraction if fraction.shape[axis] == 1 else at_state(fraction, axis, state)
