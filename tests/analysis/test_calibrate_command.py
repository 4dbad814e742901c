"""`tidlig calibrate` and the chart of `tidlig check`, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from tests.files.tiny import copy_base
from typer.testing import CliRunner

from tidlig.cli import app
from tidlig.files.packs import read_pack

pytestmark = pytest.mark.unit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tiny pack with one number to fit."""
    folder = copy_base(tmp_path)
    numbers = (folder / "numbers.csv").read_text(encoding="utf-8")
    lines = [f"{line};status" if k == 0 else line for k, line in enumerate(numbers.splitlines())]
    (folder / "numbers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "calibration.csv").write_text("id;prior;low;high\ng.need;3;1,5;6\n", encoding="utf-8")
    return folder


def tidlig(*arguments: object) -> Result:
    """Run one command."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a pack."""
    return {path.name: path.read_bytes() for path in folder.rglob("*.*")}


def test_a_dry_run_shows_the_fit_and_writes_nothing(folder: Path) -> None:
    """Tables of targets and numbers."""
    before = contents(folder)
    result = tidlig("calibrate", folder, "--draws", 3, "--dry-run")
    assert result.exit_code == 0, result.output
    for expected in ("outside.16_19", "g.need", "variance removed", "Ensemble: 3 refits with seed 1"):
        assert expected in result.output
    assert contents(folder) == before


def test_the_fit_is_written_and_the_same_twice(folder: Path) -> None:
    """Same pack, seed and version: same bytes; the report is the number that was written."""
    result = tidlig("calibrate", folder, "--draws", 3, "--seed", 7, "--json")
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    once, number = contents(folder), read_pack(folder).numbers["g.need"]
    assert number.status == "calibrated"
    assert number.value == pytest.approx(report["parameters"][0]["value"], rel=1e-4)
    assert len(read_pack(folder).ensemble["g.need"]) == 3
    assert tidlig("calibrate", folder, "--draws", 3, "--seed", 7).exit_code == 0
    assert contents(folder) == once


def test_an_old_ensemble_is_not_left_beside_a_new_fit(folder: Path) -> None:
    """It would belong to other numbers."""
    assert tidlig("calibrate", folder, "--draws", 2).exit_code == 0
    before = contents(folder)
    result = tidlig("calibrate", folder)
    assert result.exit_code == 2
    assert "tiny/ensemble.csv: holds refits" in result.stderr
    assert contents(folder) == before


def test_a_back_test_writes_nothing(folder: Path) -> None:
    """One target is older, one newer."""
    targets = folder / "targets.csv"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace("0,1;0,02;2024", "0,1;0,02;2020", 1), encoding="utf-8"
    )
    before = contents(folder)
    result = tidlig("calibrate", folder, "--backtest", 2022, "--json")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document["fitted"] == ["outside.16_19"]
    assert [p["id"] for p in document["predicted"]] == ["care.use"]
    assert document["root_mean_square"] == pytest.approx(abs(document["predicted"][0]["misfit"]))
    assert "Root mean square error" in tidlig("calibrate", folder, "--backtest", 2022).output
    assert contents(folder) == before


def test_check_draws_the_fit(folder: Path, tmp_path: Path) -> None:
    """PNG and SVG by suffix, with every target's name and figures as text; another suffix is refused."""
    assert tidlig("check", folder, "--chart", tmp_path / "fit.png").exit_code == 0
    assert (tmp_path / "fit.png").read_bytes().startswith(b"\x89PNG")
    result = tidlig("check", folder, "--chart", tmp_path / "fit.svg")
    assert "fitted targets within one tolerance" in result.output
    drawn = (tmp_path / "fit.svg").read_text(encoding="utf-8")
    for expected in ("The model against what is observed", "outside.16 19", "care.use", "10.0\u00a0% / "):
        assert expected in drawn
    refused = tidlig("check", folder, "--chart", tmp_path / "fit.pdf")
    assert refused.exit_code == 2
    assert "end it in .png or .svg" in refused.stderr
    assert not (tmp_path / "fit.pdf").exists()
