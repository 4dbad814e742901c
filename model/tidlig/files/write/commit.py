"""Several files of one folder replaced as one: whoever reads the folder sees all of the old or all of the new.

A writer holds the folder's lock.  It writes every new file under a name of its own beside the old one, then the
journal, a list of what is to be renamed to what.  The journal's own appearance is the moment that counts: before it
nothing has happened, after it the renames are only finished, by the writer or, where it was killed, by whoever comes
next.  The lock is the operating system's and goes with the process that holds it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from tidlig.problems import first_problem

T = TypeVar("T")
LOCK, JOURNAL = ".tidlig.lock", ".tidlig.journal"
UNFINISHED = ".tidlig-new."  # how the names of files begin that no journal has named yet


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[Callable[[Mapping[str, bytes]], None]]:
    """Hold a folder for one writer; gives what replaces files by name, ``{name: contents}``, as one.

    What an earlier writer left is finished or removed first.  Raises OSError where the folder cannot be written.
    """
    with _locked(folder):
        _recover(folder)
        try:
            yield lambda files: _replace(folder, files)
        finally:
            _sweep(folder)


def consistent(folder: Path, read: Callable[[], T]) -> T:
    """Read a folder while no writer replaces its files; what a killed writer left is finished first.

    A folder that no writer has held has no lock: then it is read again if one came meanwhile.  Raises AssumptionError
    for files half in place in a folder that cannot be written, and what ``read`` raises.
    """
    while True:
        _settle(folder)
        if not (folder / LOCK).is_file():
            result = read()
            if not (folder / LOCK).is_file():
                return result
        with _held(folder):
            if not os.path.lexists(folder / JOURNAL):
                return read()


def _settle(folder: Path) -> None:
    """Finish what a journal names, waiting for a writer at work."""
    if not os.path.lexists(folder / JOURNAL):
        return
    try:
        with _locked(folder):
            _recover(folder)
    except OSError as error:
        what, hint = "some files of the folder are only half in place", "open it once with write access"
        raise first_problem(folder.name, "", what, hint) from error


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep writers out of a folder while it is read; other readers may come in where the system can tell them."""
    if os.name == "nt":
        with _locked(folder):
            yield
        return
    import fcntl

    with (folder / LOCK).open("rb") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_SH)
        yield


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put new files in the place of old ones: all of them once the journal stands."""
    for name in files:
        if (folder / name).is_dir():  # found out before anything is written
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))
    names = {_written(folder, name, content): name for name, content in files.items()}
    journal = _written(folder, JOURNAL, json.dumps(names).encode())
    _sync(folder)
    (folder / journal).replace(folder / JOURNAL)
    _sync(folder)
    _finish(folder, names)


def _written(folder: Path, name: str, content: bytes) -> str:
    """Write one new file beside the old one, through to the disk; return its name."""
    handle, path = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    old = folder / name
    if old.exists():
        shutil.copymode(old, path)
    else:
        Path(path).chmod(0o644)
    return Path(path).name


def _finish(folder: Path, names: Mapping[str, str]) -> None:
    """Rename what the journal names and take the journal away."""
    for new, name in names.items():
        if (folder / new).exists():  # else it was renamed before the writer was stopped
            (folder / new).replace(folder / name)
    _sync(folder)
    (folder / JOURNAL).unlink()
    _sync(folder)


def _recover(folder: Path) -> None:
    """Finish what a journal names; remove what no journal has named."""
    if (folder / JOURNAL).is_file():
        names = json.loads((folder / JOURNAL).read_text(encoding="utf-8"))
        _finish(folder, {Path(new).name: Path(name).name for new, name in names.items()})
    _sweep(folder)


def _sweep(folder: Path) -> None:
    """Remove new files that no journal names."""
    if not (folder / JOURNAL).exists():
        for path in folder.glob(f"{UNFINISHED}*"):
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, waiting for it."""
    with (folder / LOCK).open("a+b") as file:
        _lock(file.fileno())
        yield  # closing the file gives the lock back


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def _sync(folder: Path) -> None:
    """Write the folder's names through to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
