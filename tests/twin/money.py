"""The twin's money: method.md section 8, from person-years to amounts of items, and who gains and pays."""

import numpy as np
from tests.twin.life import Course, Lived
from tests.twin.people import Array, Cells, Effect
from tests.twin.tables import Node, Row, ages_of, number, refuse

SUM_OF_LEGS = {"resource": -1.0, "transfer": 0.0, "production": 1.0}


class Prices:
    """What a person of every cell costs by item and age, the legs of the items, and how the items grow."""

    def __init__(self, cells: Cells) -> None:
        self.cells, self.pack = cells, cells.pack
        known: dict[str, Node] = self.pack.structure["items"]
        self.items = {name: node for name, node in known.items() if node["kind"] != "wellbeing"}
        self.payers: list[str] = self.pack.structure["payers"]
        self.ages = [*cells.ages, cells.last - 1]  # the last row of a trace has the last year's prices
        refuse("use by transition", any(row.get("process") for row in self.pack.tables["use"]))
        self.unit = {item: np.array([self.of_person(item, age) for age in self.ages]) for item in self.items}
        for item in self.items:
            if "schedule" in self.items[item]:
                self.unit[item] = self.tax(item)
        self.growth = np.array([self.grows(item) for item in self.items])
        self.legs = np.array([[self.legs_at(item, age) for item in self.items] for age in self.ages])

    def total(self, table: str, item: str, age: int, course: Course | None) -> Array | None:
        """The sum of the rows of one table for an item in each cell; None where the item has no row."""
        mine = [row for row in self.pack.tables[table] if row["item"] == item]
        held = [row for row in mine if age in ages_of(row, self.cells.last)]
        parts = [self.pack.value(row["id"]) * self.named(row, course, age) for row in held]
        return np.zeros(self.cells.shape) + sum(parts) if mine else None

    def named(self, row: Row, course: Course | None, age: int) -> Array:
        """Where a row holds: cells, and statuses where it names a programme."""
        name = row.get("programme") or ""
        without = name.startswith("not ")
        if not name:
            return self.cells.mask(row)
        treated = course.in_treatment(name.removeprefix("not "), age) if course else np.zeros(())
        return self.cells.mask(row) * (1 - treated if without else treated)

    def of_person(self, item: str, age: int, course: Course | None = None) -> Array:
        """Money per person-year of an item that is neither a tax nor taken of another."""
        if "of" in self.items[item] or "schedule" in self.items[item]:
            return np.zeros(self.cells.shape)
        use, price = self.total("use", item, age, course), self.total("prices", item, age, course)
        return np.asarray((1.0 if use is None else use) * (0.0 if price is None else price))

    def tax(self, item: str) -> Array:
        """One person's tax by age and cell: each bracket's rate on income between its threshold and the next."""
        income = np.sum([self.unit[base] for base in self.items[item]["schedule"]], axis=0)
        result = np.zeros_like(income)
        for t, age in enumerate(self.ages):
            mine = (r for r in self.pack.tables["brackets"] if r["item"] == item and age in ages_of(r, self.cells.last))
            brackets = sorted((self.pack.value(r["above"]), self.pack.value(r["id"])) for r in mine)
            for i, (above, rate) in enumerate(brackets):
                top = brackets[i + 1][0] if i + 1 < len(brackets) else np.inf
                result[t] += rate * np.clip(income[t] - above, 0, top - above)
        return result

    def amounts(self, course: Course, years: Array, effects: list[Effect]) -> Array:
        """Before growth: money by item and age of person-years by age, status and cell."""
        everyone = years.sum(axis=1)
        result = {
            item: (everyone * self.unit[item][: len(years)]).reshape(len(years), -1).sum(axis=1) for item in self.items
        }
        for item in self.items:
            on_use = [e for e in effects if e.node.get("use") == item]
            named = any(r.get("programme") for t in ("use", "prices") for r in self.pack.tables[t] if r["item"] == item)
            for t in range(len(years)) if on_use or named else ():
                each = self.of_person(item, self.ages[t], course) if named else self.unit[item][t]
                for e in on_use:
                    each = each * e.value ** (course.persist(e, self.ages[t]) * self.cells.mask(e.node))
                result[item][t] = (years[t] * each).sum()
        return np.array([self.taken(item, result) for item in self.items])

    def taken(self, item: str, amounts: dict[str, Array]) -> Array:
        """The amount of an item, or its ratio to the item it is taken of."""
        if "of" not in self.items[item]:
            return amounts[item]
        of = self.taken(self.items[item]["of"], amounts)
        ratios = [self.total("prices", item, age, None) for age in self.ages[: len(of)]]
        return of * np.array([1.0 if r is None else r.flat[0] for r in ratios])

    def source(self, item: str) -> str:
        """The item whose growth and causal share an item has: what it is taken of, or the first base of a tax."""
        node = self.items[item]
        of = node.get("of") or node.get("schedule", [None])[0]
        return item if of is None else self.source(of)

    def grows(self, item: str) -> float:
        """The yearly real growth of an item."""
        key = self.items[self.source(item)].get("growth")
        return self.pack.value(key) if key else 0.0

    def legs_at(self, item: str, age: int) -> list[float]:
        """What each payer gains per krone of an item at an age."""
        legs, rest = dict.fromkeys(self.payers, 0.0), None
        for row in self.pack.tables["split"]:
            if row["item"] == item and age in ages_of(row, self.cells.last):
                if self.pack.is_rest(row):
                    rest = row["payer"]
                else:
                    legs[row["payer"]] += self.pack.value(row["id"])
        if rest is not None:
            legs[rest] += SUM_OF_LEGS[self.items[item]["kind"]] - sum(legs.values())
        return list(legs.values())


def outlay(course: Course, lived: Lived) -> Array:
    """Before growth: what every programme costs by programme and age."""
    paid = np.zeros((len(course.programmes), len(lived.years)))
    for j, p in enumerate(course.programmes):
        cost = p.node.get("cost")
        for t in range(len(lived.alive) if cost else 0):
            age = course.cells.first + t
            since = [course.since(j, state, age) for state in course.states]
            if cost["per"] == "year":
                paid[j, t] = (lived.years[t] * course.in_treatment(p.id, age)).sum()
            for k, part in enumerate(cost.get("spread", [1.0])) if cost["per"] == "entry" else ():
                paid[j, t] += number(part) * sum(
                    n for n, years in zip(lived.alive[t], since, strict=True) if years == k
                )
        paid[j] *= course.cells.pack.value(f"{p.id}.cost", cost) if cost else 0.0
    return paid
