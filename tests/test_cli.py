"""The command line as a user types it: output, JSON, errors and exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import Result
from tests.figures import npv
from tests.texts import catalogue
from typer.testing import CliRunner

from tidlig.cli import app
from tidlig.files.write.commit import LOCK
from tidlig.result import result as tidlig_result
from tidlig.result.document import from_json

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[1] / "assumptions"


def tidlig(*arguments: str) -> Result:
    """Run one command against the shipped packs."""
    return CliRunner().invoke(app, [*arguments, "--assumptions", str(ROOT)])


def ran(*arguments: str) -> tidlig_result.Result:
    """The result of ``tidlig run``, read from its JSON."""
    found = tidlig("run", *arguments, "--json")
    assert found.exit_code == 0, found.stderr
    return from_json(found.stdout)


def document(*arguments: str) -> Any:
    """The JSON of a command that succeeds."""
    result = tidlig(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def _same(ours: dict[str, Any], theirs: dict[str, Any], close: dict[str, float]) -> None:
    """Equal figures, with their units and reasons."""
    assert ours.keys() == theirs.keys()
    for name, figure in ours.items():
        assert figure | {"value": 0} == theirs[name] | {"value": 0}
        assert figure["value"] == pytest.approx(theirs[name]["value"], **(close if figure["value"] is not None else {}))


def test_run_in_several_places_gives_what_each_run_gives() -> None:
    """One entry a place with what is its own there, and the figures of a run of its own."""
    rows = document("run", "ha-1000-dager", "--places", "gausdal, oslo,oslo", "--set", "births=100")
    assert [row["place"] for row in rows["places"]] == ["gausdal", "oslo"]
    gausdal, oslo = rows["places"]
    assert rows["format"] == 2
    assert {"tax.poor", "tax.percent", "stay.35", "price.school"} <= {number["id"] for number in gausdal["differs"]}
    assert [arm["cohort"]["size"] for arm in oslo["arms"]] == [100.0] * 3
    alone = document("run", "ha-1000-dager", "--set", "births=100")
    here = document("run", "ha-1000-dager", "--places", "oslo,ha,gausdal", "--set", "births=100")["places"][1]
    assert here["warnings"] == alone["warnings"]
    (limit,), (same,) = here["near"], alone["near"]
    for arm, own in zip(here["arms"], alone["arms"], strict=True):
        assert {key: arm[key] for key in ("id", "kind", "programmes")} == {
            key: own[key] for key in ("id", "kind", "programmes")
        }
        for payer, figures in arm["cohort"]["by"].items():
            assert set(figures) <= {"npv", "npv_releasable", "npv_per_person", "payback_year_discounted"}
            close = {"rel": 1e-12, "abs": 1e-6}
            _same(figures, {name: own["cohort"]["by"][payer][name] for name in figures}, close)
            _same(limit["arms"][arm["id"]][payer], same["arms"][arm["id"]][payer], close)
    shown = tidlig("run", "ha-1000-dager", "--places", "ha,oslo")
    assert shown.exit_code == 0
    assert "Hå is near a limit" in shown.output
    assert "per child born" in shown.output


@pytest.mark.parametrize("places", ["all", "ha"])
def test_a_pack_without_places_says_so(places: str) -> None:
    command = ["run", "sick_sicker", "--places", places, "--assumptions", str(ROOT / "published")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert "--places: the pack has no places; leave it out" in result.output


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--places", "ha,osl"), "did you mean 'oslo'?"),
        (("--places", ""), "unknown place ''"),
        (("--places", "ha", "--out", "x"), "does not go with --places"),
        (("--places", "ha", "--by", "area"), "does not go with --places"),
    ],
)
def test_what_does_not_go_with_places_is_told(option: tuple[str, ...], said: str) -> None:
    result = tidlig("run", "ha-1000-dager", *option)
    assert result.exit_code == 2
    assert said in " ".join(result.output.replace("│", " ").split())


def test_run_prints_who_pays_and_who_gains() -> None:
    """Named payers, present values, plan years."""
    result = tidlig("run", "ha-1000-dager")
    assert result.exit_code == 0, result.output
    for expected in ("Own municipality", "Public budgets together", "Plan years", "2027", "2025 prices"):
        assert expected in result.output


def test_run_by_area_shows_every_payer_in_both_totals() -> None:
    """Areas instead of the table by payer; a total after each payer's areas."""
    result = tidlig("run", "ha-1000-dager", "--by", "area")
    assert result.exit_code == 0, result.output
    for expected in (
        "area, full value",
        "area, what the budget can release",
        "Child welfare",
        "total",
        "Later, up to 2046",
    ):
        assert expected in result.output
    assert "1 000 kroner" not in result.output
    assert tidlig("run", "ha-1000-dager", "--by", "aera").exit_code == 2


