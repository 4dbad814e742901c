from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from tests.shipped import shipped
from tests.texts import catalogue

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario_text
from tidlig.layers.overlay import layer
from tidlig.report.words.numbers import quantity, rough, signed
from tidlig.result.result import Result

pytestmark = pytest.mark.app

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]


def field(at: AppTest, ending: str) -> Any:
    """The first text field whose label ends so, its unit apart."""
    return next(t for t in at.text_input if re.sub(r" \([^()]*\)$", "", t.label).endswith(ending))


def suggested(identifier: str) -> float:
    return shipped("norway").numbers[identifier].value


def figures(at: AppTest) -> list[str]:
    return [metric.value for metric in at.metric]


def shown_npv(at: AppTest, budget: str) -> str:
    """A present value from the table of all budgets."""
    table = next(t.value for t in at.table if {"Nåverdi", "Tilbake etter (diskontert)"} <= set(t.value.columns))
    return str(table.loc[budget, "Nåverdi"])


def from_command_line(at: AppTest, **changes: str) -> Result:
    """The result of the scenario file that the page offers, with changes as on the command line."""
    pack = shipped("norway")
    scenario = read_scenario_text(at.code[0].value, "x.yaml", pack)
    return run(layer(pack, scenario, {key.replace("__", "."): value for key, value in changes.items()}), scenario)


def test_the_page_opens_in_bokmaal_with_an_answer_and_four_figures(open_page: Open) -> None:
    at = open_page()
    assert at.title[0].value == catalogue("nb").get("page.title")
    assert len(figures(at)) == 4
    assert not at.error
    assert not at.warning


def test_the_page_speaks_english_with_english_numbers(open_page: Open) -> None:
    at = open_page(lang="en")
    assert at.title[0].value == catalogue("en").get("page.title")
    assert field(at, "cost per participant").value == f"{suggested('parent_training.cost'):,.0f}".replace(",", "\u00a0")
    assert field(at, "effect on behaviour").value == f"{suggested('parent_training.behaviour')}".replace("-", "−")


def test_a_changed_assumption_changes_the_figure_to_what_the_command_line_gives(open_page: Open) -> None:
    at = open_page()
    before = shown_npv(at, "Egen kommune")
    unchanged = from_command_line(at, parent_training__cost="50000")
    field(at, ": kostnad per deltaker").set_value("50 000").run()
    after = shown_npv(at, "Egen kommune")
    assert after != before
    for result in (unchanged, from_command_line(at)):
        assert after == signed(rough(result.arms[0].cohort.npv("municipality")), "nb")
    old = quantity(suggested("parent_training.cost"), "NOK/participant", "nb")
    assert any(f"Endret fra {old} til 50\u00a0000 kr per deltaker" in c.value for c in at.caption)


def test_charts_and_footer_name_the_pack_as_changed_like_the_command_line(open_page: Open) -> None:
    at = open_page(parent_training__cost="50000")
    digest = from_command_line(at).pack.digest[:12]
    named = [c.value for c in at.caption if "forutsetninger norway" in c.value]
    assert len(named) > 2
    assert all(digest in said for said in named)
    assert digest not in " ".join(c.value for c in open_page().caption)


def test_a_changed_assumption_changes_every_figure_that_rests_on_it(open_page: Open) -> None:
    at = open_page()
    before = figures(at)
    field(at, ": kostnad per deltaker").set_value("90 000").run()
    people, plan, later, public = figures(at)
    assert (people, later) == (before[0], before[2])  # who takes part; the municipality is not repaid at either cost
    assert plan != before[1]
    assert public != before[3]


@pytest.mark.parametrize("typed", ["50.000", "50,000", "tolv", "20 %"])
def test_a_number_that_cannot_be_used_is_told_beside_its_field_and_changes_nothing(open_page: Open, typed: str) -> None:
    at = open_page()
    before, link = figures(at), dict(at.query_params)
    field(at, ": kostnad per deltaker").set_value(typed).run()
    assert len(at.error) == 1
    assert at.error[0].value.endswith("Ingenting er endret.")
    assert figures(at) == before
    assert dict(at.query_params) == link


def test_a_share_above_one_is_refused_in_the_readers_language_and_changes_nothing(open_page: Open) -> None:
    at = open_page()
    before = figures(at)
    field(at, "Årsaksandel for hjelpebehov").set_value("150 %").run()
    assert len(at.error) == 1
    assert "(100 %)" in at.error[0].value
    assert figures(at) == before


