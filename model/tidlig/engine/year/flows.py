"""People moved along the exits of one process."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tidlig.engine.plan.axes import Floats
from tidlig.engine.plan.exits import Exits, MeanOf
from tidlig.engine.year.buffers import Buffers
from tidlig.engine.year.tables import gathered_product


def spread(exits: Exits, chances: Floats) -> list[Floats]:
    """The chance of every way, broadcasting over its people, from (exits, groups, rows)."""
    return [chances[way.exit][way.groups] for way in exits.ways]


def step(exits: Exits, chances: Sequence[Floats], people: Floats, buffers: Buffers) -> list[Floats]:
    """Move people along every way at once, in ``people`` itself; those who moved by way (own axis kept, of size 1)."""
    leaving = [people[way.here] for way in exits.ways]
    memory = buffers.get("moved", (sum(each.size for each in leaving),))
    moved, start = [], 0
    for stock, chance in zip(leaving, chances, strict=True):
        end = start + stock.size
        moved.append(np.multiply(stock, chance, out=memory[start:end].reshape(stock.shape)))
        start = end
    for stock, gone in zip(leaving, moved, strict=True):
        stock -= gone
    for place, older in exits.stays:
        people[older] += people[place]
        people[place] = 0.0
    for way, gone in zip(exits.ways, moved, strict=True):
        if way.there is not None:
            people[way.there] += gone
    return moved


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
