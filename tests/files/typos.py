"""One slip at a time in the files of a pack: what somebody does to them without meaning to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_WORD = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*|-?\d+(?:[.,]\d+)?")
_FIGURE = re.compile(r"-?\d+(?:[.,]\d+)?")
HIDDEN = "\u200b"


def slips(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what is done to a file, and its text after that: to every word, figure and line of it, one at a time."""
    text = path.read_text(encoding="utf-8")
    yield "a second byte-order mark", f"\ufeff\ufeff{text}"
    lines = text.split("\n")
    for k, line in enumerate(lines):
        if line.startswith("#") or not line.strip():
            continue
        yield f"line {k + 1} gone", "\n".join([*lines[:k], *lines[k + 1 :]])
        if path.suffix == ".csv":
            yield f"line {k + 1} with a quote", "\n".join([*lines[:k], f'"{line}', *lines[k + 1 :]])
        for found in _WORD.finditer(line.split(" #")[0]):
            for word in written(found[0]):
                changed = line[: found.start()] + word + line[found.end() :]
                yield f"line {k + 1}: {found[0]!r} is {word!r}", "\n".join([*lines[:k], changed, *lines[k + 1 :]])


def written(word: str) -> list[str]:
    """Return what may come of a word or figure: another order of letters, a hidden character, nothing, another kind."""
    if _FIGURE.fullmatch(word):
        return ["abc", "-1", f"{word}{HIDDEN}", ""]
    return [f"{word[:-2]}{word[-1]}{word[-2]}" if len(set(word[-2:])) > 1 else f"{word}x", f"{word}{HIDDEN}", ""]
