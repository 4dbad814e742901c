"""The twin's life course of one arm: a stock of status x cells, year by year."""

from dataclasses import dataclass
from functools import reduce

import numpy as np
from tests.twin.people import Array, Cells, Effect, Programme, leaving, shifted

Status = tuple[int, ...]  # for each programme -1 (never) or years since entry; without a window only 0 (entered)


@dataclass
class Lived:
    """What one run leaves: person-years by age, status and cell, and the living by age and status."""

    years: Array
    alive: Array


class Course:
    """Life with some programmes on offer. What is the same for every run of the arm is computed once."""

    def __init__(self, cells: Cells, programmes: list[Programme]) -> None:
        self.cells, self.programmes = cells, programmes
        self.states = self.statuses()
        self.left: dict[tuple[str, str, int], Array] = {}
        self.place = {state: i for i, state in enumerate(self.states)}
        self.exits = {
            (p["id"], age): cells.exits(p, age)
            for p in cells.pack.structure["processes"]
            for age in ([cells.first] if p.get("once") else cells.ages)
        }
        self.links = {
            (name, to, age): cells.ratios(self.process(name), to, age)
            for (name, age), exits in self.exits.items()
            for to in exits
        }

    def process(self, name: str) -> dict[str, str]:
        """One process of pack.yaml."""
        return next(p for p in self.cells.pack.structure["processes"] if p["id"] == name)

    def statuses(self) -> list[Status]:
        """Every status that can be reached: of the programmes with a window nobody enters more than one."""
        found: list[Status] = [()]
        for p in self.programmes:
            clock = (
                [-1, *range(min(int(min(p.memory, 1000)), self.cells.last - p.ages[0]) + 1)] if p.window else [-1, 0]
            )
            found = [(*state, n) for state in found for n in clock]
        return [state for state in found if self.clocks(state) <= 1]

    def clocks(self, state: Status) -> int:
        """How many programmes with a window somebody has entered."""
        return sum(n >= 0 for n, p in zip(state, self.programmes, strict=True) if p.window)

    def since(self, j: int, state: Status, age: int) -> int:
        """Years since entry, -1 for never."""
        p = self.programmes[j]
        return state[j] if p.window or state[j] < 0 else age - p.ages[0]

    def persist(self, effect: Effect, age: int) -> Array:
        """What is left of an effect, by status."""
        key = (effect.programme, effect.node["id"], age)
        if key not in self.left:
            j = next(i for i, p in enumerate(self.programmes) if p.id == effect.programme)
            since = [self.since(j, s, age) for s in self.states]
            left = [0.0 if n < 0 else effect.persist(n, self.programmes[j].stays) for n in since]
            self.left[key] = np.reshape(left, (-1, *[1] * len(self.cells.shape)))
        return self.left[key]

    def in_treatment(self, name: str, age: int) -> Array:
        """1 for the statuses in treatment in a programme."""
        result = [0.0] * len(self.states)
        for j, p in enumerate(self.programmes):
            if p.id == name:
                result = [float(0 <= self.since(j, s, age) < p.stays) for s in self.states]
        return np.reshape(result, (-1, *[1] * len(self.cells.shape)))

    def run(self, effects: list[Effect], begin: int, before: Array, until: int) -> Lived:
        """From the birthday `begin`, with the stock `before` it and nobody in a programme, up to the age `until`."""
        stock = np.zeros((len(self.states), *self.cells.shape))
        stock[0] = before
        size = until - self.cells.first
        lived = Lived(np.zeros((size + 1, *stock.shape)), np.zeros((size, len(self.states))))
        for age in range(begin, until):
            t = age - self.cells.first
            stock = self.advance(stock) if age > begin else stock
            stock = self.move(self.enter(stock, age), age, effects)
            lived.alive[t] = stock.reshape(len(stock), -1).sum(axis=1)
            after = self.year(stock, age, effects)
            self.count(lived.years, t, size, stock, after)
            stock = after
        return lived

    def count(self, years: Array, t: int, size: int, start: Array, end: Array) -> None:
        """Person-years of one year by the pack's way of counting."""
        counting = self.cells.pack.structure["counting"]
        if counting == "half-cycle":
            years[t] = (start + end) / 2
        elif counting == "none":
            years[t] = start
        else:
            weight = counting["state_weights"]
            years[t] = start * (weight["ends"] if t == 0 else weight["odd" if t % 2 else "even"])
            if t + 1 == size:
                years[t + 1] = end * weight["ends"]

    def advance(self, stock: Array) -> Array:
        """A year more on every clock."""
        result = np.zeros_like(stock)
        for i, state in enumerate(self.states):
            if stock[i].any():
                older = (
                    n + 1 if p.window and 0 <= n < p.memory else n for n, p in zip(state, self.programmes, strict=True)
                )
                result[self.place[tuple(older)]] += stock[i]
        return result

    def enter(self, stock: Array, age: int) -> Array:
        """Section 5: entries on a birthday, all on the stock before any of them."""
        for group in ([p for p in self.programmes if p.window], *([p] for p in self.programmes if not p.window)):
            open_now = [p for p in group if age in p.ages]
            if open_now:
                stock = self.enter_group(stock, open_now)
        return stock

    def enter_group(self, stock: Array, group: list[Programme]) -> Array:
        """Entries into programmes that compete for the same people."""
        result = stock.copy()
        for i, state in enumerate(self.states):
            if not stock[i].any() or (group[0].window and self.clocks(state)):
                continue
            free = [p for p in group if state[self.programmes.index(p)] < 0]
            chances = [p.chance * self.cells.mask(p.node["enrol"]) for p in free]
            total = 1 - reduce(lambda left, f: left * (1 - f), chances, np.ones(self.cells.shape))
            every = np.zeros(self.cells.shape) + sum(chances)
            for p, f in zip(free, chances, strict=True):
                j = self.programmes.index(p)
                going = stock[i] * np.divide(total * f, every, out=np.zeros_like(every), where=every > 0)
                result[i] -= going
                result[self.place[(*state[:j], 0, *state[j + 1 :])]] += going
        return result

    def move(self, stock: Array, age: int, effects: list[Effect]) -> Array:
        """Section 7: the moves that are due on a birthday, each computed on the stock before any of them."""
        due: dict[str, list[tuple[Array, Array]]] = {}
        for e in effects:
            here = self.due(e, age) if "moves" in e.node else np.zeros(len(self.states), dtype=bool)
            if here.any() and stock[here].any():
                down, up = self.chances(e, stock[here])
                due.setdefault(e.node["moves"], []).append((here[:, None] * down, here[:, None] * up))
        for factor, chances in due.items():
            stock = self.shift(stock, factor, chances)
        return stock

    def due(self, e: Effect, age: int) -> Array:
        """Which statuses a move concerns on this birthday."""
        j = next(i for i, p in enumerate(self.programmes) if p.id == e.programme)
        since = np.array([self.since(j, s, age) for s in self.states])
        if "age" in e.node:
            return (since >= 0) & (age == e.node["age"])
        return since == self.programmes[j].stays

    def chances(self, e: Effect, enrolled: Array) -> tuple[Array, Array]:
        """The chance of a move down and up, by level, among the enrolled."""
        names = self.cells.levels[e.node["moves"]]
        axis = self.cells.axis[e.node["moves"]] + 1
        number = enrolled.sum(axis=tuple(i for i in range(enrolled.ndim) if i != axis))
        exact = number / number.sum()
        level = names.index(e.node.get("level", names[-1]))
        down, up = np.zeros(len(names)), np.zeros(len(names))
        for k in range(1, len(names)) if e.node["measure"] == "smd" else [level]:
            above = exact[k:].sum()
            change = shifted(e.node["measure"], e.value, above) - above
            source, chance = (k, down) if change < 0 else (k - 1, up)
            if exact[source] > 0:
                chance[source] = min(abs(change) / exact[source], 1.0)
        return down, up

    def shift(self, stock: Array, factor: str, chances: list[tuple[Array, Array]]) -> Array:
        """Move shares of every level, by status, one level down or up: together 1 - prod(1 - m), in proportion to m."""
        axis = self.cells.axis[factor] + 1
        levels = np.moveaxis(stock, axis, 1)
        falling, rising = (np.sum([pair[way] for pair in chances], axis=0) for way in (0, 1))
        total = 1 - np.prod([(1 - down) * (1 - up) for down, up in chances], axis=0)
        every = falling + rising
        rate = np.divide(total, every, out=np.zeros_like(total), where=every > 0)
        shape = (*rate.shape, *[1] * (levels.ndim - 2))
        falls, rises = levels * np.reshape(rate * falling, shape), levels * np.reshape(rate * rising, shape)
        result = levels - falls - rises
        result[:, :-1] += falls[:, 1:]
        result[:, 1:] += rises[:, :-1]
        return np.moveaxis(result, 1, axis)

    def year(self, stock: Array, age: int, effects: list[Effect]) -> Array:
        """The processes of one year, each on the stock the one before it left."""
        for process in self.cells.pack.structure["processes"]:
            if not process.get("once"):
                stock = self.step(stock, process, age, effects)
        return stock

    def step(self, stock: Array, process: dict[str, str], age: int, effects: list[Effect]) -> Array:
        """One process on the stock."""
        exits = self.exits[process["id"], age]
        ratios = {to: self.links[process["id"], to, age] for to in exits}
        for e in effects:
            if e.node.get("process") == process["id"]:
                fits = self.cells.mask(e.node, **({process["factor"]: e.node["from"]} if "from" in e.node else {}))
                power = self.persist(e, age) * fits
                for to in exits:
                    if e.node.get("to") in (None, to):
                        ratios[to] = ratios[to] * e.value**power
        result = stock.copy()
        for to, chance in leaving(exits, ratios, process.get("combine") == "separate").items():
            going = stock * chance
            result -= going
            if to != "dead":
                axis = self.cells.axis[process["factor"]] + 1
                onto = self.cells.along(
                    process["factor"], [float(n == to) for n in self.cells.levels[process["factor"]]]
                )
                result += going.sum(axis=axis, keepdims=True) * onto
        return result
