"""Tables as people read them: names for ids, and beside the numbers the same as texts of a language."""

from __future__ import annotations

import pandas as pd

from tidlig.report.result import area_table, plan_table, reading, tables
from tidlig.report.result.headline import whole_years
from tidlig.report.result.key_figures import difference, opened, outcome_name
from tidlig.report.words.messages import Names, Texts, area_name
from tidlig.report.words.numbers import few_changed, number, rough, signed
from tidlig.result.arm import Arm
from tidlig.result.figure import Figure
from tidlig.result.result import Result

TENS = 10.0  # kroner: an amount per person or per unit is shown no finer
LITTLE = 0.05  # units: a smaller difference is too near nought to divide by


def plan_years(result: Result, arm: Arm, names: Names) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the plan years [thousands] as numbers and as texts; empty where the place has no budget view."""
    texts = names.texts
    table = plan_table.plan_years(result, arm)
    if table.empty:
        return table, table
    keys = zip(table["part"], table["account"], table["line"], strict=True)
    line, total = texts.get("table.line"), texts.get("table.sum")
    named = table.assign(line=[plan_line(*key, names) for key in keys])
    data = named.drop(columns=["part", "account"]).rename(columns={"line": line, "sum": total})
    return data, as_text(data, texts)


def plan_line(part: str, account: str, line: str, names: Names) -> str:
    """Return the name of a line of the plan years: its function and item, the programme, a net or a budget."""
    if part == "budget":
        return names.payer(line)
    name, own = names.of(line), opened(names.payer(line))
    return names.texts.get(f"table.plan_{part}", name=name, own=own, account=account_name(account, names.texts)).strip()


def account_name(account: str, texts: Texts) -> str:
    """Return an account in words: a KOSTRA function is a number, a chapter of the state budget says so itself."""
    if account.startswith("chapter "):
        return texts.get("account.chapter", code=account.removeprefix("chapter "))
    return texts.get("account.kostra", code=account) if account else texts.get("account.none")


def plan_areas(result: Result, arm: Arm, names: Names) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the plan years by area [thousands] as numbers and as texts; empty where there is no budget view."""
    texts = names.texts
    table = pd.DataFrame(area_table.plan_areas(result, arm))
    if table.empty:
        return table, table
    later = texts.get("table.later", last=reading.last_year(arm))
    heads = {"line": texts.get("table.line"), "sum": texts.get("table.sum"), "later": later}
    lines = [area_line(part, line, names) for part, line in zip(table["part"], table["line"], strict=True)]
    data = table.assign(line=lines).drop(columns="part").rename(columns=heads)
    return data, as_text(data, texts)


def area_line(part: str, line: str, names: Names) -> str:
    """Return the name of a line of the plan years by area: an area, a net or a budget."""
    if part == "budget":
        return names.payer(line)
    if part in ("net", "cash"):
        return names.texts.get(f"table.plan_{part}", own=opened(names.payer(line)))
    name = area_name(line, names.labels, names.texts)
    return names.texts.get("table.plan_cash_area", name=name) if part == "cash_area" else name


def areas_explained(result: Result, arm: Arm, names: Names) -> str:
    """Return which accounts each of the own budget's areas is made of, in one line."""
    texts = names.texts
    areas = area_table.accounts_of(result, arm)
    said = (
        texts.get(
            "table.area_is",
            name=area_name(area, names.labels, names.texts),
            accounts=", ".join(account_name(account, texts) for account in accounts),
        )
        for area, accounts in areas.items()
        if area
    )
    return "; ".join(said)


def as_text(data: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    """Return a table of numbers as whole signed numbers in the language, its first column as row names."""
    first, *columns = data.columns
    written = {column: [signed(value, texts.language) for value in data[column]] for column in columns}
    return data.assign(**written).set_index(first)


def outcomes(result: Result, arm: Arm, names: Names) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what the children get, as numbers and as texts; few people stand without a number in both."""
    texts = names.texts
    table = tables.outcomes(arm)
    little = table["difference"].abs() < LITTLE
    table = table.assign(cost=table["cost"].mask(little), why=table["why"].mask(little, ""))
    heads = {key: texts.get(f"table.{key}") for key in ("outcome", "difference", "unit", "cost_per")}
    named = table.rename(columns={"cost": "cost_per"}).assign(
        outcome=[outcome_name(name, names) for name in table["outcome"]],
        unit=[texts.choice("measured_in", unit) for unit in table["unit"]],
    )
    rows = table.to_dict("records")
    shown = named.assign(
        difference=[difference(Figure(row["difference"], str(row["unit"])), texts) for row in rows],
        cost_per=[_or_why(row["cost"], str(row["why"]), texts) for row in rows],
    )
    few = [few_changed(row["difference"], str(row["unit"]), texts) for row in rows]
    hidden = named.assign(
        difference=named["difference"].mask(
            pd.Series(few, index=named.index).ne("")
        ),  # the words stand beside the unit
        unit=[f"{text} {unit}".strip() for text, unit in zip(few, named["unit"], strict=True)],
    )
    data = hidden[list(heads)].rename(columns=heads)
    return data, shown[["outcome", "difference", "cost_per"]].rename(columns=heads).set_index(heads["outcome"])


def _or_why(amount: float | None, why: str, texts: Texts) -> str:
    """Write an amount, or why there is none."""
    if amount is None or pd.isna(amount):
        return texts.choice("why", why) if why else texts.get("number.none")
    return texts.get("unit.kroner", value=number(rough(amount, TENS), texts.language))


def arms(result: Result, arm: Arm, names: Names) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return present value, per participant and payback by budget: every arm as numbers, one of them as texts."""
    texts = names.texts
    table = tables.arms(result)
    heads = {key: texts.get(f"chart.arms.{key}") for key in ("arm", "budget", "npv", "per_person", "repaid")}
    narrow = heads | {key: texts.get(f"chart.arms.{key}_short") for key in ("npv", "per_person")}
    columns = ["budget", "npv", "per_person", "repaid"]
    named = table.rename(columns={"payback": "repaid"}).assign(
        arm=[names.arm(arm) for arm in table["arm"]],
        budget=[names.payer(b) for b in table["budget"]],
    )
    shown = named.assign(
        npv=[signed(rough(value), texts.language) for value in table["npv"]],
        per_person=[_per_person(value, texts) for value in table["per_person"]],
        repaid=[_payback(v, str(why), texts) for v, why in zip(table["payback"], table["why"], strict=True)],
    )
    return named[list(heads)].rename(columns=heads), shown.loc[table["arm"] == arm.id, columns].rename(
        columns=narrow
    ).set_index(heads["budget"])


def _per_person(amount: float | None, texts: Texts) -> str:
    """Write an amount per participant, or that nobody takes part."""
    if amount is None or pd.isna(amount):
        return texts.get("why.nobody_enrolled")
    return signed(rough(amount, TENS), texts.language)


def _payback(years: float | None, why: str, texts: Texts) -> str:
    """Write a payback time in whole years, or why there is none."""
    if years is None or pd.isna(years):
        return texts.choice("why", why) if why else texts.get("number.none")
    return texts.get("unit.years", value=whole_years(years))
