from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.report.varied import back, cohort, elsewhere, first, outcome, paid, worth
from tests.texts import catalogue

from tidlig.report.result import plan_table, reading, sheets, tables
from tidlig.report.result.headline import Subject
from tidlig.report.result.key_figures import KeyFigure, figures
from tidlig.report.words.messages import Names
from tidlig.result.arm import Arm
from tidlig.result.result import Result

pytestmark = pytest.mark.unit

Called = Callable[..., Names]


@pytest.fixture
def called(payers: dict[str, Any]) -> Called:
    """The names of the payers in a language, and other labels."""
    return lambda language, labels=(): Names(payers | dict(labels), catalogue(language))


@pytest.fixture
def early(result: Result) -> Arm:
    return result.arm("early")


def test_the_balance_is_the_running_sum_of_the_yearly_flows(result: Result, early: Arm) -> None:
    lines = tables.balance(result, early)
    own = lines[lines["budget"] == "municipality"]
    assert list(own["year"]) == list(range(2027, 2047))
    assert list(own["value"])[:3] == [-900_000.0, -1_000_000.0, -940_000.0]
    assert list(lines["budget"].unique()) == ["municipality", "other_municipalities", "county", "state"]


def test_the_point_of_payback_lies_where_the_result_says(result: Result, early: Arm) -> None:
    payback = {id: found.payback_year for id, found in early.cohort.by.items() if found.payback_year}
    for id, figure in payback.items():
        early = paid(early, id, payback_year_discounted=figure)
    points = tables.repaid(result, early).set_index("budget")
    assert points.loc["municipality", "year"] == 2027 + payback["municipality"].number
    assert points.loc["municipality", "value"] >= 0
    assert set(points.index) == {"municipality", "state"}  # the others never have an outlay


def test_no_payback_gives_no_point(result: Result, early: Arm) -> None:
    for id, found in early.cohort.by.items():
        if found.payback_year:  # repaid with interest, where it is repaid at all
            early = paid(early, id, payback_year=back(None), payback_year_discounted=found.payback_year)
    assert tables.repaid(result, early).empty


def test_what_is_not_repaid_with_interest_has_no_point(result: Result, early: Arm) -> None:
    assert early.cohort.by["municipality"].payback_year_discounted.value is None
    assert early.cohort.by["municipality"].payback_year.value is not None
    repaid = paid(early, "state", payback_year_discounted=back(3.0))
    assert set(tables.repaid(result, repaid)["budget"]) == {"state"}


def test_plan_years_and_later_add_up_to_the_whole_budget_view(result: Result, early: Arm) -> None:
    cells, by = tables.who(result, early), early.budget.full.by
    own = cells[cells["budget"] == "municipality"].set_index("period")["value"]
    assert own["plan"] == pytest.approx(sum(by["municipality"][:4]))
    assert cells["value"].sum() == pytest.approx(sum(by["public"]) + sum(by["participants"]))


def test_the_plan_years_of_the_municipality_go_by_function_and_add_up(result: Result, early: Arm) -> None:
    table = plan_table.plan_years(result, early)
    assert list(table.columns) == ["part", "account", "line", "2027", "2028", "2029", "2030", "sum"]
    own = table[table["part"].isin(["outlay", "use"])].set_index(["part", "account", "line"])
    assert list(own.index) == [  # no line for what does not change
        ("outlay", "251", "parents"),
        ("use", "251", "child_welfare"),
        ("use", "252", "placement"),
    ]
    assert own.loc[("outlay", "251", "parents"), "sum"] == -800.0
    net = table.set_index("part").loc["net"]
    assert net["2027"] == -1350.0
    assert own["sum"].sum() == pytest.approx(net["sum"])
    assert net["sum"] == pytest.approx(reading.plan_net(result, early) / 1000)


def test_the_plan_years_give_what_can_be_released_and_the_other_budgets(result: Result, early: Arm) -> None:
    table = plan_table.plan_years(result, early).set_index(["part", "line"])["sum"]
    assert table["cash", "municipality"] == pytest.approx(table["net", "municipality"] - 4.0)
    parts = table["net", "municipality"] + table["budget"].drop("public").sum()
    assert parts == pytest.approx(table["budget", "public"])  # participants gain later


def test_the_plan_years_are_named_by_function_item_and_programme(result: Result, early: Arm, called: Called) -> None:
    labels = {"parents": {"nb": "Foreldretrening"}, "placement": {"nb": "Plassering"}}
    _, shown = sheets.plan_years(result, early, called("nb", labels))
    assert list(shown.index)[:5] == [
        "Utgift til tiltaket: Foreldretrening (KOSTRA 251)",
        "KOSTRA 251: child welfare",
        "KOSTRA 252: Plassering",
        "Egen kommune netto, full verdi",
        "Egen kommune netto, det som kan tas ut av budsjettet",
    ]
    assert sheets.account_name("chapter 634", catalogue("nb")) == "kapittel 634"


@pytest.fixture
def told(result: Result, called: Called) -> Callable[..., list[KeyFigure]]:
    """The four figures of an arm in a language."""
    return lambda arm, language="nb": figures(result, arm, Subject("Tiltak", "Hå", "2027–2030"), called(language))


