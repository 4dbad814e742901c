"""Variants of the small pack, each with one more feature of the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.engine.small import number, small_pack

from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect, Programme
from tidlig.pack.rows import Link, Price, Transition, Use, Where
from tidlig.pack.structure import Counting, Level

Variant = Callable[[], Pack]


def add(pack: Pack, units: dict[str, tuple[float, str]], **rows: tuple[object, ...]) -> Pack:
    """The pack with more numbers (id -> value, unit) and more rows of the tables named."""
    numbers = dict(pack.numbers) | {id: number(id, *value) for id, value in units.items()}
    more = {table: (*getattr(pack, table), *new) for table, new in rows.items()}
    return replace(pack, numbers=numbers, **more)  # type: ignore[arg-type]


def with_programmes(pack: Pack, *programmes: Programme) -> Pack:
    """The pack with programmes replaced or added."""
    return replace(pack, programmes=dict(pack.programmes) | {p.id: p for p in programmes})


def with_effects(pack: Pack, programme: Programme, *effects: Effect, **changes: object) -> Pack:
    """The pack with other effects (and other fields) of one programme."""
    return with_programmes(pack, replace(programme, effects=effects, **changes))  # type: ignore[arg-type]


def separate() -> Pack:
    """Exits of work, each with its own hazard ratio and no competition."""
    pack = small_pack()
    return replace(
        pack, processes=tuple(replace(p, combine="separate") if p.id == "work" else p for p in pack.processes)
    )


def rates() -> Pack:
    """Rates beside probabilities, competing and separate."""
    pack = small_pack()
    numbers = dict(pack.numbers) | {
        "t.leave": number("t.leave", 0.12, "rate"),
        "t.down": number("t.down", 0.3, "rate"),
    }
    processes = tuple(replace(p, combine="separate") if p.id == "need" else p for p in pack.processes)
    return replace(pack, numbers=numbers, processes=processes)


def memory() -> Pack:
    """Probabilities, ratios, use and prices by years spent out of work; one of them where need is the process."""
    pack = small_pack()
    pack = replace(
        pack,
        factors=dict(pack.factors) | {"activity": (Level("in"), Level("out", 3), Level("ill", 2))},
        transitions=tuple(
            replace(t, where=Where(years_in=(0, 2))) if t.id == "t.return" else t for t in pack.transitions
        ),
    )
    long_out = Where(levels={"activity": ("out",)}, years_in=(2,))
    return add(
        pack,
        {
            "t.second": (0.07, "probability"),
            "t.worse": (0.04, "probability"),
            "l.long": (1.7, "ratio"),
            "u.long": (2.0, "visit/year"),
            "p.long": (30.0, "NOK/year"),
            "u.entry": (1.0, "visit"),
            "u.give_up": (0.5, "visit"),
        },
        transitions=(
            Transition("t.second", Where(years_in=(1,)), (), "work", ("out",), "in"),
            Transition("t.worse", long_out, (), "need", ("mid",), "high"),
        ),
        links=(Link("l.long", Where(levels={"activity": ("in", "out")}, years_in=(1, 2)), (), "need", (), "mid"),),
        uses=(
            Use("u.long", replace(long_out, levels={"activity": ("out",), "need": ("low",)}), (), "care"),
            Use("u.entry", Where(), (), "care", "work", ("in",), "out"),
            Use("u.give_up", Where(years_in=(1, 2)), (), "care", "work", ("out",), "ill"),
        ),
        prices=(Price("p.long", long_out, (), "benefit"),),
    )


def memory_of_the_born() -> Pack:
    """The level people are born in has a memory, and a process runs once before its first year."""
    pack = small_pack()
    pack = replace(pack, factors=dict(pack.factors) | {"need": (Level("low", 3), Level("mid"), Level("high", 2))})
    return add(
        pack,
        {"t.first": (0.2, "probability")},
        transitions=(Transition("t.first", Where(years_in=(0,)), (), "need", ("low",), "high"),),
    )


def two_memories() -> Pack:
    """Both factors remember; a row speaks of years in the level it names, not in the one it leaves."""
    pack = small_pack()
    pack = replace(
        pack,
        factors={
            "need": (Level("low"), Level("mid"), Level("high", 3)),
            "activity": (Level("in"), Level("out", 2), Level("ill", 4)),
        },
    )
    pack = replace(pack, transitions=tuple(t for t in pack.transitions if t.id != "t.return"))
    heal = Transition("t.heal", Where(levels={"need": ("high",)}, years_in=(1, 2)), (), "work", (), "in")
    return add(pack, {"t.heal": (0.2, "probability")}, transitions=(heal,))


def links() -> Pack:
    """Every measure, each at its own base risk, and ties."""
    measures = {"rr": 1.8, "or": 2.2, "rr_not": 0.9, "or_not": 0.7}
    rows = tuple(
        Link(f"l.{m}", Where(5 * k, 5 * k + 8, {"need": ("high",)}), (("g.root", 0.5),), "work", (), "", m, 0.15)
        for k, m in enumerate(measures)
    )
    return add(small_pack(), {f"l.{m}": (v, "ratio") for m, v in measures.items()}, links=rows)


def without_numbers() -> Pack:
    """Rows that are only the product of what they are tied to: a probability, a rate, a ratio, a use and a leg."""
    pack = small_pack()
    tied = {"t.up": (("p.up", 1.0), ("g.root", 0.5)), "t.death": (("d.all", 1.0),)}
    transitions = tuple(replace(t, times=tied[t.id], own=False) if t.id in tied else t for t in pack.transitions)
    pack = replace(pack, numbers={id: n for id, n in pack.numbers.items() if id not in tied}, transitions=transitions)
    return add(
        pack,
        {"p.up": (0.05, "probability"), "d.all": (0.004, "rate")},
        links=(Link("l.bare", Where(levels={"need": ("mid",)}), (("g.root", -0.5),), "work", (), "", own=False),),
        uses=(Use("u.bare", Where(levels={"need": ("low",)}), (("u.care", 1.0), ("g.root", -2.0)), "care", own=False),),
    )


def population() -> Pack:
    """Population rows by age band, in a yearly process with two exits and in one that runs once."""
    pack = small_pack()
    many = {"t.leave": (None, 11), "t.ill": (5, None), "t.birth_mid": (None, None)}
    transitions = tuple(
        replace(t, of_population=True, where=replace(t.where, age_from=many[t.id][0], age_to=many[t.id][1]))
        if t.id in many
        else t
        for t in pack.transitions
    )
    pack = replace(pack, transitions=transitions)
    return add(
        pack,
        {"t.leave_later": (0.06, "probability"), "l.ill": (3.0, "ratio")},
        transitions=(Transition("t.leave_later", Where(age_from=12), (), "work", ("in",), "out", True),),
        links=(Link("l.ill", Where(levels={"need": ("high",)}), (), "work", (), "ill"),),
    )


def dead_by_levels() -> Pack:
    """A process of a factor may lead to `dead`."""
    row = Transition("t.fatal", Where(age_from=9), (), "work", ("ill",), "dead")
    return add(small_pack(), {"t.fatal": (0.06, "probability")}, transitions=(row,))


def no_counting() -> Pack:
    """Person-years are the stock at the start of the year."""
    return replace(small_pack(), counting=Counting("none"))


def weighted_counting() -> Pack:
    """Simpson's weights on the rows of the trace."""
    return replace(small_pack(), counting=Counting("state_weights", ends=1 / 3, odd=4 / 3, even=2 / 3))


def later_ages() -> Pack:
    """The life course begins at 3, with the early programme on the very first birthday."""
    return replace(small_pack(), ages=(3, 25))
