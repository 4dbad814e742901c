"""People of an independent oracle: one arm and one row of values in plain Python, as the format and the model say.

People are a dictionary from what is remembered of a person to the share of those born; nothing is an array, nothing
is summed out, and nothing comes from the engine.  Slow and plain on purpose.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tests.engine.oracle_rules import (
    DEAD,
    Account,
    Moving,
    People,
    Person,
    as_hazard_ratio,
    by_levels,
    persist,
    share_after,
    together,
)

from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect, Programme
from tidlig.pack.rows import Row, Transition, Where
from tidlig.pack.structure import Process


class LifeCourse:
    """People of one arm for one row of values; ``means`` come from the baseline's own run.  Money is kept below."""

    def __init__(
        self,
        pack: Pack,
        bundle: tuple[str, ...],
        values: Mapping[str, float],
        means: Mapping[str, float] | None = None,
        exposed_from: float = 0.0,
    ) -> None:
        self.pack, self.values, self.exposed_from = pack, values, exposed_from
        self.programmes = [pack.programmes[id] for id in sorted(bundle)]
        self.factors = list(pack.factors)
        self.memory = {(f, level.name): level.memory for f, levels in pack.factors.items() for level in levels}
        self.periods = pack.ages[1] - pack.ages[0] + (pack.counting.kind == "state_weights")
        self.out = Account(means=dict(means or {}))
        for table in (self.out.units, self.out.amounts):
            table.update({id: [0.0] * self.periods for id in (*pack.items, *bundle)})
        self.out.entries = {id: [0.0] * self.periods for id in bundle}

    def run(self) -> Account:
        """The whole life course."""
        first, last = self.pack.ages
        people: People = {(tuple((levels[0].name, 0) for levels in self.pack.factors.values()), ()): 1.0}
        for process in self.pack.processes:
            if process.once:
                people = self.step(process, first, people)
        for age in range(first, last):
            start = people = self.birthday(age, people)
            for process in self.pack.processes:
                if not process.once:
                    people = self.step(process, age, people)
            self.record(age, start, people)
        if self.periods > last - first:
            people = self.birthday(last, people)
            self.record(last, people, people)
        self.out.end = by_levels(people)
        self.close()
        return self.out

    def record(self, age: int, start: People, end: People) -> None:
        """Count one year."""
        raise NotImplementedError

    def events(self, process: Process, to: str, age: int, person: Person, n: float) -> None:
        """Count people who make a transition."""
        raise NotImplementedError

    def close(self) -> None:
        """Finish the account."""
        raise NotImplementedError

    # Where a row holds

    def level(self, person: Person, factor: str) -> tuple[str, int]:
        return person[0][self.factors.index(factor)]

    def named(self, person: Person, factor: str, levels: tuple[str, ...], where: Where) -> bool:
        """Whether a person is in a named level, for as long as ``years_in`` says if that level is remembered."""
        level, years = self.level(person, factor)
        timed = where.years_in and self.memory[factor, level]
        return level in levels and (not timed or years in where.years_in)

    def treated(self, person: Person, programme: str) -> bool:
        stays = self.pack.programmes[programme].stays
        return any(id == programme and (stays is None or years < stays) for id, years in person[1])

    def holds(self, where: Where, age: int, person: Person) -> bool:
        if where.age_from is not None and age < where.age_from:
            return False
        if where.age_to is not None and age > where.age_to:
            return False
        if not all(self.named(person, factor, levels, where) for factor, levels in where.levels.items()):
            return False
        return not where.programme or self.treated(person, where.programme) == where.in_programme

    def leaves(self, row: object, process: Process, person: Person, where: Where) -> bool:
        levels: tuple[str, ...] = getattr(row, "from_levels", ())
        if process.factor is None:
            return True
        if levels:
            return self.named(person, process.factor, levels, where)
        return self.level(person, process.factor)[0] != getattr(row, "to", "")

    def tied(self, row: Row) -> float:
        own = self.values[row.id] if row.own else 1.0
        return own * math.prod(self.values[id] ** power for id, power in row.times)

    # Yearly processes

    def effect(self, effect: Effect, programme: Programme, age: int, person: Person) -> float:
        """Ratio of one effect for one person this year."""
        since = dict(person[1]).get(programme.id)
        if since is None or not self.holds(effect.where, age, person):
            return 1.0
        times = math.prod(self.values[id] ** power for id, power in effect.times)
        ratio = self.values[effect.id] ** times
        if effect.process:
            ratio = as_hazard_ratio(effect.measure, ratio, effect.base_risk)
        if programme.stays is None or since < programme.stays:
            return ratio
        return float(ratio ** persist(effect.fade, since - programme.stays + 0.5, self.values))

    def ratio(self, process: Process, to: str, age: int, person: Person) -> float:
        product = 1.0
        for link in self.pack.links:
            here = link.process == process.id and link.to in ("", to) and self.holds(link.where, age, person)
            if here and self.leaves(link, process, person, link.where):
                product *= as_hazard_ratio(link.measure, self.tied(link), link.base_risk)
        for programme in self.programmes:
            for effect in programme.effects:
                left = not effect.from_levels or self.leaves(effect, process, person, effect.where)
                if effect.process == process.id and effect.to in ("", to) and left:
                    product *= self.effect(effect, programme, age, person)
        return product

    def base(self, process: Process, age: int, person: Person) -> Iterator[Transition]:
        for row in self.pack.transitions:
            here = row.process == process.id and self.holds(row.where, age, person)
            if here and self.leaves(row, process, person, row.where):
                yield row

    def exits(self, process: Process, age: int, person: Person) -> dict[str, float]:
        """Yearly probability of each exit of one person."""
        rate: dict[str, float] = defaultdict(float)
        chance: dict[str, float] = defaultdict(float)
        ratio: dict[str, float] = {}
        for row in self.base(process, age, person):
            is_rate = self.pack.numbers[row.id if row.own else row.times[0][0]].unit == "rate"
            (rate if is_rate else chance)[row.to] += self.tied(row)
            ratio.setdefault(row.to, self.ratio(process, row.to, age, person))
            if row.of_population:
                ratio[row.to] /= self.out.means[row.id]
        if process.combine == "separate":
            return {to: 1 - (1 - chance[to]) ** ratio[to] * math.exp(-rate[to] * ratio[to]) for to in ratio}
        total = sum(chance.values())
        assert total < 1.0
        scale = -math.log1p(-total) / total if total else 1.0
        hazard = {to: (rate[to] + scale * chance[to]) * ratio[to] for to in ratio}
        sum_ = sum(hazard.values())
        return {to: -math.expm1(-sum_) * h / sum_ if sum_ else 0.0 for to, h in hazard.items()}

    def mean_ratios(self, process: Process, age: int, people: People) -> None:
        for row in self.pack.transitions:
            if row.process == process.id and row.of_population and row.id not in self.out.means:
                risk = {p: n for p, n in people.items() if row in list(self.base(process, age, p))}
                if risk:
                    mean = sum(n * self.ratio(process, row.to, age, p) for p, n in risk.items())
                    self.out.means[row.id] = mean / sum(risk.values())

    def step(self, process: Process, age: int, people: People) -> People:
        self.mean_ratios(process, age, people)
        after: People = defaultdict(float)
        for person, n in people.items():
            stay = n
            for to, p in self.exits(process, age, person).items():
                stay -= n * p
                self.events(process, to, age, person, n * p)
                if to != DEAD:
                    after[self.moved(person, process.factor, to)] += n * p
            after[person if process.once else self.older(person, process.factor)] += stay
        return dict(after)

    def moved(self, person: Person, factor: str | None, to: str) -> Person:
        levels = tuple((to, 0) if f == factor else own for f, own in zip(self.factors, person[0], strict=True))
        return levels, person[1]

    def older(self, person: Person, factor: str | None) -> Person:
        levels = tuple(
            (level, min(years + 1, max(self.memory[f, level], 1) - 1)) if f == factor else (level, years)
            for f, (level, years) in zip(self.factors, person[0], strict=True)
        )
        return levels, person[1]

    # Birthdays

    def remembered(self, programme: Programme) -> float:
        """Years after entry in which a person is in a programme, or still under its cost or effect."""
        if programme.stays is None:
            return math.inf
        years = [programme.stays, len(programme.spread)]
        for effect in programme.effects:
            if effect.moves:
                years.append(1 + (programme.stays if effect.age is None else effect.age - programme.ages[0]))
            elif effect.fade is not None:
                until = effect.fade.until
                years.append(math.inf if until is None else programme.stays + math.ceil(until))  # type: ignore[arg-type]
        return max(years)

    def birthday(self, age: int, people: People) -> People:
        ticked: People = defaultdict(float)
        for (levels, entered), n in people.items():
            now = tuple((id, years + 1) for id, years in entered if not self.forgotten(id, years + 1))
            ticked[levels, now] += n
        people = dict(ticked)
        window = [p for p in self.programmes if p.ages[0] != p.ages[1]]
        for group in [[p] for p in self.programmes if p not in window] + [window]:
            people = self.enter(group, age, people)
        return self.move(age, people)

    def forgotten(self, id: str, years: int) -> bool:
        programme = self.pack.programmes[id]
        return programme.repeat and programme.ages[0] != programme.ages[1] and years >= self.remembered(programme)

    def chance(self, programme: Programme, age: int, person: Person) -> float:
        if not programme.ages[0] <= age <= programme.ages[1] or age < self.exposed_from:
            return 0.0
        if not all(self.level(person, f)[0] in levels for f, levels in programme.levels.items()):
            return 0.0
        reach = math.prod(self.values[id] for id in programme.reach)
        years = programme.ages[1] - programme.ages[0] + 1
        return float(1.0 - (1.0 - reach) ** (1.0 / years)) if programme.per == "cohort" else reach

    def enter(self, group: list[Programme], age: int, people: People) -> People:
        """A group is one programme with one entry age, or all that share the clock."""
        after: People = defaultdict(float)
        names = {p.id for p in group}
        for (levels, entered), n in people.items():
            free = not any(id in names for id, _ in entered)
            chances = [self.chance(p, age, (levels, entered)) if free else 0.0 for p in group]
            for programme, share in zip(group, together(chances), strict=True):
                self.out.entries[programme.id][age - self.pack.ages[0]] += n * share
                after[levels, tuple(sorted((*entered, (programme.id, 0))))] += n * share
            after[levels, entered] += n * math.prod(1.0 - f for f in chances)
        return {person: n for person, n in after.items() if n}

    def due(self, effect: Effect, programme: Programme, age: int, person: Person) -> bool:
        since = programme.stays if effect.age is None else effect.age - programme.ages[0]
        return (
            since is not None and dict(person[1]).get(programme.id) == since and self.holds(effect.where, age, person)
        )

    def move(self, age: int, people: People) -> People:
        """All moves of one birthday, each computed on the stock before any of them."""
        ways: dict[Person, list[tuple[str, str, float]]] = defaultdict(list)
        for programme in self.programmes:
            for effect in programme.effects:
                if effect.moves:
                    enrolled = {p: n for p, n in people.items() if self.due(effect, programme, age, p)}
                    for person, to, f in self.fractions(effect, enrolled):
                        ways[person].append((effect.moves, to, f))
        moving: Moving = {(person, person): n for person, n in people.items()}
        for factor in self.factors:
            moving = self.shift(factor, moving, ways)
        after: People = defaultdict(float)
        for (_, person), n in moving.items():
            after[person] += n
        return dict(after)

    def fractions(self, effect: Effect, enrolled: People) -> Iterator[tuple[Person, str, float]]:
        levels = [level.name for level in self.pack.factors[effect.moves]]
        total = sum(enrolled.values())
        exact = [sum(n for p, n in enrolled.items() if self.level(p, effect.moves)[0] == name) for name in levels]
        delivered = self.values[effect.id]
        times = math.prod(self.values[id] ** power for id, power in effect.times)
        delivered = delivered * times if effect.measure in ("smd", "difference") else delivered**times
        for k in range(1, len(levels)):
            if total and (effect.measure == "smd" or effect.level == levels[k]):
                s = sum(exact[k:]) / total
                change = s - share_after(effect.measure, delivered, s)
                source, target = (k, k - 1) if change > 0 else (k - 1, k)
                if exact[source]:
                    f = min(abs(change) * total / exact[source], 1.0)
                    for person in enrolled:
                        if self.level(person, effect.moves)[0] == levels[source]:
                            yield person, levels[target], f

    def shift(self, factor: str, moving: Moving, ways: Mapping[Person, list[tuple[str, str, float]]]) -> Moving:
        """Move people between the levels of one factor; what moves them is what they were before any move."""
        after: Moving = defaultdict(float)
        for (before, person), n in moving.items():
            here = [(to, f) for name, to, f in ways.get(before, []) if name == factor]
            for (to, _), share in zip(here, together([f for _, f in here]), strict=True):
                after[before, self.moved(person, factor, to)] += n * share
            after[before, person] += n * math.prod(1.0 - f for _, f in here)
        return dict(after)
