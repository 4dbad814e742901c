"""The twin's whole result: stages and causal shares, the two views, present values (method.md sections 8 to 12)."""

from pathlib import Path

import numpy as np
from tests.twin.life import Course, Lived
from tests.twin.money import Prices, outlay
from tests.twin.people import Array, Cells, Effect, Programme, programme
from tests.twin.start import baseline
from tests.twin.tables import Pack, load

Stage = tuple[str | None, Programme | None, list[Effect]]


class Twin:
    """One scenario, computed a second time."""

    def __init__(self, packs: Path, scenario: Path) -> None:
        self.scenario = load(scenario)
        self.pack = Pack(packs / self.scenario["pack"], self.scenario)
        self.structure = self.pack.structure
        self.cells = Cells(self.pack)
        self.prices = Prices(self.cells)
        course, lived, self.birthdays = baseline(self.cells)
        self.links = course.links
        self.base = self.prices.amounts(course, lived.years, [])
        self.causal: dict[str, str] = self.structure.get("causal") or {}
        self.lasting: dict[str, str] = self.structure.get("lasting") or {}

    def named(self, key: str) -> float:
        """The number that a field of pack.yaml names, 0 where it names none."""
        return self.pack.value(self.structure[key]) if self.structure.get(key) else 0.0

    def arm(self, name: str) -> "Arm":
        """One arm, compared with the baseline."""
        return Arm(self, [programme(self.pack, p) for p in self.scenario["arms"][name]])

    def residents(self, age: int) -> float:
        """Residents of an age today per person born who is alive then; children born in a year at the first age."""
        if age <= self.cells.first:
            return self.named("newborns") or self.pack.residents.get(self.cells.first, 1.0)
        return self.pack.residents.get(age, 0.0) / float(self.birthdays[age - self.cells.first].sum())

    def with_sums(self, flows: Array) -> dict[str, Array]:
        """From payer by year: payers, budgets, the tax-financing line and society."""
        result = dict(zip(self.prices.payers, flows, strict=True))
        for name, parts in self.structure["budgets"].items():
            result[name] = np.sum([result[part] for part in parts], axis=0)
        result["tax_financing"] = result["public"] * self.named("tax_financing")
        return result | {"society": flows.sum(axis=0) + result["tax_financing"]}

    def present(self, flow: Array) -> float:
        """Section 12: the present value of a flow from year 0 on."""
        rates = {int(t): self.pack.value(key) for t, key in self.structure["discount"]["money"].items()}
        factors = [1.0]
        for t in range(1, len(flow)):
            factors.append(factors[-1] / (1 + rates[max(start for start in rates if start <= t)]))
        return float(np.dot(factors, flow))


