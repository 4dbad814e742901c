"""Published figures beside ours as people read them: one table, and how many agree in one sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tidlig.analysis.published.published import WRONG, as_claimed, tally
from tidlig.report.words.messages import Texts
from tidlig.report.words.numbers import exact

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
COLUMNS = (
    "case", "figure", "country", "perspective", "unit", "theirs", "ours", "difference", "tolerance", "agrees", "source",
    "url",
)  # fmt: skip
NUMBERS = ("theirs", "ours", "difference", "tolerance")
FINEST = 8  # decimals


def unit_of(row: Row, texts: Texts) -> str:
    """Return what a published figure is counted in: currency and price year, or what else there is."""
    return texts.get(f"published.unit.{row['unit']}", money=row["money"])


def agreement(rows: Sequence[Row], texts: Texts) -> str:
    """Return how many figures are computed again, hold by arithmetic, are not reproduced; of how many cases."""
    countries = dict.fromkeys(row["country"] for row in rows if row["country"] != "none")
    counts = tally(rows)
    said = texts.get(
        "published.agreement",
        cases=len({row["case"] for row in rows}),
        countries=", ".join(sorted(texts.choice("country", country) for country in countries)),
        **counts,
    )
    return f"{said} {texts.get('published.wrong', n=counts[WRONG])}" if counts[WRONG] else said


def verdict(row: Row, texts: Texts) -> str:
    """Return whether a figure agrees; that it rests on a stated input, or why it is not reproduced, where it does."""
    if not as_claimed(row):
        return texts.get("trust.no")
    return texts.get(f"published.standing.{row['standing']}", why=row["not_reproduced"].get(texts.language, ""))


def published_table(rows: Sequence[Row], texts: Texts) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return every published figure beside ours: numbers as numbers, and all as texts."""
    import pandas as pd  # an extra, which the words of a figure do without

    heads = {column: texts.get("table.unit" if column == "unit" else f"published.{column}") for column in COLUMNS}
    named = [_named(row, texts) for row in rows]
    data = pd.DataFrame([names | {key: row[key] for key in NUMBERS} for names, row in zip(named, rows, strict=True)])
    shown = pd.DataFrame([names | _written(row, texts) for names, row in zip(named, rows, strict=True)])
    return tuple(frame[list(COLUMNS)].rename(columns=heads) for frame in (data, shown))  # type: ignore[return-value]


def _named(row: Row, texts: Texts) -> dict[str, str]:
    """Return what of a row is words."""
    language = texts.language
    says = row["says"][language]
    return {
        "case": row["title"][language],
        "figure": f"{row['row']}: {says}" if row["row"] else says,
        "country": texts.choice("country", row["country"]),
        "perspective": texts.get(f"published.of.{row['perspective']}"),
        "unit": unit_of(row, texts),
        "agrees": verdict(row, texts),
        "source": row["source"],
        "url": row["url"],
    }


def _written(row: Row, texts: Texts) -> dict[str, str]:
    """Return the numbers of a row as texts, no finer than a tenth of the tolerance."""
    times = 100.0 if row["unit"] == "share" else 1.0
    tolerance = row["tolerance"] * times
    decimals = min(max(1 - math.floor(math.log10(tolerance)), 0), FINEST) if tolerance else 0

    def write(value: float | str | None) -> str:
        if isinstance(value, str):
            return texts.choice("published.printed", value)
        if value is None:
            return texts.get("number.none")
        text = exact(round(value * times, decimals), texts.language)
        return f"{text}\u00a0%" if row["unit"] == "share" else text

    ours = texts.choice("why", row["why"]) if row["ours"] is None else write(row["ours"])
    agreed = write(row["tolerance"]) if row["tolerance"] else texts.get("number.none")
    return {"theirs": write(row["theirs"]), "ours": ours, "difference": write(row["difference"]), "tolerance": agreed}
