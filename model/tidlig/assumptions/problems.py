"""What is wrong in the files, said once, with file, line and field, and all of it at the same time."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it stands, what is wrong and what to write instead."""

    file: str
    line: int
    field: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        text = ": ".join(part for part in (place, self.field, self.what) if part)
        return f"{text}; {self.hint}" if self.hint else text


class AssumptionError(Exception):
    """Files of numbers cannot be used; ``problems`` lists every reason, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        unique = dict.fromkeys(problems)
        self.problems = sorted(unique, key=lambda problem: (problem.file, problem.line))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Problems:
    """Collects problems while reading goes on."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, field: str, what: str, hint: str = "") -> None:
        """Note one problem."""
        self.found.append(Problem(file, line, field, what, hint))

    def raise_any(self) -> None:
        """Raise AssumptionError if anything has been noted."""
        if self.found:
            raise self.error()

    def error(self) -> AssumptionError:
        """Return the error that lists everything noted."""
        return AssumptionError(self.found)


@dataclass(frozen=True, slots=True)
class Spot:
    """One line of one file, with the collector its problems go to."""

    problems: Problems
    file: str
    line: int = 0

    def say(self, field: str, what: str, hint: str = "") -> None:
        """Note one problem of this line."""
        self.problems.add(self.file, self.line, field, what, hint)

    def at(self, line: int) -> Spot:
        """Another line of the same file."""
        return Spot(self.problems, self.file, line)


class Says(Protocol):
    """Anything that takes a problem of one of its fields."""

    def say(self, field: str, what: str, hint: str = "") -> None:
        """Note one problem."""


@dataclass(frozen=True, slots=True)
class Prefixed:
    """A line whose fields are written behind a prefix, ``nfp.reach.value``."""

    spot: Spot
    prefix: str

    def say(self, field: str, what: str, hint: str = "") -> None:
        """Note one problem of this line."""
        self.spot.say(f"{self.prefix}.{field}", what, hint)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like ``name``, or "" if none is near."""
    names = [each for each in known if each != name]
    by_lower = {each.lower(): each for each in names}
    found = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint: the nearest known name, else the known names if they are few; of numbers, such as years, these."""
    names = list(known)
    near = "" if name.isdigit() else nearest(name, names)
    if near:
        return f"did you mean '{near}'?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 12 else ""


def first_problem(file: str, field: str, what: str, hint: str = "", line: int = 0) -> AssumptionError:
    """Make the error of a single problem that leaves nothing more to read."""
    return AssumptionError([Problem(file, line, field, what, hint)])
