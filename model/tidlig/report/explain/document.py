"""An explained figure as a document and as text: every line with the numbers it used, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from tidlig.analysis.explain.lines import Line
from tidlig.pack.pack import Pack
from tidlig.report.catalogue.listings import label
from tidlig.report.terminal.screen import bold, terminal
from tidlig.report.words.messages import Names, catalogue
from tidlig.report.words.numbers import plain

FACTORS = ("quantity", "units", "price", "leg", "share")


def explanation(pack: Pack, arm: str, payer: str, lines: Sequence[Line], figure: float) -> dict[str, Any]:
    """The document of ``tidlig explain --json``: lines, largest first, each number with its place."""
    ordered = sorted(lines, key=lambda line: -abs(line.amount))
    return {
        "pack": {"id": pack.id, "digest": pack.digest},
        "arm": arm,
        "payer": payer,
        "figure": figure,
        "sum": sum(line.amount for line in lines),
        "lines": [_line(line) for line in ordered],
        "numbers": {id: _number(pack, id) for line in ordered for id in line.numbers},
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "item": line.item,
        "price_row": line.price_row,
        "stage": line.stage.factor,
        "by": line.stage.programme,
        "ended": line.stage.ended,
        "units": line.units,
        "quantity": line.quantity,
        "price": line.price,
        "leg": line.leg,
        "share": line.share,
        "amount": line.amount,
        "numbers": list(line.numbers),
    }


def _number(pack: Pack, id: str) -> dict[str, Any]:
    a = pack.numbers[id]
    return {
        "value": a.value,
        "unit": a.unit,
        "price_year": a.price_year,
        "factor": a.factor,
        "file": a.file,
        "line": a.line,
        "source": a.source,
        "grade": a.grade,
        "status": a.status,
    }


def show_explanation(pack: Pack, document: dict[str, Any]) -> None:
    """Print the lines, each with its numbers under it."""
    console = terminal(whole_lines=True)
    who = Names(pack.labels, catalogue("en", pack.currency)).payer(document["payer"])
    figure = bold(f"{document['arm']}, {who}: {_kroner(document['figure'])} {pack.currency}")
    console.print(
        figure + ", present value, whole "
        f"cohort, {pack.price_year} prices\namount = quantity x price x leg x causal share; quantity is the change in "
        "units, discounted (and grown where the item follows wages)"
    )
    for line in document["lines"]:
        stage = f"through {line['stage']}" if line["stage"] else "directly"
        stage = f"left in {line['stage']} after the effect has ended" if line["ended"] else stage
        stage += f" changed by {label(pack, line['by'], 'en')}" if line["by"] else ""
        quantity, units, price, leg, share = (_plain(line[key]) for key in FACTORS)
        console.print(
            f"{_kroner(line['amount']):>16}  {label(pack, line['item'], 'en')}, {stage}: {quantity} "
            f"({units} undiscounted) x {price} x {leg} x {share}"
        )
        for id in line["numbers"]:
            number = document["numbers"][id]
            source = number["source"] or "no source"
            place = f"{number['file']}:{number['line']}"
            console.print(f"{'':18}{id} = {number['value']:g} {number['unit']}  {place}  {source} ({number['grade']})")
    console.print(f"{_kroner(document['sum']):>16}  sum of the lines")


def _plain(value: float) -> str:
    """A figure with enough digits to multiply by hand: ten after the first, never as a power of ten."""
    digits = 10 if value == 0.0 else max(0, 10 - math.floor(math.log10(abs(value))))
    text = plain(value, f",.{digits}f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _kroner(value: float) -> str:
    return plain(value, ",.0f")
