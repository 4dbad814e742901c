"""What a person wrote in a scenario file survives the way through the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.app.test_choice import PACK, PAGE, default
from tests.figures import npv

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario_text
from tidlig.layers.overlay import layer

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "assumptions" / "scenarios").glob("*.yaml"))
CASE = """# for the council, 3 March
id: budsjett-2027-sak-14
title: {nb: "Sak 14/27, alternativ B", en: "Case 14/27, option B"}
pack: norway
place: ha
start_year: 2027
arms:
  B: [nfp]          # agreed
  "null": [ips_ung]
set:
  nfp.cost: {value: 15e4, low: 140000, high: 160000, reason: "two posts by the payroll office's price"}
  share.need: {value: 0.40, reason: 2_000 families}
"""
OWN = """id: leksehjelp
title: {nb: Leksehjelp}
pack: norway
place: ha
start_year: 2027
arms: {mine: [leksehjelp]}
programmes:
  - id: leksehjelp  # ours
    kind: early
    own: true
    account: "232"
    enrol:
      {ages: [8, 8], need: [moderate, high], per: cohort, reach: {value: 0.2, dist: fixed, unit: share, grade: E}}
    stays: 1
    cost: {per: entry, value: 20000, low: 10000, high: 30000, unit: NOK/participant, price_year: 2024, grade: E}
    paid_by: {municipality: 1}
    effects:
      - {id: fewer, moves: need, level: high, measure: difference, value: 0, dist: fixed, unit: points, grade: E}
