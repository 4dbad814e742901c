"""The wheel holds everything it needs: built, installed far from the checkout and run there."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tidlig.boundary import EXTRAS

pytestmark = pytest.mark.package

ROOT = Path(__file__).parents[1]


def done(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What a command did that finds no packages or assumptions through the environment."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "TIDLIG_ASSUMPTIONS")}
    return subprocess.run([str(c) for c in command], cwd=cwd, env=clean, capture_output=True, text=True)


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that succeeds."""
    ended = done(*command, cwd=cwd)
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("tidlig-*.whl"))


def with_wheel(home: Path, wheel: Path) -> tuple[Path, Path]:
    """A new environment with the wheel and nothing else: its folder, and where its libraries are."""
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", "--ignore-installed", wheel, cwd=home)
    return home, site


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel, which sees this one's libraries but not its editable install.

    A folder named in a .pth file is added to the path, the .pth files inside it are not read.
    """
    home, site = with_wheel(tmp_path_factory.mktemp("elsewhere") / "env", wheel)
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def needed(requirements: list[str], extra: str = "") -> dict[str, Distribution]:
    """What these requirements bring on this machine, as it is installed here, by name."""
    found: dict[str, Distribution] = {}
    asked = [Requirement(each) for each in requirements]
    while asked:
        requirement = asked.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": extra})):
            found[name] = distribution(name)
            asked += map(Requirement, found[name].requires or [])
    return found


def told(wheel: Path) -> list[str]:
    """The requirements that the wheel states."""
    archive = zipfile.ZipFile(wheel)
    metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    return re.findall(r"^Requires-Dist: (.*)$", archive.read(metadata).decode(), flags=re.MULTILINE)


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel without extras: links to those of this one's libraries that its core needs."""
    home, site = with_wheel(tmp_path_factory.mktemp("bare") / "env", wheel)
    for library in needed(told(wheel)).values():
        for part in {file.parts[0] for file in library.files or [] if file.parts[0] != ".."} - {"__pycache__"}:
            if not (site / part).exists():
                (site / part).symlink_to(library.locate_file(part))
    return home


def shipped(folder: str) -> set[str]:
    """Files below a folder of the checkout that git knows or would add."""
    git = ("git", "-c", "safe.directory=*")
    listed = run(*git, "ls-files", "--cached", "--others", "--exclude-standard", "-z", folder, cwd=ROOT)
    return {name for name in listed.split("\0") if name and (ROOT / name).is_file()}


def test_wheel_holds_package_assumptions_and_app(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {name.removeprefix("model/") for name in shipped("model")}
    expected |= {f"tidlig/_data/{name}" for folder in ("assumptions", "app") for name in shipped(folder)}
    assert inside == expected
    assert {"tidlig/py.typed", "tidlig/_data/app/asgi.py"} <= inside
    assert "tidlig/_data/assumptions/norway/pack.yaml" in inside


def built(folder: Path, umask: int) -> str:
    """Digest of the wheel that is built from a copy of the repository in a folder."""
    for name in shipped("."):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
        (folder / name).chmod(0o666 & ~umask)
        os.utime(folder / name, (umask * 1e6, umask * 1e6))
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist")
    run("env", "SOURCE_DATE_EPOCH=1700000000", *build, cwd=folder)
    (wheel,) = (folder / "dist").glob("*.whl")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_wheel_rebuilds_to_the_same_bytes(tmp_path: Path) -> None:
    """From another folder, with other times and rights of its files."""
    assert built(tmp_path / "one", 0o022) == built(tmp_path / "deeper" / "two", 0o077)


def test_installed_wheel_reads_its_own_pack(installed: Path, tmp_path: Path) -> None:
    report = json.loads(run(installed / "bin" / "tidlig", "check", "norway", "--json", cwd=tmp_path))
    assert installed.resolve() in Path(report["path"]).resolve().parents


def test_installed_wheel_lists_the_programmes(installed: Path, tmp_path: Path) -> None:
    listing = run(installed / "bin" / "tidlig", "programmes", cwd=tmp_path)
    programmes = {path.stem for path in (ROOT / "assumptions" / "norway" / "programmes").glob("*.yaml")}
    assert programmes
    assert {name for name in programmes if name not in listing} == set()


def test_installed_wheel_computes_the_published_results(installed: Path, tmp_path: Path) -> None:
    rows = json.loads(run(installed / "bin" / "tidlig", "published", "--json", cwd=tmp_path))
    assert {"sick_sicker", "deworming_2016", "wsipp"} <= {row["case"] for row in rows}
    assert all(row["ok"] for row in rows if row["standing"] != "not_reproduced")


CORE = {
    "numpy", "scipy", "numpy-financial", "ruamel-yaml", "ruamel-yaml-clib", "pydantic", "typer", "rich", "babel",
    "platformdirs",
}  # fmt: skip
COMMANDS = (
    ("run", "ha-1000-dager", "--json"),
    ("run", "sick_sicker", "--assumptions", str(ROOT / "assumptions" / "published")),
    ("check", "norway"),
    ("explain", "ha-1000-dager", "--payer", "municipality"),
    ("posts", "--place", "tromso"),
    ("published",),
    ("verify", "published/help_or_placement"),
)
WITH_EXTRAS = (
    ("charts", ("check", "norway", "--chart", "fit.svg")),
    ("charts", ("run", "ha-1000-dager", "--out", "result")),
    ("app", ("app",)),
)


def test_the_core_is_what_computes_and_prints(wheel: Path) -> None:
    core = {re.split("[^A-Za-z0-9.-]", each)[0].lower().replace(".", "-") for each in told(wheel) if ";" not in each}
    assert core == CORE
    assert not {"pandas", "altair", "vl-convert-python", "streamlit", "pyarrow"} & needed(told(wheel)).keys()


def test_each_extra_is_named_by_what_needs_it(wheel: Path) -> None:
    stated = {extra: needed(told(wheel), extra).keys() for extra in {*EXTRAS.values()}}
    assert all(library.replace("vl_convert", "vl-convert-python") in stated[extra] for library, extra in EXTRAS.items())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_the_core_alone_runs(bare: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert run(bare / "bin" / "tidlig", *command, cwd=tmp_path)


@pytest.mark.parametrize(("extra", "command"), WITH_EXTRAS, ids=lambda each: each[0])
def test_a_command_without_its_extra_names_it(bare: Path, tmp_path: Path, extra: str, command: tuple[str, ...]) -> None:
    ended = done(bare / "bin" / "tidlig", *command, cwd=tmp_path)
    assert ended.returncode == 2
    assert f"install tidlig[{extra}]" in ended.stderr
    assert list(tmp_path.iterdir()) == []
