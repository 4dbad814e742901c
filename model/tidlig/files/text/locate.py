"""Where packs, scenarios and the app are: an option, the environment, this folder, the checkout, the installed copy."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import tidlig
from tidlig.problems import did_you_mean, first_problem

VARIABLE = "TIDLIG_ASSUMPTIONS"


def packs_root(option: str | None = None) -> Path:
    """Return the folder that holds packs and ``scenarios/``.

    The first of: ``option``, the environment variable TIDLIG_ASSUMPTIONS, ./assumptions, the checkout this
    package stands in, the copy in the installed package.  Raises AssumptionError if none exists, or if the
    option or the variable names no folder.
    """
    if option is not None and not option.strip():
        raise first_problem("--assumptions", "", "the path is blank", "write the path of a folder with packs")
    for name, given in (("--assumptions", option), (VARIABLE, os.environ.get(VARIABLE))):
        if given:
            if not _is(Path.is_dir, Path(given)):
                raise first_problem(given, name, "there is no such folder", "write the path of a folder with packs")
            return Path(given)
    for folder in _usual():
        if folder.is_dir():
            return folder
    hint = "give --assumptions or set {variable}"
    raise first_problem("assumptions", "", "no folder with packs was found", hint, variable=VARIABLE)


def _usual() -> Iterable[Path]:
    """Yield the places to look without being told."""
    package = Path(tidlig.__file__).resolve().parent
    yield Path("assumptions").resolve()
    if package.parent.name == "model":
        yield package.parents[1] / "assumptions"
    yield package / "_data" / "assumptions"


def app_script() -> Path:
    """Return the file that starts the app, in the checkout or in the installed package; raises AssumptionError."""
    package = Path(tidlig.__file__).resolve().parent
    for path in (package.parents[1] / "app" / "asgi.py", package / "_data" / "app" / "asgi.py"):
        if _is(Path.is_file, path):
            return path
    raise first_problem("app/asgi.py", "", "the app is not installed", "install the package again")


def find_pack(name_or_path: str, root: Path) -> Path:
    """Return the folder of a pack, by its name under ``root`` or by its path; raises AssumptionError."""
    _check_named(name_or_path)
    for folder in (root / name_or_path, Path(name_or_path)):
        if _is(Path.is_file, folder / "pack.yaml"):
            return folder
    names = sorted(path.parent.name for path in root.glob("*/pack.yaml"))
    raise first_problem(name_or_path, "", "there is no such pack", did_you_mean(name_or_path, names))


def find_scenario(name_or_path: str, root: Path) -> Path:
    """Return the file of a scenario, by its name under ``root/scenarios`` or by its path; raises AssumptionError."""
    _check_named(name_or_path)
    if name_or_path.endswith((".yaml", ".yml")):
        candidates = [Path(name_or_path), root / "scenarios" / name_or_path]
    else:
        candidates = [root / "scenarios" / f"{name_or_path}.yaml"]
    for path in candidates:
        if path.is_file():
            return path
    names = sorted(path.stem for path in (root / "scenarios").glob("*.yaml"))
    raise first_problem(name_or_path, "", "there is no such scenario", did_you_mean(name_or_path, names))


def _check_named(name: str) -> None:
    """Refuse a blank name: it would be this folder, which nobody meant."""
    if not name.strip():
        raise first_problem("command line", "", "the name is blank", "write a name or a path")


def _is(kind: Callable[[Path], bool], path: Path) -> bool:
    """Tell whether a path is a file or a folder; one that the system cannot even look for is neither."""
    try:
        return kind(path)
    except (OSError, ValueError):  # too long, or with a sign that no name has
        return False
