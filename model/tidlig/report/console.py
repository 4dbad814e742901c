"""Results as tables in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from rich.table import Table
from rich.text import Text

from tidlig.analysis.published import as_claimed
from tidlig.assumptions.pack import Pack, Scenario
from tidlig.report import area_table, tables
from tidlig.report.facts import programme_facts
from tidlig.report.fit_sheet import fitted, met, missed
from tidlig.report.listings import label, programme_rows
from tidlig.report.messages import area_name, catalogue
from tidlig.report.numbers import FEW, few_changed, persons, plain
from tidlig.report.published_sheet import agreement, unit_of, verdict
from tidlig.report.terminal import bold, terminal
from tidlig.report.warnings import told

PLAN_YEARS = 4
PERSPECTIVES = {"public": "public purse", "society": "society", "municipality": "one municipality"}


def show_table(rows: Sequence[dict[str, Any]]) -> None:
    """Rows with the same keys as one table."""
    if not rows:
        terminal().print("nothing found")
        return
    print_rows("", list(rows[0]), [[_text(row[key]) for key in row] for row in rows])


def show_programmes(pack: Pack, language: str) -> None:
    """Programmes as one table, and under it what is known about each, in a language."""
    texts = catalogue(language)
    show_table(programme_rows(pack, language))
    console = terminal(whole_lines=True)
    for programme in pack.programmes.values():
        if programme.about is not None:
            console.print(f"\n{programme.id}: {label(pack, programme.id, language)}")
            for name, text in programme_facts(programme, texts):
                console.print(f"  {name}: {text}")
    console.print(f"\n{texts.get('caveat.cooperation')}")


def print_rows(
    title: str, columns: list[str], rows: Sequence[Sequence[str | Text]], numbers_from: int | None = None
) -> None:
    """Print one table; columns from ``numbers_from`` on stand to the right."""
    table = Table(title=title or None, title_justify="left")
    for k, name in enumerate(columns):
        right = numbers_from is not None and k >= numbers_from
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    terminal().print(table)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _money(value: float | None, why: str = "") -> str:
    return why or "-" if value is None else plain(value, ",.0f")


def _ratio(value: float | None, why: str, form: str) -> str:
    return why.replace("_", " ") if value is None else plain(value, form)


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
    _show_warnings(pack, document)
    for arm in document["arms"]:
        _show_arm(pack, arm)
        if by_area:
            _show_areas(pack, document, arm["id"])
        else:
            _show_plan_years(pack, arm)
    _show_strategies(document)


def _show_strategies(document: dict[str, Any]) -> None:
    """Every arm beside doing nothing new: cost, effect and incremental ratio, by measure of wellbeing."""
    for measure, rows in document.get("cost_effectiveness", {}).items():
        cells = [
            [row["arm"], _money(row["cost"]), plain(row["effect"], ",.3f"), _money(row["icer"], row["why"])]
            for row in rows
        ]
        print_rows(
            f"Strategies by {measure}", ["arm", "cost", "effect", "cost per unit more than the one before"], cells, 1
        )


def _show_warnings(pack: Pack, document: dict[str, Any]) -> None:
    for text in told(document["warnings"], pack, catalogue("en")):
        terminal().print(f"Warning: {text}")


def _show_arm(pack: Pack, arm: dict[str, Any]) -> None:
    named = ", ".join(label(pack, id, "en") for id in arm["programmes"])
    people = _people(arm["persons"], counted=bool(pack.residents))
    heading = f"{arm['id']} ({arm['kind']}): {named}. {people} take part, of {plain(arm['cohort'], ',.0f')} born"
    why = arm["why"]
    rows = []
    for key, value in arm["npv"].items():
        per_person = _money(arm["npv_per_person"].get(key), why.get(f"npv_per_person.{key}", ""))
        payback = arm["payback_year"].get(key)
        irr = arm["irr"].get(key)
        rows.append(
            [
                label(pack, key, "en").replace("_", " "),
                _money(value),
                per_person,
                _ratio(payback, why.get(f"payback_year.{key}", "-"), ".0f"),
                _ratio(irr, why.get(f"irr.{key}", "-"), ".1%"),
            ]
        )
    columns = ["payer or budget", "present value", "per entry", "payback, years", "internal rate of return"]
    print_rows(heading, columns, rows, 1)
    ratios = [f"{key} {_ratio(arm['bcr'].get(key), why.get(f'bcr.{key}', '-'), '.2f')}" for key in arm["bcr"]]
    terminal().print(f"Benefit-cost ratio: {'; '.join(ratios)}")
    other = {"mvpf": "marginal value of public funds", "sroi": "social return on investment"}
    said = [f"{name} {_ratio(arm[key], why.get(key, ''), '.2f')}" for key, name in other.items() if key in arm]
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
            _money(outcome["cost_per_unit"], arm["why"].get(f"outcomes.{id}.cost_per_unit", "").replace("_", " ")),
        ]
        for id, outcome in arm["outcomes"].items()
    ]
    print_rows("", ["outcome", "difference", "unit", "net public cost per unit gained"], rows, 1)


def _show_plan_years(pack: Pack, arm: dict[str, Any]) -> None:
    years = arm["budget"][:PLAN_YEARS]
    if not years:
        return
    keys = [key for key in years[0] if key != "year"]
    rows = [[label(pack, key, "en"), *(plain(y[key] / 1000, ",.0f") for y in years)] for key in keys]
    title = "Plan years, 1 000 kroner, all ages, the programme running on"
    print_rows(title, ["payer or budget", *(str(y["year"]) for y in years)], rows, 1)


def _show_areas(pack: Pack, document: dict[str, Any], arm: str) -> None:
    """The plan years and later by payer and area: in full value, then what can be taken out of the budgets."""
    if not tables.arm_of(document, arm)["budget"]:
        terminal().print("No plan years: the place has no residents by age")
        return
    texts = catalogue("en")
    counted = {False: "full value", True: "what can be taken out of the budget"}
    for cash, said in counted.items():
        table = area_table.by_area(document, arm, cash=cash)
        amounts = [column for column in table.columns if column not in ("payer", "part", "line")]
        later = texts.get("table.later", last=tables.last_year(document, arm))
        rows = [
            [
                label(pack, row["payer"], "en"),
                bold("total") if row["part"] == "total" else area_name(row["line"], pack.labels, texts),
                *(_money(row[column]) for column in amounts),
            ]
            for row in table.to_dict("records")
        ]
        title = f"Plan years by budget area, {said}, kroner, all ages, the programme running on"
        print_rows(title, ["payer", "area", *amounts[:-1], later], rows, 2)


def show_summary(pack: Pack, document: dict[str, Any]) -> None:
    """A pack's assumptions by grade and status, and model against observed."""
    assumptions = document["assumptions"]
    grades = ", ".join(f"{grade} {n}" for grade, n in assumptions["by_grade"].items())
    statuses = ", ".join(f"{status} {n}" for status, n in assumptions["by_status"].items())
    terminal().print(
        f"pack {pack.id}, {document['path']}, digest {pack.digest[:12]}: no problems\n"
        f"{assumptions['total']} assumptions by grade: {grades}; by status: {statuses}"
    )
    _show_warnings(pack, document)
    targets = {target.id: target for target in pack.targets}
    rows = [
        [
            t["id"],
            label(pack, t["id"], "en"),
            plain(t["observed"], ",.6g"),
            plain(t["model"], ",.6g"),
            plain(t["tolerance"], ",.3g"),
            plain(t["misfit"], "+.1f") if t["ok"] else f"{plain(t['misfit'], '+.1f')} NO",
            "yes" if t["fit"] == "yes" else t["fit"],
            f"{targets[t['id']].source or 'no source'} ({targets[t['id']].grade})",
        ]
        for t in document["targets"]
    ]
    if rows:
        columns = ["target", "", "observed", "model", "tolerance", "off, in tolerances", "fitted", "source"]
        print_rows("Model against observed", columns, rows, 2)
        show_misfits(pack, document)
    _show_exits(document["exits"])
    _show_moves(document["moves"])
    _show_observed(document["observed"])


