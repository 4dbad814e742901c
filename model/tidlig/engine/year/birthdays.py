"""What happens on a birthday: axes shift, people enter programmes, effects measured as stocks move people once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tidlig.engine.plan.axes import Floats
from tidlig.engine.plan.birthdays import Birthday, Entry, Move, Shift
from tidlig.engine.values import EXPOSED_FROM, Values
from tidlig.engine.year.buffers import Buffers
from tidlig.engine.year.hazards import SMD_TO_LOG_ODDS, risk_from_odds
from tidlig.pack.programme import Effect

Fractions = dict[tuple[int, int], list[Floats]]  # (from level, to level) -> a fraction of the stock for each move


def shifted(shifts: Sequence[Shift], people: Floats, buffers: Buffers) -> Floats:
    """The stock with its axes opened, enlarged, moved on or closed."""
    for shift in shifts:
        after = buffers.other((*people.shape[: shift.axis], shift.size, *people.shape[shift.axis + 1 :]), people)
        after[...] = 0.0
        for place, there in enumerate(shift.places):
            after[_at(shift.axis, there)] += people[_at(shift.axis, place)]
        people = after
    return people


def _at(axis: int, place: int) -> tuple[slice | int, ...]:
    return (*(slice(None) for _ in range(axis)), place)


def enter(birthday: Birthday, values: Values, age: int, people: Floats) -> dict[str, Floats]:
    """Entries into programmes at ``age``, in ``people`` itself; how many entered each, ``(rows,)``.

    Programmes that compete for the same people on a shared track share the combined chance in proportion.
    """
    entered = {}
    for entries in birthday.entries:
        shares = compete([_chance(values, entry, age) for entry in entries])
        waiting = people[entries[0].here]
        joining = [waiting * share for share in shares]
        for entry, persons in zip(entries, joining, strict=True):
            waiting -= persons
            people[entry.there] += persons
            entered[entry.programme.id] = persons.sum(axis=tuple(range(persons.ndim - 1)))
    return entered


def _chance(values: Values, entry: Entry, age: int) -> Floats:
    """Yearly chance of entry, broadcasting over the stock: reach of those eligible, 0 below the age of exposure."""
    programme = entry.programme
    reach = np.prod([values[id] for id in programme.reach], axis=0)
    if programme.per == "cohort":
        window = programme.ages[1] - programme.ages[0] + 1
        reach = 1.0 - (1.0 - reach) ** (1.0 / window)
    return np.where(entry.eligible[..., None], reach * (age >= values[EXPOSED_FROM]), 0.0)


def compete(chances: list[Floats]) -> list[Floats]:
    """Shares of a stock that leave by each of several independent chances: 1 - prod(1 - f), split in proportion."""
    if len(chances) == 1:
        return chances
    total = sum(chances[1:], start=chances[0])
    stay = np.ones_like(total)
    for chance in chances:
        stay = stay * (1.0 - chance)
    scale = np.where(total > 0.0, (1.0 - stay) / np.where(total > 0.0, total, 1.0), 1.0)
    return [chance * scale for chance in chances]


def move(moves: Sequence[Move], values: Values, people: Floats) -> dict[str, Floats]:
    """Apply every move due, in ``people`` itself, all computed on the stock before any of them.

    Returns, by effect, the shares at or above each threshold among its enrolled, shape ``(levels - 1, rows)``.
    """
    due: dict[int, tuple[Move, Fractions]] = {}
    shares: dict[str, Floats] = {}
    for each in moves:
        _, fractions = due.setdefault(each.axis, (each, {}))
        shares[each.effect.id] = _fractions(values, each, people, fractions)
    for each, fractions in due.values():
        _shift(each, fractions, people)
    return shares


def _fractions(values: Values, move: Move, people: Floats, into: Fractions) -> Floats:
    enrolled = move.enrolled[..., None]
    other = tuple(axis for axis in range(people.ndim - 1) if axis != move.axis)
    by_place = (people * enrolled).sum(axis=other)
    exact = np.stack([by_place[list(places)].sum(axis=0) for places in move.places])
    total = exact.sum(axis=0)
    exact = exact / np.where(total > 0.0, total, 1.0)
    above = np.flip(np.cumsum(np.flip(exact, 0), axis=0), 0)[1:]  # share at or above level 1, 2, ...
    for k in range(1, len(move.levels)):
        if move.effect.measure == "smd" or move.effect.level == move.levels[k]:
            change = above[k - 1] - share_after(values, move.effect, above[k - 1])
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


def _shift(move: Move, fractions: Fractions, people: Floats) -> None:
    moving = []
    for source, places in enumerate(move.places):
        ways = [(target, f) for (origin, target), many in fractions.items() if origin == source for f in many]
        for place in places:
            stock = people[_slice(move.axis, place)]
            shares = compete([_own(f, move.axis, place) for _, f in ways]) if ways else []
            moving += [
                (place, move.entry[target], stock * share) for (target, _), share in zip(ways, shares, strict=True)
            ]
    for place, there, persons in moving:
        people[_slice(move.axis, place)] -= persons
        people[_slice(move.axis, there)] += persons


def _own(fraction: Floats, axis: int, place: int) -> Floats:
    return fraction if fraction.shape[axis] == 1 else np.asarray(fraction[_slice(axis, place)])


def _slice(axis: int, place: int) -> tuple[slice, ...]:
    return (*(slice(None) for _ in range(axis)), slice(place, place + 1))