def test_an_error_goes_away_when_the_number_is_put_right(open_page: Open) -> None:
    at = open_page()
    field(at, ": kostnad per deltaker").set_value("50.000").run()
    field(at, ": kostnad per deltaker").set_value("50 000").run()
    assert not at.error
    assert field(at, ": kostnad per deltaker").value == "50\u00a0000"


def test_an_emptied_field_gets_its_suggestion_back(open_page: Open) -> None:
    at = open_page(parent_training__cost="50000")
    before = figures(at)
    field(at, ": kostnad per deltaker").set_value("").run()
    assert field(at, ": kostnad per deltaker").value == quantity(
        suggested("parent_training.cost"), "NOK/participant", "nb"
    )
    assert "parent_training.cost" not in at.query_params
    assert figures(at) != before


def test_the_link_opens_the_same_result(open_page: Open) -> None:
    at = open_page(lang="en")
    field(at, "cost per participant").set_value("41 000").run()
    next(s for s in at.selectbox if s.label == "First plan year").set_value(2029).run()
    link = {key: value[0] if isinstance(value, list) else value for key, value in at.query_params.items()}
    again = open_page(**{key.replace(".", "__"): value for key, value in link.items()})
    assert figures(again) == figures(at)
    assert again.code[0].value == at.code[0].value


def test_a_link_that_is_partly_wrong_opens_with_a_note(open_page: Open) -> None:
    at = open_page(place="atlantis", share__need="1.7")
    assert "place=atlantis" in at.warning[0].value
    assert len(figures(at)) == 4
    assert "share.need" not in at.code[0].value  # the model refused it


def test_language_can_be_changed_and_changes_no_number(open_page: Open) -> None:
    at = open_page(parent_training__cost="50000")
    at.radio(key="language").set_value("en").run()
    assert at.title[0].value == catalogue("en").get("page.title")
    assert field(at, "cost per participant").value == "50\u00a0000"
    assert "value: 50000" in at.code[0].value


def test_an_own_programme_is_answered_with_what_it_takes(open_page: Open) -> None:
    at = open_page()
    at.checkbox[0].check().run()
    answer = at.markdown[1].value
    assert "går i null for kommunen" in answer
    field(at, "Kostnad per deltaker, 2025-kroner").set_value("90 000").run()
    assert at.markdown[1].value != answer
    at.checkbox[0].uncheck().run()
    assert "own_programme" not in " ".join(at.query_params)


def test_few_participants_are_not_counted_on_the_page(open_page: Open) -> None:
    at = open_page()
    at.checkbox[0].check().run()
    field(at, catalogue("nb").get("choose.own_reach.need")).set_value("2 %").run()
    assert figures(at)[0] == "færre enn 5 deltar"


def test_the_page_says_what_no_source_was_found_for_in_both_languages(open_page: Open) -> None:
    at = open_page()
    for language, none in (("nb", "ingen kilde funnet"), ("en", "no source found")):
        at.radio(key="language").set_value(language).run()
        assert catalogue(language).get("fact.title") in [h.value for h in at.header]
        words = [str(cell) for table in at.table for cell in table.value.to_numpy().ravel()]
        assert none in words
        assert any(catalogue(language).get("caveat.cooperation")[:40] in m.value for m in at.markdown)


def test_waiting_between_services_takes_participants_and_leaves_the_effect(open_page: Open) -> None:
    at = open_page(place="oslo", parent_training__reach__in_time="0.5")
    reached = from_command_line(at).arms[0].cohort
    everyone = from_command_line(at, parent_training__reach__in_time="1").arms[0].cohort
    assert reached.persons == pytest.approx(everyone.persons / 2)
    per_head = [each.by["public"].npv_per_person.number for each in (reached, everyone)]
    assert per_head[0] == pytest.approx(per_head[1], rel=1e-6)


def test_without_programmes_the_page_asks_for_one(open_page: Open) -> None:
    at = open_page(early="none", repair="none")
    assert not at.metric
    assert at.info[0].value == catalogue("nb").get("page.none_chosen")


def test_a_null_programme_is_not_sold(open_page: Open) -> None:
    at = open_page(early="light_parenting", repair="none")
    assert "viser ikke at" in at.markdown[1].value


@pytest.mark.parametrize(("place", "lang"), [("gausdal", "nb"), ("gjesdal", "en"), ("norway", "nb")])
def test_every_place_and_programme_opens_in_both_languages(open_page: Open, place: str, lang: str) -> None:
    for early, repair in (("parent_training,nfp,cbt_groups", "ips_ung"), ("light_parenting", "none")):
        at = open_page(place=place, lang=lang, early=early, repair=repair)
        for arm in at.radio(key="arm").options:
            at.radio(key="arm").set_value({v: k for k, v in arms(lang).items()}[arm]).run()
            assert not at.exception
            assert len(figures(at)) == 4


