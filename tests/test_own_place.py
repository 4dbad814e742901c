"""A user adds a place with one short file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tidlig.cli import app
from tidlig.result.document import from_json

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[1] / "assumptions"
PLACE = "id;value;low;high;unit;grade;note\ntax.poor;1;;;share;E;under 90 % of average tax, own figures\n"
SCENARIO = "id: mine\ntitle: {en: Mine}\npack: norway\nplace: fjellvik\nstart_year: 2027\narms: {repair: [ips_ung]}\n"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """The shipped pack with one more place."""
    shutil.copytree(ROOT / "norway", tmp_path / "packs" / "norway")
    (tmp_path / "packs" / "norway" / "places" / "fjellvik.csv").write_text(PLACE, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path / "packs"


def test_one_file_is_a_place(packs: Path) -> None:
    """Its numbers hold, the rest is the nation's; without residents the cohort is one child, without a budget view."""
    command = ["run", str(packs.parent / "mine.yaml"), "--json", "--assumptions", str(packs)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.stderr
    (arm,) = from_json(result.stdout).arms
    ordinary = from_json(CliRunner().invoke(app, [*command, "--set", "tax.poor=0"]).stdout).arms[0]
    assert arm.cohort.size == 1.0
    assert (arm.budget, arm.why) == (None, "no_residents")
    assert arm.cohort.npv("municipality") < ordinary.cohort.npv("municipality")
    assert arm.cohort.npv("municipal") == pytest.approx(ordinary.cohort.npv("municipal"))


def add_residents(packs: Path) -> None:
    """68 more lines in residents.csv."""
    file = packs / "norway" / "residents.csv"
    rows = "".join(f"fjellvik;2026;{age};{100 - age}\n" for age in range(68))
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + rows, encoding="utf-8")


def test_residents_by_age_give_it_a_budget(packs: Path) -> None:
    """Of every age from 0."""
    add_residents(packs)
    command = ["run", str(packs.parent / "mine.yaml"), "--json", "--assumptions", str(packs)]
    (arm,) = from_json(CliRunner().invoke(app, command).stdout).arms
    assert arm.cohort.size == 100.0
    assert len(arm.budget.full.years) == 20


def own_areas() -> str:
    """The worked example of docs/trust/accounts.md."""
    page = (ROOT.parent / "docs" / "trust" / "accounts.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```csv\n(account;area\n.*?)```", page, re.DOTALL)
    return str(found)


def test_its_own_areas_are_one_more_file(packs: Path) -> None:
    """Results in the areas of the place, as written there, adding up to its total; the rest is the nation's."""
    add_residents(packs)
    (packs / "norway" / "places" / "fjellvik.areas.csv").write_text(own_areas(), encoding="utf-8")
    command = ["run", str(packs.parent / "mine.yaml"), "--assumptions", str(packs)]
    (arm,) = from_json(CliRunner().invoke(app, [*command, "--json"]).stdout).arms
    view = arm.budget
    for flows, areas in ((view.full, view.areas), (view.releasable, view.areas_releasable)):
        own = {row.area: row.years for row in areas if row.payer == "municipality"}
        assert list(own)[:2] == ["Oppvekst", "Helse og mestring"]
        assert "general_revenue" in own  # not named in the file
        assert not {"school", "child_welfare", "social"} & set(own)
        for year, values in enumerate(zip(*own.values(), strict=True)):
            assert sum(values) == pytest.approx(flows.by["municipality"][year], abs=1e-6)
    others = {row.area for row in view.areas if row.payer == "other_municipalities"}
    assert others == {"social", "general_revenue"}
    shown = CliRunner().invoke(app, [*command, "--by", "area"]).stdout
    assert re.search(r"Own municipality +│ Nav ", shown)
    assert not re.search(r"Own municipality +│ Social services", shown)


def test_no_real_place_is_given_areas_that_nobody_has_said_it_has() -> None:
    """The nation's areas are a default; how a municipality is organised is for itself to say."""
    assert not list((ROOT / "norway" / "places").glob("*.areas.csv"))
