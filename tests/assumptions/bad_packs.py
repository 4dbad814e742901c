"""The tiny valid pack of tests/bad/_base, and copies of it with broken files laid over."""

from __future__ import annotations

import shutil
from pathlib import Path

from tidlig.assumptions.overlay import layer
from tidlig.assumptions.problems import AssumptionError
from tidlig.assumptions.read import read_pack
from tidlig.assumptions.scenario import read_scenario

BAD = Path(__file__).parents[1] / "bad"
BASE = BAD / "_base"
CASES = sorted(folder.name for folder in BAD.iterdir() if folder != BASE)


def copy_base(target: Path) -> Path:
    """Copy the valid pack to ``target``/tiny and return that folder."""
    return Path(shutil.copytree(BASE, target / "tiny"))


def problems_of(case: str, target: Path) -> list[str]:
    """Return the messages that the base pack gives with the files of one case laid over it."""
    folder = copy_base(target)
    shutil.copytree(BAD / case, folder, dirs_exist_ok=True)
    try:
        pack = read_pack(folder)
        layer(pack, read_scenario(folder / "scenario.yaml", pack))
    except AssumptionError as error:
        return [str(problem) for problem in error.problems]
    return []
