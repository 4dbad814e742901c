"""Where a row holds: the address columns of every table, read into :class:`~tidlig.pack.rows.Where`."""

from __future__ import annotations

from collections.abc import Iterable

from tidlig.files.documents.structure import DEAD
from tidlig.files.text.numerals import FigureError, parse_tie
from tidlig.files.text.table import Cells
from tidlig.pack.rows import Where
from tidlig.pack.structure import Structure
from tidlig.problems import Spot, did_you_mean

NO_LEVEL = "no level fits the process '{process}', which has no factor"
WITHOUT_FACTOR = "leave it blank, or name its factor in pack.yaml"


def columns(structure: Structure) -> list[str]:
    """Return the names of the address columns of a pack."""
    return ["age_from", "age_to", *structure.factors, "programme", "years_in", "times"]


def read_where(
    cells: Cells,
    structure: Structure,
    programmes: Iterable[str] | None,
    remembered: str = "",
    from_levels: tuple[str, ...] = (),
) -> Where:
    """Return where a row holds; notes unknown levels and programmes and impossible ages.

    ``programmes`` is None where one of them could not be read.  ``remembered``: the factor whose levels stand in
    ``from_levels``.
    """
    spot = cells.spot
    age_from, age_to = cells.whole("age_from"), cells.whole("age_to")
    check_ages(age_from, age_to, structure, spot)
    levels = {factor: named for factor in structure.factors if (named := read_levels(cells, factor, structure, factor))}
    text = cells.get("programme")
    programme = text.removeprefix("not ").strip()
    if programme and programmes is not None and programme not in programmes:
        hint = did_you_mean(programme, programmes)
        spot.say("programme", "unknown programme '{name}'", hint, name=programme)
    places = {**levels, remembered: from_levels} if from_levels else levels
    return Where(age_from, age_to, levels, programme, not text.startswith("not "), _years_in(cells, structure, places))


def check_ages(age_from: int | None, age_to: int | None, structure: Structure, spot: Spot) -> None:
    """Note ages outside the pack's and bands that end before they begin."""
    first, last = structure.ages
    for column, age in (("age_from", age_from), ("age_to", age_to)):
        if age is not None and not first <= age <= last:
            hint = "write an age from {first} to {last}, or leave it blank"
            spot.say(column, "age {age} is outside {first}-{last}", hint, age=age, first=first, last=last)
            return  # that it ends before it begins follows from that
    if age_from is not None and age_to is not None and age_from > age_to:
        what = "{first} is greater than age_to {last}"
        spot.say("age_from", what, "write the lower age first; both are included", first=age_from, last=age_to)


def read_levels(cells: Cells, column: str, structure: Structure, factor: str | None) -> tuple[str, ...]:
    """Return the levels of ``factor`` named in a cell, ``a|b``; notes unknown ones."""
    named = tuple(name.strip() for name in cells.get(column).split("|")) if cells.get(column) else ()
    known = structure.levels(factor) if factor else ()
    for name in named:
        if name not in known and not factor:
            cells.spot.say(column, NO_LEVEL, WITHOUT_FACTOR, process=cells.get("process"))
        elif name not in known:
            cells.spot.say(column, "unknown level '{name}'", did_you_mean(name, known), name=name)
    return tuple(name for name in dict.fromkeys(named) if name in known)


def read_targets(cells: Cells, structure: Structure, factor: str | None, needed: bool) -> tuple[str, ...]:
    """Return the levels named in ``to``, ``dead`` among them; ("",) for a blank where it is not needed."""
    text = cells.get("to")
    if not text:
        if needed:
            cells.spot.say("to", "is missing", "write the level people go to")
        return () if needed else ("",)
    known = (*(structure.levels(factor) if factor else ()), DEAD)
    named = tuple(name.strip() for name in text.split("|"))
    for name in named:
        if name not in known and not factor:
            cells.spot.say("to", NO_LEVEL, WITHOUT_FACTOR, process=cells.get("process"))
        elif name not in known:
            cells.spot.say("to", "unknown level '{name}'", did_you_mean(name, known), name=name)
    return tuple(name for name in dict.fromkeys(named) if name in known)


def read_times(text: str, spot: Spot, field: str = "times") -> tuple[tuple[str, float], ...]:
    """Return the ties of a row, ``g.work^0.5 k``; notes what is not a tie."""
    ties = []
    for token in text.split():
        try:
            ties.append(parse_tie(token))
        except FigureError as error:
            spot.say(field, error.what, error.hint)
    return tuple(ties)


def _years_in(cells: Cells, structure: Structure, places: dict[str, tuple[str, ...]]) -> tuple[int, ...]:
    """Return the years in a level; notes levels without memory and years beyond it."""
    text = cells.get("years_in")
    if not text:
        return ()
    parts = [part.strip() for part in text.split("|")]
    if not all(part.isascii() and part.isdigit() and len(part) < 3 for part in parts):
        cells.spot.say("years_in", "'{text}' is not a list of years", "write 0, 1 or 0|1", text=text)
        return ()
    memories = [
        level.memory
        for factor, named in places.items()
        for level in structure.factors.get(factor, ())
        if level.name in named and level.memory
    ]
    years = tuple(dict.fromkeys(int(part) for part in parts))
    if not memories and cells.spot.told:
        pass  # a level that does not exist has no memory either
    elif not memories and any(places.values()):
        cells.spot.say(
            "years_in",
            "no memory of years is written for {levels}",
            "write {level: {memory: 2}} in pack.yaml, or leave years_in blank",
            levels=sorted({level for named in places.values() for level in named}),
        )
    elif not memories:
        cells.spot.say(
            "years_in",
            "no level with a memory is named in this row",
            "name a level with a memory, or leave years_in blank",
        )
    elif max(years) >= min(memories):
        what, hint = (
            "year {year} is beyond the memory of {memory} years",
            "write years up to {last}, which means that or longer",
        )
        cells.spot.say("years_in", what, hint, year=max(years), memory=min(memories), last=min(memories) - 1)
    return years
