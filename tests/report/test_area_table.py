"""The budget view by area: payers with their totals, and the municipality's plan."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.report.varied import elsewhere
from tests.texts import catalogue

from tidlig.report.result import area_table, reading, sheets
from tidlig.report.words.messages import Names, area_name
from tidlig.result.result import Result

pytestmark = pytest.mark.unit

LABELS = {"area.child_welfare": {"nb": "Barnevern", "en": "Child welfare"}}


@pytest.mark.parametrize("releasable", [False, True])
def test_the_areas_of_a_payer_add_up_to_its_total(result: Result, releasable: bool) -> None:
    arm = result.arms[0]
    table = pd.DataFrame(area_table.by_area(result, arm, releasable=releasable))
    assert list(table.columns) == ["payer", "part", "line", "2027", "2028", "2029", "2030", "sum", "later"]
    view = arm.budget.releasable if releasable else arm.budget.full
    for payer, rows in table.groupby("payer"):
        total = rows[rows["part"] == "total"].iloc[0]
        for column in ("2027", "2030", "sum", "later"):
            assert rows.loc[rows["part"] == "area", column].sum() == pytest.approx(total[column], abs=1e-6)
        assert total["sum"] + total["later"] == pytest.approx(sum(view.by[str(payer)]))


def test_areas_and_payers_in_which_nothing_changes_are_left_out(result: Result) -> None:
    table = pd.DataFrame(area_table.by_area(result, result.arm("early")))
    assert list(zip(table["payer"], table["line"], strict=True)) == [
        ("municipality", "Oppvekst *og* mestring"),
        ("municipality", "child_welfare"),
        ("municipality", "municipality"),
        ("state", "child_welfare"),
        ("state", "state"),
    ]


def test_the_plan_keeps_full_value_and_what_can_be_taken_out_apart(result: Result) -> None:
    arm = result.arm("early")
    table = pd.DataFrame(area_table.plan_areas(result, arm)).set_index("part")
    for areas, net in (("area", "net"), ("cash_area", "cash")):
        assert table.loc[[areas], "sum"].sum() == pytest.approx(table.loc[net, "sum"])
    assert table.loc["cash", "sum"] == pytest.approx(table.loc["net", "sum"] - 4.0)
    assert table.loc["net", "sum"] == pytest.approx(reading.plan_net(result, arm) / 1000)
    assert list(dict.fromkeys(table.index)) == ["area", "net", "cash_area", "cash", "budget"]


def test_areas_are_named_as_the_place_or_the_pack_names_them(result: Result, payers: dict[str, Any]) -> None:
    arm, labels = result.arm("early"), LABELS | payers
    data, shown = sheets.plan_areas(result, arm, Names(labels, catalogue("nb")))
    assert list(shown.index)[:6] == [
        "Oppvekst *og* mestring",
        "Barnevern",
        "Egen kommune netto, full verdi",
        "Oppvekst *og* mestring, det som kan tas ut",
        "Barnevern, det som kan tas ut",
        "Egen kommune netto, det som kan tas ut av budsjettet",
    ]
    assert list(data.columns)[-2:] == ["Sum", "Senere, til og med 2046"]
    assert sheets.plan_areas(result, arm, Names(labels, catalogue("en")))[1].index[1] == "Child welfare"
    assert area_name("", LABELS, catalogue("en")) == "no area given"


def test_areas_are_explained_by_their_accounts(result: Result) -> None:
    said = sheets.areas_explained(result, result.arm("early"), Names(LABELS, catalogue("nb")))
    assert said == "Oppvekst *og* mestring er KOSTRA 251; Barnevern er KOSTRA 251, KOSTRA 252"


def test_a_place_without_residents_has_no_areas(result: Result) -> None:
    arm = elsewhere(result.arms[0])
    assert area_table.plan_areas(result, arm) == []
    assert area_table.by_area(result, arm) == []
    assert area_table.by_area(result, arm, releasable=True) == []