def test_the_areas_of_a_result_are_a_table_of_their_own(tmp_path: Path) -> None:
    """In full value and as what can be taken out, adding up to the municipality's budget."""
    assert tidlig("run", "ha-1000-dager", "--out", str(tmp_path)).exit_code == 0
    table, budget = (pd.read_csv(tmp_path / f"{name}.csv", keep_default_na=False) for name in ("areas", "budget"))
    own = table[(table["arm"] == "early") & (table["payer"] == "municipality")]
    assert set(own["counted"]) == {"full value", "can be released"}
    total = own.loc[own["counted"] == "full value", "2030"].sum()
    there = (budget["arm"] == "early") & (budget["year"] == 2030)
    assert total == pytest.approx(budget.loc[there, "municipality"].item(), abs=1e-3)
    assert own.loc[own["area"] == "school", ["nb", "en"]].iloc[0].tolist() == [
        "Grunnskole",
        "Primary and lower secondary school",
    ]


def test_run_json_has_the_arms_and_no_baseline() -> None:
    """The document of docs/reference/results.md."""
    result = ran("ha-1000-dager")
    assert [arm.id for arm in result.arms] == ["early", "repair", "both"]
    for arm in result.arms:
        worth = npv(arm)
        assert worth["municipal"] + worth["county"] + worth["state"] == pytest.approx(worth["public"])
        assert len(arm.cohort.flows.years) == 67


def test_a_change_on_the_command_line_moves_result_and_digest() -> None:
    """`--set id=value` is the last layer."""
    before, after = ran("ha-1000-dager"), ran("ha-1000-dager", "--set", "nfp.cost=100000")
    assert after.pack.digest != before.pack.digest
    assert after.arms[0].cohort.npv("municipality") > before.arms[0].cohort.npv("municipality")


def test_the_rules_of_another_year(tmp_path: Path) -> None:
    """As an option or in the scenario: the result and the console name the year, and the scenario written has it."""
    command = ("run", "gausdal-foreldretrening")
    own, ruled = ran(*command[1:]), ran(*command[1:], "--rules", "2026")
    assert (own.rules, ruled.rules) == (2025, 2026)
    taxes = [run.arms[0].cohort.npv("state_tax") for run in (own, ruled)]
    assert taxes[0] < taxes[1]  # the state's part of ordinary tax rose by 1.65 points, the contribution fell by 0.1
    assert own.arms[0].cohort.npv("society") == pytest.approx(ruled.arms[0].cohort.npv("society"), rel=0.05)
    printed = tidlig(*command, "--rules", "2026", "--out", str(tmp_path)).stdout
    assert "tax rules of 2026" in " ".join(printed.split())
    assert "rules: 2026" in (tmp_path / "scenario.yaml").read_text(encoding="utf-8")
    assert ran(str(tmp_path / "scenario.yaml")).arms == ruled.arms
    assert ran(str(tmp_path / "scenario.yaml"), "--rules", "2025").arms == own.arms


def test_rules_reach_every_command_that_runs_a_scenario() -> None:
    """The figure explained and the break-even are those of the year."""
    command = ("explain", "stavanger-tidlig-eller-sent", "--arm", "repair", "--payer", "municipality")
    own, ruled = document(*command), document(*command, "--rules", "2026")
    assert own["figure"] != ruled["figure"]
    assert "norway/rules/2026.csv" in json.dumps(ruled["numbers"])
    assert "norway/rules/" not in json.dumps(own["numbers"])
    costs = [
        document("break-even", "sondre-land-ips-ung", "ips_ung.cost", "--rules", year) for year in ("2025", "2026")
    ]
    assert costs[0]["found"]["value"] != costs[1]["found"]["value"]


def test_out_writes_the_result_and_its_tables(tmp_path: Path) -> None:
    """And the scenario, which runs again."""
    assert tidlig("run", "ha-1000-dager", "--out", str(tmp_path)).exit_code == 0
    written = {file.name for file in tmp_path.iterdir()} - {LOCK}
    assert written == {"result.json", "yearly.csv", "budget.csv", "areas.csv", "trace.csv", "scenario.yaml"}
    assert ran(str(tmp_path / "scenario.yaml")).arms == from_json((tmp_path / "result.json").read_bytes()).arms


