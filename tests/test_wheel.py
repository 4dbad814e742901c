"""The wheel holds everything it needs: built, installed far from the checkout and run there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.package

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that finds no packages or assumptions through the environment."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "TIDLIG_ASSUMPTIONS")}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("tidlig-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel, which sees this one's libraries but not its editable install.

    A folder named in a .pth file is added to the path, the .pth files inside it are not read.
    """
    home = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", "--ignore-installed", wheel, cwd=home)
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
