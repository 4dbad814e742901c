"""The sources of a pack: every assumption, counts by grade and status, and one graded figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.shipped import shipped
from typer.testing import CliRunner

from tidlig.cli import app
from tidlig.pack.number import GRADES, STATUSES
from tidlig.pack.pack import Pack
from tidlig.report.catalogue.listings import programme_documents, programme_rows
from tidlig.report.trust.sources import source_rows, sources_document

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2] / "assumptions"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return shipped("norway")


def command(*arguments: str) -> Any:
    """The JSON of a command that succeeds."""
    result = CliRunner().invoke(app, [*arguments, "--json", "--assumptions", str(ROOT)])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_every_assumption_stands_with_its_source(pack: Pack) -> None:
    rows = {row["id"]: row for row in source_rows(pack, pack.numbers)}
    assert rows.keys() == pack.numbers.keys()
    sourced = [row for row in rows.values() if row["source"]]
    assert all(row["publisher"] or row["document"] for row in sourced)
    number = next(number for number in pack.numbers.values() if number.source and pack.sources[number.source].url)
    assert rows[number.id]["url"] == pack.sources[number.source].url
    assert all(row["grade"] == "E" and not row["publisher"] for row in rows.values() if not row["source"])


def test_counts_add_up(pack: Pack) -> None:
    document = sources_document(pack)
    for by, names in (("by_grade", GRADES), ("by_status", STATUSES)):
        assert tuple(document[by]) == names
        assert sum(count["number"] for count in document[by].values()) == document["total"] == len(pack.numbers)
        assert sum(count["share"] for count in document[by].values()) == pytest.approx(1.0)
    assert document["by_grade"]["E"]["number"] == sum(n.grade == "E" for n in pack.numbers.values())


def test_places_and_rules_are_counted_after_the_pack_and_by_themselves(pack: Pack) -> None:
    document = sources_document(pack)
    assert list(document)[-3:] == ["places", "rules", "figure"]
    for part, named, groups in (("places", "place", pack.places), ("rules", "year", pack.rules)):
        found = [(row[named], row["id"]) for row in document[part]["assumptions"]]
        assert found == [(name, id) for name, numbers in groups.items() for id in numbers]
        assert document[part]["total"] == len(found) > 0
        assert sum(count["number"] for count in document[part]["by_grade"].values()) == len(found)
    assert {row["year"] for row in document["rules"]["assumptions"]} == {2024, 2026}
    row = next(row for row in document["rules"]["assumptions"] if row["id"] == "bracket.municipal")
    assert (row["year"], row["source"], row["publisher"]) == (
        2024,
        "municipal_tax_rate_2024",
        "Statsforvalteren i Innlandet",
    )


def test_the_command_grades_a_figure_only_when_asked() -> None:
    assert command("sources")["figure"] is None
    arguments = ("--scenario", "norge-tidlig-eller-sent", "--arm", "repair", "--payer", "state")
    figure = command("sources", *arguments)["figure"]
    assert (figure["scenario"], figure["arm"], figure["payer"]) == (arguments[1], arguments[3], arguments[5])
    assert sum(figure["by_grade"].values()) == pytest.approx(1.0)
    assert all(weak["grade"] in "DE" and 0.0 < weak["share"] <= 1.0 for weak in figure["weakest"])
    explained = command("explain", arguments[1], "--arm", "repair", "--payer", "state")
    assert figure["figure"] == pytest.approx(explained["figure"])


def test_the_command_prints_sources_and_shares() -> None:
    result = CliRunner().invoke(app, ["sources", "--scenario", "ha-1000-dager", "--assumptions", str(ROOT)])
    assert result.exit_code == 0, result.output
    for expected in ("by grade: A ", "by status: read ", "by the weakest number behind each line", "nfp.reach (E)"):
        assert expected in result.stdout
    places = [result.stdout.index(f"{said}: ") for said in ("what differs in places", "rules of other years")]
    assert result.stdout.index("pack norway: ") < places[0] < places[1]


def test_an_unknown_arm_is_told() -> None:
    result = CliRunner().invoke(app, ["sources", "--scenario", "ha-1000-dager", "--arm", "repare"])
    assert result.exit_code == 2
    assert "--arm: unknown name 'repare'" in result.stderr


def test_programmes_are_listed_with_what_is_contested(pack: Pack) -> None:
    rows = {row["id"]: row for row in programme_rows(pack, "nb")}
    assert rows["nfp"]["name"] == "Sammen på vei"
    result = CliRunner().invoke(app, ["programmes", "--assumptions", str(ROOT)])
    about = pack.programmes["nfp"].about
    assert f"  Contested: {about.contested['en']} (source: {', '.join(about.sources['contested'])})\n" in result.stdout


def test_json_gives_everything_a_pack_says_of_a_programme(pack: Pack) -> None:
    documents = {each["id"]: each for each in json.loads(json.dumps(programme_documents(pack)))}
    nfp = documents["nfp"]
    assert nfp["about"]["what"].keys() == {"nb", "en"}
    assert nfp["name"] == dict(pack.labels["nfp"])
    assert {effect["id"] for effect in nfp["effects"]} == {effect.id for effect in pack.programmes["nfp"].effects}
    assert documents == {each["id"]: each for each in command("programmes")}


def test_every_programme_but_the_own_says_what_it_is_and_what_is_contested(pack: Pack) -> None:
    without = [p.id for p in pack.programmes.values() if not (p.about and p.about.what and p.about.contested)]
    assert without == ["own"]
