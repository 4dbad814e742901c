"""Fitted numbers written into the files they came from: their own cells change, every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from tidlig.files.packs import read_held
from tidlig.files.tables.calibration import ENSEMBLE, PRIORS
from tidlig.files.text.table import read_table
from tidlig.files.write.commit import writing
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.units import written
from tidlig.problems import Problems, Spot, first_problem

FIGURES = 5  # significant figures of a fitted number: far more than is known, few enough to read
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_WRITTEN = ("value", "low", "high", "status")
Fitted = Mapping[str, tuple[float, float, float]]  # id -> value, low, high
Ensemble = tuple[tuple[str, ...], Iterable[Iterable[float]]]  # ids, and their values in each refit


def write_back(pack: Pack, fitted: Fitted, ensemble: Ensemble | None = None) -> list[Path]:
    """Write value, low, high and the status ``calibrated`` of the named numbers, and refits of them in ensemble.csv.

    Returns the files that changed; they change as one.  The rows are those of the ids as the files are now.  Raises
    AssumptionError, before anything is written, for files without the columns, for a pack whose contents are no longer
    those that were read, and for a folder that cannot be written.
    """
    folder = Path(pack.path)
    try:
        with writing(folder) as replace:
            texts = _fitted(_unchanged(pack), fitted)
            if ensemble is not None:
                texts[ENSEMBLE] = _ensemble(folder, *ensemble)
            replace({name: text.encode("utf-8") for name, text in texts.items()})
    except OSError as error:
        what, hint = "the folder cannot be written ({reason})", "give write access, or write to a copy of the pack"
        raise first_problem(folder.name, "", what, hint, reason=error.strerror or "") from error
    return [folder / name for name in texts]


def _unchanged(pack: Pack) -> Pack:
    """Return the pack as it is now; raises AssumptionError where it holds something else than was fitted."""
    now = read_held(Path(pack.path))
    if now.digest != pack.digest:
        what, hint = "the pack was changed while its numbers were fitted", "fit them again; nothing was written"
        raise first_problem(Path(pack.path).name, "", what, hint)
    return now


def _fitted(pack: Pack, fitted: Fitted) -> dict[str, str]:
    """Return the new text of every table with a fitted number, by file name."""
    problems = Problems()
    texts: dict[str, str] = {}
    for file, numbers in _by_file([pack.numbers[id] for id in fitted]).items():
        name = file.partition("/")[2]
        rows = {number.line: _cells_of(number, fitted[number.id]) for number in numbers}
        texts[name] = _rewritten(Path(pack.path) / name, rows, Spot(problems, file))
    problems.raise_any()
    return texts


def _cells_of(number: Assumption, figures: tuple[float, float, float]) -> list[str]:
    """Return value, low and high with as many figures as are kept, in no form that may mean two numbers."""
    return [written(float(f"{figure:.{FIGURES}g}"), number.unit) for figure in figures]


def _ensemble(folder: Path, ids: tuple[str, ...], draws: Iterable[Iterable[float]]) -> str:
    """Return ensemble.csv, a line a draw, every figure in full, with the decimal mark of calibration.csv."""
    mark = _decimal(folder / PRIORS)
    lines = [["draw", *ids]]
    lines += [[str(k), *(repr(float(value)).replace(".", mark) for value in draw)] for k, draw in enumerate(draws, 1)]
    return "".join(";".join(line) + "\n" for line in lines)


def _by_file(numbers: list[Assumption]) -> dict[str, list[Assumption]]:
    files: dict[str, list[Assumption]] = {}
    for number in numbers:
        files.setdefault(number.file, []).append(number)
    return files


def _rewritten(path: Path, rows: Mapping[int, list[str]], spot: Spot) -> str:
    """Return a table's text with the cells of some lines changed; notes columns that are missing."""
    text = path.read_bytes().decode("utf-8")
    mark, names = _header(text)
    for column in (column for column in _WRITTEN if column not in names):
        spot.say(column, "the column is missing", "add it to the header line, for the fitted numbers")
        return ""
    places = [names.index(column) for column in _WRITTEN]
    lines, decimal = _LINE.findall(text), _decimal(path)
    for line, figures in rows.items():
        texts = [figure.replace(".", decimal) for figure in figures]
        lines[line - 1] = _changed(lines[line - 1], mark, dict(zip(places, [*texts, "calibrated"], strict=True)))
    return "".join(lines)


def _header(text: str) -> tuple[str, list[str]]:
    """Return the separator and the column names of a table: its first line that is neither blank nor a comment."""
    lines = (line.removeprefix("\ufeff").rstrip("\r\n") for line in _LINE.findall(text))
    header = next(line for line in lines if line.strip(" \t;,") and not line.startswith("#"))
    mark = ";" if ";" in header else ","
    return mark, [_bare(cell) for cell in _cells(header, mark)]


def _decimal(path: Path) -> str:
    """Return the decimal mark of a table."""
    rows = read_table(path, path.name, _header(path.read_text("utf-8"))[1], [], Problems())
    return rows[0].decimal if rows else "."


def _changed(line: str, mark: str, texts: Mapping[int, str]) -> str:
    """Return a line with some cells replaced, blanks added where it ends before them."""
    content = line.rstrip("\r\n")
    cells = _cells(content, mark)
    cells += [""] * (max(texts) + 1 - len(cells))
    for place, text in texts.items():
        bare = _bare(cells[place])
        cells[place] = cells[place].replace(bare, text, 1) if bare else text
    return mark.join(cells) + line[len(content) :]


def _cells(line: str, mark: str) -> list[str]:
    """Return the cells of a line as they stand, with quotes and spaces: joined they are the line again."""
    return re.findall(rf'(?:^|{mark})((?:"(?:[^"]|"")*")?[^{mark}]*)', line)


def _bare(cell: str) -> str:
    return cell.strip().strip('"').strip()
