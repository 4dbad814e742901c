"""`tidlig published` as a user types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tidlig.cli import app
from tidlig.result.document import from_json

pytestmark = pytest.mark.published

ROOT = Path(__file__).parents[2] / "assumptions"


def published(root: Path, *arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["published", *arguments, "--assumptions", str(root)])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder of assumptions with the published cases alone, to be changed."""
    shutil.copytree(ROOT / "published", tmp_path / "published")
    return tmp_path


def change(root: Path, case: str, old: str, new: str) -> None:
    """Write something else into a case file."""
    file = root / "published" / "cases" / f"{case}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_table_has_theirs_ours_and_the_perspective() -> None:
    """A table a case, with its source."""
    result = published(ROOT)
    assert result.exit_code == 0, result.output
    for expected in (
        "theirs",
        "ours",
        "public purse",
        "society",
        "one municipality",
        "Perry Preschool",
        "pays for itself",
    ):
        assert expected in result.output
    assert "NO" not in result.output.split()


def test_json_has_every_case_with_texts_in_both_languages() -> None:
    """One list of rows, nothing else on standard output."""
    result = published(ROOT, "--json")
    assert result.exit_code == 0
    rows = json.loads(result.stdout)
    assert {row["case"] for row in rows} == {file.stem for file in (ROOT / "published" / "cases").glob("*.yaml")}
    assert all(row["ok"] is (row["standing"] != "not_reproduced") and row["source"] for row in rows)
    assert all({*row["title"]} == {*row["says"]} == {"nb", "en"} for row in rows)


def test_a_figure_that_differs_is_shown_and_gives_exit_status_1(copy: Path) -> None:
    """The cases can fail."""
    change(copy, "perry_preschool", "published: 1406", "published: 1407")
    result = published(copy)
    assert result.exit_code == 1
    assert "NO" in result.output.split()


def test_a_figure_that_agrees_though_called_not_reproduced_gives_exit_status_1(copy: Path) -> None:
    """Nothing is excused without need."""
    change(copy, "swedish_year_cohort", "published: 21", "published: 18")
    result = published(copy)
    assert result.exit_code == 1
    assert "NO" in result.output.split()


def test_what_is_not_reproduced_is_shown_with_the_reason_and_counted_apart() -> None:
    """Never as agreeing; a figure that rests on a stated input says so in its own row."""
    lines = " ".join(published(ROOT).output.split())
    for expected in (
        "not reproduced: five years less two are three",
        "rests on a stated input",
        "are shown but not reproduced",
        "inputs not given",
    ):
        assert expected in lines


@pytest.mark.parametrize(
    ("case", "old", "new", "expected"),
    [
        ("perry_preschool", "terms: [cost]", "terms: [csot]", ".yaml:12: lines.0.terms.0: unknown name 'csot'; did"),
        ("perry_preschool", "is: net_public", "is: net_publik", "perry_preschool.yaml:18: figures.is: unknown name"),
        ("perry_preschool", "perspective: public", "perspective: state", ".yaml:3: perspective: 'state' is not known"),
        ("perry_preschool", "country: US\n", "", "country: is missing; write country:"),
        ("head_start_texas", "unit: ratio", "unit: ratoi", "figures.3.unit: 'ratoi' is not known here; write 'money'"),
        ("perry_preschool", "relative: 1.0e-6", "", "has no tolerance"),
        ("perry_preschool", "published: 1406", "published: about 1400", "is not a number"),
        ("perry_preschool", "terms: [tax, welfare]", "terms: [tax, welfare], years: [3, 1]", "is not a span of years"),
        ("abecedarian", "years: [0, 4]", "years: [0, 5]", "'cost' has 5 numbers for 6 years"),
        ("head_start_texas", "to: participants, terms", "to: participant, terms", "did you mean 'participants'?"),
        ("head_start_texas", "to: participants, terms: [earnings]", "terms: [earnings]", "no payer gains or pays"),
        ("home_care_allowance", "discount: {0: rate}", "discount: {1: rate}", "has no rate from year 0 on"),
        ("mentoring_germany", 'name: "Rock Your Life"', 'name: "Balu und Du"', "is missing or appears twice"),
        ("mentoring_germany", 'Life", cost: 750, ', 'Life", ', "other columns than the first row: cost"),
        ("sick_sicker", "scenario: sick_sicker", "scenario: sick_siker", "did you mean 'sick_sicker'?"),
        ("help_or_placement", "assumption: help.avoided", "assumption: help.avoid", "did you mean 'help.avoided'?"),
        ("vulnerable_families", "id: vulnerable_families", "id: families", "is not the file's name"),
        ("vulnerable_families", "sums:\n  times: [decline", "sums:\n  times: [declin", "did you mean 'decline'?"),
        ("deworming_2020", "lines: [earnings]", "lines: [earning]", "figures.lines: unknown name 'earning'; did you"),
        ("deworming_2020", "[earnings], arm: treatment", "[earnings], arm: treat", "figures.arm: unknown name"),
        ("wsipp", "tolerance: within", "tolerance: witin", "did you mean 'within'?"),
        ("pmto_denmark", "less_arm: individual, pub", "less_arm: indvidual, pub", "did you mean 'individual'?"),
        ("perry_preschool", "is: benefits.public, ", "", "write is: or lines:"),
        ("abecedarian", "not_reproduced: {nb", "stated: true\n    not_reproduced: {nb", "leave one of the two out"),
        ("abecedarian", ', en: "the projection of earnings is not given"', "", "is not in both languages"),
    ],
)  # fmt: skip
def test_mistakes_in_a_case_are_told_with_line_and_hint(
    copy: Path, case: str, old: str, new: str, expected: str
) -> None:
    """No traceback and no output."""
    change(copy, case, old, new)
    result = published(copy, "--json")
    assert result.exit_code == 2
    assert expected in result.stderr
    assert result.stdout == ""


def test_a_folder_without_cases_is_told(tmp_path: Path) -> None:
    """With what to give instead."""
    result = published(tmp_path)
    assert result.exit_code == 2
    assert "there are no published cases here" in result.stderr


def test_the_packs_of_the_cases_run_as_any_other() -> None:
    """Their folder is a folder of packs and scenarios."""
    result = CliRunner().invoke(app, ["run", "deworming_2020", "--json", "--assumptions", str(ROOT / "published")])
    assert result.exit_code == 0, result.output
    assert from_json(result.stdout).arms[0].cohort.npv("government") == pytest.approx(55.884265345947, rel=1e-6)
