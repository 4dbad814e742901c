"""What is wrong in the files, said once, with file, line and field, and all of it at the same time."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, Self

_FEW = 12  # known names that are all told
SHOWN = 20  # problems told at once; the rest are counted
_PLACES = 3  # places of one mistake that are told beside the first; the rest are counted
_MISSPELT = ("unknown field", "unknown column")
# How a message begins that is about a name which nothing has: one cause, in however many places the name stands.
_ABSENT = (
    "unknown ",
    "no price index ",
    "no residents of ",
    "no area ",
    "no memory ",
    "no level ",
    "the line has {cells} cells",
)
_BLANK = re.compile(r"\{([a-z_]\w*)(?::([^{}\s]*))?\}")


class Message(str):
    """One sentence of a problem: an English template and its values, kept apart until it is shown.

    As text it is the English sentence.  The template is the key of its translations; a value that is a message itself
    is translated with it.  Values of the user's are shown short and without control characters; a list is shown as
    its members.  Without values the template is taken as it stands.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        """Fill the template; raises KeyError for a blank without a value."""
        message = super().__new__(cls, filled(template, values))
        message.template, message.values = template, values
        return message


def blanks(template: str) -> tuple[str, ...]:
    """Return the names of a template's blanks: a word in braces, perhaps with a format, ``{name}`` or ``{value:g}``."""
    return tuple(match[1] for match in _BLANK.finditer(template))


def filled(template: str, values: Mapping[str, Any], told: Callable[[Message], str] = str) -> str:
    """Return a template with its values, each as it may be shown; raises KeyError for one that is not given.

    ``told`` says a message among the values.  Without values the template is taken as it stands.
    """

    def fill(blank: re.Match[str]) -> str:
        value = _value(values[blank[1]], told)
        return format(value, blank[2] or ("g" if isinstance(value, float) else ""))

    return _BLANK.sub(fill, template) if values else template


def _value(value: Any, told: Callable[[Message], str]) -> Any:
    """Return a value as it may be shown."""
    if isinstance(value, Message):
        return told(value)
    if isinstance(value, list | tuple):
        return ", ".join(_value(each, told) for each in value)
    if isinstance(value, float):
        return value + 0.0  # no minus zero
    return shown(value) if isinstance(value, str) else value


def shown(text: object, most: int = 40) -> str:
    """Return ``text`` short enough for a message and without control characters."""
    clean = "".join(char if char.isprintable() else "?" for char in str(text))
    return clean if len(clean) <= most else clean[: most - 3] + "..."


NOTHING = Message("")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it stands, what is wrong and what to write instead."""

    file: str
    line: int
    field: str
    what: Message
    hint: Message = NOTHING
    also: Message = NOTHING  # where else the same stands

    @property
    def spot(self) -> str:
        """File and line, as far as they are known."""
        file = shown(self.file, 120)
        return f"{file}:{self.line}" if self.line else file

    @property
    def place(self) -> str:
        """File, line and field, as far as they are known."""
        return ": ".join(part for part in (self.spot, shown(self.field, 80)) if part)

    def __str__(self) -> str:
        text = ": ".join(part for part in (self.place, self.what) if part)
        return "; ".join(part for part in (text, self.hint, self.also) if part)


class AssumptionError(Exception):
    """Files of numbers cannot be used; ``problems`` lists every reason, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        unique = sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line))
        self.problems = _grouped(_causes(unique))
        lines = [*(str(problem) for problem in self.problems[:SHOWN]), self.more]
        super().__init__("\n".join(line for line in lines if line))

    @property
    def more(self) -> Message:
        """How many problems there are beyond those shown; "" where all are."""
        left = len(self.problems) - SHOWN
        return Message("and {n} more", n=left) if left > 0 else NOTHING


def _causes(problems: list[Problem]) -> list[Problem]:
    """Return the problems without those that follow from a key or column that is written wrongly."""
    meant = {
        (each.file, ".".join([*each.field.split(".")[:-1], str(each.hint.values["name"])]))
        for each in problems
        if each.what in _MISSPELT and "name" in each.hint.values
    }
    return [each for each in problems if each.what in _MISSPELT or (each.file, each.field) not in meant]


