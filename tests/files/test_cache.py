"""Packs that were read before: the same pack, and never an old one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from tests.files.tiny import copy_base, edit

from tidlig.files import cache
from tidlig.files.cache import read_known
from tidlig.files.packs import read_pack
from tidlig.files.text.locate import find_pack, packs_root
from tidlig.pack.pack import Pack
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.unit


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of its own."""
    folder = tmp_path / "kept"
    monkeypatch.setattr(cache, "_cache", lambda: folder)
    return folder


def unread(folder: Path) -> Pack:
    raise AssertionError(f"{folder} was read")


PACKS = [find_pack("norway", packs_root())]
PACKS += sorted(path.parent for path in (packs_root() / "published").glob("*/pack.yaml"))


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_kept_pack_is_the_pack_to_the_order_of_its_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_pack(folder)
    assert read_known(folder) == read
    monkeypatch.setattr("tidlig.files.packs.read_held", unread)
    known = read_known(folder)
    assert known == read
    for field in fields(Pack):
        if isinstance(getattr(read, field.name), dict):
            assert list(getattr(known, field.name)) == list(getattr(read, field.name)), field.name


@pytest.mark.parametrize(
    "change",
    [
        lambda tiny: edit(tiny, "numbers.csv", "g.need;2;", "g.need;two;"),
        lambda tiny: (tiny / "stray.csv").write_text("id\n", encoding="utf-8"),
        lambda tiny: (tiny / "places" / "x.csv").symlink_to(tiny / "nowhere"),
        lambda tiny: os.mkfifo(tiny / "places" / "x.csv"),
    ],
    ids=["no number", "a file too many", "a link that leads nowhere", "a pipe"],
)
def test_what_is_wrong_now_is_told_though_it_was_right(change: Callable[[Path], object], tmp_path: Path) -> None:
    tiny = copy_base(tmp_path)
    (tiny / "places").mkdir(exist_ok=True)
    read_known(tiny)
    change(tiny)
    for _ in range(2):
        with pytest.raises(AssumptionError) as told:
            read_known(tiny)
        with pytest.raises(AssumptionError) as fresh:
            read_pack(tiny)
        assert told.value.problems == fresh.value.problems


def test_a_changed_number_is_read(tmp_path: Path) -> None:
    tiny = copy_base(tmp_path)
    before = read_known(tiny)
    edit(tiny, "numbers.csv", "g.need;2", "g.need;3")
    assert read_known(tiny).numbers["g.need"].value == 3.0 != before.numbers["g.need"].value


def test_a_copy_of_a_pack_knows_where_it_lies(tmp_path: Path) -> None:
    for name in ("a", "b"):
        tiny = copy_base(tmp_path / name)
        assert read_known(tiny).path == str(tiny)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(file.read_bytes()[:-40]),
        lambda file: file.write_bytes(file.read_bytes().replace(b'"currency":"NOK"', b'"currency":"EUR"')),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"\x80\x04."),
    ],
    ids=["cut off", "changed", "empty", "another form"],
)
def test_what_is_not_as_it_was_written_is_read_again(
    spoil: Callable[[Path], object], kept: Path, tmp_path: Path
) -> None:
    tiny = copy_base(tmp_path)
    pack = read_known(tiny)
    (file,) = kept.glob("*.json")
    spoil(file)
    assert read_known(tiny) == pack
    assert cache._loaded(file) == pack  # put right


def test_a_cache_that_cannot_be_written_is_let_be(kept: Path, tmp_path: Path) -> None:
    kept.write_text("a file where the folder should be", encoding="utf-8")
    assert read_known(copy_base(tmp_path)).id == "tiny"


def test_the_packs_unused_for_longest_go(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    tiny = copy_base(tmp_path)
    for value in ("2,1", "2,2", "2,3"):
        edit(tiny, "labels.csv", "care;", f"x{value.replace(',', '')};;\ncare;")
        read_known(tiny)
    assert len(list(kept.glob("*"))) == 2


def test_what_is_kept_is_data(kept: Path, tmp_path: Path) -> None:
    read_known(copy_base(tmp_path))
    (file,) = kept.glob("*")
    checksum, residents, pack = file.read_bytes().split(b"\n")
    assert len(checksum) == 64
    assert isinstance(json.loads(residents), list)
    assert json.loads(pack)["id"] == "tiny"
