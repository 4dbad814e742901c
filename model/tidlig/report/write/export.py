"""Files to take along: charts as PNG and SVG, tables as CSV."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd
import vl_convert

from tidlig.report.write.spreadsheet import table_text

WIDTH = 640  # points; PNG has two pixels for each
Cell = str | int
DECIMALS = 2  # of kroner in files
SEPARATORS = {"nb": (";", ","), "en": (",", ".")}


def png(chart: alt.LayerChart) -> bytes:
    """Return the picture as PNG, wide enough for a page, made without a browser or network."""
    return vl_convert.vegalite_to_png(chart.properties(width=WIDTH).to_dict(), scale=2)


def svg(chart: alt.LayerChart) -> bytes:
    """Return the picture as SVG, with its description as accessible name."""
    return vl_convert.vegalite_to_svg(chart.properties(width=WIDTH).to_dict()).encode("utf-8")


def stamped(
    frame: pd.DataFrame, said: Mapping[str, Cell | list[str]], decimals: int | dict[str, int] = DECIMALS
) -> pd.DataFrame:
    """Return a table that can leave its page: what holds for all of it stands in every row, in columns at the end.

    ``said``: column -> one text, or one for each row; ``decimals``: at most so many, or by column.
    """
    return frame.round(decimals).assign(**said)


def csv(frame: pd.DataFrame, language: str) -> bytes:
    """Return a table as CSV that Excel opens in the language: separator, decimal sign, byte-order mark.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    separator, decimal = SEPARATORS[language]
    return table_text(frame, sep=separator, decimal=decimal, lineterminator="\r\n").encode("utf-8-sig")