def show_misfits(pack: Pack, document: dict[str, Any]) -> None:
    """How many fitted targets the model meets; those it does not, and those only compared, with the pack's reason."""
    chosen = fitted(document["targets"])
    near, nearly = (met(chosen, within) for within in (1.0, 2.0))
    terminal().print(f"{near} of {len(chosen)} fitted targets within one tolerance, {nearly} within two")
    notes = {target.id: target.note for target in pack.targets}
    off = missed(document["targets"])
    rows = [[t["id"], plain(t["misfit"], "+.1f"), t["fit"], notes[t["id"]]] for t in off]
    if rows:
        print_rows("Not met", ["target", "off, in tolerances", "fitted", "what the pack says of it"], rows)


def _show_exits(exits: list[dict[str, Any]]) -> None:
    rows = [[e["process"], e["level"], str(e["age"]), plain(e["total"], ".3f")] for e in exits]
    if rows:
        columns = ["process", "level", "age", "exits together"]
        print_rows(
            "Levels that more than half leave in a year: draws whose exits reach 1 cannot be run", columns, rows, 2
        )


def _show_moves(moves: list[dict[str, Any]]) -> None:
    said = {"far_from_source": "far from the source", "saturated": "nearly all are above it: little can move"}
    rows = [
        [
            m["effect"],
            m["level"],
            "" if m["published"] is None else plain(m["published"], ".2f"),
            plain(m["model"], ".2f"),
            "; ".join(said[warning] for warning in m["warnings"]),
        ]
        for m in moves
    ]
    if rows:
        columns = ["effect", "at or above", "source", "model", "warning"]
        print_rows("Share of the enrolled at or above a threshold just before an effect moves them", columns, rows, 2)


