from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tidlig.report.result import plan_table, reading, sheets, tables
from tidlig.report.result.figures import figures
from tidlig.report.result.headline import Subject
from tidlig.report.words.messages import catalogue

pytestmark = pytest.mark.unit

Document = dict[str, Any]


def test_the_balance_is_the_running_sum_of_the_yearly_flows(document: Document) -> None:
    lines = tables.balance(document, "early")
    own = lines[lines["budget"] == "municipality"]
    assert list(own["year"]) == list(range(2027, 2047))
    assert list(own["value"])[:3] == [-900_000.0, -1_000_000.0, -940_000.0]
    assert list(lines["budget"].unique()) == ["municipality", "other_municipalities", "county", "state"]


def test_the_point_of_payback_lies_where_the_document_says(document: Document) -> None:
    payback = reading.arm_of(document, "early")["payback_year"]
    document["arms"][0]["payback_year_discounted"] = payback
    points = tables.repaid(document, "early").set_index("budget")
    assert points.loc["municipality", "year"] == 2027 + payback["municipality"]
    assert points.loc["municipality", "value"] >= 0
    assert set(points.index) == {"municipality", "state"}  # the others never have an outlay


def test_no_payback_gives_no_point(document: Document) -> None:
    document["arms"][0]["payback_year"] = dict.fromkeys(document["arms"][0]["payback_year"])
    assert tables.repaid(document, "early").empty


def test_what_is_not_repaid_with_interest_has_no_point(document: Document) -> None:
    repaid = reading.arm_of(document, "early")["payback_year_discounted"]
    repaid |= {"municipality": None, "state": 3.0}
    assert set(tables.repaid(document, "early")["budget"]) == {"state"}


def test_plan_years_and_later_add_up_to_the_whole_budget_view(document: Document) -> None:
    cells = tables.who(document, "early")
    rows = document["arms"][0]["budget"]
    own = cells[cells["budget"] == "municipality"].set_index("period")["value"]
    assert own["plan"] == pytest.approx(sum(r["municipality"] for r in rows[:4]))
    assert cells["value"].sum() == pytest.approx(sum(r["public"] + r["participants"] for r in rows))


def test_the_plan_years_of_the_municipality_go_by_function_and_add_up(document: Document) -> None:
    table = plan_table.plan_years(document, "early")
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
    assert net["sum"] == pytest.approx(reading.plan_net(document, "early") / 1000)


def test_the_plan_years_give_what_can_be_released_and_the_other_budgets(document: Document) -> None:
    table = plan_table.plan_years(document, "early").set_index(["part", "line"])["sum"]
    assert table["cash", "municipality"] == pytest.approx(table["net", "municipality"] - 4.0)
    parts = table["net", "municipality"] + table["budget"].drop("public").sum()
    assert parts == pytest.approx(table["budget", "public"])  # participants gain later


def test_the_plan_years_are_named_by_function_item_and_programme(document: Document) -> None:
    labels = {"parents": {"nb": "Foreldretrening"}, "placement": {"nb": "Plassering"}}
    _, shown = sheets.plan_years(document, "early", labels, catalogue("nb"))
    assert list(shown.index)[:5] == [
        "Utgift til tiltaket: Foreldretrening (KOSTRA 251)",
        "KOSTRA 251: child welfare",
        "KOSTRA 252: Plassering",
        "Egen kommune netto, full verdi",
        "Egen kommune netto, det som kan tas ut av budsjettet",
    ]
    assert sheets.account_name("chapter 634", catalogue("nb")) == "kapittel 634"


def test_participants_are_those_of_all_ages_in_the_plan_years(document: Document) -> None:
    assert reading.participants(document, "early") == 4 * 1.5 * 12
    shown = figures(document, "early", Subject("Tiltak", "Hå", "2027–2030"), {}, catalogue("nb"))[0]
    assert shown.value == "72 deltar"
    assert shown.name == "Deltakere i planårene"
    assert shown.note.startswith("Deltar i 2027–2030, alle aldre.")
    assert "Av ett årskull: 12." in shown.note


def test_few_participants_are_not_counted(document: Document) -> None:
    for row in document["arms"][0]["participants"]:
        row["persons"] = 1.0
    document["arms"][0]["persons"] = 0.7
    shown = figures(document, "early", Subject("Tiltak", "Hå", "2027–2030"), {}, catalogue("nb"))[0]
    assert shown.value == "færre enn 5 deltar"
    assert "Av ett årskull: færre enn 5." in shown.note