def arms(lang: str) -> dict[str, str]:
    return {arm: catalogue(lang).get(f"arm.{arm}") for arm in ("own", "early", "repair", "both")}


def test_the_tax_rules_of_another_year_can_be_chosen(open_page: Open) -> None:
    at = open_page(early="none", repair="ips_ung", place="norway")
    before = shown_npv(at, "Staten")
    rules = next(s for s in at.selectbox if s.label == catalogue("nb").get("choose.rules"))
    assert (rules.options, rules.value) == (["2024", "2025", "2026"], 2025)
    rules.set_value(2024).run()
    assert at.query_params["rules"] in ("2024", ["2024"])
    assert shown_npv(at, "Staten") != before
    result = from_command_line(at)
    assert result.rules == 2024
    assert shown_npv(at, "Staten") == signed(rough(result.arms[0].cohort.npv("state")), "nb")
    assert catalogue("nb").get("caveat.rules", year=2024) in "\n".join(m.value for m in at.markdown).replace("\\", "")
    next(s for s in at.selectbox if s.label == catalogue("nb").get("choose.rules")).set_value(2025).run()
    assert "rules" not in at.query_params
    assert shown_npv(at, "Staten") == before


def test_a_link_opens_with_its_tax_rules_in_both_languages(open_page: Open) -> None:
    for lang in ("nb", "en"):
        at = open_page(lang=lang, rules="2026")
        assert not at.warning
        assert next(s for s in at.selectbox if s.label == catalogue(lang).get("choose.rules")).value == 2026
        assert from_command_line(at).rules == 2026


def test_the_table_of_assumptions_can_be_searched_and_any_of_them_changed(open_page: Open) -> None:
    at = open_page()
    before = figures(at)
    at.text_input(key="search").set_value("use.bup_high").run()
    assert len(at.dataframe[-1].value) == 1
    at.selectbox(key="picked").set_value("use.bup_high").run()
    field(at, "Ny verdi").set_value("0,1").run()
    assert at.query_params["use.bup_high"] in ("0.1", ["0.1"])
    assert figures(at) != before
    changed = next(t.value for t in at.table if "Fra" in t.value.columns)
    assert list(changed["Til"]) == ["0,1"]


def test_all_changes_can_be_taken_back_at_once(open_page: Open) -> None:
    before = figures(open_page())
    at = open_page(parent_training__cost="50000", share__need="0.3")
    assert figures(at) != before
    next(b for b in at.button if b.label == catalogue("nb").get("choose.reset")).click().run()
    assert figures(at) == before


def test_the_caveats_are_always_there(open_page: Open) -> None:
    for query in ({}, {"early": "light_parenting"}, {"repair": "ips_ung"}):
        said = "\n".join(m.value for m in open_page(**query).markdown)
        for caveat in ("full", "measure"):
            assert catalogue("nb").get(f"caveat.{caveat}") in said.replace("\\", "")
        assert "Faste 2025" in said.replace("\\", "")


def plan(at: AppTest) -> Any:
    """The table of the plan years that is on the page."""
    return next(t.value for t in at.table if {"2027", "2030"} <= set(t.value.columns))


@pytest.mark.parametrize(
    ("lang", "area", "explained", "by", "own"),
    [
        ("nb", "Barnevern", "Barnevern er KOSTRA 244", "kommunen", "Egen kommune"),
        ("en", "Child welfare", "Child welfare is KOSTRA 244", "the municipality", "Own municipality"),
    ],
)
def test_the_plan_years_can_be_shown_by_budget_area(
    open_page: Open, lang: str, area: str, explained: str, by: str, own: str
) -> None:
    words = catalogue(lang)
    at = open_page(lang=lang)
    assert at.radio(key="plan_by").label == words.get("table.plan_by", own=by)
    before = plan(at)
    assert area not in before.index
    at.radio(key="plan_by").set_value("area").run()
    after = plan(at)
    assert area in after.index
    net = words.get("table.plan_net", own=own)
    assert list(after.loc[net][["2027", "2030"]]) == list(before.loc[net][["2027", "2030"]])
    assert words.get("table.later", last=2046) in after.columns
    assert any(explained in c.value.replace("\\", "") for c in at.caption)


