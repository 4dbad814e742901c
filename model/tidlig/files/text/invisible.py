"""Characters that nobody sees and that change what a file says: other spaces, tabs, marks of no width."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tidlig.problems import Message, Spot

_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_MARKS = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_MARK = re.compile(f"[{_MARKS}]")
_ODD = re.compile(f"[{_SPACES}{_MARKS}]")
_HIDDEN = re.compile(f"[{_MARKS}]|^[{_SPACES}]|[{_SPACES}]$")
_LEADING = re.compile(f"[ {_SPACES}{_MARKS}]*")
_UNSEEN = re.compile(f"^ *[{_SPACES}{_MARKS}]|[{_MARKS}]|[:-][{_SPACES}]")
_CALLED = {
    "\t": Message("a tab"),
    "\u00a0": Message("a no-break space"),
    "\u202f": Message("a narrow no-break space"),
    "\u00ad": Message("a soft hyphen"),
    "\u200b": Message("a zero-width space"),
    "\ufeff": Message("a byte-order mark"),
}


def hidden(text: str, *, key: bool) -> bool:
    """Tell whether a text means something else than it seems to; in a key no such character may stand at all."""
    return bool((_ODD if key else _HIDDEN).search(text))


def suspects(text: str) -> list[int]:
    """Return the lines of a text that cannot be read, counted from 1, in which such a character may be the reason."""
    return [number for number, line in enumerate(text.split("\n"), 1) if _UNSEEN.search(line)]


def straightened(text: str, numbers: Iterable[int], spot: Spot) -> str:
    """Return a text with ordinary spaces in some of its lines, each of which is noted."""
    lines = text.split("\n")
    for number in sorted(set(numbers)):
        line = lines[number - 1]
        found = _ODD.search(line)
        if found is None:
            continue
        first = found.end() <= len(_LEADING.match(line)[0])  # type: ignore[index]
        what = "the line begins with {character}" if first else "the line has {character} in it"
        hint = "write ordinary spaces instead" if re.match(f"[{_SPACES}]", found[0]) else "remove it"
        spot.at(number).say("", what, hint, character=_called(found[0]))
        lines[number - 1] = _MARK.sub("", re.sub(f"[{_SPACES}]", " ", line))
    return "\n".join(lines)


def visible(cell: str, column: str, spot: Spot) -> str:
    """Return a cell without marks of no width; the first of them is noted."""
    if cell.isascii() or not (found := _MARK.search(cell)):
        return cell
    spot.say(column, "the line has {character} in it", "remove it", character=_called(found[0]))
    return _MARK.sub("", cell).strip()


def ordinary(cell: str, column: str, spot: Spot) -> str:
    """Return a cell that is a name with ordinary spaces in it; the first other one is noted."""
    if cell.isascii() or not (found := _ODD.search(cell)):
        return cell
    spot.say(column, "the line has {character} in it", "write ordinary spaces instead", character=_called(found[0]))
    return re.sub(f"[{_SPACES}]", " ", cell)


def _called(character: str) -> Message:
    """Return what a character is called."""
    other = Message("an invisible character (U+{code})", code=f"{ord(character):04X}")
    return _CALLED.get(character, other)
