"""Rules of the independent oracle: what is left of an effect, ratios, moves; and the records it fills."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from tidlig.pack.programme import Fade

Levels = tuple[tuple[str, int], ...]  # by factor: level, whole years in it (as far as the pack remembers)
Entered = tuple[tuple[str, int], ...]  # programmes entered, with the whole years since
Person = tuple[Levels, Entered]
People = dict[Person, float]
Moving = dict[tuple[Person, Person], float]  # (before any move, now)
Yearly = dict[str, list[float]]
DEAD = "dead"


@dataclass
class Account:
    """What one arm did, by year; ``start``, ``years`` and ``end`` by the levels of people."""

    start: list[dict[Levels, float]] = field(default_factory=list)
    years: list[dict[Levels, float]] = field(default_factory=list)
    end: dict[Levels, float] = field(default_factory=dict)
    units: Yearly = field(default_factory=dict)
    amounts: Yearly = field(default_factory=dict)
    payers: Yearly = field(default_factory=dict)
    entries: Yearly = field(default_factory=dict)
    means: dict[str, float] = field(default_factory=dict)


def by_levels(people: Mapping[Person, float]) -> dict[Levels, float]:
    """People by their levels, whatever they entered."""
    result: dict[Levels, float] = defaultdict(float)
    for (levels, _), n in people.items():
        result[levels] += n
    return dict(result)


def persist(fade: Fade | None, t: float, values: Mapping[str, float]) -> float:
    """What is left of an effect t years after a person's own exit."""
    if fade is None or (fade.until is not None and t >= fade.until):
        return 0.0
    flat = values[fade.flat] if fade.flat else 0.0
    if t <= flat:
        return 1.0
    if fade.half_life:
        return float(0.5 ** ((t - flat) / values[fade.half_life]))
    if fade.rate:
        floor = values[fade.floor] if fade.floor else 0.0
        return floor + (1.0 - floor) * math.exp(-values[fade.rate] * (t - flat))
    return 1.0 if fade.until is None else (fade.until - t) / (fade.until - flat)


def as_hazard_ratio(measure: str, ratio: float, p0: float | None) -> float:
    """HR = ln(1 - p1) / ln(1 - p0); on not leaving ln p1 / ln p0."""
    if measure == "hr" or p0 is None:
        return ratio
    p1 = min(ratio * p0, 1.0) if measure.startswith("rr") else ratio * p0 / (1.0 - p0 + ratio * p0)
    return math.log(p1) / math.log(p0) if measure.endswith("_not") else math.log(1.0 - p1) / math.log(1.0 - p0)


def share_after(measure: str, effect: float, s: float) -> float:
    """Share at or above a threshold after a move, from the share before it."""
    if measure == "difference":
        return min(max(s + effect, 0.0), 1.0)
    if measure == "rr":
        return min(s * effect, 1.0)
    odds = math.exp(effect * math.pi / math.sqrt(3.0)) if measure == "smd" else effect
    return odds * s / (1.0 - s + odds * s)


def together(chances: list[float]) -> list[float]:
    """Independent chances to leave one place: 1 - prod(1 - f), in proportion."""
    total = sum(chances)
    left = 1.0 - math.prod(1.0 - f for f in chances)
    return [f * left / total if total else 0.0 for f in chances]
