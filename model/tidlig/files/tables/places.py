"""places.csv: the places of a pack in one table, what they are called and some of their numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tidlig.files.tables.numbers import Numbers
from tidlig.files.text.folder import PLACES, Folder
from tidlig.files.text.table import Cells
from tidlig.pack.number import Assumption
from tidlig.pack.structure import Place

COLUMNS = ("id", "name", "names", "number", "region", "group", "centrality")


def read_places(files: Folder, numbers: Numbers) -> tuple[dict[str, Place], dict[str, dict[str, Assumption]]]:
    """Return the places of the table by id, and by place the numbers that it gives them.

    Every column that is not one of the table's own is the id of a number of the pack.  Nothing is read while another
    file could not be: a column may then name a number that stands there.
    """
    if not numbers.complete:
        return {}, {}
    places: dict[str, Place] = {}
    given: dict[str, dict[str, Assumption]] = {}
    official: set[str] = set()
    columns = [*COLUMNS, *(id for id in numbers.lines if id not in COLUMNS)]
    rows = files.table(PLACES, columns, ["id"])
    for column in rows[0].text if rows else ():
        if column not in COLUMNS:
            numbers.has_own(column, column, rows[0].spot)
    for cells in rows:
        place = _place(cells)
        if place.id in places:
            cells.spot.say("id", "'{name}' appears twice", "remove one of them", name=place.id)
        elif place.number in official:
            cells.spot.say("number", "'{name}' appears twice", "remove one of them", name=place.number)
        elif place.id:
            places[place.id] = place
            official |= {place.number} - {""}
            given[place.id] = _numbers(cells, numbers)
    return places, given


def with_names(
    labels: Mapping[str, Mapping[str, str]], places: Mapping[str, Place], languages: Collection[str]
) -> dict[str, dict[str, str]]:
    """Return the labels, and for each place its name in every language that has none of it."""
    named = {id: dict.fromkeys(languages, place.name) for id, place in places.items() if place.name}
    return {**named, **{id: {**named.get(id, {}), **texts} for id, texts in labels.items()}}


def _place(cells: Cells) -> Place:
    """Return the place of a row; its id is "" after noting what is wrong with it."""
    names = tuple(name for part in cells.get("names").split("|") if (name := part.strip()))
    texts = {column: cells.get(column) for column in COLUMNS if column not in ("id", "names")}
    return Place(cells.identifier("id"), names=names, **texts)


def _numbers(cells: Cells, numbers: Numbers) -> dict[str, Assumption]:
    """Return the numbers of a row by id; a blank cell leaves the pack's own."""
    found = {}
    for column in cells.text:
        if column in numbers.by_id and column not in COLUMNS and (number := numbers.of_place(cells, column)):
            found[column] = number
    return found
