"""Tables of docs/trust/accounts.md: what each line of the ledger stands for."""

from __future__ import annotations

from tools.doc_tables.meanings import MEANINGS
from tools.doc_tables.text import plain, table
from tools.doc_tables.world import country, label

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.engine.legs import leg_shares
from tidlig.engine.values import Values
from tidlig.pack.programme import Programme
from tidlig.pack.rows import Price
from tidlig.pack.structure import Item

KINDS = {
    "resource": "used up",
    "transfer": "moved between payers",
    "production": "produced",
    "wellbeing": "well-being",
}


def items() -> str:
    """Every item: account, area, what it is, who pays and who gets."""
    columns = ["item", "account", "area", "kind", "unit", "pays", "gets", "follows growth"]
    return table(columns, [_item_row(item, *_sides(item.id)) for item in country().items.values()])


def _item_row(item: Item, pays: list[str], gets: list[str]) -> list[str]:
    unit = f"per krone of {label(item.of).lower()}" if item.of else item.unit or "per krone of taxed income"
    growth = country().items[item.of].growth if item.of else item.growth
    named = [label(item.id), account(item.account), area(item.account), KINDS[item.kind], unit]
    return [*named, ", ".join(pays), ", ".join(gets), "yes" if growth else "no"]


def account(code: str) -> str:
    """A KOSTRA function or a chapter of the state budget."""
    if not code:
        return "none"
    return f"state budget, {code}" if code.startswith("chapter") else f"KOSTRA {code}"


def area(code: str) -> str:
    """The name of an account's area in the nation's grouping."""
    return label(f"area.{country().areas[code]}") if code else "none"


def meanings() -> str:
    """Every item: what it stands for and what is left out; raises ValueError where the words and the pack differ."""
    if differing := MEANINGS.keys() ^ country().items.keys():
        raise ValueError(f"tools/doc_tables/meanings.py and pack.yaml differ in: {', '.join(sorted(differing))}")
    columns = ["item", "stands for", "left out, and why"]
    return table(columns, [[label(id), *MEANINGS[id]] for id in country().items])


def areas() -> str:
    """Every area: its accounts, those of items and programmes first, then those no line uses yet."""
    pack = country()
    used = {each.account for each in (*pack.items.values(), *pack.programmes.values())}
    rows = []
    for id in dict.fromkeys(pack.areas.values()):
        accounts = [code for code, each in pack.areas.items() if each == id]
        lines = [[account(code) for code in accounts if (code in used) == wanted] for wanted in (True, False)]
        rows.append([label(f"area.{id}"), *(", ".join(named) for named in lines)])
    return table(["area", "accounts of items and programmes", "other accounts"], rows)


def _sides(item: str) -> tuple[list[str], list[str]]:
    """Names of those whose leg of an item is ever negative, and ever positive."""
    pack = country()
    plan = Evaluator(pack).plan()
    shares = leg_shares(plan, Values(plan.index, Design().block(pack, 0, 1)), plan.periods)[:, :, 0]
    legs = [(label(plan.payers[p]), s) for (i, p), s in zip(plan.legs, shares, strict=True) if plan.items[i] == item]
    return [n for n, s in legs if s.min() < -1e-9], [n for n, s in legs if s.max() > 1e-9]


def prices() -> str:
    """Every price row: in its own price year and in the pack's."""
    year = country().price_year
    columns = ["item", "ages and groups", "price", "unit", "price year", f"at {year} prices", "grade", "source"]
    return table(columns, [_price_row(price) for price in country().prices])


def _price_row(row: Price) -> list[str]:
    number, where = country().numbers[row.id], row.where
    ages = "" if where.age_from is None and where.age_to is None else f"{where.age_from or 0}–{where.age_to or ''}"
    levels = "; ".join(f"{label(factor).lower()}: {', '.join(names)}" for factor, names in where.levels.items())
    moved = plain(number.value * number.factor) if number.price_year else ""
    held = ", ".join(part for part in (ages, levels) if part) or "all"
    year = str(number.price_year or "")
    return [label(row.item), held, plain(number.value), number.unit, year, moved, number.grade, number.source or "none"]


def programmes() -> str:
    """Every programme: account, area, price and who pays."""
    columns = [
        "programme",
        "account",
        "area",
        "price",
        "per",
        "price year",
        f"at {country().price_year} prices",
        "paid by",
    ]
    return table(columns, [_programme_row(programme) for programme in country().programmes.values()])


def _programme_row(programme: Programme) -> list[str]:
    numbers = country().numbers
    shares = {payer: numbers[id].value for payer, id in programme.paid_by.items()}
    paid_by = ", ".join(f"{label(payer)} {share:.0%}" for payer, share in shares.items())
    name, code = label(programme.id), [account(programme.account), area(programme.account)]
    if not programme.cost:
        return [name, *code, "0", "", "", "", paid_by]
    cost, per = numbers[programme.cost], {"entry": "participant", "year": "year in it"}[programme.cost_per]
    return [name, *code, plain(cost.value), per, str(cost.price_year), plain(cost.value * cost.factor), paid_by]
