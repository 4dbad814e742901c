"""A user adds a place with one short file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tidlig.cli import app

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[1] / "assumptions"
PLACE = "id;value;low;high;unit;grade;note\ntax.poor;1;;;share;E;under 90 % of average tax, own figures\n"
SCENARIO = "id: mine\ntitle: {en: Mine}\npack: norway\nplace: kvam\nstart_year: 2027\narms: {repair: [ips_ung]}\n"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """The shipped pack with one more place."""
    shutil.copytree(ROOT / "norway", tmp_path / "packs" / "norway")
    (tmp_path / "packs" / "norway" / "places" / "kvam.csv").write_text(PLACE, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path / "packs"


def test_one_file_is_a_place(packs: Path) -> None:
    """Its numbers hold, the rest is the nation's; without residents the cohort is one child, without a budget view."""
    command = ["run", str(packs.parent / "mine.yaml"), "--json", "--assumptions", str(packs)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.stderr
    (arm,) = json.loads(result.stdout)["arms"]
    ordinary = json.loads(CliRunner().invoke(app, [*command, "--set", "tax.poor=0"]).stdout)["arms"][0]
    assert arm["cohort"] == 1.0
    assert arm["why"]["budget"] == "no_residents"
    assert arm["npv"]["municipality"] < ordinary["npv"]["municipality"]
    assert arm["npv"]["municipal"] == pytest.approx(ordinary["npv"]["municipal"])


def test_residents_by_age_give_it_a_budget(packs: Path) -> None:
    """68 more lines in residents.csv."""
    file = packs / "norway" / "residents.csv"
    rows = "".join(f"kvam;2026;{age};{100 - age}\n" for age in range(68))
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + rows, encoding="utf-8")
    command = ["run", str(packs.parent / "mine.yaml"), "--json", "--assumptions", str(packs)]
    (arm,) = json.loads(CliRunner().invoke(app, command).stdout)["arms"]
    assert arm["cohort"] == 100.0
    assert len(arm["budget"]) == 20
