"""An independent oracle: people (see the module beside this one), and what they use, earn, pay and cost."""

from __future__ import annotations

import math
from collections import defaultdict

from tests.engine.oracle_people import LifeCourse, People, Person, by_levels

from tidlig.pack.programme import Programme
from tidlig.pack.rows import Row
from tidlig.pack.structure import Process


class Oracle(LifeCourse):
    """One arm with its account."""

    def record(self, age: int, start: People, end: People) -> None:
        period, counting = age - self.pack.ages[0], self.pack.counting
        years: People = defaultdict(float)
        if counting.kind == "half-cycle":
            for stock in (start, end):
                for person, n in stock.items():
                    years[person] += n / 2.0
        else:
            ends = counting.ends if period in (0, self.periods - 1) else counting.odd if period % 2 else counting.even
            weight = 1.0 if counting.kind == "none" else ends
            years = {person: n * weight for person, n in start.items()}
        self.out.start.append(by_levels(start))
        self.out.years.append(by_levels(years))
        self.use(period, age, years)
        for programme in self.programmes:
            self.charge(programme, period, start, years)

    def use(self, period: int, age: int, years: People) -> None:
        for person, n in years.items():
            for id, item in self.pack.items.items():
                rows = [row for row in self.pack.uses if row.item == id]
                if item.of:
                    continue
                effect = self.on_use(id, age, person)
                for row in rows:
                    if not row.process and self.holds(row.where, age, person):
                        self.pay(id, period, age, person, n * effect * self.tied(row), counted=True)
                if not rows:
                    self.pay(id, period, age, person, n * effect, counted=False)

    def on_use(self, item: str, age: int, person: Person) -> float:
        effects = [(e, p) for p in self.programmes for e in p.effects if e.use == item]
        return math.prod(self.effect(e, p, age, person) for e, p in effects)

    def pay(self, item: str, period: int, age: int, person: Person, quantity: float, *, counted: bool) -> None:
        """Add units and their money; without use rows units are counted where the item has a price."""
        if counted:
            self.out.units[item][period] += quantity
        for price in self.pack.prices:
            if price.item == item and self.holds(price.where, age, person):
                self.out.amounts[item][period] += quantity * self.tied(price)
                if not counted:
                    self.out.units[item][period] += quantity

    def events(self, process: Process, to: str, age: int, person: Person, n: float) -> None:
        """Units per transition, at the levels before it; never corrected for half a cycle."""
        for row in self.pack.uses:
            here = row.process == process.id and row.to in ("", to) and self.holds(row.where, age, person)
            if here and (not row.from_levels or self.leaves(row, process, person, row.where)):
                quantity = n * self.tied(row) * self.on_use(row.item, age, person)
                self.pay(row.item, age - self.pack.ages[0], age, person, quantity, counted=True)

    def charge(self, programme: Programme, period: int, start: People, years: People) -> None:
        per_entry = programme.cost_per == "entry"
        for person, n in (start if per_entry else years).items():
            since = dict(person[1]).get(programme.id)
            if since is None or not programme.cost:
                continue
            share = dict(enumerate(programme.spread)).get(since, 0.0)
            if not per_entry:
                share = float(self.treated(person, programme.id))
            self.out.units[programme.id][period] += n * share
            self.out.amounts[programme.id][period] += n * share * self.values[programme.cost]

    def close(self) -> None:
        """Items taken of other items, then payers."""
        ages = range(self.pack.ages[0], self.pack.ages[0] + self.periods)
        for id in sorted(self.pack.items, key=self.depth):
            item = self.pack.items[id]
            if item.of:
                self.out.units[id] = list(self.out.amounts[item.of])
                prices = [p for p in self.pack.prices if p.item == id]
                price = [sum(self.tied(p) for p in prices if self.aged(p, a)) if prices else 1.0 for a in ages]
                self.out.amounts[id] = [q * p for q, p in zip(self.out.units[id], price, strict=True)]
        self.out.payers = {payer: [self.paid(payer, a) for a in ages] for payer in self.pack.payers}

    def depth(self, id: str) -> int:
        of = self.pack.items[id].of
        return 1 + self.depth(of) if of else 0

    def aged(self, row: Row, age: int) -> bool:
        first, last = row.where.age_from, row.where.age_to
        return (first is None or first <= age) and (last is None or age <= last)

    def paid(self, payer: str, age: int) -> float:
        t = age - self.pack.ages[0]
        total = 0.0
        for id, item in self.pack.items.items():
            legs = [s for s in self.pack.splits if s.item == id and self.aged(s, age)]
            sum_ = {"resource": -1.0, "transfer": 0.0, "production": 1.0}.get(item.kind, 0.0)
            rest = sum_ - sum(self.tied(s) for s in legs if not s.rest)
            total += self.out.amounts[id][t] * sum(rest if s.rest else self.tied(s) for s in legs if s.payer == payer)
        for programme in self.programmes:
            if payer in programme.paid_by:
                total -= self.out.amounts[programme.id][t] * self.values[programme.paid_by[payer]]
        return total