class Arm:
    """Differences of one arm from the baseline, per person born. Its lines are the items, then the programmes."""

    def __init__(self, twin: Twin, programmes: list[Programme]) -> None:
        self.twin, self.programmes = twin, programmes
        self.course = Course(twin.cells, programmes)
        self.course.links = twin.links
        self.stages = self.make_stages([e for p in programmes for e in p.effects])
        pays = [
            [
                -twin.pack.value(f"{p.id}.paid_by.{payer}", p.node["paid_by"].get(payer, 0.0))
                for payer in twin.prices.payers
            ]
            for p in programmes
        ]
        ages = len(twin.prices.ages)
        self.legs = np.concatenate([twin.prices.legs, np.broadcast_to(pays, (ages, *np.shape(pays)))], axis=1)
        self.growth = 1 + np.append(twin.prices.growth, [twin.named("programme_growth")] * len(programmes))

    def make_stages(self, effects: list[Effect]) -> list[Stage]:
        """Section 9: the factor of each stage, the programme whose own shares it has, and the effects it adds."""
        owners = [p for p in sorted(self.programmes, key=lambda p: p.id) if p.node.get("shares")]
        ids = [p.id for p in owners]
        stages: list[Stage] = [(None, None, [e for e in effects if e.factor not in self.twin.causal])]
        for f in self.twin.causal:
            stages.append((f, None, [e for e in effects if e.factor == f and e.programme not in ids]))
            stages += [(f, p, [e for e in p.effects if e.factor == f]) for p in owners]
        return [stage for stage in stages if stage[0] is None or stage[2]]

    def share(self, item: str, factor: str | None, p: Programme | None) -> float:
        """The causal share of what reaches an item by a factor."""
        node = self.twin.prices.items[self.twin.prices.source(item)]
        if factor is None or node.get("by_definition") == factor:
            return 1.0
        key = node.get("shares", {}).get(factor) or self.twin.causal[factor]
        own = p.node["shares"].get(key) if p else None
        return self.twin.pack.value(f"{p.id}.{key}", own) if p and own else self.twin.pack.value(key)

    def delta(self, begin: int, until: int) -> Array:
        """Money before growth by line and age, arm minus baseline, for people who may enter from the age `begin` on."""
        twin, start = self.twin, begin - self.twin.cells.first
        before = twin.birthdays[start]
        last = twin.base[:, : until - twin.cells.first + 1] * (np.arange(until - twin.cells.first + 1) >= start)
        if until < twin.cells.last:
            last[:, -1] = 0
        total = np.zeros_like(last)
        on: list[Effect] = []
        for factor, p, added in self.stages:
            on = on + added
            lived = self.course.run(on, begin, before, until)
            now = twin.prices.amounts(self.course, lived.years, on)
            change = now - last
            if factor is None:
                change -= self.left_behind(on, lived, change, begin, until)
            total += np.array([[self.share(item, factor, p)] for item in twin.prices.items]) * change
            last = now
        return np.concatenate([total, outlay(self.course, lived)])

    def left_behind(self, on: list[Effect], lived: Lived, change: Array, begin: int, until: int) -> Array:
        """What of the direct effects does not count: of what they change after they have ended, all but c_lasting."""
        lasting = [e for e in on if "process" in e.node and e.factor in self.twin.lasting]
        if not lasting:
            return np.zeros_like(change)
        first, prices = self.twin.cells.first, self.twin.prices
        counted = np.array(
            [[self.counts(s, t + first, lasting) for s in self.course.states] for t in range(len(lived.years))]
        )
        weight = np.reshape(counted, (*counted.shape, *[1] * len(self.twin.cells.shape)))
        without = self.course.run([], begin, self.twin.birthdays[begin - first], until)
        within = prices.amounts(self.course, lived.years * weight, on)
        within -= prices.amounts(self.course, without.years * weight, [])
        return (1 - self.twin.pack.value(next(iter(self.twin.lasting.values())))) * (change - within)

    def counts(self, state: tuple[int, ...], age: int, lasting: list[Effect]) -> bool:
        """Whether people never took part in what has such an effect, or are still under one of them."""
        ids = [p.id for p in self.programmes]
        since = [self.course.since(ids.index(e.programme), state, age) for e in lasting]
        ends = [e.ends(self.programmes[ids.index(e.programme)].stays) for e in lasting]
        return max(since) < 0 or any(0 <= n < end for n, end in zip(since, ends, strict=True))

    def yearly(self) -> tuple[dict[str, Array], Array]:
        """The cohort view: flows of one birth cohort by payer, budget and society, and its programme cost."""
        lines = self.delta(self.twin.cells.first, self.twin.cells.last)
        grown = lines * self.growth[:, None] ** np.arange(lines.shape[1]) * self.twin.residents(self.twin.cells.first)
        flows = np.einsum("lt,tlp->pt", grown, self.legs)
        return self.twin.with_sums(flows), grown[len(self.twin.prices.items) :].sum(axis=0)

    def budget(self, years: int) -> dict[str, Array]:
        """Section 11, the budget view: everyone of the right age, for a number of calendar years from the start."""
        first, last = self.twin.cells.first, self.twin.cells.last
        flows = np.zeros((len(self.twin.prices.payers), years))
        youngest = first - years + 1  # not yet born
        for entry in sorted({age for p in self.programmes for age in p.ages}):
            lines = self.delta(entry, min(entry + years, last))
            for y in range(years):
                for now in range(youngest, entry + 1):
                    if first <= now + y < last:
                        t = now + y - first
                        flows[:, y] += self.twin.residents(now) * self.growth**y * lines[:, t] @ self.legs[t]
            youngest = entry + 1
        return self.twin.with_sums(flows)
