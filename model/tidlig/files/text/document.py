"""YAML files as plain mappings, lists and scalars, with the line of everything in them.

Read from the parser's events, so nothing is constructed that the file could choose: no tags, no anchors
and aliases, limited depth, no key twice.  Scalars follow YAML 1.2: ``no`` is a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from tidlig.files.text.invisible import hidden, straightened, suspects
from tidlig.problems import Message, Spot, message, shown

_DEPTH = 12
_CHECK = "check indentation, colons, brackets and quotes"
_INT = re.compile(r"[-+]?[0-9]{1,15}")
_FLOAT = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
_WORDS = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    ".nan": float("nan"),
    ".NaN": float("nan"),
    ".inf": float("inf"),
    "-.inf": float("-inf"),
    ".Inf": float("inf"),
    "-.Inf": float("-inf"),
}

Keys = tuple[str | int, ...]
_Noted = tuple[dict[Keys, int], dict[Keys, str], set[int]]  # lines, numbers as they are written, lines with odd spaces


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: ``data`` and the line of every path in it."""

    spot: Spot
    data: Any
    lines: dict[Keys, int] = field(default_factory=dict)
    texts: dict[Keys, str] = field(default_factory=dict)  # numbers as they are written

    def written(self, path: Keys) -> str:
        """Return the number at ``path`` as it is written, "" where there is none."""
        if path in self.texts:
            return self.texts[path]
        if path not in self.lines:
            return ""
        data = self.data
        for part in path:
            data = data[part]
        return data if isinstance(data, str) else ""

    def known(self, path: Keys) -> Keys:
        """Return ``path`` without the parts that are not in the file."""
        found: Keys = ()
        for part in path:
            if (*found, part) in self.lines:
                found = (*found, part)
        return found

    def keys(self, path: Keys) -> tuple[str | int, ...]:
        """Return the keys of the mapping at ``path``."""
        return tuple(each[-1] for each in self.lines if each[:-1] == path and each)

    def at(self, path: Keys) -> Spot:
        """Return the line of ``path``, or of its nearest parent."""
        found = self.known(path)
        return self.spot.at(self.lines.get(found, 1 if self.lines else 0))

    def say(self, path: Keys, what: str, hint: str = "", /, **values: Any) -> None:
        """Note a problem at ``path``; ``values`` fill the blanks of ``what`` and ``hint``."""
        self.at(path).say(dotted(path), what, hint, **values)


# What the parser was reading when it failed, where the mistake is where that begins.
_BEGUN = ("while scanning a simple key", "while parsing a flow", "while scanning a quoted")


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping somewhere in a file, found by ``at``; takes problems of its keys."""

    at: Callable[[Keys], Spot]
    path: Keys = ()

    def say(self, field: str, what: str, hint: str = "", /, **values: Any) -> None:
        """Note a problem of one key; ``values`` fill the blanks of ``what`` and ``hint``."""
        path = (*self.path, field) if field else self.path
        self.at(path).say(dotted(path), what, hint, **values)


class _Refused(Exception):
    """The document holds something that no assumption file needs."""

    def __init__(self, line: int, what: str, hint: str, /, **values: Any) -> None:
        self.line, self.what, self.hint = line, message(what, values), message(hint, values)


def dotted(path: Keys) -> str:
    """Return a path as people write it, ``effects.0.value``."""
    return ".".join(shown(part) for part in path)


def read_document(text: str, spot: Spot) -> Document | None:
    """Return the one document of a YAML text, or None after noting why it cannot be read.

    Characters that nobody sees and that change the meaning are noted, and the text is read on as it was meant.
    """
    odd: set[int] = set()
    read = _read(text, spot, odd)
    if isinstance(read, _Refused):
        odd.update(suspects(text))
    if odd:
        again = _read(straightened(text, odd, spot), spot, set())
        return again if isinstance(again, Document) else None
    if isinstance(read, _Refused):
        spot.at(read.line).say("", read.what, read.hint)
        return None
    return read


def _read(text: str, spot: Spot, odd: set[int]) -> Document | _Refused:
    """Return the one document of a YAML text, or why it cannot be read; gathers the lines with odd characters."""
    lines: dict[Keys, int] = {}
    texts: dict[Keys, str] = {}
    try:
        events = YAML(typ="safe", pure=True).parse(text)
        data = _document(iter(events), (lines, texts, odd))
    except _Refused as error:
        return error
    except MarkedYAMLError as error:
        begun = str(error.context).startswith(_BEGUN) and error.context_mark
        mark = begun or error.problem_mark or error.context_mark
        return _Refused(mark.line + 1 if mark else 0, "not valid YAML: {why}", _CHECK, why=_one_line(error.problem))
    except (YAMLError, ValueError, RecursionError) as error:
        return _Refused(0, "not valid YAML: {why}", _CHECK, why=_one_line(str(error)))
    return Document(spot, data, lines, texts)


def _one_line(text: str | None) -> Message:
    """Return the first line of a parser's message, short; the parser speaks English only."""
    first = (text or "it cannot be read").strip().split("\n")[0]
    return Message(shown(first, 90))