"""


def opened(text: str) -> Any:
    """The choice that a file stands for."""
    from choice.scenario import from_scenario

    return from_scenario(read_scenario_text(text, "x.yaml", PACK), PACK, default(), PAGE)


def file(choice: Any) -> str:
    """The file that the page gives back."""
    import cached

    return cached.scenario_text(choice)


def figures(text: str) -> list[dict[str, float]]:
    scenario = read_scenario_text(text, "x.yaml", PACK)
    return [npv(arm) for arm in run(layer(PACK, scenario), scenario).arms]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_a_shipped_scenario_comes_back_as_it_is_but_for_the_number_touched(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    choice = opened(text)
    assert file(choice) == text
    touched = file(choice.with_change("share.need", 0.3))
    assert touched == f'{text}set:\n  share.need: {{value: 0.3, reason: "Changed in the app"}}\n'
    assert file(opened(touched).with_change("share.need", None)) == text


def test_titles_reasons_comments_and_names_of_arms_come_back() -> None:
    choice = opened(CASE)
    assert choice.changes == {"nfp.cost": 150000.0, "share.need": 0.4}
    assert file(choice) == CASE
    touched = file(choice.with_change("share.need", 0.3)).splitlines()
    assert touched[:-1] == CASE.splitlines()[:-1]
    assert touched[-1] == '  share.need: {value: 0.3, reason: "Changed in the app"}'


def test_a_number_put_back_gets_its_own_reason_again() -> None:
    choice = opened(CASE)
    assert file(choice.with_change("nfp.cost", 1.0).with_change("nfp.cost", 150000.0)).endswith(
        "".join(CASE.splitlines(True)[-2:])
    )


def test_place_year_rules_and_programmes_are_changed_where_they_stand() -> None:
    choice = replace(opened(CASE), place="gausdal", start_year=2029, early=("nfp", "parent_training"), rules=2026)
    expected = CASE.replace("place: ha", "place: gausdal").replace("start_year: 2027", "start_year: 2029")
    expected = expected.replace("[nfp]", "[nfp, parent_training]") + "rules: 2026\n"
    assert [line.split() for line in file(choice).splitlines()] == [line.split() for line in expected.splitlines()]


def test_an_arm_that_is_emptied_goes_and_a_new_one_gets_a_name_of_its_own() -> None:
    choice = opened(
        CASE.replace('"null": [ips_ung]', "repair: [parent_training]").replace("B: [nfp]", "x: [parent_training]")
    )
    read = read_scenario_text(file(replace(choice, repair=("ips_ung",))), "x.yaml")
    assert read.arms == {
        "x": ("parent_training",), "repair": ("parent_training",), "repair_": ("ips_ung",),
        "both": ("parent_training", "ips_ung"),
    }  # fmt: skip
    read = read_scenario_text(file(replace(opened(CASE), early=())), "x.yaml")
    assert read.arms == {"null": ("ips_ung",)}


def test_the_page_runs_the_file_under_its_own_names_of_arms() -> None:
    import cached

    choice = opened(CASE)
    scenario = read_scenario_text(cached.run_text(choice), "x.yaml", PACK)
    assert scenario.arms == choice.arms()
    assert layer(PACK, scenario).digest == layer(PACK, read_scenario_text(CASE, "x.yaml", PACK)).digest
    assert [npv(arm) for arm in cached.result(choice).arms][:2] == figures(CASE)


def test_an_own_programme_comes_back_as_written_until_its_form_is_touched() -> None:
    choice = opened(OWN)
    assert choice.arms() == {"own": ("leksehjelp",)}
    assert file(choice) == OWN
    assert file(choice.with_change("share.need", 0.3)).split()[: len(OWN.split())] == OWN.split()
    dearer = file(replace(choice, own=replace(choice.own, cost=50000.0)))
    read = read_scenario_text(dearer, "x.yaml", PACK)
    assert (read.id, read.title, read.arms) == ("leksehjelp", {"nb": "Leksehjelp"}, {"mine": ("own_programme",)})
    assert read.programme_numbers["own_programme.cost"].value == 50000.0


def test_an_own_programme_in_the_address_costs_what_it_costs_in_the_file() -> None:
    import cached
    from choice.link import from_query, to_query

    for text in (OWN, CASE.replace("set:\n", "set:\n  nfp.reach: {value: 0.1, reason: x}\n")):
        choice = opened(text)
        again, wrong = from_query(to_query(choice, PACK), default(), PACK, PAGE)
        assert not wrong
        assert [npv(arm) for arm in cached.result(again).arms] == [
            pytest.approx(npv(arm), rel=1e-12, abs=1e-6) for arm in cached.result(choice).arms
        ]


def test_an_amount_in_the_prices_of_another_year_is_the_same_amount_in_the_address() -> None:
    import cached
    from choice.link import from_query, to_query

    text = CASE.replace("value: 15e4, low: 140000, high: 160000", "value: 15e4, price_year: 2015")
    choice = opened(text)
    assert choice.changes["nfp.cost"] > 170000.0
    again, _ = from_query(to_query(choice, PACK), default(), PACK, PAGE)
    ours, theirs = (npv(cached.result(each).arms[0]) for each in (again, choice))
    assert ours == pytest.approx(theirs, rel=1e-12)
    assert file(choice) == text


def test_the_pages_own_id_and_title_follow_the_choice() -> None:
    made = file(replace(default(), language="en"))
    choice = opened(made)
    read = read_scenario_text(file(replace(choice, place="gausdal", early=("parent_training",))), "x.yaml")
    assert read.id == "app-gausdal-early"
    assert "Parent" in read.title["en"]


def test_words_that_yaml_reads_as_something_else_stay_words() -> None:
    from choice.written import rewritten

    choice = opened(OWN)
    for name in ("null", "1e5", "yes", "a: b # c", '"quoted"', "-"):
        named = replace(choice, own=replace(choice.own, name=name))
        assert read_scenario_text(file(named), "x.yaml", PACK).title == {"en": name}
        assert opened(file(named)).own.name == name
    assert rewritten(choice, choice.written, {}, {}) is choice.written.text


def test_line_ends_are_those_of_the_file() -> None:
    choice = opened(CASE)
    choice = replace(choice, written=replace(choice.written, text=CASE.replace("\n", "\r\n")))
    assert file(choice) == CASE.replace("\n", "\r\n")
    assert file(choice.with_change("share.need", 0.3)).count("\r\n") == file(
        choice.with_change("share.need", 0.3)
    ).count("\n")