def test_changing_a_number_in_a_file_changes_result_and_digest(tmp_path: Path) -> None:
    """The pack is what its files say."""
    shutil.copytree(ROOT, tmp_path / "assumptions")
    file = tmp_path / "assumptions" / "norway" / "programmes" / "nfp.yaml"
    text = file.read_text(encoding="utf-8")
    assert "value: 139000" in text
    file.write_text(text.replace("value: 139000", "value: 120000"), encoding="utf-8")
    result = CliRunner().invoke(app, ["run", "ha-1000-dager", "--json", "--assumptions", str(tmp_path / "assumptions")])
    changed, before = from_json(result.stdout), ran("ha-1000-dager")
    assert changed.pack.digest != before.pack.digest
    ratio = changed.arms[0].cohort.npv("programme_cost") / before.arms[0].cohort.npv("programme_cost")
    assert ratio == pytest.approx(120 / 139)


def test_check_reports_grades_statuses_and_targets() -> None:
    """Counts add up; the number outside at 20-29 is near the observed."""
    result = document("check", "norway")
    total = result["assumptions"]["total"]
    assert sum(result["assumptions"]["by_grade"].values()) == total
    assert sum(result["assumptions"]["by_status"].values()) == total
    targets = {target["id"]: target for target in result["targets"]}
    assert targets["outside.20_29"]["ok"]
    assert targets["outside.20_29_number"]["model"] == pytest.approx(111_000, rel=0.05)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("Time from decision to first participant: no source found", "Law: barnevernsloven", "No study we know"),
        ),
        ("nb", ("Tid fra vedtak til første deltaker: ingen kilde funnet", "Lov: barnevernsloven", "Ingen studie vi")),
    ],
)
def test_programmes_say_what_is_known_and_what_no_source_was_found_for(language: str, said: tuple[str, ...]) -> None:
    """Every fact has its line for every programme of the catalogue, in the reader's language."""
    result = tidlig("programmes", "--language", language)
    assert result.exit_code == 0, result.output
    assert all(words in result.output for words in said)
    count = len([p for p in document("programmes") if not p["own"]])
    for name in ("delivered_by", "legal_basis", "statutory", "capacity", "lead_time", "replaces", "contested"):
        assert result.output.count(f"\n  {catalogue(language).get(f'fact.{name}')}: ") == count


def test_a_run_tells_few_people_as_few_in_words_and_in_full_to_a_machine() -> None:
    """Under five who take part, and under five more or fewer persons with an outcome."""
    result, exact = tidlig("run", "gausdal-foreldretrening"), ran("gausdal-foreldretrening").arms[0].cohort.persons
    assert exact < 5
    assert "fewer than 5 take part" in result.output
    assert "minus fewer than 5" in result.output
    assert f"{exact:,.1f} take part" not in result.output


def test_lists() -> None:
    """Programmes, places and assumptions, the last with a search."""
    assert {"nfp", "parent_training", "ips_ung", "cbt_groups", "own"} <= {p["id"] for p in document("programmes")}
    assert {"norway", "ha", "gjesdal", "gausdal"} <= {p["id"] for p in document("places")}
    assert [(row["year"], row["the pack's own"]) for row in document("rules")] == [
        (2024, "no"),
        (2025, "yes"),
        (2026, "no"),
    ]
    found = document("assumptions", "--grep", "equalis")
    assert 0 < len(found) < len(document("assumptions"))
    assert all(row["grade"] in "ABCDE" for row in found)


def test_a_place_is_found_by_any_of_its_names() -> None:
    """With the numbers of the table; on the console in per cent, and without columns in which nothing stands."""
    (row,) = document("places", "--grep", "guovdageaidnu")
    assert (row["id"], row["number"], row["region"], row["tax.percent"]) == ("kautokeino", "5612", "Finnmark", 0.6785)
    assert document("places", "--grep", "5612") == [row]
    shown = tidlig("places", "--grep", "Guovdageaidnu").output
    assert "67.85" in shown
    assert "differs in" not in shown
    assert "nothing found" in tidlig("places", "--grep", "atlantis").output


def test_tax_per_resident_decides_what_is_kept_of_an_extra_krone() -> None:
    """Hå at 88.2 per cent is the shipped figure; above 90 more is kept, and the sum of the public does not move."""
    ids = ("municipality", "public")
    shipped, same, above = (
        [ran("ha-1000-dager", *change).arms[0].cohort.npv(id) for id in ids]
        for change in ((), ("--set", "tax.percent=88,2 %"), ("--set", "tax.percent=92 %"))
    )
    assert shipped == same
    assert above[0] > shipped[0]
    assert above[1] == pytest.approx(shipped[1])
    refused = tidlig("run", "ha-1000-dager", "--set", "tax.percent=88.2")
    assert "write 0.882 or 88.2 %" in refused.output


