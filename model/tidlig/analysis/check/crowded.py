"""Levels that most people leave within a year: the nearer the exits come to 1, the more draws cannot be run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tidlig.files.check.sums import counted_exits, leaving, states_of
from tidlig.pack.pack import Pack
from tidlig.pack.structure import Process

MANY = 0.5  # half of a level


@dataclass(frozen=True, slots=True)
class Crowded:
    """A level whose base exits add up to ``total``, the most at any age and in any cell, at the first such ``age``."""

    process: str
    level: str
    age: int
    total: float


def crowded(pack: Pack) -> list[Crowded]:
    """Levels whose base exits add up to more than a half for people in no programme, before any ratio."""
    return [found for process in pack.processes for found in _crowded(process, pack)]


def _crowded(process: Process, pack: Pack) -> Iterator[Crowded]:
    outside = [row for row in counted_exits(process, pack) if not (row.where.programme and row.where.in_programme)]
    if process.once or not outside:
        return
    total = leaving(process, outside, pack)
    axes = states_of(pack)
    axis = list(axes).index(process.factor) + 1 if process.factor in axes else None
    states = axes.get(process.factor or "", [("everyone", 0)])
    for level in dict.fromkeys(name for name, _ in states):
        places = [k for k, (name, _) in enumerate(states) if name == level]
        here = total if axis is None else total.take(places, axis=axis)
        by_age = here.max(axis=tuple(range(1, here.ndim)))
        if by_age.max() > MANY:
            yield Crowded(process.id, level, int(np.argmax(by_age)) + pack.ages[0], float(by_age.max()))