def _grouped(problems: list[Problem]) -> list[Problem]:
    """Return the problems, one for each name that nothing has: the first place with it, and where else it stands."""
    groups: dict[tuple[Message, int | None], list[Problem]] = {}
    for place, each in enumerate(problems):
        names_it = each.what.values and each.what.template.startswith(_ABSENT)
        groups.setdefault((each.what, None if names_it else place), []).append(each)
    return [replace(first, also=_others(others)) for first, *others in groups.values()]


def _others(problems: list[Problem]) -> Message:
    """Return the places of problems that are the same as one told already."""
    places = list(dict.fromkeys(problem.spot for problem in problems))
    left = len(places) - _PLACES
    more = Message(" and {n} more", n=left) if left > 0 else NOTHING
    return Message("also at {places}{more}", places=places[:_PLACES], more=more) if places else NOTHING


@dataclass(slots=True)
class Problems:
    """Collects problems while reading goes on."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, field: str, what: str, hint: str = "", /, **values: Any) -> None:
        """Note one problem; ``values`` fill the blanks of ``what`` and ``hint``."""
        self.found.append(problem(file, line, field, what, hint, **values))

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

    def say(self, field: str, what: str, hint: str = "", /, **values: Any) -> None:
        """Note one problem of this line; ``values`` fill the blanks of ``what`` and ``hint``."""
        self.problems.add(self.file, self.line, field, what, hint, **values)

    @property
    def told(self) -> bool:
        """Whether the last problem noted is one of this line: what follows from it is no other mistake."""
        found = self.problems.found
        return bool(found) and (found[-1].file, found[-1].line) == (self.file, self.line)

    def at(self, line: int) -> Spot:
        """Another line of the same file."""
        return Spot(self.problems, self.file, line)


class Says(Protocol):
    """Anything that takes a problem of one of its fields."""

    def say(self, field: str, what: str, hint: str = "", /, **values: Any) -> None:
        """Note one problem; ``values`` fill the blanks of ``what`` and ``hint``."""


@dataclass(frozen=True, slots=True)
class Prefixed:
    """A line whose fields are written behind a prefix, ``nfp.reach.value``."""

    spot: Spot
    prefix: str

    def say(self, field: str, what: str, hint: str = "", /, **values: Any) -> None:
        """Note one problem of this line; ``values`` fill the blanks of ``what`` and ``hint``."""
        self.spot.say(f"{self.prefix}.{field}", what, hint, **values)


@dataclass(frozen=True, slots=True)
class Column:
    """A cell that holds one number: whatever is wrong with the number is told at its column."""

    spot: Spot
    name: str

    def say(self, _: str, what: str, hint: str = "", /, **values: Any) -> None:
        """Note one problem of this cell; ``values`` fill the blanks of ``what`` and ``hint``."""
        self.spot.say(self.name, what, hint, **values)


def message(text: str, values: Mapping[str, Any]) -> Message:
    """Return a text as a message: one already made as it is, a template with those of the values that it names."""
    if isinstance(text, Message):
        return text
    return Message(text, **({name: values[name] for name in blanks(text)} if values else {}))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like ``name``, or "" if none is near."""
    names = [each for each in known if each != name]
    by_lower = {each.lower(): each for each in names}
    found = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.65)
    return by_lower[found[0]] if found else ""


def did_you_mean(name: str, known: Iterable[str], otherwise: Message = NOTHING) -> Message:
    """Return a hint: the nearest known name, else ``otherwise``, else the known names, some of them if they are many.

    Of numbers, such as years, none is near another.
    """
    names = list(known)
    near = "" if name.isdigit() else nearest(name, names)
    if near:
        return Message("did you mean '{name}'?", name=near)
    if otherwise or not names:
        return otherwise or Message("remove it")
    if len(names) <= _FEW:
        return Message("write one of {names}" if len(names) > 1 else "write {names}", names=names)
    return Message("write a known one, such as {names}", names=names[:3])


def problem(file: str, line: int, field: str, what: str, hint: str = "", /, **values: Any) -> Problem:
    """Make a problem; ``values`` fill the blanks of ``what`` and ``hint``."""
    return Problem(file, line, field, message(what, values), message(hint, values))


def first_problem(file: str, field: str, what: str, hint: str = "", line: int = 0, /, **values: Any) -> AssumptionError:
    """Make the error of a single problem that leaves nothing more to read; ``values`` fill the blanks."""
    return AssumptionError([problem(file, line, field, what, hint, **values)])
