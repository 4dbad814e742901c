"""An explained figure as people read it: its lines, each change x price x leg x share, and the numbers behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tidlig.analysis.explain.grading import numbers_behind, weakest
from tidlig.analysis.explain.lines import Line, explain
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.report.trust.register import source_of
from tidlig.report.words.messages import Texts, label, within
from tidlig.report.words.names import assumption_name, unit_name
from tidlig.report.words.numbers import exact, few_changed, number, quantity, signed

COLUMNS = ("line", "amount", "change", "price", "leg", "share", "grade", "sources")
NUMBERS = ("line", "name", "value", "unit", "grade", "status", "source", "id", "where")
DIGITS = 4  # of a change, that count
SHOWN = 0.5  # kroner: a smaller line is written nowhere but in the file


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure [kroner], its lines as numbers and (but for the least) as texts, largest first, and what they used."""

    figure: float
    data: pd.DataFrame
    shown: pd.DataFrame
    numbers: pd.DataFrame


def explained(pack: Pack, scenario: Scenario, arm: str, payer: str, texts: Texts) -> Explained:
    """Return one figure of an arm line by line."""
    lines, figure = explain(pack, scenario, arm, payer)
    ordered = sorted(lines, key=lambda line: -abs(line.amount))
    behind = [numbers_behind(pack, line) for line in ordered]
    names = _apart(pack, ordered, [_line_name(pack, line, texts) for line in ordered], texts)
    heads = {column: texts.get(f"explain.{column}") for column in COLUMNS}
    words = [
        {"line": name, "grade": weakest(used), "sources": _sources(pack, used, texts)}
        for name, used in zip(names, behind, strict=True)
    ]
    data = [word | _numbers(pack, line, texts) for word, line in zip(words, ordered, strict=True)]
    shown = [
        word | _written(pack, line, texts)
        for word, line in zip(words, ordered, strict=True)
        if abs(line.amount) >= SHOWN
    ]
    shown.append(dict.fromkeys(COLUMNS, "") | {"line": texts.get("table.sum"), "amount": _kroner(figure, texts)})
    return Explained(
        figure,
        pd.DataFrame(data, columns=list(COLUMNS)).rename(columns=heads),
        pd.DataFrame(shown, columns=list(COLUMNS)).rename(columns=heads),
        _used(pack, names, behind, texts),
    )


def _line_name(pack: Pack, line: Line, texts: Texts) -> str:
    """Return what a line is about and, where it comes about through another change, through what and by whom."""
    item = label(pack.labels, line.item, texts.language)
    stage = line.stage
    if not stage.factor:
        return item
    factor = within(label(pack.labels, stage.factor, texts.language))
    name = texts.get("explain.ended" if stage.ended else "explain.through", item=item, stage=factor)
    programme = label(pack.labels, stage.programme, texts.language)
    return texts.get("explain.by", line=name, programme=programme) if stage.programme else name


def _apart(pack: Pack, lines: Sequence[Line], names: Sequence[str], texts: Texts) -> list[str]:
    """Tell lines of one name apart by the prices they have."""
    often = Counter(names)
    return [
        texts.get("explain.priced", line=name, price=assumption_name(pack, line.price_row, texts))
        if often[name] > 1 and line.price_row in pack.numbers
        else name
        for line, name in zip(lines, names, strict=True)
    ]


def _numbers(pack: Pack, line: Line, texts: Texts) -> dict[str, float | None]:
    few = _few(_price_unit(pack, line.price_row), line.quantity, texts)
    change = None if few else line.quantity
    return {"change": change, "price": line.price, "leg": line.leg, "share": line.share, "amount": line.amount}


def _few(unit: str, change: float, texts: Texts) -> str:
    """Write fewer participants than may be shown, without their number; nothing for what is no count of people."""
    return few_changed(change, "persons", texts) if unit.endswith("/participant") else ""


def _written(pack: Pack, line: Line, texts: Texts) -> dict[str, str]:
    """Return the numbers of a line as texts with their units; what is taken of another item is counted in kroner."""
    unit = _price_unit(pack, line.price_row)
    if not unit:
        change, price = _kroner(line.quantity, texts), texts.get("number.none")
    else:
        per = texts.choice("counted", unit.partition("/")[2])
        change = texts.get(
            "explain.units", value=_few(unit, line.quantity, texts) or _counted(line.quantity, texts), unit=per
        )
        price = texts.get("unit.kroner", value=number(line.price, texts.language))
    leg = f"{signed(100.0 * line.leg, texts.language)}\u00a0%"
    share = f"{number(100.0 * line.share, texts.language)}\u00a0%"
    return {"change": change, "price": price, "leg": leg, "share": share, "amount": _kroner(line.amount, texts)}


def _price_unit(pack: Pack, price_row: str) -> str:
    """Return the unit of a price, its own or of the number it is tied to; "" for what is taken of another item."""
    ties = [name for row in pack.prices if row.id == price_row for name, _ in row.times]
    found = (pack.numbers[id].unit for id in (price_row, *ties) if id in pack.numbers)
    return next((unit for unit in found if "/" in unit), "")


def _counted(value: float, texts: Texts) -> str:
    """Write a change in units with sign and the digits that count."""
    text = exact(float(f"{value:.{DIGITS}g}"), texts.language)
    return f"+{text}" if value > 0 else text


def _kroner(value: float, texts: Texts) -> str:
    return texts.get("unit.kroner", value=signed(value, texts.language))


def _sources(pack: Pack, used: Sequence[Assumption], texts: Texts) -> str:
    """Return the sources of a line's numbers, each once."""
    return "; ".join(dict.fromkeys(source_of(pack, number, texts) for number in used))


def _used(pack: Pack, names: Sequence[str], behind: Sequence[Sequence[Assumption]], texts: Texts) -> pd.DataFrame:
    """Return every number of every line with its grade, source and place in the files, as texts."""
    heads = {"line": texts.get("explain.line"), "where": texts.get("explain.where")}
    heads |= {column: texts.get(f"table.{column}") for column in NUMBERS if column not in heads}
    rows = [
        {
            "line": name,
            "name": assumption_name(pack, used.id, texts),
            "value": quantity(used.value, used.unit, texts.language),
            "unit": unit_name(used.unit, texts),
            "grade": used.grade,
            "status": texts.choice("status", used.status),
            "source": source_of(pack, used, texts),
            "id": used.id,
            "where": f"{used.file}:{used.line}",
        }
        for name, numbers in zip(names, behind, strict=True)
        for used in numbers
    ]
    return pd.DataFrame(rows, columns=list(NUMBERS)).rename(columns=heads)
