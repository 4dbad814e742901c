"""Scenarios: read from files and uploads, written again as text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.files.tiny import BASE, base

from tidlig.files.documents.scenario import read_scenario, read_scenario_text, scenario_to_yaml
from tidlig.layers.overlay import layer
from tidlig.pack.scenario import Scenario
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.unit
SMALL = "id: a\npack: tiny\nstart_year: 2026\narms: {early: [help]}\n"


def stripped(scenario: Scenario) -> Scenario:
    """A scenario without where it was read."""

    def plain(records):
        return {id: replace(record, file="", line=0) for id, record in records.items()}

    return replace(
        scenario,
        file="",
        text="",
        changes=plain(scenario.changes),
        programmes=plain(scenario.programmes),
        programme_numbers=plain(scenario.programme_numbers),
    )


def test_what_is_written_is_read_back() -> None:
    pack, scenario = base()
    text = scenario_to_yaml(scenario)
    assert stripped(read_scenario_text(text, "upload", pack)) == stripped(scenario)
    assert scenario_to_yaml(read_scenario_text(text, "upload")) == text


def test_a_programme_of_every_kind_is_read_back() -> None:
    text = (BASE / "programmes" / "help.yaml").read_text(encoding="utf-8").replace("id: help", "id: mine")
    inline = SMALL + "programmes:\n  - " + text.replace("\n", "\n    ").rstrip()
    scenario = read_scenario_text(inline, "a.yaml", base()[0])
    assert len(scenario.programmes["mine"].effects) == 3
    assert stripped(read_scenario_text(scenario_to_yaml(scenario), "a.yaml")) == stripped(scenario)


def test_a_causal_share_of_an_own_programme_is_read_back() -> None:
    text = (BASE / "programmes" / "help.yaml").read_text(encoding="utf-8").replace("id: help", "id: mine")
    shares = "shares: {share.need: {value: 0.1, low: 0.05, high: 0.2, source: trial, grade: B}}\n"
    inline = SMALL + "programmes:\n  - " + (text + shares).replace("\n", "\n    ").rstrip()
    pack = base()[0]
    scenario = read_scenario_text(inline, "a.yaml", pack)
    assert scenario.programmes["mine"].shares == {"share.need": "mine.share.need"}
    assert stripped(read_scenario_text(scenario_to_yaml(scenario), "a.yaml")) == stripped(scenario)
    layered = layer(pack, scenario, {"mine.share.need": "0.15"})
    assert (layered.numbers["mine.share.need"].value, layered.numbers["mine.share.need"].unit) == (0.15, "share")


def test_every_key_that_a_programme_keeps_is_read_back() -> None:
    scenario = read_scenario_text((BASE / "scenario.yaml").read_text(encoding="utf-8"), "a.yaml")
    own = next(iter(base()[0].programmes.values()))
    numbers = {id: number for id, number in base()[0].numbers.items() if id.startswith(f"{own.id}.")}
    full = replace(own, delivered_by=("town",), account="252", index="wages", null=True, evidence="trial", country="NO")
    written = scenario_to_yaml(replace(scenario, programmes={own.id: full}, programme_numbers=numbers))
    read = read_scenario_text(written, "a.yaml").programmes[own.id]
    assert replace(read, file=full.file, line=full.line) == full


def test_facts_about_an_own_programme_are_read_back() -> None:
    text = (BASE / "programmes" / "help.yaml").read_text(encoding="utf-8").replace("id: help", "id: mine")
    about = 'about: {contested: {nb: "alt", en: "all", source: trial}, legal_basis: ingen, statutory: false}\n'
    inline = SMALL + "programmes:\n  - " + (text + about).replace("\n", "\n    ").rstrip()
    scenario = read_scenario_text(inline, "a.yaml", base()[0])
    kept = read_scenario_text(scenario_to_yaml(scenario), "a.yaml").programmes["mine"].about
    assert kept is not None
    assert kept.sources == {"contested": ("trial",)}
    assert (kept.contested, kept.legal_basis, kept.statutory) == ({"nb": "alt", "en": "all"}, "ingen", False)
    assert stripped(read_scenario_text(scenario_to_yaml(scenario), "a.yaml")) == stripped(scenario)


def test_a_small_scenario_needs_little() -> None:
    scenario = read_scenario_text(SMALL, "a.yaml")
    assert (scenario.place, scenario.changes, scenario.programmes, scenario.title) == ("", {}, {}, {})
    assert scenario.text == SMALL


def test_the_year_of_the_rules_is_read_back() -> None:
    scenario = read_scenario_text(SMALL + "rules: 2026\n", "a.yaml")
    assert scenario.rules == 2026
    assert read_scenario_text(scenario_to_yaml(scenario), "b.yaml").rules == 2026
    assert "rules" not in scenario_to_yaml(read_scenario_text(SMALL, "a.yaml"))


def test_without_a_pack_only_the_shape_is_checked() -> None:
    assert read_scenario_text(SMALL.replace("help", "unknown"), "a.yaml").arms == {"early": ("unknown",)}


def test_messages_name_the_upload() -> None:
    with pytest.raises(AssumptionError, match=r"^upload\.yaml:3: start_year: 'next year' is not a whole number; "):
        read_scenario_text(SMALL.replace("2026", "next year"), "upload.yaml")
    with pytest.raises(AssumptionError, match=r"^upload\.yaml: the file is empty"):
        read_scenario_text(" \n", "upload.yaml")
    with pytest.raises(AssumptionError, match=r"^upload\.yaml: the file is larger than 1 MB"):
        read_scenario_text("# " + "x" * 1_000_000, "upload.yaml")
    with pytest.raises(AssumptionError, match=r"^upload\.yaml: the file is not text in UTF-8"):
        read_scenario_text("id: \0", "upload.yaml")


def test_a_missing_file() -> None:
    with pytest.raises(AssumptionError, match=r"^none\.yaml: the file is missing; add it, or write its name as it is$"):
        read_scenario(BASE / "none.yaml")


def test_a_scenario_made_in_code_is_checked_without_lines() -> None:
    pack, scenario = base()
    made = replace(scenario, text="", file="made", arms={"early": ("helf",)})
    with pytest.raises(
        AssumptionError, match=r"^made: arms\.early\.0: unknown programme 'helf'; did you mean 'help'\?$"
    ):
        layer(pack, made)


def test_lines_are_known_without_a_pack_at_reading() -> None:
    scenario = read_scenario_text(SMALL.replace("help", "helf"), "a.yaml")
    with pytest.raises(AssumptionError, match=r"^a\.yaml:4: arms\.early\.0: unknown programme 'helf'"):
        layer(base()[0], scenario)
