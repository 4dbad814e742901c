"""deflators.csv: price indices by year, side by side."""

from __future__ import annotations

from tidlig.files.text.folder import Folder
from tidlig.files.text.table import Cells
from tidlig.pack.prices import Index
from tidlig.problems import did_you_mean

FILE = "deflators.csv"
STATUSES = ("read", "derived", "estimate", "recalled")
_STATUS = ".status"


def read_deflators(files: Folder) -> dict[str, Index]:
    """Return the price indices by name, in the order of their columns; notes what is wrong with them.

    Every column but the year is an index, named by its head, or says with ``.status`` behind an index's name where each
    of its years is from.  A blank cell: the index does not have the year.
    """
    rows = files.table(FILE, ["year"], ["year"], free=True)
    columns = list(dict.fromkeys(column for cells in rows for column in cells.text if column != "year"))
    names = [column for column in columns if not column.endswith(_STATUS)]
    if rows and not names:
        rows[0].spot.at(0).say("", "has no index", "add a column with the index of every year")
        files.unread.add(FILE)  # what it should hold is unknown, not wrong
    for column in columns:
        name = column.removesuffix(_STATUS)
        if name not in names:
            hint = did_you_mean(name, names)
            rows[0].spot.at(0).say(column, "there is no index '{name}' in the table", hint, name=name)
    levels: dict[str, dict[int, float]] = {name: {} for name in names}
    statuses: dict[str, dict[int, str]] = {name: {} for name in names}
    years: set[int] = set()
    for cells in rows:
        if cells.spot.told:
            continue
        year = _year(cells, names, years)
        for name in names:
            level, status = cells.within(name, "index"), _status(cells, name)
            if year is not None and level is not None:
                levels[name][year], statuses[name][year] = level, status
    return {name: Index(levels[name], statuses[name]) for name in names}


def _year(cells: Cells, names: list[str], years: set[int]) -> int | None:
    """Return the year of a row and add it to ``years``; notes one that stands twice, or a row that lacks a number."""
    year = cells.whole("year", "year")
    if year in years:
        cells.spot.say("year", "{year} appears twice", "remove one of them", year=year)
    for column in ("year", *([] if any(cells.get(name) for name in names) else names[:1])):
        if not cells.get(column):
            cells.spot.say(column, "is missing", "write a number")
    years |= {year} - {None}  # type: ignore[arg-type]
    return year


def _status(cells: Cells, name: str) -> str:
    """Return where the year of an index is from; notes an unknown word, and a status of nothing."""
    column = f"{name}{_STATUS}"
    status = cells.get(column)
    if status and status not in STATUSES:
        cells.spot.say(column, "unknown status '{status}'", did_you_mean(status, STATUSES), status=status)
    elif status and not cells.get(name):
        what, hint = "there is no {name} in this year", "leave it blank, or write the index"
        cells.spot.say(column, what, hint, name=name)
    return status
