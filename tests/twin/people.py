"""The twin's people: method.md sections 2 to 7, one stock of status x cells carried through life."""

from dataclasses import dataclass, field
from math import ceil, exp, inf, log, pi, sqrt

import numpy as np
from numpy.typing import NDArray
from tests.twin.tables import Node, Pack, Row, ages_of, number, refuse

Array = NDArray[np.float64]


def hazard_ratio(measure: str, value: float, base: float) -> float:
    """Section 4."""
    if measure == "hr":
        return value
    kind = measure.removesuffix("_not")
    p1 = min(value * base, 1.0) if kind == "rr" else value * base / (1 - base + value * base)
    return log(p1) / log(base) if measure.endswith("_not") else log(1 - p1) / log(1 - base)


class Cells:
    """Every combination of levels: masks, and the life course nobody has changed."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.levels: dict[str, list[str]] = pack.structure["factors"]
        refuse("memory", any(not isinstance(n, str) for names in self.levels.values() for n in names))
        self.shape = tuple(len(names) for names in self.levels.values())
        self.axis = {factor: i for i, factor in enumerate(self.levels)}
        self.first, self.last = pack.structure["ages"]
        self.ages = range(self.first, self.last)
        for table in ("transitions", "links", "use"):
            refuse("years_in", any(row.get("years_in") for row in pack.tables[table]))
        for table in ("transitions", "links"):
            refuse("programme in an address", any(row.get("programme") for row in pack.tables[table]))

    def mask(self, row: Node, **more: str) -> Array:
        """1 in the cells a row holds for; a level column or a list of levels, blank is all."""
        result = np.ones(self.shape)
        for factor, names in self.levels.items():
            for wanted in (row.get(factor), more.get(factor)):
                if wanted:
                    chosen = wanted.split("|") if isinstance(wanted, str) else wanted
                    result = result * self.along(factor, [float(n in chosen) for n in names])
        return result

    def along(self, factor: str, values: list[float] | Array) -> Array:
        """Numbers by level of one factor, shaped to meet the cells."""
        shape = [1] * len(self.shape)
        shape[self.axis[factor]] = -1
        return np.reshape(np.asarray(values), shape)

    def exits(self, process: Node, age: int) -> dict[str, tuple[Array, Array]]:
        """For each target its yearly probability and its extra hazard, by cell."""
        found: dict[str, tuple[Array, Array]] = {}
        for row in self.pack.tables["transitions"]:
            if row["process"] == process["id"] and (process.get("once") or age in ages_of(row, self.last)):
                p, rate = found.setdefault(row["to"], (np.zeros(self.shape), np.zeros(self.shape)))
                here = self.pack.value(row["id"]) * self.leaves(process, row)
                if row.get("unit") == "rate":
                    rate += here
                else:
                    p += here
        return found

    def leaves(self, process: Node, row: Row) -> Array:
        """The cells a row of transitions or links leaves from: `from`, but never the target itself."""
        factor = process.get("factor")
        if factor is None:
            return self.mask(row)
        names = row.get("from") or "|".join(n for n in self.levels[factor] if n != row["to"])
        return self.mask(row, **{factor: names})

    def ratios(self, process: Node, target: str, age: int) -> Array:
        """The product of all links on one exit at one age."""
        result = np.ones(self.shape)
        for row in self.pack.tables["links"]:
            if (
                row["process"] == process["id"]
                and row.get("to") in ("", None, target)
                and age in ages_of(row, self.last)
            ):
                base = number(row.get("base_risk") or 0)
                ratio = hazard_ratio(row["measure"], self.pack.value(row["id"]), base)
                result = result * np.where(self.leaves(process, row) > 0, ratio, 1.0)
        return result


def leaving(exits: dict[str, tuple[Array, Array]], ratios: dict[str, Array], separate: bool) -> dict[str, Array]:
    """Section 3: the yearly chance of each exit with all ratios."""
    if separate:
        return {to: 1 - ((1 - p) * np.exp(-rate)) ** ratios[to] for to, (p, rate) in exits.items()}
    total = np.zeros(()) + sum(p for p, _ in exits.values())
    scale = np.divide(-np.log1p(-total), total, out=np.ones_like(total), where=total > 0)
    hazards = {to: (p * scale + rate) * ratios[to] for to, (p, rate) in exits.items()}
    every = np.zeros(()) + sum(hazards.values())
    share = np.divide(-np.expm1(-every), every, out=np.zeros_like(every), where=every > 0)
    return {to: hazard * share for to, hazard in hazards.items()}


@dataclass
class Effect:
    """One effect of a programme: its own node, the factor it changes (none: the use of an item), its ratio or shift."""

    programme: str
    node: Node
    factor: str | None
    value: float
    fade: Node

    def persist(self, since: int, stays: float) -> float:
        """Section 6: what is left `since` years after entry."""
        if since < stays:
            return 1.0
        if self.fade is None or self.fade == "lasting":
            return float(self.fade is not None)
        after = since - stays + 0.5
        until, slow = self.fade.get("until", inf), max(after - self.fade.get("flat", 0.0), 0.0)
        if after >= until:
            return 0.0
        if "half_life" in self.fade:
            return float(0.5 ** (slow / self.fade["half_life"]))
        if "rate" in self.fade:
            floor = self.fade.get("floor", 0.0)
            return float(floor + (1 - floor) * exp(-self.fade["rate"] * slow))
        flat = self.fade.get("flat", 0.0)
        return 1.0 if slow == 0 else float(1 - slow / (until - flat))

    def ends(self, stays: float) -> float:
        """Years after entry from which a year begins with nothing left."""
        if "moves" in self.node or self.fade is None:
            return stays
        return inf if self.fade == "lasting" or "until" not in self.fade else stays + ceil(self.fade["until"])


@dataclass
class Programme:
    """A programme as the twin needs it."""

    id: str
    node: Node
    ages: range
    stays: float
    chance: float
    effects: list[Effect] = field(default_factory=list)

    @property
    def window(self) -> bool:
        """Whether people may enter at several ages, so that each has a clock of his own."""
        return len(self.ages) > 1

    @property
    def memory(self) -> float:
        """Years after entry from which time since entry no longer matters."""
        return max([self.stays, *(e.ends(self.stays) for e in self.effects)])


def programme(pack: Pack, name: str) -> Programme:
    """Read one programme of the pack."""
    node = pack.programmes[name]
    enrol = node["enrol"]
    refuse("repeat", enrol.get("repeat"))
    ages = range(enrol["ages"][0], enrol["ages"][1] + 1)
    reach, key = enrol["reach"], f"{name}.reach"
    if isinstance(reach, dict) and "value" not in reach:
        share = float(np.prod([pack.value(f"{key}.{part}", tail) for part, tail in reach.items()]))
    else:
        share = pack.value(key, reach)
    chance = 1 - (1 - share) ** (1 / len(ages)) if enrol.get("per") == "cohort" else share
    stays = inf if node["stays"] == "life" else node["stays"]
    made = Programme(name, node, ages, stays, chance)
    made.effects = [effect(pack, name, e) for e in node.get("effects") or []]
    return made


def effect(pack: Pack, name: str, node: Node) -> Effect:
    """Read one effect: its value as delivered, then as a ratio where it is one."""
    key = f"{name}.{node['id']}"
    value = pack.value(key, node)
    discount = float(np.prod([pack.ties(t) for t in node.get("times") or []]))
    value = value * discount if node["measure"] in ("smd", "difference") else value**discount
    fade = node.get("fade")
    if isinstance(fade, dict):
        fade = {part: pack.value(f"{key}.fade.{part}", tail) for part, tail in fade.items()}
    factor = node.get("moves")
    if "process" in node:
        processes = {p["id"]: p.get("factor") for p in pack.structure["processes"]}
        factor = processes[node["process"]]
        value = hazard_ratio(node["measure"], value, node.get("base_risk") or 0.0)
    return Effect(name, node, factor, value, fade)


def shifted(measure: str, value: float, share: float) -> float:
    """Section 7: the share at or above a threshold afterwards."""
    if measure == "difference":
        return min(max(share + value, 0.0), 1.0)
    if measure == "rr":
        return min(value * share, 1.0)
    ratio = exp(value * pi / sqrt(3)) if measure == "smd" else value
    return ratio * share / (1 - share + ratio * share)
