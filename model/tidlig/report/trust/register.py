"""The register of assumptions: every number with unit, range, grade and source."""

from __future__ import annotations

import pandas as pd

from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.report.words.messages import Texts
from tidlig.report.words.names import assumption_name, publication, unit_name
from tidlig.report.words.numbers import quantity

COLUMNS = (
    "name", "value", "unit", "low", "high", "grade", "status", "source", "price_year", "layer", "reason", "id",
)  # fmt: skip


def source_of(pack: Pack, assumption: Assumption, texts: Texts) -> str:
    """Return publisher, document and year of an assumption's source; without one, its status in words."""
    return publication(pack, assumption.source, texts.language) or texts.choice("status", assumption.status)


def register(pack: Pack, texts: Texts) -> pd.DataFrame:
    """Return all assumptions of a (layered) pack, numbers as numbers: columns ``COLUMNS``."""
    rows = [
        {
            "name": assumption_name(pack, a.id, texts),
            "value": a.value,
            "unit": a.unit,
            "low": a.low,
            "high": a.high,
            "grade": a.grade,
            "status": texts.choice("status", a.status),
            "source": source_of(pack, a, texts),
            "price_year": a.price_year,
            "layer": texts.choice("layer", a.layer),
            "reason": a.reason or a.note,
            "id": a.id,
        }
        for a in pack.numbers.values()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def shown(table: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    """Return the register as texts of a language."""
    written = table.astype(object)
    for column in ("value", "low", "high"):
        written[column] = [
            texts.get("number.none") if pd.isna(v) else quantity(float(v), unit, texts.language)
            for v, unit in zip(table[column], table["unit"], strict=True)
        ]
    written["unit"] = [unit_name(unit, texts) for unit in table["unit"]]
    written["price_year"] = ["" if pd.isna(year) else str(int(year)) for year in table["price_year"]]
    return written.rename(columns={column: texts.get(f"table.{column}") for column in COLUMNS})


def found(table: pd.DataFrame, search: str) -> pd.DataFrame:
    """Return the rows in which every word of the search stands somewhere in name, id, source or reason."""
    text = (table["name"] + " " + table["id"] + " " + table["source"] + " " + table["reason"]).str.lower()
    hit = pd.Series(True, index=table.index)
    for word in search.lower().split():
        hit &= text.str.contains(word, regex=False)
    return table[hit]
