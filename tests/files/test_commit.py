"""Several files replaced as one: stopped at any moment, a folder reads as all of the old or all of the new."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.files.tiny import copy_base

from tidlig.files.packs import read_pack
from tidlig.files.write import commit
from tidlig.files.write.commit import JOURNAL, LOCK, UNFINISHED, consistent, writing
from tidlig.files.write.writeback import write_back
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.unit

OLD, NEW = {"a.csv": b"old a", "b.csv": b"old b"}, {"a.csv": b"new a", "b.csv": b"new b", "c.csv": b"new c"}
STEPS = 60  # more calls that change the disk than one commit makes


class Stopped(BaseException):
    """The process ends here."""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def stopping(monkeypatch: pytest.MonkeyPatch, at: int) -> Iterator[int]:
    """Let the process end before its ``at``-th call that changes the disk."""
    calls = iter(range(10_000))

    def counted(call):  # type: ignore[no-untyped-def]
        def before(*args, **how):  # type: ignore[no-untyped-def]
            if next(calls) >= at:
                raise Stopped
            return call(*args, **how)

        return before

    for owner, name in (
        (os, "fsync"),
        (Path, "replace"),
        (Path, "unlink"),
        (Path, "chmod"),
        (commit.tempfile, "mkstemp"),
    ):
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    return calls


@pytest.mark.parametrize("at", range(STEPS))
def test_stopped_at_any_call_the_folder_reads_as_old_or_new(
    folder: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        calls = stopping(patched, at)
        try:
            with writing(folder) as replace:
                replace(NEW)
            done = True
        except Stopped:
            done = False
        made = next(calls)
    seen = consistent(folder, lambda: contents(folder))
    assert seen in (OLD, NEW)
    assert seen == NEW or not done
    with writing(folder):  # the next writer leaves nothing behind
        pass
    assert {path.name for path in folder.iterdir()} == {*seen, LOCK}
    assert made < STEPS - 1, "every call of a commit was tried"


def test_an_error_of_the_writer_leaves_the_old_files_and_nothing_else(folder: Path) -> None:
    with pytest.raises(ValueError, match="no"), writing(folder):
        raise ValueError("no")
    assert contents(folder) == OLD
    assert not list(folder.glob(f"{UNFINISHED}*"))


def test_a_journal_renames_nothing_outside_its_folder(folder: Path) -> None:
    outside = folder.parent / "outside.csv"
    (folder / JOURNAL).write_text('{"../outside-new": "../outside.csv"}', encoding="utf-8")
    consistent(folder, lambda: None)
    assert not outside.exists()
    assert contents(folder) == OLD


def test_a_row_that_moved_while_its_number_was_fitted_is_found_again(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    (folder / "calibration.csv").write_text("id;prior;low;high;source;note\ng.need;2;1,5;3;trial;\n", encoding="utf-8")
    _with_status(folder)
    pack = read_pack(folder)
    text = (folder / "numbers.csv").read_text(encoding="utf-8")
    (folder / "numbers.csv").write_text("# a line more\n" + text, encoding="utf-8")
    write_back(pack, {"g.need": (2.5, 1.5, 3.5)})
    now = read_pack(folder).numbers
    assert now["g.need"].value == 2.5
    assert {id: n.value for id, n in now.items() if id != "g.need"} == {
        id: n.value for id, n in pack.numbers.items() if id != "g.need"
    }


def test_a_pack_that_was_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    _with_status(folder)
    pack = read_pack(folder)
    text = (
        (folder / "numbers.csv").read_text(encoding="utf-8").replace("cost.public_funds;0,2", "cost.public_funds;0,3")
    )
    (folder / "numbers.csv").write_text(text, encoding="utf-8")
    with pytest.raises(AssumptionError, match="was changed while its numbers were fitted"):
        write_back(pack, {"g.need": (2.5, 1.5, 3.5)})
    assert (folder / "numbers.csv").read_text(encoding="utf-8") == text


def _with_status(folder: Path) -> None:
    lines = (folder / "numbers.csv").read_text(encoding="utf-8").splitlines()
    (folder / "numbers.csv").write_text("\n".join([lines[0] + ";status", *lines[1:]]) + "\n", encoding="utf-8")


WRITER = """
import sys, time
from pathlib import Path
from tidlig.files.write.commit import writing
folder, who = Path(sys.argv[1]), sys.argv[2]
until = time.monotonic() + 1.5
n = 0
while time.monotonic() < until:
    with writing(folder) as replace:
        counts = dict(line.split("=") for line in (folder / "a.csv").read_text().split())
        counts[who] = str(int(counts.get(who, 0)) + 1)
        text = " ".join(f"{k}={v}" for k, v in counts.items()).encode()
        replace({"a.csv": text, "b.csv": text})
    n += 1
print(n)
"""


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(b"")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), who], stdout=subprocess.PIPE, text=True)
        for who in ("one", "two")
    ]
    made = [int(writer.communicate(timeout=120)[0]) for writer in writers]
    counted = dict(line.split("=") for line in (tmp_path / "a.csv").read_text().split())
    assert counted == {"one": str(made[0]), "two": str(made[1])}
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
