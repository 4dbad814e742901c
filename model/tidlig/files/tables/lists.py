"""sources, residents, labels and targets: tables without assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from tidlig.files.tables.address import check_ages
from tidlig.files.text.numerals import FigureError, parse_number
from tidlig.files.text.table import Cells
from tidlig.pack import units
from tidlig.pack.number import GRADES, Source
from tidlig.pack.structure import Structure
from tidlig.pack.target import Target
from tidlig.problems import Message, did_you_mean

SOURCE_COLUMNS = [each.name for each in fields(Source)]
TARGET_COLUMNS = [
    "id",
    "kind",
    "age_from",
    "age_to",
    "count",
    "among",
    "value",
    "tolerance",
    "year",
    "unit",
    "source",
    "grade",
    "note",
    "fit",
]
_SOURCE_STATUSES = ("read", "derived", "recalled")
_TARGET_KINDS = {"share": "share", "number": "persons", "use": "rate", "ever": "share", "persist": "share"}
_OLDEST = 130  # an age above is a mistake of its own
_FIT = ("yes", "no", "backtest")


def read_sources(rows: list[Cells]) -> dict[str, Source]:
    """Return the sources by id; notes double ids and unknown statuses."""
    sources: dict[str, Source] = {}
    for cells in rows:
        id = cells.identifier("id")
        if id in sources:
            cells.spot.say("id", "source '{name}' appears twice", "give one of them another id", name=id)
        status = cells.get("status") or "read"
        if status not in _SOURCE_STATUSES:
            hint = did_you_mean(status, _SOURCE_STATUSES)
            cells.spot.say("status", "unknown status '{status}'", hint, status=status)
            status = "read"  # a stand-in, so that the mistake is told once
        if id:
            sources[id] = _source(cells, id, status)
    return sources


def _source(cells: Cells, id: str, status: str) -> Source:
    """Return one source."""
    return Source(
        id=id,
        quantity=cells.get("quantity"),
        value=cells.number("value"),
        unit=cells.get("unit"),
        year=cells.get("year"),
        price_year=cells.whole("price_year", "year"),
        geography=cells.get("geography"),
        publisher=cells.get("publisher"),
        document=cells.get("document"),
        url=cells.get("url"),
        status=status,
        note=cells.get("note"),
    )


def read_residents(rows: list[Cells], whole: bool = True) -> dict[tuple[str, int], tuple[float, ...]]:
    """Return residents by age from 0 for every place and year; notes ages that are missing or stand twice.

    ``whole`` is false where a line could not be read: an age may be missing for that, and nothing is returned.
    """
    by_age: dict[tuple[str, int], dict[int, tuple[float, Cells]]] = {}
    before = len(rows[0].spot.problems.found) if rows else 0
    for cells in rows:
        place, year, age = cells.identifier("place"), cells.whole("year", "year"), cells.whole("age", "age")
        count = cells.within("residents", "persons")
        if cells.spot.told:
            continue
        if not place or year is None or age is None or count is None:
            _missing(cells, "year", "age", "residents")
            continue
        ages = by_age.setdefault((place, year), {})
        if age in ages:
            what = "age {age} of {place} {year} appears twice"
            cells.spot.say("age", what, "remove one of them", age=age, place=place, year=year)
        ages[age] = (count, cells)
    if not whole or (rows and len(rows[0].spot.problems.found) > before):
        return {}
    strays: set[int] = set()  # ages in tables told already: where another table lacks them they were meant for it
    for key, ages in sorted(by_age.items(), key=lambda each: len(each[1])):
        missing = [age for age in range(max(ages) + 1 if max(ages) <= _OLDEST else 0) if age not in ages]
        if missing and not strays.issuperset(missing):
            what, (place, year) = "age {age} of {place} {year} is missing", key
            spot = ages[max(ages)][1].spot
            spot.say("age", what, "write every age from 0", age=missing[0], place=place, year=year)
        strays |= set(ages) if missing else set()
    return {key: tuple(ages[age][0] for age in sorted(ages)) for key, ages in by_age.items()}


def _missing(cells: Cells, *columns: str) -> None:
    """Note which of the columns are blank."""
    for column in columns:
        if not cells.get(column):
            cells.spot.say(column, "is missing", "write a number")


def read_labels(rows: list[Cells], languages: list[str]) -> dict[str, dict[str, str]]:
    """Return the texts of every id by language; notes ids that stand twice."""
    labels: dict[str, dict[str, str]] = {}
    for cells in rows:
        id = cells.name("id")
        if id in labels:
            cells.spot.say("id", "label '{name}' appears twice", "remove one of them", name=id)
        labels[id] = {language: text for language in languages if (text := cells.get(language))}
    return labels


def read_target(cells: Cells, structure: Structure, sources: Mapping[str, Source] | None) -> Target | None:
    """Return one observed moment; None after noting why it cannot be used."""
    before = len(cells.spot.problems.found)
    id, kind, spot = cells.identifier("id"), cells.get("kind"), cells.spot
    if not kind:
        spot.say("kind", "is missing", "write one of {names}", names=tuple(_TARGET_KINDS))
    elif kind not in _TARGET_KINDS:
        spot.say("kind", "unknown kind '{name}'", "write one of {names}", name=kind, names=tuple(_TARGET_KINDS))
    first, last = cells.whole("age_from"), cells.whole("age_to")
    value, tolerance = (cells.within(column, _TARGET_KINDS.get(kind, "")) for column in ("value", "tolerance"))
    count, item = _count(cells, structure)
    _check_target(cells, structure, sources, bool(item) == (kind == "use"))
    among = {factor: tuple(levels) for factor, levels in _levels(cells, "among", structure).items()}
    if value is None or tolerance is None or first is None or last is None or len(spot.problems.found) > before:
        return None
    return Target(
        id,
        kind,
        first,
        last,
        count,
        among,
        item,
        value,
        tolerance,
        cells.whole("year", "year"),
        cells.get("unit"),
        cells.get("source"),
        cells.get("grade") or "E",
        cells.get("note"),
        spot.file,
        spot.line,
        cells.get("fit") or "yes",
    )


def _check_target(cells: Cells, structure: Structure, sources: Mapping[str, Source] | None, counts: bool) -> None:
    """Note blanks, ages outside the pack, unknown sources and grades."""
    spot = cells.spot
    for column in ("age_from", "age_to", "count", "value", "tolerance"):
        if not cells.get(column):
            spot.say(column, "is missing", "write one; every target needs it")
    first, last = cells.whole("age_from"), cells.whole("age_to")
    check_ages(first, last, structure, spot)
    if last is not None and last == structure.ages[1] and structure.counting.kind != "state_weights":
        spot.say("age_to", "no one is counted at the horizon, {last}", "write an age below {last}", last=last)
    if cells.number("tolerance") == 0.0:
        spot.say("tolerance", "must be greater than 0", "write how far the model may be off")
    if cells.get("count") and not counts and cells.get("kind") in _TARGET_KINDS:
        hint = "write item=... for use, and levels for other kinds"
        spot.say("count", "does not fit kind {kind}", hint, kind=cells.get("kind"))
    if cells.get("kind") == "number" and not cells.get("year"):
        spot.say("year", "is missing", "write the year of the residents")
    _check_words(cells, sources)


def _check_words(cells: Cells, sources: Mapping[str, Source] | None) -> None:
    """Note an unknown source, grade or use in the fit."""
    spot = cells.spot
    if (source := cells.get("source")) and sources is not None and source not in sources:
        spot.say("source", "unknown source '{source}'", did_you_mean(source, sources), source=source)
    if (grade := cells.get("grade")) and grade not in GRADES:
        spot.say("grade", "unknown grade '{grade}'", "write A, B, C, D or E", grade=grade)
    if (fit := cells.get("fit")) and fit not in _FIT:
        hint = "write yes, no or backtest, or leave it blank for yes"
        spot.say("fit", "unknown word '{word}'", hint, word=fit)


def _count(cells: Cells, structure: Structure) -> tuple[dict[str, dict[str, float]], str]:
    """Return what is counted: levels with weights by factor, or an item."""
    text = cells.get("count")
    if not text.startswith("item="):
        return _levels(cells, "count", structure), ""
    item = text.removeprefix("item=").strip()
    if item not in structure.items:
        cells.spot.say("count", "unknown item '{name}'", did_you_mean(item, structure.items), name=item)
    return {}, item


def _levels(cells: Cells, column: str, structure: Structure) -> dict[str, dict[str, float]]:
    """Return ``factor=level:weight|level`` parts, separated by spaces; a level without weight counts 1."""
    found: dict[str, dict[str, float]] = {}
    for part in cells.get(column).split():
        factor, equals, named = part.partition("=")
        if not equals or factor not in structure.factors:
            hint = did_you_mean(factor, structure.factors, Message("write factor=level:weight|level"))
            cells.spot.say(column, "unknown factor '{name}'", hint, name=factor)
            continue
        for entry in named.split("|"):
            level, _, weight = entry.partition(":")
            if level not in structure.levels(factor):
                hint = did_you_mean(level, structure.levels(factor))
                cells.spot.say(column, "unknown level '{name}'", hint, name=level)
            try:
                found.setdefault(factor, {})[level] = _weight(weight)
            except FigureError as error:
                cells.spot.say(column, error.what, error.hint)
    return found


def _weight(text: str) -> float:
    """Return how much of a person of a level is counted, 1 where nothing is written; raises FigureError."""
    weight = parse_number(text) if text else 1.0
    if refused := units.outside(weight, "ratio"):
        raise FigureError(*refused)
    return weight
