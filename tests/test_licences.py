"""Every file has a licence, every licence its text, and figures of Statistics Norway the licence they came with."""

from __future__ import annotations

import csv
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.package

ROOT = Path(__file__).parents[1]
REUSE = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))
PACKS = ROOT / "assumptions"
OPEN_DATA = "NLOD-2.0"
PUBLISHER = re.compile(r"Statistics Norway|\bSSB\b")


def tracked() -> list[str]:
    """Every file that git knows or would add, but the texts of the licences."""
    git = ("git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    files = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    return [name for name in files if not name.startswith("LICENSES/")]


def pattern(glob: str) -> re.Pattern[str]:
    """A glob of REUSE.toml: ``*`` stops at a slash, ``**`` does not."""
    parts = {"**": ".*", "*": "[^/]*"}
    return re.compile("".join(parts.get(part, re.escape(part)) for part in re.split(r"(\*\*|\*)", glob)))


def globs(entry: dict[str, Any]) -> list[str]:
    return [entry["path"]] if isinstance(entry["path"], str) else entry["path"]


def licence(name: str) -> str:
    """The licence of a file: that of the last entry that names it, "" without one."""
    held = [e for e in REUSE["annotations"] if any(pattern(glob).fullmatch(name) for glob in globs(e))]
    return held[-1]["SPDX-License-Identifier"] if held else ""


def with_figures_of_statistics_norway() -> set[str]:
    """Files of a pack that name a source of Statistics Norway, or say in a comment that they hold its figures."""
    found = set()
    for pack in {path.parent for path in PACKS.rglob("pack.yaml")}:
        lines = (pack / "sources.csv").read_text(encoding="utf-8").splitlines()
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";")
        sources = {row["id"] for row in rows if PUBLISHER.search(row["publisher"])}
        for path in (each for each in pack.rglob("*") if each.is_file()):
            text = path.read_text(encoding="utf-8")
            said = "\n".join(line for line in text.splitlines() if line.startswith("#"))
            if PUBLISHER.search(said) or sources & set(re.findall(r"\w+", text)):
                found.add(path.relative_to(ROOT).as_posix())
    return found


def test_every_file_has_a_licence() -> None:
    files = tracked()
    assert len(files) > 100
    assert not [name for name in files if not licence(name)]


def test_every_entry_names_a_file() -> None:
    files = tracked()
    every = [glob for entry in REUSE["annotations"] for glob in globs(entry)]
    assert not [glob for glob in every if not any(pattern(glob).fullmatch(name) for name in files)]


def test_every_licence_has_its_text_and_no_other_is_there() -> None:
    used = {id for name in tracked() for id in licence(name).split(" AND ")}
    assert used == {path.stem for path in (ROOT / "LICENSES").iterdir()}
    assert all(entry["SPDX-FileCopyrightText"] for entry in REUSE["annotations"])


def test_what_holds_figures_of_statistics_norway_says_so_and_nothing_else_does() -> None:
    """No more than sources.csv says."""
    assert {name for name in tracked() if OPEN_DATA in licence(name)} == with_figures_of_statistics_norway()


def test_the_package_states_the_same_licences() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shipped = {
        id
        for name in tracked()
        if name.startswith(("model/", "app/", "assumptions/"))
        for id in licence(name).split(" AND ")
    }
    assert set(project["license"].split(" AND ")) == shipped
    assert project["license-files"] == ["LICENSE", "LICENSES/*"]
