"""A run: who pays, who gains and when, for each arm."""

from __future__ import annotations

from typing import Any

from tidlig.pack.pack import Pack, Scenario
from tidlig.report.catalogue.listings import label
from tidlig.report.result import area_table, reading
from tidlig.report.result.near import both_sides
from tidlig.report.terminal.rows import amount, print_rows, ratio
from tidlig.report.terminal.screen import bold, terminal
from tidlig.report.terminal.warnings import show_warnings
from tidlig.report.words.messages import area_name, catalogue
from tidlig.report.words.numbers import FEW, few_changed, persons, plain


def show_run(pack: Pack, scenario: Scenario, document: dict[str, Any], *, by_area: bool = False) -> None:
    """A run: per arm present values, ratios, payback, outcomes and the four plan years, by payer or by budget area."""
    title = " ".join((scenario.title.get("en") or scenario.id).split())
    rules = f", tax rules of {document['rules']}" if document["rules"] else ""
    place = label(pack, document["place"], "en") if document["place"] else label(pack, pack.id, "en")
    terminal().print(bold(title))
    terminal().print(
        f"{place}, from {document['start_year']}{rules}; "
        f"{document['currency']} at {document['price_year']} prices, full value, arm minus doing nothing new; "
        f"gains and savings positive\npack {document['pack']['id']} {pack.path} {document['pack']['digest'][:12]}"
    )
    show_warnings(pack, document)
    for arm in document["arms"]:
        _show_arm(pack, arm)
        for text in both_sides(document, arm, pack, catalogue("en")):
            terminal().print(text)
        if by_area:
            _show_areas(pack, document, arm["id"])
        else:
            _show_plan_years(pack, arm)
    _show_strategies(document)


def _show_strategies(document: dict[str, Any]) -> None:
    """Every arm beside doing nothing new: cost, effect and incremental ratio, by measure of wellbeing."""
    for measure, rows in document.get("cost_effectiveness", {}).items():
        cells = [
            [row["arm"], amount(row["cost"]), plain(row["effect"], ",.3f"), amount(row["icer"], row["why"])]
            for row in rows
        ]
        print_rows(
            f"Strategies by {measure}", ["arm", "cost", "effect", "cost per unit more than the one before"], cells, 1
        )


def _show_arm(pack: Pack, arm: dict[str, Any]) -> None:
    named = ", ".join(label(pack, id, "en") for id in arm["programmes"])
    people = _people(arm["persons"], counted=bool(pack.residents))
    heading = f"{arm['id']} ({arm['kind']}): {named}. {people} take part, of {plain(arm['cohort'], ',.0f')} born"
    why = arm["why"]
    rows = []
    for key, value in arm["npv"].items():
        per_person = amount(arm["npv_per_person"].get(key), why.get(f"npv_per_person.{key}", ""))
        payback = arm["payback_year"].get(key)
        irr = arm["irr"].get(key)
        rows.append(
            [
                label(pack, key, "en").replace("_", " "),
                amount(value),
                per_person,
                ratio(payback, why.get(f"payback_year.{key}", "-"), ".0f"),
                ratio(irr, why.get(f"irr.{key}", "-"), ".1%"),
            ]
        )
    columns = ["payer or budget", "present value", "per entry", "payback, years", "internal rate of return"]
    print_rows(heading, columns, rows, 1)
    ratios = [f"{key} {ratio(arm['bcr'].get(key), why.get(f'bcr.{key}', '-'), '.2f')}" for key in arm["bcr"]]
    terminal().print(f"Benefit-cost ratio: {'; '.join(ratios)}")
    other = {"mvpf": "marginal value of public funds", "sroi": "social return on investment"}
    said = [f"{name} {ratio(arm[key], why.get(key, ''), '.2f')}" for key, name in other.items() if key in arm]
    terminal().print("; ".join(said).capitalize())
    _show_outcomes(pack, arm)


def _people(count: float, *, counted: bool) -> str:
    """Write how many take part; few only where they are people of a place, not a cohort that nobody has counted."""
    return persons(count, catalogue("en")) if counted and count < FEW else plain(count, ",.1f")


def _show_outcomes(pack: Pack, arm: dict[str, Any]) -> None:
    rows = [
        [
            label(pack, f"outcome.{id}", "en").removeprefix("outcome."),
            few_changed(outcome["difference"], outcome["unit"] if pack.residents else "", catalogue("en"))
            or plain(outcome["difference"], "+,.2f"),
            outcome["unit"],
            amount(outcome["cost_per_unit"], arm["why"].get(f"outcomes.{id}.cost_per_unit", "").replace("_", " ")),
        ]
        for id, outcome in arm["outcomes"].items()
    ]
    print_rows("", ["outcome", "difference", "unit", "net public cost per unit gained"], rows, 1)


def _show_plan_years(pack: Pack, arm: dict[str, Any]) -> None:
    years = arm["budget"][: reading.PLAN_YEARS]
    if not years:
        return
    keys = [key for key in years[0] if key != "year"]
    rows = [[label(pack, key, "en"), *(plain(y[key] / 1000, ",.0f") for y in years)] for key in keys]
    title = "Plan years, 1 000 kroner, all ages, the programme running on"
    print_rows(title, ["payer or budget", *(str(y["year"]) for y in years)], rows, 1)


def _show_areas(pack: Pack, document: dict[str, Any], arm: str) -> None:
    """The plan years and later by payer and area: in full value, then what can be taken out of the budgets."""
    if not reading.arm_of(document, arm)["budget"]:
        terminal().print("No plan years: the place has no residents by age")
        return
    texts = catalogue("en")
    counted = {False: "full value", True: "what can be taken out of the budget"}
    for cash, said in counted.items():
        table = area_table.by_area(document, arm, cash=cash)
        amounts = [column for column in next(iter(table), {}) if column not in ("payer", "part", "line")]
        later = texts.get("table.later", last=reading.last_year(document, arm))
        rows = [
            [
                label(pack, row["payer"], "en"),
                bold("total") if row["part"] == "total" else area_name(row["line"], pack.labels, texts),
                *(amount(row[column]) for column in amounts),
            ]
            for row in table
        ]
        title = f"Plan years by budget area, {said}, kroner, all ages, the programme running on"
        print_rows(title, ["payer", "area", *amounts[:-1], later], rows, 2)