def test_names_of_areas_are_shown_as_written(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place's own names are text, not markup."""
    import cached

    own = {"232": "Helse *og* mestring"}
    pack = replace(cached.pack(), own_areas={"ha": own}, digest="with areas of its own")
    monkeypatch.setattr(cached, "pack", lambda: pack)
    at = open_page()
    at.radio(key="plan_by").set_value("area").run()
    assert "Helse \\*og\\* mestring" in plan(at).index


@pytest.mark.parametrize(
    ("place", "said", "unsaid"),
    [
        ("norway", "er målt her: Norge og Danmark.", "ikke målt"),
        ("ha", "er målt her: Norge og Danmark. Den er ikke målt for Hå alene.", "ikke målt i Hå"),
    ],
)
def test_what_is_measured_in_the_nation_is_not_said_to_be_measured_elsewhere(
    open_page: Open, place: str, said: str, unsaid: str
) -> None:
    at = open_page(place=place, early="none", repair="ips_ung")
    caveats = " ".join(m.value for m in at.markdown).replace("\\", "")
    assert said in caveats
    assert unsaid not in caveats


def test_what_is_measured_abroad_is_said_not_to_be_measured_in_the_nation(open_page: Open) -> None:
    at = open_page(place="norway", early="vipp", repair="none")
    caveats = " ".join(m.value for m in at.markdown).replace("\\", "")
    assert "er målt her: flere land" in caveats
    assert "Den er ikke målt i Norge" in caveats


def test_a_typed_amount_says_whose_kroner_it_is_in(open_page: Open) -> None:
    at = open_page()
    cost = field(at, ": kostnad per deltaker")
    assert cost.label.endswith("(2024-kroner)")
    assert "regnes om til 2025-kroner" in cost.help
    assert field(at, ": virkning på atferd").label.endswith("0 = ingen virkning)")


@pytest.mark.parametrize(("typed", "far"), [("35", True), ("19 999", True), ("20 000", False), ("55 001", True)])
def test_a_value_outside_its_range_is_warned_of_beside_the_field_and_in_the_caveats(
    open_page: Open, typed: str, far: bool
) -> None:
    at = open_page()
    field(at, ": kostnad per deltaker").set_value(typed).run()
    assert ["spenn 20\u00a0000 til 55\u00a0000" in w.value for w in at.warning] == [True] * far
    caveats = next(m.value for m in at.markdown if "Faste 2025" in m.value)
    assert ("utenfor kjente tall" in caveats) is far


@pytest.mark.parametrize(("place", "few"), [("ha", True), ("norway", False)])
def test_few_participants_are_told_first_among_the_caveats(open_page: Open, place: str, few: bool) -> None:
    caveats = next(m.value for m in open_page(place=place).markdown if "Faste 2025" in m.value)
    assert caveats.replace("\\", "").startswith("- Få deltakere (") is few


def test_the_list_of_places_has_their_other_names_and_ends_with_aa(open_page: Open) -> None:
    """Typing an official name in another language finds the place; two of one name have their county."""
    at = open_page(place="heroy_nordland", early="none", repair="ips_ung")
    places = next(box for box in at.selectbox if box.label == catalogue("nb").get("choose.place"))
    assert "Kautokeino – Guovdageaidnu" in places.options
    assert {"Herøy (Nordland)", "Herøy (Møre og Romsdal)"} <= set(places.options)
    assert places.options[-1] == "Åsnes"
    assert places.value == "heroy_nordland"


def test_tax_per_resident_of_the_place_can_be_corrected(open_page: Open) -> None:
    """What follows from it is shown where it stands, and the figure is that of the command line."""
    before = open_page(place="ha", early="none", repair="ips_ung")
    after = open_page(place="ha", early="none", repair="ips_ung", tax__percent="0.95")
    assert shown_npv(before, "Egen kommune") != shown_npv(after, "Egen kommune")
    npv = from_command_line(before, tax__percent="95 %").arms[0].cohort.npv("municipality")
    assert shown_npv(after, "Egen kommune") == signed(rough(npv), "nb")


def test_births_of_the_place_stand_below_it_and_can_be_corrected(open_page: Open) -> None:
    at = open_page(place="gausdal", early="parent_training", repair="none", births="100")
    field = next(box for box in at.text_input if box.label == "Barn født i året")
    assert field.value == "100"
    npv = from_command_line(at, births="100").arms[0].cohort.npv("municipality")
    assert shown_npv(at, "Egen kommune") == signed(rough(npv), "nb")


@pytest.mark.parametrize(("place", "near"), [("ha", True), ("stavanger", False)])
@pytest.mark.parametrize(("lang", "said"), [("nb", "er nær en grense"), ("en", "is near a limit")])
def test_a_place_near_the_tax_limit_is_told_what_it_gets_on_the_other_side(
    open_page: Open, place: str, near: bool, lang: str, said: str
) -> None:
    caveats = "\n".join(m.value for m in open_page(place=place, lang=lang).markdown)
    assert (said in caveats) is near