def test_break_even_of_ones_own_programme() -> None:
    """The own programme has no effect; the answer is how large it would have to be."""
    result = document("break-even", "gjesdal-eget-tiltak", "own.effect", "--payer", "public")
    assert -1.0 < result["found"]["value"] < 0.0
    assert result["base"] == 0.0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("run", "ha-1000-dagr"), "ha-1000-dager"),
        (("check", "norwy"), "norway"),
        (("run", "ha-1000-dager", "--set", "nfp.cots=1"), "nfp.cost"),
        (("run", "ha-1000-dager", "--set", "nfp.cost"), "write id=value"),
        (("run", "ha-1000-dager", "--rules", "2028"), "rules: unknown name '2028'; write one of 2024, 2025, 2026"),
        (("run", "ha-1000-dager", "--set", "nfp.reach=1.7"), "nfp.reach"),
        (("break-even", "ha-1000-dager", "nfp.cots"), "nfp.cost"),
        (("break-even", "ha-1000-dager", "nfp.cost", "--payer", "stat"), "state"),
        (("break-even", "ha-1000-dager", "nfp.cost", "--arm", "erly"), "early"),
    ],
)
def test_wrong_names_and_values_exit_with_2_and_a_hint(arguments: tuple[str, ...], expected: str) -> None:
    """No traceback, nothing on standard output, the nearest known name."""
    result = tidlig(*arguments)
    assert result.exit_code == 2
    assert expected in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_a_broken_scenario_writes_nothing(tmp_path: Path) -> None:
    """A problem in the input leaves no half-written folder."""
    file = tmp_path / "broken.yaml"
    lines = ("id: broken", "pack: norway", "place: nowhere", "start_year: 2027", "arms: {early: [nfp]}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = tidlig("run", str(file), "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "broken.yaml:3: place" in result.stderr
    assert not (tmp_path / "out").exists()


def test_check_json_lists_problems_of_a_broken_pack(tmp_path: Path) -> None:
    """Every problem with file, line, field, what and hint; exit status 2."""
    pack = shutil.copytree(ROOT / "norway", tmp_path / "norway")
    numbers = pack / "numbers.csv"
    text = numbers.read_text(encoding="utf-8")
    numbers.write_text(text.replace("share.need;0,5", "share.need;1,5"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(pack), "--json"])
    assert result.exit_code == 2
    problems = json.loads(result.stdout)["problems"]
    assert {"file", "line", "field", "what", "hint"} == set(problems[0])
    assert any(p["file"].endswith("numbers.csv") and p["line"] > 1 for p in problems)


def test_posts_show_what_a_post_costs_in_a_place() -> None:
    """In prices of two years, with parts; a place whose zone is known has a price, in both languages."""
    result = tidlig("posts", "--place", "tromso", "--language", "nb")
    assert result.exit_code == 0, result.output
    for expected in ("Helsesykepleier", "Arbeidsgiveravgift", "2025", "2027", "Kommunal deflator", "anslag"):
        assert expected in result.output
    assert "?" not in result.output
    post = document("posts", "--place", "tromso", "--prices-of", "2026")["posts"][0]
    assert sum(post["parts"].values()) == pytest.approx(post["price"])
    assert [row["year"] for row in document("posts", "--prices-of", "2026")["posts"]] == [2025] * 11 + [2026] * 11


def test_posts_ask_for_what_a_place_has_to_say() -> None:
    """The question, what it may be and how to answer; the answer gives a price."""
    asking = tidlig("posts", "--place", "gausdal")
    assert "post.contribution" in asking.output
    assert "zone 4a" in " ".join(asking.output.split())
    told = document("posts", "--place", "gausdal")
    assert told["asked"]["post.contribution"]["contribution.zone_1"] == 0.141
    assert {row["price"] for row in told["posts"]} == {None}
    answered = document("posts", "--place", "gausdal", "--set", "post.contribution=14,1%")
    assert answered["asked"] == {}
    assert all(row["low"] < row["price"] < row["high"] for row in answered["posts"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--place", "gausdall"], "unknown place 'gausdall'; did you mean 'gausdal'?"),
        (["--prices-of", "2031"], "unknown name '2031'; write one of 2025, 2026, 2027"),
        (["--set", "post.contributio=0"], "did you mean 'post.contribution'?"),
        (["--set", "post.contribution=14"], "write 0.14 or 14 %"),
    ],
)
def test_posts_of_what_is_not_there(arguments: list[str], message: str) -> None:
    result = tidlig("posts", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


def test_a_pack_without_posts_says_so() -> None:
    result = CliRunner().invoke(app, ["posts", "sick_sicker", "--assumptions", str(ROOT / "published")])
    assert result.exit_code == 0, result.output
    assert "no posts" in result.output
