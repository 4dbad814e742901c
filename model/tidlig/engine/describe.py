"""A program in words: what the engine does from age to age, to be read beside the pack it was compiled from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from tidlig.engine.plan.exits import Exits, Way
from tidlig.engine.plan.program import Plan, Year
from tidlig.engine.plan.registry import Delivered, Mean, Recipe, Registry


def describe(plan: Plan) -> str:
    """The program of a plan, years in which the same is done together."""
    return "\n".join(_lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    for years in _alike(plan.years):
        first, last = years[0], years[-1]
        yield f"age {first.age}" + (f" to {last.age}" if last.age > first.age else "")
        yield "  live: " + ", ".join(_live(plan, first))
        yield from _birthday(first)
        for step in first.steps:
            yield from _process(plan, first, step.exits)
            if step.happened:
                yield f"    counted as it happens: {len(step.happened)}"
        counts = first.counts
        masks, pairs = len(counts.masks) + len(counts.by_track), len(counts.money.people)
        yield f"  counted: {masks} groups of people, {pairs} amounts, {len(counts.taxes)} taxes"


def _alike(years: Iterable[Year]) -> list[list[Year]]:
    spans: list[list[Year]] = []
    for year in years:
        done = year.birthday.shifts or year.birthday.entries or year.birthday.moves
        if not done and spans and spans[-1][-1].steps == year.steps and spans[-1][-1].counts is year.counts:
            spans[-1].append(year)
        else:
            spans.append([year])
    return spans


def _live(plan: Plan, year: Year) -> Iterator[str]:
    for factor, states in zip(plan.factors.values(), year.box.states, strict=False):
        yield f"{factor.name} " + "|".join(_state(*factor.states[state]) for state in states)
    for track in plan.tracks:
        number = len(year.box.states[track.axis])
        if number > 1:
            yield f"{number} states of {', '.join(p.id for p in track.programmes)}"


def _state(level: str, years: int) -> str:
    return f"{level}+{years}" if years else level


def _birthday(year: Year) -> Iterator[str]:
    entered = [entry.programme.id for entries in year.birthday.entries for entry in entries]
    if entered:
        yield "  may enter: " + ", ".join(entered)
    if year.birthday.moves:
        yield "  moves: " + ", ".join(move.effect.id for move in year.birthday.moves)


def _process(plan: Plan, year: Year, exits: Exits) -> Iterator[str]:
    yield f"  {exits.process.id}: {exits.chances.shape[2]} groups of cells with equal chances"
    factor = next((f for f in plan.factors.values() if f.axis == exits.process.axis), None)
    for way in exits.ways:
        states = ("everybody", "dead") if factor is None else _ends(factor.states, way)
        yield f"    {states[0]} to {states[1]}: {_rows(plan.registry, exits, way)}"


def _ends(states: tuple[tuple[str, int], ...], way: Way) -> tuple[str, str]:
    return _state(*states[way.plan.source]), "dead" if way.there is None else _state(*states[way.plan.target])


def _rows(registry: Registry, exits: Exits, way: Way) -> str:
    """Base rows of a way, and the ratios on them, over all of its groups."""
    names = {number: _name(recipe) for number, recipe in registry}
    here = np.unique(way.groups)
    base, ratios = (
        sorted({names[n] for each in kinds for n in np.unique(each[:, way.exit, here]).tolist() if n in names})
        for kinds in ((exits.chances, exits.rates), (exits.ratios, exits.means))
    )
    return " or ".join(base) + (f", by {', '.join(ratios)}" if ratios else "")


def _name(recipe: Recipe) -> str:
    match recipe:
        case Delivered(effect, since):
            return effect.id if since is None else f"{effect.id} {since} years after"
        case Mean(id):
            return f"the mean of {id}"
        case _:
            return recipe.row.id
