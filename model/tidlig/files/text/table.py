"""CSV files as rows of text cells that know their line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from tidlig.files.text.contents import read_text
from tidlig.files.text.invisible import ordinary, visible
from tidlig.files.text.keys import meant
from tidlig.files.text.numerals import FigureError, parse_number, parse_whole
from tidlig.pack import units
from tidlig.problems import Problems, Spot, shown

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_DECIMAL = re.compile(r"[+-]?\d+([.,])\d+")
_SEPARATOR = re.compile(r"sep=[;,]*", re.IGNORECASE)
_LINES = 20  # a text in quotes over more lines than these is a quote that nobody closed
T = TypeVar("T")
F = TypeVar("F", int, float)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: text by column, where it stands, and the decimal mark its file uses."""

    spot: Spot
    text: dict[str, str]
    decimal: str

    def get(self, column: str) -> str:
        """Return the cell's text, "" where the column is blank or left out."""
        return self.text.get(column, "")

    def name(self, column: str) -> str:
        """Return the cell as a name that may have spaces in it; other spaces than ordinary ones are noted."""
        return ordinary(self.get(column), column, self.spot)

    def number(self, column: str, unit: str = "") -> float | None:
        """Return the cell as a number in a unit; None if it is blank or (noted) not a number."""
        text = self.get(column)
        mark = _DECIMAL.fullmatch(text)
        value = self._read(column, lambda text: parse_number(text, unit))
        if value is not None and mark and mark.group(1) != self.decimal:
            self.spot.say(
                column,
                "'{text}' has another decimal mark than the file's other numbers",
                "write {other}",
                text=text,
                other=text.replace(mark.group(1), self.decimal),
            )
            return None
        return value

    def within(self, column: str, unit: str) -> float | None:
        """Return the cell as a number that its unit allows, or (noted) the limit; None where ``number`` is None."""
        return self._allowed(column, self.number(column, unit), unit)

    def whole(self, column: str, unit: str = "") -> int | None:
        """Return the cell as a whole number that its unit allows, or (noted) the limit; None if it has none."""
        return self._allowed(column, self._read(column, parse_whole), unit)

    def _allowed(self, column: str, value: F | None, unit: str) -> F | None:
        """Return a value, or (noted) the limit of its unit, so that one mistake is told once."""
        if value is None or not (refused := units.outside(value, unit)):
            return value
        self.spot.say(column, *refused)
        return type(value)(min(max(value, units.of(unit).low), units.of(unit).high))

    def identifier(self, column: str) -> str:
        """Return the cell as an id; "" after noting that it is missing or has other characters."""
        text = self.get(column)
        if not text:
            self.spot.say(column, "is missing", "write an id: letters, digits, _, - and .")
        elif not _is_id(text):
            self.spot.say(
                column, "'{text}' is not an id", "begin with a letter, then letters a-z, digits, _, - and .", text=text
            )
        else:
            return text
        return ""

    def _read(self, column: str, parse: Callable[[str], T]) -> T | None:
        text = self.get(column)
        if not text:
            return None
        try:
            return parse(text)
        except FigureError as error:
            self.spot.say(column, error.what, error.hint)
            return None


