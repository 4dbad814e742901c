"""Published figures beside ours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from tidlig.analysis.published.published import as_claimed
from tidlig.report.terminal.rows import print_rows
from tidlig.report.terminal.screen import terminal
from tidlig.report.trust.published import agreement, unit_of, verdict
from tidlig.report.words.messages import catalogue
from tidlig.report.words.numbers import plain

PERSPECTIVES = {"public": "public purse", "society": "society", "municipality": "one municipality"}


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
