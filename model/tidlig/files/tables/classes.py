"""classes.csv: what is known of a class of places (a region, a group, a centrality) and not of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from tidlig.files.tables.numbers import Numbers
from tidlig.files.text.folder import CLASSES, Folder
from tidlig.files.text.table import Cells
from tidlig.pack.number import COLUMNS, Assumption
from tidlig.pack.structure import Place
from tidlig.problems import did_you_mean

KINDS = ("region", "group", "centrality")  # columns of places.csv
Classes = dict[tuple[str, str], dict[str, Assumption]]  # (column of places.csv, what stands in it) -> numbers by id


def read_classes(files: Folder, numbers: Numbers, places: Mapping[str, Place]) -> Classes:
    """Return the numbers of every class; notes classes without a place and numbers that two columns give."""
    if not numbers.complete:
        return {}
    found: Classes = {}
    kinds: dict[str, str] = {}
    for cells in files.table(CLASSES, ["column", "class", "id", *COLUMNS], ["column", "class", "id", "value"]):
        kind, named = cells.get("column"), cells.get("class")
        number = numbers.differing(cells, "place")
        if not _is_class(cells, kind, named, places) or number is None:
            continue
        given = found.setdefault((kind, named), {})
        if number.id in given:
            cells.spot.say("id", "'{name}' appears twice", "remove one of them", name=number.id)
        elif kinds.setdefault(number.id, kind) != kind:
            what, hint = "'{name}' follows {other} in another row", "remove it, or the rows of {other}"
            cells.spot.say("column", what, hint, name=number.id, other=kinds[number.id])
        else:
            given[number.id] = number
    return found


def of_classes(place: Place, classes: Classes) -> dict[str, Assumption]:
    """Return the numbers that a place has by its classes."""
    numbers: dict[str, Assumption] = {}
    for kind in KINDS:
        numbers |= classes.get((kind, attrgetter(kind)(place)), {})
    return numbers


def _is_class(cells: Cells, kind: str, named: str, places: Mapping[str, Place]) -> bool:
    """Tell whether some place is in a class; notes it if not."""
    if kind not in KINDS:
        cells.spot.say(kind or "column", "unknown column", did_you_mean(kind, KINDS))
        return False
    known = sorted({attrgetter(kind)(place) for place in places.values()} - {""})
    if named not in known:
        what = "no place of places.csv has the {kind} '{name}'"
        cells.spot.say("class", what, did_you_mean(named, known), kind=kind, name=named)
        return False
    return True
