"""Variants of the small pack in what programmes do; and the list of all variants."""

from __future__ import annotations

from dataclasses import replace

from tests.engine.small import EARLY, LATE, small_pack
from tests.engine.variants import (
    Variant,
    add,
    dead_by_levels,
    later_ages,
    links,
    memory,
    memory_of_the_born,
    no_counting,
    population,
    rates,
    separate,
    two_memories,
    weighted_counting,
    with_effects,
    with_programmes,
    without_numbers,
)

from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect, Fade, Programme
from tidlig.pack.rows import Link, Price, Split, Transition, Use, Where
from tidlig.pack.structure import Item


def cohort_window() -> Pack:
    """Reach over a whole age window."""
    return with_programmes(small_pack(), replace(EARLY, ages=(3, 7)), replace(LATE, per="cohort"))


def repeated() -> Pack:
    """The repair programme may be entered again, once its treatment and effects are over."""
    return with_programmes(small_pack(), replace(LATE, repeat=True, ages=(10, 22)))


def repeated_without_effects() -> Pack:
    """Nobody enters again before the treatment is over, though nothing but its cost refers to it."""
    return with_effects(
        small_pack(), LATE, repeat=True, ages=(10, 16), stays=3, cost_per="entry", spread=(1.0,), reach=("late.state",)
    )


def two_windows() -> Pack:
    """Two programmes with overlapping windows share the clock and compete for the same people."""
    third = Programme(
        id="third", kind="repair", ages=(11, 20), levels={"need": ("mid", "high")}, reach=("third.reach", "g.part"),
        stays=1, cost="third.cost", cost_per="entry", spread=(0.5, 0.3, 0.2), paid_by={"town": "late.state"},
        effects=(Effect("third.smd", "smd", moves="need"), Effect("third.ill", "rr", process="work", to="ill",
         base_risk=0.2, where=Where(12, 18, {"need": ("mid",)}), fade=Fade(half_life="third.half"))),
    )  # fmt: skip
    units = {
        "third.reach": (0.7, "share"),
        "g.part": (0.8, "share"),
        "third.cost": (55.0, "NOK/entry"),
        "third.smd": (-0.3, "smd"),
        "third.ill": (0.5, "ratio"),
        "third.half": (2.5, "years"),
    }
    return with_programmes(add(small_pack(), units), third)


def spread() -> Pack:
    """Costs spread over three years, for one entry age and for a window."""
    shares = (0.5, 0.3, 0.2)
    return with_programmes(
        small_pack(),
        replace(EARLY, spread=shares, stays=3),
        replace(LATE, cost_per="entry", spread=shares, stays=3, effects=LATE.effects),
    )


def move_at_age() -> Pack:
    """An effect measured three years after entry."""
    return with_effects(small_pack(), EARLY, Effect("early.smd", "smd", moves="need", age=6), stays=2)


def moves_of_every_measure() -> Pack:
    """Moves by odds ratio, relative risk and difference, at several ages and thresholds, delivered in part."""
    moves = (
        Effect("early.or", "or", moves="need", level="high", times=(("g.part", 1.0),)),
        Effect("early.rr", "rr", moves="need", level="mid", age=6),
        Effect("early.points", "difference", moves="need", level="high", age=8, times=(("g.part", 2.0),)),
        Effect("early.smd", "smd", moves="need", age=9, times=(("g.part", 1.0),)),
    )
    units = {
        "early.or": (0.5, "ratio"),
        "early.rr": (0.8, "ratio"),
        "early.points": (-0.06, "points"),
        "g.part": (0.7, "share"),
    }
    return with_effects(add(small_pack(), units), EARLY, *moves)


def moves_at_one_age() -> Pack:
    """Two programmes move the same factor on the same birthday, and one of them another factor too."""
    pack = add(small_pack(), {"twin.smd": (-0.3, "smd"), "twin.out": (0.6, "ratio")})
    effects = (
        Effect("twin.smd", "smd", moves="need", where=Where(levels={"need": ("mid", "high")}), age=4),
        Effect("twin.out", "rr", moves="activity", level="out", age=4),
    )
    twin = replace(EARLY, id="twin", ages=(2, 2), levels={}, cost="", paid_by={}, effects=effects)
    return with_programmes(pack, twin)


