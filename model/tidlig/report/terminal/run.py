"""A run: who pays, who gains and when, for each arm."""

from __future__ import annotations

from tidlig.appraisal.perspectives import SOCIETY
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.report.catalogue.listings import label
from tidlig.report.result import area_table, reading
from tidlig.report.result.near import both_sides
from tidlig.report.terminal.rows import amount, print_rows, ratio
from tidlig.report.terminal.screen import bold, terminal
from tidlig.report.terminal.warnings import show_warnings
from tidlig.report.words.messages import Names, area_name, catalogue
from tidlig.report.words.numbers import FEW, few_changed, persons, plain
from tidlig.result.arm import Arm, BudgetView
from tidlig.result.figure import Figure
from tidlig.result.result import Result


def show_run(pack: Pack, scenario: Scenario, result: Result, *, by_area: bool = False) -> None:
    """A run: per arm present values, ratios, payback, outcomes and the four plan years, by payer or by budget area."""
    names = Names(pack.labels, catalogue("en", pack.currency))
    title = " ".join((scenario.title.get("en") or scenario.id).split())
    rules = f", tax rules of {result.rules}" if result.rules else ""
    terminal().print(bold(title))
    terminal().print(
        f"{label(pack, result.place or pack.id, 'en')}, from {result.start_year}{rules}; "
        f"{result.currency} at {result.price_year} prices, full value, arm minus doing nothing new; "
        f"gains and savings positive\npack {result.pack.id} {pack.path} {result.pack.digest[:12]}"
    )
    show_warnings(pack, result.warnings)
    for arm in result.arms:
        _show_arm(pack, arm, names)
        for text in both_sides(result, arm, pack, names.texts):
            terminal().print(text)
        if by_area:
            _show_areas(result, arm, names)
        elif arm.budget:
            _show_plan_years(result, arm.budget, names)
    _show_strategies(result)


def _show_strategies(result: Result) -> None:
    """Every arm beside doing nothing new: cost, effect and incremental ratio, by measure of wellbeing."""
    for measure, rows in (result.cost_effectiveness or {}).items():
        cells = [
            [
                row.arm,
                amount(row.cost.value),
                plain(row.effect.number, ",.3f"),
                amount(row.icer.value, row.icer.why or ""),
            ]
            for row in rows
        ]
        columns = ["arm", "cost", "effect", "cost per unit more than the one before"]
        print_rows(f"Strategies by {measure}", columns, cells, 1)


def _show_arm(pack: Pack, arm: Arm, names: Names) -> None:
    cohort = arm.cohort
    named = ", ".join(names.of(id) for id in arm.programmes)
    people = _people(cohort.persons, names, counted=bool(pack.residents))
    heading = f"{arm.id} ({arm.kind}): {named}. {people} take part, of {plain(cohort.size, ',.0f')} born"
    rows = [
        [
            names.payer(id),
            amount(found.npv.value),
            amount(*_either(found.npv_per_person)),
            ratio(*_either(found.payback_year), ".0f"),
            ratio(*_either(found.irr), ".1%"),
        ]
        for id, found in cohort.by.items()
    ]
    columns = ["payer or budget", "present value", "per entry", "payback, years", "internal rate of return"]
    print_rows(heading, columns, rows, 1)
    if ratios := cohort.ratios:
        named_ratios = {SOCIETY: ratios.bcr_society, "public": ratios.bcr_public}
        said = [f"{name} {ratio(*_either(each), '.2f')}" for name, each in named_ratios.items() if each]
        terminal().print(f"Benefit-cost ratio: {'; '.join(said)}")
        other = {"marginal value of public funds": ratios.mvpf, "social return on investment": ratios.sroi}
        said = [f"{name} {ratio(*_either(each), '.2f')}" for name, each in other.items() if each]
        terminal().print("; ".join(said).capitalize())
    _show_outcomes(pack, arm, names)


def _either(figure: Figure | None) -> tuple[float | None, str]:
    """Return the value of a figure, and why it has none; a dash for one that is not asked for."""
    return (figure.value, figure.why or "") if figure else (None, "-")


def _people(count: float, names: Names, *, counted: bool) -> str:
    """Write how many take part; few only where they are people of a place, not a cohort that nobody has counted."""
    return persons(count, names.texts) if counted and count < FEW else plain(count, ",.1f")


def _show_outcomes(pack: Pack, arm: Arm, names: Names) -> None:
    rows = []
    for id, found in (arm.cohort.outcomes or {}).items():
        change, unit, cost = found.difference.number, found.difference.unit, found.cost_per_unit
        few = few_changed(change, unit if pack.residents else "", names.texts)
        why = (cost.why or "").replace("_", " ")
        name = names.of(f"outcome.{id}").removeprefix("outcome.")
        rows.append([name, few or plain(change, "+,.2f"), unit, amount(cost.value, why)])
    print_rows("", ["outcome", "difference", "unit", "net public cost per unit gained"], rows, 1)


def _show_plan_years(result: Result, view: BudgetView, names: Names) -> None:
    first, last = reading.period(result)
    rows = [
        [names.payer(id), *(plain(value / 1000, ",.0f") for value in view.full.between(id, first, last))]
        for id in view.full.by
    ]
    title = f"Plan years, 1 000 {result.currency}, all ages, the programme running on"
    print_rows(title, ["payer or budget", *map(str, range(first, last + 1))], rows, 1)


def _show_areas(result: Result, arm: Arm, names: Names) -> None:
    """The plan years and later by payer and area: in full value, then what can be taken out of the budgets."""
    if not arm.budget:
        terminal().print("No plan years: the place has no residents by age")
        return
    counted = {False: "full value", True: "what the budget can release"}
    for releasable, said in counted.items():
        table = area_table.by_area(result, arm, releasable=releasable)
        amounts = [column for column in next(iter(table), {}) if column not in ("payer", "part", "line")]
        later = names.texts.get("table.later", last=reading.last_year(arm))
        rows = [
            [
                names.payer(row["payer"]),
                bold("total") if row["part"] == "total" else area_name(row["line"], names.labels, names.texts),
                *(amount(row[column]) for column in amounts),
            ]
            for row in table
        ]
        title = f"Plan years by budget area, {said}, {result.currency}, all ages, the programme running on"
        print_rows(title, ["payer", "area", *amounts[:-1], later], rows, 2)
