"""The catalogue of docs/trust/programmes.md."""

from __future__ import annotations

from tools.doc_tables.accounts import account
from tools.doc_tables.text import kroner, plain, ranged, table
from tools.doc_tables.world import cited, country, label, largest_gain, needed_effect, per_participant

from tidlig.pack.programme import About, Effect, Programme
from tidlig.report.catalogue.facts import programme_facts
from tidlig.report.words.messages import catalogue as catalogue_of

WHO = ("municipality", "state", "public", "society")
MEASURES = {
    "smd": "standardised difference",
    "rr": "relative risk",
    "or": "odds ratio",
    "hr": "hazard ratio",
    "difference": "difference in shares",
}


def overview() -> str:
    """One row a programme, its result for three of those concerned."""
    money = [f"{label(who)}, kr" for who in WHO]
    columns = ["programme", "kind", "ages", "effect", "grade", *money, "largest gain to society", "first effect",
               "public would break even at"]  # fmt: skip
    programmes = sorted(country().programmes.values(), key=lambda p: (p.kind, p.null, p.ages, p.id))
    return table(columns, [_overview_row(programme) for programme in programmes], 5)


def _overview_row(programme: Programme) -> list[str]:
    grades = {country().numbers[effect.id].grade for effect in programme.effects}
    figures = ["break-even" if programme.own else kroner(per_participant()[programme.id][who]) for who in WHO]
    first = plain(country().numbers[programme.effects[0].id].value)
    return [label(programme.id), programme.kind, ages(programme), verdict(programme), ", ".join(sorted(grades)),
            *figures, _largest(programme), first, needed_effect(programme.id)]  # fmt: skip


def _largest(programme: Programme) -> str:
    """The item from which most of what society gains by a programme comes, before its cost."""
    if programme.own or programme.null:
        return ""
    item, gain = largest_gain(programme.id)
    return f"{label(item)}, {kroner(gain)}" if item else "none"


def verdict(programme: Programme) -> str:
    """Whether the catalogue assumes an effect."""
    if programme.own:
        return "none assumed"
    if programme.null and any(country().numbers[effect.id].value for effect in programme.effects):
        return "**cost shift**"
    return "**null**" if programme.null else "assumed"


def ages(programme: Programme) -> str:
    """Ages at which people may enter."""
    first, last = programme.ages
    return str(first) if first == last else f"{first}–{last}"


def catalogue() -> str:
    """One section a programme."""
    return "\n\n".join(_section(p) for p in sorted(country().programmes.values(), key=lambda p: label(p.id)))


def _section(programme: Programme) -> str:
    about = programme.about or About()
    facts = [
        ("What", about.what.get("en", "")),
        ("Who and when", f"{programme.kind}, ages {ages(programme)}, {_eligible(programme)}"),
        *(programme_facts(programme, catalogue_of("en"), _ids) if programme.about else ()),
        ("Reach", " x ".join(f"{ranged(n)} ({n.grade})" for n in map(country().numbers.__getitem__, programme.reach))),
        ("Cost", _cost(programme)),
        *(("Effect", _effect(effect)) for effect in programme.effects),
        ("Main study", _study(programme)),
        ("Result", _result(programme)),
    ]
    lines = [f"- **{name}**: {text}" for name, text in facts if text]
    return "\n".join([f"### {label(programme.id)}", "", f"`{programme.id}`", "", *lines])


def _eligible(programme: Programme) -> str:
    levels = [f"{label(f).lower()} {' or '.join(names).replace('_', ' ')}" for f, names in programme.levels.items()]
    return "; ".join(levels) or "everyone"


def _ids(sources: tuple[str, ...]) -> str:
    return ", ".join(f"`{id}`" for id in sources)


def _cost(programme: Programme) -> str:
    if not programme.cost:
        return "none"
    cost = country().numbers[programme.cost]
    per = {"entry": "participant", "year": "year in treatment"}[programme.cost_per]
    return f"{ranged(cost)} kroner a {per} ({cost.price_year} prices, {cost.grade}), {account(programme.account)}"


def _effect(effect: Effect) -> str:
    number = country().numbers[effect.id]
    ties = "".join(f" x {name}" if power == 1 else f" x {name}^{plain(power)}" for name, power in effect.times)
    source = cited(country().sources.get(number.source))
    measure = MEASURES[effect.measure]
    return f"{measure} {ranged(number)}{ties} on {_target(effect)}; grade {number.grade}, {number.status}; {source}"


def _target(effect: Effect) -> str:
    if effect.use:
        return f"use of {label(effect.use)}"
    if effect.process:
        start = " or ".join(label(f"{effect.process}.{level}").lower() for level in effect.from_levels) or "anywhere"
        return f"the yearly way from {start} to {label(f'{effect.process}.{effect.to}').lower()}"
    level = f", {effect.level}" if effect.level else ""
    return f"{label(effect.moves).lower()}{level}, once" + (f" at {effect.age}" if effect.age is not None else "")


def _study(programme: Programme) -> str:
    where = f", measured in {programme.country}" if programme.country else ""
    return cited(country().sources.get(programme.evidence)) + where if programme.evidence else ""


def _result(programme: Programme) -> str:
    if programme.own:
        return "no effect is assumed; the answer is a break-even (`tidlig break-even`)"
    figures = per_participant()[programme.id]
    shown = ", ".join(f"{label(who).lower()} {kroner(figures[who])}" for who in WHO)
    return f"{_null(programme)}Per participant, kroner: {shown}"


def _null(programme: Programme) -> str:
    if not programme.null:
        return ""
    still = all(country().numbers[effect.id].value == 0.0 for effect in programme.effects)
    return "**The honest effect is null.** " if still else "**No gain is credited:** people move to other budgets. "
