"""Fitted numbers written into the files they came from: their own cells change, every other byte stays."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from tidlig.assumptions.calibration import ENSEMBLE, PRIORS
from tidlig.assumptions.pack import Assumption, Pack
from tidlig.assumptions.problems import Problems, Spot
from tidlig.assumptions.table import read_table

FIGURES = 5  # significant figures of a fitted number: far more than is known, few enough to read
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_WRITTEN = ("value", "low", "high", "status")
Fitted = Mapping[str, tuple[float, float, float]]  # id -> value, low, high


def write_back(pack: Pack, fitted: Fitted) -> list[Path]:
    """Write value, low, high and the status ``calibrated`` of the named numbers; returns the files that changed.

    Each file appears whole or not at all.  Raises AssumptionError, before anything is written, for files without the
    columns.
    """
    problems = Problems()
    folder = Path(pack.path)
    texts: dict[Path, str] = {}
    for name, numbers in _by_file([pack.numbers[id] for id in fitted]).items():
        path = folder / name.partition("/")[2]
        texts[path] = _rewritten(path, {number.line: fitted[number.id] for number in numbers}, Spot(problems, name))
    problems.raise_any()
    _replace(texts)
    return list(texts)


def write_ensemble(pack: Pack, ids: tuple[str, ...], draws: Iterable[Iterable[float]]) -> Path:
    """Write ensemble.csv, a line a draw, every figure in full, with the decimal mark of calibration.csv."""
    folder = Path(pack.path)
    mark = _decimal(folder / PRIORS)
    lines = [["draw", *ids]]
    lines += [[str(k), *(repr(float(value)).replace(".", mark) for value in draw)] for k, draw in enumerate(draws, 1)]
    path = folder / ENSEMBLE
    _replace({path: "".join(";".join(line) + "\n" for line in lines)})
    return path


def _by_file(numbers: list[Assumption]) -> dict[str, list[Assumption]]:
    files: dict[str, list[Assumption]] = {}
    for number in numbers:
        files.setdefault(number.file, []).append(number)
    return files


def _rewritten(path: Path, rows: Mapping[int, tuple[float, float, float]], spot: Spot) -> str:
    """Return a table's text with the cells of some lines changed; notes columns that are missing."""
    text = path.read_bytes().decode("utf-8")
    mark, names = _header(text)
    for column in (column for column in _WRITTEN if column not in names):
        spot.say(column, "the column is missing", "add it to the header line, for the fitted numbers")
        return ""
    places = [names.index(column) for column in _WRITTEN]
    lines, decimal = _LINE.findall(text), _decimal(path)
    for line, figures in rows.items():
        texts = [f"{figure:.{FIGURES}g}".replace(".", decimal) for figure in figures]
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


def _replace(texts: Mapping[Path, str]) -> None:
    """Write all files beside the old ones, then put each in the place of its own."""
    unfinished = {path: path.with_name(f"{path.name}.part") for path in texts}
    for path, part in unfinished.items():
        part.write_bytes(texts[path].encode("utf-8"))
        if path.exists():
            shutil.copymode(path, part)
    for path, part in unfinished.items():
        part.replace(path)
