"""The tiny valid pack of tests/bad/_base, and copies of it with broken files laid over."""

from __future__ import annotations

import shutil
from pathlib import Path

from tidlig.files.documents.scenario import read_scenario
from tidlig.files.packs import read_pack
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.problems import AssumptionError, Problem

BAD = Path(__file__).parents[1] / "bad"
BASE = BAD / "_base"
MISSING = "missing.txt"  # names a file of the base pack that a case does without
CASES = sorted(folder.name for folder in BAD.iterdir() if folder != BASE)


def copy_base(target: Path) -> Path:
    """Copy the valid pack to ``target``/tiny and return that folder."""
    return Path(shutil.copytree(BASE, target / "tiny"))


def base() -> tuple[Pack, Scenario]:
    """The valid pack and its scenario."""
    pack = read_pack(BASE)
    return pack, read_scenario(BASE / "scenario.yaml", pack)


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace one text in one file."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def found_in(folder: Path) -> list[Problem]:
    """The problems of a pack and its scenario, none if both are good."""
    try:
        pack = read_pack(folder)
        layer(pack, read_scenario(folder / "scenario.yaml", pack))
    except AssumptionError as error:
        return error.problems
    return []


def problems_in(folder: Path) -> list[str]:
    """The messages of a pack and its scenario, none if both are good."""
    return [str(problem) for problem in found_in(folder)]