def _document(events: Iterator[Event], noted: _Noted) -> Any:
    """Return the data of the first document; refuse a second one."""
    data, documents = None, 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused(_line(event), "a second document in one file", "remove the line ---")
            noted[0][()] = _line(event)
            data = _node(next(events), events, (), noted)
    return data


def _node(event: Event, events: Iterator[Event], path: Keys, noted: _Noted) -> Any:
    """Return the value that starts with ``event``."""
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        raise _Refused(_line(event), "anchors and aliases (& and *) are not used", "write the value where it is needed")
    if len(path) > _DEPTH:
        raise _Refused(_line(event), "nested too deeply", "write at most {depth} levels", depth=_DEPTH)
    if tag := getattr(event, "tag", None):
        raise _Refused(_line(event), "the tag '{tag}' is not used", "write the plain value", tag=tag)
    noted[0].setdefault(path, _line(event))
    if isinstance(event, MappingStartEvent):
        return _mapping(events, path, noted)
    if isinstance(event, SequenceStartEvent):
        return _sequence(events, path, noted)
    assert isinstance(event, ScalarEvent)
    value = _scalar(event)
    if isinstance(value, float | int) and not isinstance(value, bool):
        noted[1][path] = event.value
    if not event.style and hidden(event.value, key=path[-1:] == ("?",)):
        noted[2].add(_line(event))
    return value


def _mapping(events: Iterator[Event], path: Keys, noted: _Noted) -> dict[str | int, Any]:
    """Return a mapping; refuse keys that are not names and keys that stand twice."""
    data: dict[str | int, Any] = {}
    for event in events:
        if isinstance(event, MappingEndEvent):
            break
        key = _node(event, events, (*path, "?"), noted)
        noted[0].pop((*path, "?"), None)
        if isinstance(key, bool) or not isinstance(key, str | int):
            what = "the key '{key}' is not a name"
            raise _Refused(_line(event), what, "write a word followed by a colon", key=str(key))
        if key == "<<":
            raise _Refused(_line(event), "merge keys are not read", "write what it means")
        if key in data:
            what = "the key '{key}' appears twice"
            raise _Refused(_line(event), what, "remove one of them", key=str(key))
        noted[0][(*path, key)] = _line(event)
        data[key] = _node(next(events), events, (*path, key), noted)
    return data


def _sequence(events: Iterator[Event], path: Keys, noted: _Noted) -> list[Any]:
    """Return a list."""
    data: list[Any] = []
    for event in events:
        if isinstance(event, SequenceEndEvent):
            break
        data.append(_node(event, events, (*path, len(data)), noted))
    return data


def _scalar(event: ScalarEvent) -> Any:
    """Return a plain scalar as null, bool, int, float or text; a quoted one as text."""
    text: str = event.value
    if event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _line(event: Event) -> int:
    """Return the line of the file, counted from 1."""
    return int(event.start_mark.line) + 1