def _show_observed(observed: list[dict[str, Any]]) -> None:
    rows = [
        [
            o["effect"],
            observed_what(o["what"], o["levels"], o["years"]),
            plain(o["published"], ".3f"),
            plain(o["model"], ".3f"),
            "more than a quarter off" if o["off"] else "",
        ]
        for o in observed
    ]
    if rows:
        columns = ["effect", "seen", "source", "model", "warning"]
        print_rows("What studies saw later, beside the model, each effect as in its study", columns, rows, 2)


def observed_what(what: str, levels: Sequence[str], years: Sequence[float]) -> str:
    """What a study saw of an effect, in words."""
    first, last = years
    when = f"years {first:g}–{last:g}" if first != last else f"after {first:g} year{'s' * (first != 1)}"
    return f"share of it left {when}" if what == "left" else f"more in {', '.join(levels)}, {when}"


def show_break_even(pack: Pack, result: dict[str, Any]) -> None:
    """The value at which a payer breaks even, beside the pack's own."""
    within = f" within {result['years']} years of the first outlay" if result["years"] else " over the life course"
    who = label(pack, result["payer"], "en")
    unit = result["unit"]
    low, high, base = (_plain(result[key]) for key in ("low", "high", "base"))
    searched = f"searched from {low} to {high}; the pack has {base} {unit}"
    if result["value"] is None:
        said = {
            "always_gain": "gains at every value",
            "always_loss": "loses at every value",
            "no_change": "is not affected by it",
        }[result["why"]]
        terminal().print(f"{result['assumption']}: no break-even, {who} {said}{within} ({searched})")
    else:
        terminal().print(
            f"{result['assumption']}: {who} breaks even{within} at {_plain(result['value'])} {unit} ({searched})"
        )


def show_published(rows: Sequence[dict[str, Any]]) -> None:
    """Published figures beside ours, a table a case, and how many agree, hold by arithmetic or are not reproduced."""
    for _, group in groupby(rows, key=lambda row: row["case"]):
        case = list(group)
        cells = [_published_cells(row) for row in case]
        print_rows(_published_title(case), list(cells[0]), [list(each.values()) for each in cells])
    terminal().print(agreement(rows, catalogue("en")))


def _published_title(case: list[dict[str, Any]]) -> str:
    first, urls = case[0], {row["url"] for row in case}
    address = first["url"] if len(urls) == 1 else ""
    return "\n".join(filter(None, [first["title"]["en"], f"{first['source']}. {address}".strip(), first["note"]]))


def _published_cells(row: dict[str, Any]) -> dict[str, str]:
    texts, theirs = catalogue("en"), row["theirs"]
    said = f"{row['row']}: {row['says']['en']}" if row["row"] else row["says"]["en"]
    return {
        "perspective": PERSPECTIVES[row["perspective"]],
        "figure": said,
        "theirs": _figure(texts.choice("published.printed", theirs) if isinstance(theirs, str) else theirs),
        "ours": row["why"].replace("_", " ") if row["ours"] is None else _figure(row["ours"]),
        "tolerance": plain(row["tolerance"], ".2g") if row["tolerance"] else "",
        "unit": unit_of(row, texts),
        "agrees": verdict(row, texts) if as_claimed(row) else "NO",
    }


def _figure(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return plain(value, ",.0f") if abs(value) >= 1e6 else plain(value, ".7g")


def _plain(value: float) -> str:
    """A number as people write it: no exponent, four digits that count."""
    return plain(value, ",.0f") if abs(value) >= 1000 else plain(value, ".4g")
