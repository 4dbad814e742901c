"""Packs that were read before: kept in the user's cache folder under what their files and the reader's code say.

What is kept is data, JSON that is checked against the records' own types, never anything that could run.  A pack with
a problem is never kept, so that its problems are told each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import platformdirs
from pydantic import TypeAdapter, ValidationError

from tidlig.files.write.commit import consistent
from tidlig.pack.pack import Pack

KEPT = 40  # packs, the last ones used
MOST_FILES, MOST_BYTES = 2_000, 50_000_000  # a larger folder is read as it is


def read_known(folder: Path) -> Pack:
    """Return the pack of a folder as :func:`~tidlig.files.packs.read_pack` does, faster if nothing has changed.

    Raises AssumptionError with every problem in the files.
    """
    return consistent(folder, lambda: _known(folder))


def _known(folder: Path) -> Pack:
    from tidlig.files.packs import read_held

    key = _key(folder)
    if key is None:
        return read_held(folder)
    kept = _cache() / f"{key}.json"
    if (pack := _loaded(kept)) is not None:
        return replace(pack, path=str(folder.resolve()))
    pack = read_held(folder)
    _keep(kept, pack)
    return pack


def _key(folder: Path) -> str | None:
    """Return what stands for a folder's files and the code that reads them; None where only reading it will do."""
    digest, size = hashlib.sha256(_code()), 0
    try:
        for count, path in enumerate(_files(folder)):
            size += path.stat().st_size
            if count >= MOST_FILES or size > MOST_BYTES:
                return None
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder.parent).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    except OSError:
        return None
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield every file of a folder in one order; raises OSError for links and whatever else is no file or folder."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from _files(Path(entry.path))
        elif stat.S_ISREG(mode):
            yield Path(entry.path)
        else:
            raise OSError(entry.name)


@lru_cache
def _code() -> bytes:
    """Return the digest of the code that decides what a pack is: its records, and this room."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(
        (package / "problems.py", *(package / "pack").glob("*.py"), *Path(__file__).parent.rglob("*.*"))
    ):
        if path.suffix in (".py", ".yaml"):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


def _cache() -> Path:
    return platformdirs.user_cache_path("tidlig", appauthor=False)


@lru_cache
def _adapter() -> TypeAdapter[Pack]:
    return TypeAdapter(Pack)


def _loaded(kept: Path) -> Pack | None:
    """Return a kept pack; None where there is none, or it is not as it was written, or not this user's."""
    try:
        if hasattr(os, "getuid") and kept.stat().st_uid != os.getuid():
            return None
        checksum, residents, pack = kept.read_bytes().split(b"\n", 2)
        if hashlib.sha256(residents + b"\n" + pack).hexdigest().encode() != checksum:
            return None
        people = {(place, year): tuple(counts) for place, year, counts in json.loads(residents)}
        found = replace(_adapter().validate_json(pack, by_alias=False, by_name=True), residents=people)
        with contextlib.suppress(OSError):
            os.utime(kept)  # used: it stays
        return found
    except (OSError, ValueError, ValidationError):
        return None


def _keep(kept: Path, pack: Pack) -> None:
    """Write a pack down, whole or not at all, and remove those unused for longest; what cannot be written is let be."""
    people = [[place, year, list(counts)] for (place, year), counts in pack.residents.items()]
    lines = json.dumps(people).encode() + b"\n" + _adapter().dump_json(replace(pack, residents={}))
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=kept.parent, prefix=".", suffix=".new")
        written = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(lines).hexdigest().encode() + b"\n" + lines)
            written.replace(kept)
        finally:
            written.unlink(missing_ok=True)
        newest = sorted(kept.parent.glob("*.json"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in newest[KEPT:]:
            old.unlink(missing_ok=True)
