from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tidlig.report import sheets, tables
from tidlig.report.figures import figures
from tidlig.report.headline import Subject
from tidlig.report.messages import catalogue

pytestmark = pytest.mark.unit

Document = dict[str, Any]


def test_the_balance_is_the_running_sum_of_the_yearly_flows(document: Document) -> None:
    lines = tables.balance(document, "early")
    own = lines[lines["budget"] == "municipality"]
    assert list(own["year"]) == list(range(2027, 2047))
    assert list(own["value"])[:3] == [-900_000.0, -1_000_000.0, -940_000.0]
    assert list(lines["budget"].unique()) == ["municipality", "other_municipalities", "county", "state"]


def test_the_point_of_payback_lies_where_the_document_says(document: Document) -> None:
    points = tables.repaid(document, "early").set_index("budget")
    payback = tables.arm_of(document, "early")["payback_year"]
    assert points.loc["municipality", "year"] == 2027 + payback["municipality"]
    assert points.loc["municipality", "value"] >= 0
    assert set(points.index) == {"municipality", "state"}  # the others never have an outlay


def test_no_payback_gives_no_point(document: Document) -> None:
    document["arms"][0]["payback_year"] = dict.fromkeys(document["arms"][0]["payback_year"])
    assert tables.repaid(document, "early").empty


def test_plan_years_and_later_add_up_to_the_whole_budget_view(document: Document) -> None:
    cells = tables.who(document, "early")
    rows = document["arms"][0]["budget"]
    own = cells[cells["budget"] == "municipality"].set_index("period")["value"]
    assert own["plan"] == pytest.approx(sum(r["municipality"] for r in rows[:4]))
    assert cells["value"].sum() == pytest.approx(sum(r["public"] + r["participants"] for r in rows))


def test_the_plan_years_are_in_thousands_and_add_up(document: Document) -> None:
    table = tables.plan_years(document, "early").set_index("budget")
    assert list(table.columns) == ["2027", "2028", "2029", "2030", "sum"]
    assert table.loc["municipality", "2027"] == -1350.0
    assert table.loc["municipality", "sum"] == pytest.approx(tables.plan_net(document, "early") / 1000)
    parts = table.drop(index=["public", "participants"], errors="ignore").sum()
    assert parts["sum"] == pytest.approx(table.loc["public", "sum"])


def test_a_place_without_residents_has_no_budget_view(document: Document) -> None:
    document["arms"][0]["budget"] = []
    assert tables.plan_years(document, "early").empty
    assert tables.who(document, "early").empty
    assert tables.plan_net(document, "early") is None
    subject = Subject("Tiltak", "Sted", "2027–2030")
    assert figures(document, "early", subject, {}, catalogue("nb"))[1].value == "stedet har ikke innbyggertall"


def test_every_arm_stands_beside_the_others_with_what_is_missing_in_words(document: Document) -> None:
    data, shown = sheets.arms(document, "early", {}, catalogue("nb"))
    assert "Nåverdi, kroner" in data.columns
    assert (len(data), len(shown)) == (2 * (5 + 3), 5 + 3)
    own = shown.loc["Egen kommune"]
    assert own["Tilbake etter"] == "18 år"
    assert shown.loc["Fylkeskommunen"]["Tilbake etter"] == "ingen netto utgift"
    assert own["Nåverdi"] == sheets.signed(document["arms"][0]["npv"]["municipality"], "nb")


def test_nobody_enrolled_leaves_no_figure_per_person(
    document: Document, build_arm: Callable[..., Document], early_flows: dict[str, list[float]]
) -> None:
    document["arms"] = [build_arm("early", "early", early_flows, persons=0.0)]
    _, shown = sheets.arms(document, "early", {}, catalogue("en"))
    assert set(shown["Per participant"]) == {"nobody takes part"}


def test_outcomes_say_why_there_is_no_cost_per_unit(document: Document) -> None:
    labels = {"outcome.outside": {"nb": "År utenfor"}, "outside": {"nb": "Noe annet"}}
    data, shown = sheets.outcomes(document, "early", labels, catalogue("nb"))
    assert list(shown.index) == ["År utenfor", "completed"]
    assert list(shown.iloc[:, 0]) == ["−1,2 personår", "0,00 personer"]
    assert list(shown.iloc[:, 1]) == ["80\u00a0000 kr", "ingen bedring"]
    assert list(data["Forskjell"]) == [-1.25, 0.0]


def test_the_four_figures_say_what_the_document_says(document: Document) -> None:
    subject = Subject("Tiltak", "Hå", "2027–2030")
    shown = figures(document, "early", subject, {}, catalogue("en"))
    assert [f.value for f in shown][:3] == ["12 take part", "NOK −1.3 m", "back after 18 years"]
    assert "outside: −1.2 person-years" in shown[0].note
    assert "Own municipality NOK −" in shown[3].note


def test_an_unknown_arm_is_an_error(document: Document) -> None:
    with pytest.raises(KeyError):
        tables.arm_of(document, "neither")