def harm() -> Pack:
    """A move upwards."""
    pack = add(small_pack(), {"early.worse": (1.4, "ratio")})
    return with_effects(
        pack, EARLY, Effect("early.worse", "rr", moves="need", level="high", age=5), levels={}, per="year"
    )


def fades() -> Pack:
    """Every curve on one early and one repair programme, and treatment for life."""
    curves = {
        "a": Fade(half_life="f.half"),
        "b": Fade(flat="f.flat", half_life="f.half", until=9.0),
        "c": Fade(floor="f.floor", rate="f.rate"),
        "d": Fade(flat="f.flat", until=4.2),
        "e": Fade(until=2.5),
        "f": Fade(),
        "g": None,
    }
    units = {"f.half": (2.0, "years"), "f.flat": (1.3, "years"), "f.floor": (0.2, "share"), "f.rate": (0.4, "rate")}
    units |= {f"early.{k}": (0.7 + 0.08 * n, "ratio") for n, k in enumerate(curves)} | {"late.b": (0.8, "ratio")}
    pack = add(small_pack(), units)
    effects = [Effect(f"early.{k}", "rr", process="work", to="ill", base_risk=0.1, fade=f) for k, f in curves.items()]
    pack = with_effects(pack, EARLY, *effects)
    # The same curve in a window: the clock has to tell all years apart.
    return with_effects(pack, LATE, *LATE.effects, Effect("late.b", "hr", process="work", fade=curves["b"]))


def fades_for_ever() -> Pack:
    """Windows whose effects never end: one fades for ever, one lasts, one treats for life."""
    pack = add(small_pack(), {"f.half": (2.0, "years"), "late.last": (0.6, "ratio")})
    lasting = Effect("late.last", "hr", process="work", from_levels=("in",), to="out", fade=Fade())
    pack = with_effects(pack, EARLY, lasting, ages=(3, 5), cost_per="year", spread=(1.0,), stays=None)
    return with_effects(pack, LATE, replace(lasting, fade=Fade(half_life="f.half")), *LATE.effects)


def lasting_window() -> Pack:
    """A window whose effect lasts at full size."""
    pack = add(small_pack(), {"late.last": (0.6, "ratio")})
    lasting = Effect("late.last", "hr", process="work", from_levels=("in",), to="out", fade=Fade())
    return with_effects(pack, LATE, lasting, *LATE.effects)


def nothing_left() -> Pack:
    """Ratios of zero: nobody leaves, nothing is used, while the effect lasts and not after."""
    pack = add(small_pack(), {"late.never": (0.0, "ratio"), "late.none": (0.0, "ratio")})
    return with_effects(
        pack,
        LATE,
        Effect("late.never", "hr", process="work", to="ill", fade=Fade(until=2.0)),
        Effect("late.none", "rr", use="care"),
    )


def events() -> Pack:
    """Units and money on transitions, with a programme's effect on that use; deaths and births too."""
    pack = add(
        small_pack(),
        {
            "u.sack": (1.5, "visit"),
            "u.death": (3.0, "visit"),
            "u.any": (0.2, "visit"),
            "u.born": (2.0, "visit"),
            "p.visit": (70.0, "NOK/visit"),
            "p.old": (90.0, "NOK/visit"),
            "s.visit": (-0.6, "points"),
            "s.old": (-0.5, "points"),
            "late.visit": (0.5, "ratio"),
        },
        uses=(
            Use("u.sack", Where(6, 20, {"need": ("mid", "high")}), (("g.root", 2.0),), "visit", "work", ("in",), "out"),
            Use("u.death", Where(levels={"activity": ("ill",)}), (), "visit", "death", (), "dead"),
            Use("u.any", Where(programme="late"), (), "visit", "work", ("out",), ""),
            Use("u.born", Where(), (), "visit", "birth", ("low",), "high"),
        ),
        prices=(Price("p.visit", Where(age_to=14), (), "visit"), Price("p.old", Where(age_from=15), (), "visit")),
        splits=(
            Split("s.visit", Where(age_to=9), (), "visit", "town"),
            Split("s.old", Where(age_from=10), (("g.root", 1.0),), "visit", "state"),
            Split("s.visit_rest", Where(), (), "visit", "people", True),
        ),
    )
    pack = replace(pack, items=dict(pack.items) | {"visit": Item("visit", "resource")})
    return with_effects(pack, LATE, *LATE.effects, Effect("late.visit", "rr", use="visit", fade=Fade(until=3.0)))