def test_a_loss_of_the_participants_stands_beside_the_public_budgets(document: Document) -> None:
    subject = Subject("Tiltak", "Hå", "2027–2030")
    assert "Deltakerne" not in figures(document, "early", subject, {}, catalogue("nb"))[3].note
    document["arms"][0]["npv"]["participants"] = -243_000.0
    assert (
        "Deltakerne og familiene −243\u00a0000 kr" in figures(document, "early", subject, {}, catalogue("nb"))[3].note
    )


def test_a_place_without_residents_has_no_budget_view(document: Document) -> None:
    document["arms"][0] |= {"budget": [], "participants": [], "accounts": []}
    assert plan_table.plan_years(document, "early").empty
    assert tables.who(document, "early").empty
    assert reading.plan_net(document, "early") is None
    subject = Subject("Tiltak", "Sted", "2027–2030")
    shown = figures(document, "early", subject, {}, catalogue("nb"))
    assert shown[0].name == "Deltakere i ett årskull"
    assert [f.value for f in shown[:2]] == ["12 deltar", "stedet har ikke innbyggertall"]


def test_every_arm_stands_beside_the_others_with_what_is_missing_in_words(document: Document) -> None:
    document["arms"][0]["payback_year_discounted"]["municipality"] = 19
    data, shown = sheets.arms(document, "early", {}, catalogue("nb"))
    assert "Nåverdi, kroner" in data.columns
    assert (len(data), len(shown)) == (2 * (5 + 3), 5 + 3)
    own = shown.loc["Egen kommune"]
    assert own["Tilbake etter (diskontert)"] == "19 år"
    assert shown.loc["Fylkeskommunen"]["Tilbake etter (diskontert)"] == "ingen netto utgift"
    assert own["Nåverdi"] == sheets.signed(round(document["arms"][0]["npv"]["municipality"], -3), "nb")


def test_nobody_enrolled_leaves_no_figure_per_person(
    document: Document, build_arm: Callable[..., Document], early_flows: dict[str, list[float]]
) -> None:
    document["arms"] = [build_arm("early", "early", early_flows, persons=0.0)]
    _, shown = sheets.arms(document, "early", {}, catalogue("en"))
    assert set(shown["Per entry"]) == {"nobody takes part"}


def test_outcomes_say_why_there_is_no_cost_per_unit(document: Document) -> None:
    labels = {"outcome.outside": {"nb": "År utenfor"}, "outside": {"nb": "Noe annet"}}
    data, shown = sheets.outcomes(document, "early", labels, catalogue("nb"))
    assert list(shown.index) == ["År utenfor", "completed"]
    assert list(shown.iloc[:, 0]) == ["−1,2 personår", "0,00 personer"]
    assert list(shown.iloc[:, 1]) == ["80\u00a0000 kr", "–"]
    document["arms"][0]["outcomes"]["completed"] = {"difference": -0.04, "unit": "persons", "cost_per_unit": 9e9}
    document["arms"][0]["outcomes"]["outside"] |= {"cost_per_unit": None}
    document["arms"][0]["why"]["outcomes.outside.cost_per_unit"] = "saves"
    assert list(sheets.outcomes(document, "early", labels, catalogue("nb"))[1].iloc[:, 1]) == [
        "bedre og billigere",
        "–",
    ]
    assert list(data["Forskjell"]) == [-1.25, 0.0]


def test_few_more_or_fewer_people_stand_without_a_number_on_page_and_in_file(document: Document) -> None:
    labels = {"outcome.outside": {"en": "Years outside"}}
    document["arms"][0]["outcomes"]["completed"] = {"difference": 3.2, "unit": "persons", "cost_per_unit": 9e5}
    data, shown = sheets.outcomes(document, "early", labels, catalogue("en"))
    assert shown.iloc[1, 0] == "plus fewer than 5 persons"
    assert data.isna().iloc[1, 1]
    assert data.iloc[1, 2] == "plus fewer than 5 persons"
    document["arms"][0]["outcomes"]["completed"]["difference"] = -4.99
    assert sheets.outcomes(document, "early", labels, catalogue("nb"))[1].iloc[1, 0] == "minus færre enn 5 personer"
    document["arms"][0]["outcomes"]["completed"]["difference"] = 5.0
    assert sheets.outcomes(document, "early", labels, catalogue("nb"))[1].iloc[1, 0] == "+5,0 personer"


def test_the_four_figures_say_what_the_document_says(document: Document) -> None:
    subject = Subject("Tiltak", "Hå", "2027–2030")
    shown = figures(document, "early", subject, {}, catalogue("en"))
    assert [f.value for f in shown][:3] == ["72 take part", "NOK −1.3 m", "not back"]
    assert "outside: −1.2 person-years" in shown[0].note
    assert "Own municipality NOK −" in shown[3].note


def test_an_unknown_arm_is_an_error(document: Document) -> None:
    with pytest.raises(KeyError):
        reading.arm_of(document, "neither")
