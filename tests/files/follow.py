"""Follows the hint of a problem to the letter, where it says what to write, and changes the file it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tidlig.problems import Message, Problem

Pick = Callable[[Message], str]


def _value(name: str) -> Pick:
    return lambda hint: str(hint.values[name])


def _first(name: str) -> Pick:
    return lambda hint: str(hint.values[name][0])


def _fixed(text: str) -> Pick:
    return lambda hint: text


# What to write in the place of what is wrong, by the template of the hint.
WRITTEN: dict[str, Pick] = {
    "did you mean '{name}'?": _value("name"),
    "did you mean '{name}'? If not, add it to areas.csv": _value("name"),
    "write {names}": _first("names"),
    "write one of {names}": _first("names"),
    "write one of {names}; {measure} needs a threshold": _first("names"),
    "write a known one, such as {names}": _first("names"),
    "write {units}": _first("units"),
    "write one of {units}": _first("units"),
    "write one of {units}, {currency}/... or thing/year": _first("units"),
    "write {number}": _value("number"),
    "write {share}": _value("share"),
    "write {other}": _value("other"),
    "write {share} or {value} %": _value("share"),
    "write at most {limit}": lambda hint: str(hint.values["limit"]).partition(" ")[0],
    "write at least {limit}": lambda hint: str(hint.values["limit"]).partition(" ")[0],
    "write a year from {first} to {last}": _value("first"),
    "write an age from {first} to {last}, or leave it blank": _value("first"),
    "write an age from {first} to {last}": _value("first"),
    "write A, B, C, D or E": _fixed("E"),
    "write a number such as 0.25": _fixed("0.25"),
    "write true or false": _fixed("true"),
    "write rr": _fixed("rr"),
    "write {expected}": lambda hint: str(hint.values["expected"]).split("'")[1],
    "write {currency}/participant": lambda hint: f"{hint.values['currency']}/participant",
    "write yes, no or backtest, or leave it blank for yes": _fixed("yes"),
    "write population or leave it blank": _fixed("population"),
    "leave it blank": _fixed(""),
    "leave it blank, or write the value": _fixed(""),
    "leave it blank, or begin the unit with {currency}/": _fixed(""),
    "choose another name": _fixed("another"),
}
LINE_OUT = ("remove it", "remove one of them", "remove the line: wellbeing has no payers")


def follow(problem: Problem, root: Path) -> bool:
    """Change the file of a problem as its hint says; returns False where that takes a person."""
    path = root / problem.file
    if not path.is_file() or not problem.line:
        return False
    lines = path.read_text(encoding="utf-8").split("\n")
    if problem.hint.template in LINE_OUT and path.suffix == ".csv" and problem.line > 1:
        lines[problem.line - 1] = ""
    elif problem.hint.template in WRITTEN:
        new = WRITTEN[problem.hint.template](problem.hint)
        change = _cell if path.suffix == ".csv" and problem.field in lines[0].split(_mark(lines)) else _text
        if not change(lines, problem, new):
            return False
    else:
        return False
    path.write_text("\n".join(lines), encoding="utf-8")
    return True


def _mark(lines: list[str]) -> str:
    return ";" if ";" in lines[0] else ","


def _cell(lines: list[str], problem: Problem, new: str) -> bool:
    """Write the cell of a table: the whole of it, or the wrong name in it."""
    mark = _mark(lines)
    column, cells = lines[0].split(mark).index(problem.field), lines[problem.line - 1].split(mark)
    cells += [""] * (column + 1 - len(cells))
    wrong = _wrong(problem)
    part = next((each for each in wrong if each and each in cells[column] and not each[0].isdigit()), "")
    text = new.replace(".", ",") if mark == ";" and re.fullmatch(r"-?[0-9.]+", new) else new
    cells[column] = cells[column].replace(part, text, 1) if part else text
    lines[problem.line - 1] = mark.join(cells)
    return True


def _text(lines: list[str], problem: Problem, new: str) -> bool:
    """Write the new text over the wrong one in its line."""
    line = lines[problem.line - 1]
    for wrong in _wrong(problem):
        found = re.search(rf"(?<![\w.-]){re.escape(wrong)}(?![\w.-])", line) if wrong else None
        if found:
            lines[problem.line - 1] = line[: found.start()] + new + line[found.end() :]
            return True
    return False


def _wrong(problem: Problem) -> list[str]:
    """Return what may be wrong: a value of the message, else the name of the field."""
    values = [str(value) for value in problem.what.values.values() if not isinstance(value, Message)]
    fields = (
        [problem.field, problem.field.split(".")[-1]] if problem.what in ("unknown field", "unknown column") else []
    )
    return [*values, *(value.replace(".", ",") for value in values), *fields]