Told = Callable[..., list[KeyFigure]]


def test_participants_are_those_of_all_ages_in_the_plan_years(early: Arm, told: Told) -> None:
    assert reading.participants(early) == 4 * 1.5 * 12
    shown = told(early)[0]
    assert shown.value == "72 deltar"
    assert shown.name == "Deltakere i planårene"
    assert shown.note.startswith("Deltar i 2027–2030, alle aldre.")
    assert "Av ett årskull: 12." in shown.note


def test_few_participants_are_not_counted(early: Arm, told: Told) -> None:
    few = replace(cohort(early, persons=0.7), budget=replace(early.budget, persons=(1.0,) * 20))
    shown = told(few)[0]
    assert shown.value == "færre enn 5 deltar"
    assert "Av ett årskull: færre enn 5." in shown.note


def test_a_loss_of_the_participants_stands_beside_the_public_budgets(early: Arm, told: Told) -> None:
    assert "Deltakerne" not in told(early)[3].note
    assert "Deltakerne og familiene −243\u00a0000 kr" in told(worth(early, participants=-243_000.0))[3].note


def test_a_place_without_residents_has_no_budget_view(result: Result, early: Arm, told: Told) -> None:
    uncounted = elsewhere(early)
    assert plan_table.plan_years(result, uncounted).empty
    assert tables.who(result, uncounted).empty
    assert reading.plan_net(result, uncounted) is None
    shown = told(uncounted)
    assert shown[0].name == "Deltakere i ett årskull"
    assert [f.value for f in shown[:2]] == ["12 deltar", "stedet har ikke innbyggertall"]


def test_every_arm_stands_beside_the_others_with_what_is_missing_in_words(
    result: Result, early: Arm, called: Called
) -> None:
    early = paid(early, "municipality", payback_year_discounted=back(19))
    data, shown = sheets.arms(first(result, early), early, called("nb"))
    assert "Nåverdi, kroner" in data.columns
    assert (len(data), len(shown)) == (2 * (5 + 3), 5 + 3)
    own = shown.loc["Egen kommune"]
    assert own["Tilbake etter (diskontert)"] == "19 år"
    assert shown.loc["Fylkeskommunen"]["Tilbake etter (diskontert)"] == "ingen netto utgift"
    assert own["Nåverdi"] == sheets.signed(round(early.cohort.npv("municipality"), -3), "nb")


def test_nobody_enrolled_leaves_no_figure_per_person(
    result: Result, build_arm: Callable[..., Arm], early_flows: dict[str, list[float]], called: Called
) -> None:
    nobody = build_arm("early", "early", early_flows, persons=0.0)
    _, shown = sheets.arms(replace(result, arms=(nobody,)), nobody, called("en"))
    assert set(shown["Per entry"]) == {"no one takes part"}


def test_outcomes_say_why_there_is_no_cost_per_unit(result: Result, early: Arm, called: Called) -> None:
    names = called("nb", {"outcome.outside": {"nb": "År utenfor"}, "outside": {"nb": "Noe annet"}})
    data, shown = sheets.outcomes(result, early, names)
    assert list(shown.index) == ["År utenfor", "completed"]
    assert list(shown.iloc[:, 0]) == ["−1,2 personår", "0,00 personer"]
    assert list(shown.iloc[:, 1]) == ["80\u00a0000 kr", "–"]
    little = outcome(early, "completed", -0.04, "persons", 9e9)
    saving = outcome(little, "outside", -1.25, "person-years", None, "saves")
    assert list(sheets.outcomes(result, saving, names)[1].iloc[:, 1]) == ["bedre og billigere", "–"]
    assert list(data["Forskjell"]) == [-1.25, 0.0]


def test_few_more_or_fewer_people_stand_without_a_number_on_page_and_in_file(
    result: Result, early: Arm, called: Called
) -> None:
    labels = {"outcome.outside": {"en": "Years outside"}}
    data, shown = sheets.outcomes(result, outcome(early, "completed", 3.2, "persons", 9e5), called("en", labels))
    assert shown.iloc[1, 0] == "plus fewer than 5 persons"
    assert data.isna().iloc[1, 1]
    assert data.iloc[1, 2] == "plus fewer than 5 persons"
    for difference, said in ((-4.99, "minus færre enn 5 personer"), (5.0, "+5,0 personer")):
        changed = outcome(early, "completed", difference, "persons", 9e5)
        assert sheets.outcomes(result, changed, called("nb", labels))[1].iloc[1, 0] == said


def test_the_four_figures_say_what_the_result_says(early: Arm, told: Told) -> None:
    shown = told(early, "en")
    assert [f.value for f in shown][:3] == ["72 take part", "NOK −1.3 m", "not repaid"]
    assert "outside: −1.2 person-years" in shown[0].note
    assert "the municipality NOK −" in shown[3].note


def test_an_unknown_arm_is_an_error(result: Result) -> None:
    with pytest.raises(KeyError):
        result.arm("neither")
