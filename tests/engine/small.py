"""A small pack built in code, for the engine's own tests: two factors, two programmes, four payers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tidlig.engine.values import Values
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect, Fade, Programme
from tidlig.pack.rows import Link, Price, Split, Transition, Use, Where
from tidlig.pack.structure import Counting, Discount, Item, Level, Outcome, Process, Roles


def number(id: str, value: float, unit: str = "ratio") -> Assumption:
    """A number without a range."""
    return Assumption(id, value, unit=unit, dist="fixed")


NUMBERS = {
    n.id: n
    for n in (
        number("t.death", 0.01, "probability"),
        number("t.birth_mid", 0.2, "probability"),
        number("t.birth_high", 0.1, "probability"),
        number("t.up", 0.08, "probability"),
        number("t.down", 0.15, "probability"),
        number("t.leave", 0.1, "probability"),
        number("t.ill", 0.03, "probability"),
        number("t.return", 0.3, "probability"),
        number("l.need", 2.0),
        number("g.root", 1.5),
        number("l.mid", 1.0),
        number("u.care", 0.6, "visit/year"),
        number("p.care", 1000.0, "NOK/visit"),
        number("p.wage", 400.0, "NOK/year"),
        number("p.benefit", 150.0, "NOK/year"),
        number("p.tax", 0.3),
        number("s.care", -1.0),
        number("s.wage", 1.0),
        number("s.benefit", -1.0),
        number("s.tax", -1.0),
        number("s.tax_town", 0.4),
        number("s.rest", 0.0),
        number("r", 0.04, "rate"),
        number("share.need", 0.5, "share"),
        number("public", 0.2, "share"),
        number("early.reach", 0.4, "share"),
        number("early.cost", 90.0, "NOK/entry"),
        number("early.town", 0.75, "share"),
        number("early.state", 0.25, "share"),
        number("early.smd", -0.5, "smd"),
        number("late.reach", 0.5, "share"),
        number("late.cost", 40.0, "NOK/year"),
        number("late.state", 1.0, "share"),
        number("late.work", 1.6),
        number("late.care", 0.7),
        number("late.flat", 1.0, "years"),
    )
}

HIGH = Where(levels={"need": ("high",)})
EARLY = Programme(
    id="early",
    kind="early",
    ages=(3, 3),
    levels={"need": ("mid", "high")},
    reach=("early.reach",),
    per="cohort",
    repeat=False,
    stays=1,
    cost="early.cost",
    cost_per="entry",
    spread=(0.6, 0.4),
    paid_by={"town": "early.town", "state": "early.state"},
    effects=(Effect("early.smd", "smd", moves="need"),),
)
LATE = Programme(
    id="late",
    kind="repair",
    ages=(10, 13),
    levels={"activity": ("out", "ill")},
    reach=("late.reach",),
    per="year",
    repeat=False,
    stays=2,
    cost="late.cost",
    cost_per="year",
    spread=(),
    paid_by={"state": "late.state"},
    effects=(
        Effect(
            "late.work", "hr", process="work", from_levels=("out", "ill"), to="in", fade=Fade("late.flat", until=3.0)
        ),
        Effect("late.care", "rr", use="care"),
    ),
)


def small_pack() -> Pack:
    """Need (low, mid, high) and activity (in, out, ill) over 30 years, with one programme of each kind."""
    return Pack(
        id="small",
        currency="NOK",
        price_year=2025,
        ages=(0, 30),
        counting=Counting("half-cycle"),
        discount=Discount({0: "r"}, {0: "r"}),
        factors={
            "need": (Level("low"), Level("mid"), Level("high")),
            "activity": (Level("in"), Level("out", 2), Level("ill")),
        },
        processes=(
            Process("birth", "need", once=True),
            Process("death"),
            Process("need", "need"),
            Process("work", "activity"),
        ),
        payers=("town", "other", "state", "people"),
        budgets={"public": ("town", "other", "state")},
        roles=Roles(own="town", public="public", participants=("people",), shown=("town", "other", "state", "people")),
        items={
            "care": Item("care", "resource", by_definition="need"),
            "wage": Item("wage", "production"),
            "benefit": Item("benefit", "transfer"),
            "tax": Item("tax", "transfer", of="wage"),
        },
        numbers=NUMBERS,
        transitions=(
            Transition("t.birth_mid", Where(), (), "birth", ("low",), "mid"),
            Transition("t.birth_high", Where(), (), "birth", ("low",), "high"),
            Transition("t.death", Where(), (), "death", (), "dead", True),
            Transition("t.up", Where(), (), "need", ("low",), "mid"),
            Transition("t.down", Where(), (), "need", ("high",), "mid"),
            Transition("t.leave", Where(), (), "work", ("in",), "out"),
            Transition("t.ill", Where(age_from=5), (), "work", ("in", "out"), "ill"),
            Transition("t.return", Where(), (), "work", ("out",), "in"),
        ),
        links=(
            Link("l.need", HIGH, (), "work", ("in",), ""),
            Link("l.mid", Where(levels={"need": ("mid",)}), (("g.root", 0.5),), "death", (), "dead"),
        ),
        uses=(Use("u.care", Where(levels={"need": ("mid", "high")}), (), "care"),),
        prices=(
            Price("p.care", Where(), (), "care"),
            Price("p.wage", Where(age_from=8, levels={"activity": ("in",)}), (), "wage"),
            Price("p.benefit", Where(levels={"activity": ("ill",)}), (), "benefit"),
            Price("p.tax", Where(), (), "tax"),
        ),
        splits=(
            Split("s.care", Where(), (), "care", "state"),
            Split("s.wage", Where(), (), "wage", "people"),
            Split("s.benefit", Where(), (), "benefit", "state"),
            Split("s.rest", Where(), (), "benefit", "people", True),
            Split("s.tax", Where(), (), "tax", "people"),
            Split("s.tax_town", Where(), (), "tax", "town"),
            Split("s.rest", Where(), (), "tax", "other", True),
        ),
        brackets=(),
        cash=(),
        programmes={"early": EARLY, "late": LATE},
        causal={"need": "share.need"},
        lasting={},
        tax_financing="public",
        programme_growth="",
        outcomes={
            "out": Outcome("out", "person-years", {"activity": {"out": 1.0, "ill": 0.5}}, ages=(8, 20)),
            "high": Outcome("high", "persons", {"need": {"high": 1.0}}, at=10, by_definition="need"),
            "care": Outcome("care", "visits", item="care", by_definition="need"),
        },
        targets=(),
        sources={},
        deflators={},
        labels={},
        places={},
        residents={("small", 2025): tuple(100.0 for _ in range(31))},
        place="small",
    )


def shared_pack() -> Pack:
    """The small pack with a second programme that moves need, and has a causal share of its own for it."""
    reach, smd, share = number("second.reach", 0.6, "share"), number("second.smd", -0.3, "smd"), "second.share.need"
    second = replace(
        EARLY,
        id="second",
        ages=(5, 5),
        levels={"need": ("high",)},
        reach=(reach.id,),
        effects=(Effect(smd.id, "smd", moves="need"), Effect("second.down", "hr", process="need", to="mid")),
        shares={"share.need": share},
    )
    pack = small_pack()
    added = {n.id: n for n in (reach, smd, number("second.down", 1.4), number(share, 0.1, "share"))}
    return replace(pack, numbers=pack.numbers | added, programmes=pack.programmes | {"second": second})


def changed(pack: Pack, **values: float) -> Pack:
    """The pack with other values; ``__`` stands for the point in an id."""
    numbers = dict(pack.numbers)
    for key, value in values.items():
        id = key.replace("__", ".")
        numbers[id] = replace(numbers[id], value=value)
    return replace(pack, numbers=numbers)


NO_VALUES = Values({}, np.empty((0, 1)))  # outcomes of people and units need none