def read_table(
    path: Path, file: str, columns: list[str], needed: list[str], problems: Problems, *, free: bool = False
) -> list[Cells]:
    """Return the rows of a CSV file; notes unknown, missing and double columns and broken lines.

    ``free``: every id is a column.
    """
    spot = Spot(problems, file)
    text = read_text(path, spot)
    if text is None:
        return []
    lines = [
        (number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip(" \t;,") and not line.startswith("#")
    ]
    if lines and _SEPARATOR.fullmatch(lines[0][1].strip()):  # Excel's own first line
        del lines[0]
    if not lines:
        spot.say("", "the file has no header line", "write the column names in the first line")
        return []
    first, header = lines[0]
    mark = ";" if ";" in header else ","
    cells = _split(header, mark, spot.at(first))
    cells = [visible(cell, "", spot.at(first)) for cell in cells]
    others = [name for name in cells if free and _is_id(name) and not name[0].isdigit()]
    names = _header(cells, [*columns, *others], needed, spot.at(first))
    return list(_rows(lines[1:], mark, names, spot)) if names else []


def _header(names: list[str], columns: list[str], needed: list[str], spot: Spot) -> list[str]:
    """Return the column names; an empty list if one of them cannot be used."""
    before = len(spot.problems.found)
    if not names:  # its quotes are not closed
        return []
    while names and not names[-1]:
        names.pop()
    if 2 * len(set(names) & set(columns)) < len(set(names)):
        hint = "write a line with the columns first: {columns}"
        spot.say("", "the first line does not name the columns of this table", hint, columns=needed)
        return []
    unknown = [name for name in dict.fromkeys(names) if name not in columns]
    missing = [name for name in needed if name not in names]
    if len(unknown) == len(missing) == 1 and unknown[0]:  # the one is what the other is called here
        spot.say(shown(unknown[0]), "unknown column", "did you mean '{name}'?", name=missing[0])
        return []
    for name in unknown:
        if name or not missing:
            spot.say(shown(name), "unknown column", meant(name, columns, names))
    for name in sorted({name for name in names if names.count(name) > 1}):
        spot.say(name, "the column appears twice", "remove one of them")
    for name in missing:
        spot.say(name, "the column is missing", "add it to the header line, with ; or , between columns")
    return names if len(spot.problems.found) == before else []


def _rows(lines: list[tuple[int, str]], mark: str, names: list[str], spot: Spot) -> Iterator[Cells]:
    """Yield the rows; a line with more cells than the header is noted and skipped."""
    split = [
        (number, [visible(cell, name, spot.at(number)) for cell, name in zip_longest(cells, names, fillvalue="")])
        for number, cells in _records(lines, mark, spot)
    ]
    decimal = "." if mark == "," else _decimal(cells for _, cells in split)
    for number, cells in split:
        if any(cells[len(names) :]):
            spot.at(number).say(
                "",
                "the line has {cells} cells, the header {columns}",
                "write a decimal point where , separates the columns"
                if mark == ","
                else "remove a {mark} or put the text in quotes",
                cells=len(cells),
                columns=len(names),
                mark=mark,
            )
        elif any(cells):
            yield Cells(spot.at(number), dict(zip(names, cells, strict=False)), decimal)


def _records(lines: list[tuple[int, str]], mark: str, spot: Spot) -> Iterator[tuple[int, list[str]]]:
    """Yield line and cells of every row; notes a text in quotes over several lines once, at the first of them."""
    left = 0
    for k, (number, line) in enumerate(lines):
        if left:
            left -= 1
        elif _closed(line, mark):
            yield number, _split(line, mark, spot.at(number))
        else:
            whole = ("\n".join(text for _, text in lines[k : k + n + 1]) for n in range(1, _LINES))
            left = next((n for n, text in enumerate(whole, 1) if _closed(text, mark)), 0)
            if left:
                spot.at(number).say("", "a text in quotes goes on in the next line", "write it on one line")
            else:
                _split(line, mark, spot.at(number))


def _closed(text: str, mark: str) -> bool:
    """Tell whether a text can be split into cells."""
    if _bare(text):
        return True
    try:
        list(csv.reader([text], delimiter=mark, strict=True))
    except csv.Error:
        return False
    return True


def _split(line: str, mark: str, spot: Spot) -> list[str]:
    """Return the stripped cells of one line; an empty list after noting a quote that is not closed."""
    if _bare(line):
        return [cell.strip() for cell in line.split(mark)]
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark, strict=True), [])]
    except csv.Error:
        spot.say("", "the line cannot be split into cells", 'close the quotes, write "" for a quote inside them')
        return []


@lru_cache(units.CACHED)  # of a large table most ids stand in many rows
def _is_id(text: str) -> bool:
    """Tell whether a text is an id."""
    return bool(_ID.fullmatch(text)) and text.isascii()


def _bare(line: str) -> bool:
    """Tell whether a line has no quotes and no cell too long for a table: its cells are what stands between marks."""
    return '"' not in line and len(line) < csv.field_size_limit()


def _decimal(rows: Iterator[list[str]]) -> str:
    """Return the decimal mark that most plain numbers have."""
    parted = (cell for cells in rows for cell in cells if "," in cell or "." in cell)
    marks = [match.group(1) for cell in parted if (match := _DECIMAL.fullmatch(cell))]
    return "," if marks.count(",") > marks.count(".") else "."
