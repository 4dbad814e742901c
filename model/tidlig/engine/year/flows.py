"""People moved along the exits of one process."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tidlig.engine.plan.axes import Floats
from tidlig.engine.plan.exits import Exits, MeanOf
from tidlig.engine.year.buffers import Buffers
from tidlig.engine.year.tables import gathered_product


@dataclass(frozen=True, slots=True)
class Chances:
    """Chances of leaving by way, and of staying by state (None: nobody leaves it), broadcasting over their people."""

    leave: list[Floats]
    stay: list[Floats | None]


def spread(exits: Exits, chances: Floats) -> Chances:
    """Chances of all ways and states, from (exits, groups, rows)."""
    leave = [chances[way.exit][way.groups] for way in exits.ways]
    stay = [1.0 - np.sum([leave[k] for k in each.ways], axis=0) if each.ways else None for each in exits.stays]
    return Chances(leave, stay)


def stayed(exits: Exits, chances: Chances, people: Floats, after: Floats) -> None:
    """Write into ``after`` those who stay, a year older in their level where that is remembered."""
    moving_on = []
    for stay, share in zip(exits.stays, chances.stay, strict=True):
        if stay.older is not None:
            after[stay.here] = 0.0
            moving_on.append((stay, share))
        elif share is None:
            after[stay.here] = people[stay.here]
        else:
            np.multiply(people[stay.here], share, out=after[stay.here])
    for stay, share in moving_on:
        after[stay.older] += people[stay.here] if share is None else people[stay.here] * share


def step(exits: Exits, chances: Chances, people: Floats, after: Floats, buffers: Buffers) -> None:
    """Write into ``after`` the stock once everybody has stayed or moved along some way."""
    stayed(exits, chances, people, after)
    for way, share in zip(exits.ways, chances.leave, strict=True):
        if way.there is not None:
            stock = people[way.here]
            after[way.there] += np.multiply(stock, share, out=buffers.get("moved", stock.shape))


def moved(exits: Exits, chances: Chances, people: Floats) -> list[Floats]:
    """Those who move by way (own axis kept, of size 1)."""
    return [people[way.here] * share for way, share in zip(exits.ways, chances.leave, strict=True)]


def mean_ratio(exits: Exits, mean: MeanOf, rows: Floats, people: Floats) -> Floats:
    """Mean ratio, ``(rows,)``, of those a population row speaks of, before any mean; 1 where there is nobody."""
    ratios = gathered_product(rows, exits.ratios)
    total, weighted = np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
    for way in exits.ways:
        counted = people[way.here] * mean.holds[way.exit][way.groups][..., None]
        axes = tuple(range(counted.ndim - 1))
        total += counted.sum(axis=axes)
        weighted += (counted * ratios[way.exit][way.groups]).sum(axis=axes)
    return np.where(total > 0.0, weighted / np.where(total > 0.0, total, 1.0), 1.0)