def events_before_a_programme() -> Pack:
    """Entry on the very first birthday, after the births: no event of a birth is in treatment."""
    pack = add(
        events(),
        {"early.visit": (0.5, "ratio"), "u.born_treated": (5.0, "visit"), "u.born_alone": (0.7, "visit")},
        uses=(
            Use("u.born_treated", Where(programme="early"), (), "visit", "birth", ("low",), "mid"),
            Use("u.born_alone", Where(programme="early", in_programme=False), (), "visit", "birth", ("low",), "mid"),
        ),
    )
    return with_effects(pack, EARLY, Effect("early.visit", "rr", use="visit", fade=Fade(until=2.0)), ages=(0, 0))


def treated() -> Pack:
    """Probabilities, ratios, use and prices that hold in treatment, or only without it, in one or two programmes."""
    pack = small_pack()
    late, out = Where(programme="late"), Where(programme="late", in_programme=False)
    early, never = Where(programme="early"), Where(programme="early", in_programme=False)
    instead = {
        "t.return": out,
        "p.care": out,
        "u.care": replace(late, levels={"need": ("mid", "high")}),
    }
    pack = replace(
        pack,
        **{
            table: tuple(
                replace(row, where=instead[row.id]) if row.id in instead else row for row in getattr(pack, table)
            )
            for table in ("transitions", "uses", "prices")
        },
    )
    return add(
        pack,
        {
            "t.helped": (0.45, "probability"),
            "l.helped": (0.6, "ratio"),
            "u.else": (0.4, "visit/year"),
            "u.early": (0.3, "visit/year"),
            "p.helped": (700.0, "NOK/visit"),
            "p.early": (20.0, "NOK/year"),
            "p.never": (25.0, "NOK/year"),
        },
        transitions=(Transition("t.helped", late, (), "work", ("out",), "in"),),
        links=(Link("l.helped", out, (), "need", ("low",), ""), Link("l.helped", early, (), "need", (), "")),
        uses=(
            Use("u.else", replace(out, levels={"need": ("mid", "high")}), (), "care"),
            Use("u.early", replace(early, levels={"need": ("low",)}), (), "care"),
        ),
        prices=(
            Price("p.helped", late, (), "care"),
            Price("p.early", early, (), "benefit"),
            Price("p.never", replace(never, levels={"activity": ("out",)}), (), "benefit"),
        ),
    )


def on_income() -> Pack:
    """An effect on an item without use rows; wellbeing; taxes by age and a tax of a tax."""
    pack = add(
        small_pack(),
        {
            "late.wage": (1.1, "ratio"),
            "w.low": (0.9, "qaly/year"),
            "p.tax_later": (0.4, "ratio"),
            "p.church": (0.05, "ratio"),
        },
        prices=(
            Price("w.low", Where(levels={"need": ("low",)}), (), "quality"),
            Price("p.tax_later", Where(age_from=20), (), "tax"),
            Price("p.church", Where(age_from=12, age_to=18), (), "church"),
        ),
        splits=(
            Split("s.tax", Where(), (), "church", "people"),
            Split("s.church", Where(), (), "church", "town", True),
        ),
    )
    early_tax = tuple(replace(p, where=Where(age_to=19)) if p.id == "p.tax" else p for p in pack.prices)
    items = {"church": Item("church", "transfer", of="tax"), "quality": Item("quality", "wellbeing")}
    pack = replace(pack, items=items | dict(pack.items), prices=early_tax)
    wage = Effect("late.wage", "rr", use="wage", fade=Fade("late.flat", until=3.0))
    return with_effects(pack, LATE, *LATE.effects, wage)


def to_the_horizon() -> Pack:
    """Treatment, costs and effects that would go on after the life course."""
    return with_programmes(
        small_pack(),
        replace(EARLY, ages=(28, 28), spread=(0.4, 0.3, 0.3), stays=9),
        replace(LATE, ages=(25, 29), stays=8),
    )


VARIANTS: tuple[Variant, ...] = (
    small_pack, separate, rates, memory, memory_of_the_born, two_memories, links, without_numbers, population,
    dead_by_levels, no_counting, weighted_counting, later_ages, cohort_window, repeated, repeated_without_effects,
    two_windows, spread, move_at_age, moves_of_every_measure, moves_at_one_age, harm, fades, fades_for_ever,
    lasting_window, nothing_left, events, events_before_a_programme, treated, on_income, to_the_horizon,
)  # fmt: skip
