"""Charts: a data frame in, a Vega-Lite chart out; every word, unit and source stands inside the picture."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any, Literal, cast

import altair as alt
import pandas as pd

# Liberation Sans travels with the converter and has the widths of Arial: page and file look the same.
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
INK = "#222222"
# Told apart by lightness and, for lines, by dash as well; each has a contrast of 3 or more against white.
COLOURS = ("#0b3d6b", "#c2570c", "#2b7a4b", "#7b4fa3", "#555555")
DASHES = ([1, 0], [8, 3], [2, 2], [10, 3, 2, 3], [4, 4])
FILLS = ("#0b3d6b", "#6a9bd0", "#f2c14e", "#e6e6e6")
LINE_WIDTH = 50  # characters of a title line that a narrow page holds
LABEL_WIDTH = 16
PADDING = {"left": 8, "right": 8, "top": 8, "bottom": 8}  # all four: the page adds to a side
FIT = alt.AutoSizeParams(type="fit-x", contains="padding")  # as wide as the page, the plot as high as asked
LOCALES = {
    "nb": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"], "minus": "\u2212"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["NOK\u00a0", ""], "minus": "\u2212"},
}


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of one picture: title, what is counted in which unit and price year, the source, a description."""

    title: str
    unit: str
    source: str
    alt: str
    language: str = "nb"

    def lines(self) -> list[str]:
        """Return unit and source in lines that a narrow page holds."""
        return [*textwrap.wrap(self.unit, LINE_WIDTH), *textwrap.wrap(self.source, LINE_WIDTH)]


def balance_chart(lines: pd.DataFrame, points: pd.DataFrame, caption: Caption) -> alt.LayerChart:
    """Draw the accumulated balance by budget.

    ``lines``: ``year, budget, value``; ``points``: the same columns where a budget is repaid.  Values in millions,
    budgets as names in the order to show.
    """
    names = list(lines["budget"].unique())
    year = alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=6, labelFlush=True), scale={"nice": False})
    value = alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=6))
    legend = alt.Legend(
        orient="bottom", columns=2, title=None, symbolType="stroke", symbolSize=500, symbolStrokeWidth=3
    )
    colour = alt.Color(
        "budget:N", sort=names, legend=legend, scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)]))
    )
    dash = alt.StrokeDash(
        "budget:N", sort=names, legend=legend, scale=alt.Scale(domain=names, range=list(DASHES[: len(names)]))
    )
    zero = alt.Chart(pd.DataFrame({"value": [0.0]})).mark_rule(color=INK).encode(y="value:Q")
    drawn = alt.Chart(lines).mark_line(strokeWidth=2.5).encode(x=year, y=value, color=colour, strokeDash=dash)
    dots = alt.Chart(points).mark_point(size=130, filled=True, stroke="white", opacity=1)
    layers = [zero, drawn] if points.empty else [zero, drawn, dots.encode(x=year, y=value, color=colour)]
    return dressed(layers, caption, 300)


def bars_chart(frame: pd.DataFrame, caption: Caption, height: int = 26) -> alt.LayerChart:
    """Draw grouped bars with their amounts written out.

    ``frame``: ``row`` (a group of bars), ``part`` (a bar in it), ``value``, ``text`` (the amount as words).
    """
    rows, parts = list(frame["row"].unique()), list(frame["part"].unique())
    data = frame.assign(row=["\n".join(textwrap.wrap(r, LABEL_WIDTH)) for r in frame["row"]])
    wrapped = ["\n".join(textwrap.wrap(r, LABEL_WIDTH)) for r in rows]
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=200, ticks=False, domain=False, title=None)
    y = alt.Y("row:N", sort=wrapped, axis=axis, scale=alt.Scale(paddingInner=0.25))
    offset = alt.YOffset("part:N", sort=parts)
    x = alt.X("value:Q", title=None, axis=alt.Axis(tickCount=4), scale=alt.Scale(domain=_roomy(frame["value"])))
    legend = alt.Legend(orient="bottom", columns=1, title=None, labelLimit=300, symbolType="square")
    fills = alt.Scale(domain=parts, range=list(FILLS[: len(parts)]))
    base = alt.Chart(data).encode(y=y, yOffset=offset)
    bars = base.mark_bar(stroke=INK, strokeWidth=1).encode(x=x, color=alt.Color("part:N", scale=fills, legend=legend))
    zero = alt.Chart(pd.DataFrame({"value": [0.0]})).mark_rule(color=INK).encode(x="value:Q")
    words = [_amounts(base, x, "datum.value >= 0", "left", 4), _amounts(base, x, "datum.value < 0", "right", -4)]
    return dressed([bars, zero, *words], caption, len(rows) * (len(parts) * height + 8))


def _amounts(base: alt.Chart, x: alt.X, test: str, side: Literal["left", "right"], gap: int) -> alt.Chart:
    """Write the amounts on one side of zero beside their bars."""
    marks = base.transform_filter(test).mark_text(align=side, dx=gap, color=INK, fontSize=11)
    return cast("alt.Chart", marks.encode(x=x, text="text:N"))


def under_heading(chart: alt.LayerChart, caption: Caption) -> alt.LayerChart:
    """Return the chart for a page that has its title as a heading and its source in words: the unit is left."""
    unit = textwrap.wrap(caption.unit, LINE_WIDTH)
    return chart.properties(title=alt.TitleParams(unit, fontSize=12, fontWeight="normal", offset=12))


def _roomy(values: pd.Series[float]) -> list[float]:
    """Return the axis' ends with room for the amounts beside the bars."""
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    span = (high - low) or 1.0
    return [low - 0.6 * span if low < 0 else -0.02 * span, high + 0.5 * span if high > 0 else 0.02 * span]


def dressed(layers: list[alt.Chart], caption: Caption, height: int) -> alt.LayerChart:
    """Lay layers on each other and put title, unit, source, description, font and number format on them."""
    chart = cast("alt.LayerChart", alt.layer(*layers))
    title = alt.TitleParams(textwrap.wrap(caption.title, 36), subtitle=caption.lines(), fontSize=16, offset=12)
    options: dict[str, Any] = {"locale": {"number": LOCALES[caption.language]}, "background": "white", "font": FONT}
    drawn = (
        chart.properties(title=title, height=height, description=caption.alt, padding=PADDING, autosize=FIT)
        .configure(**options)
        .configure_title(
            color=INK, subtitleColor="#444444", subtitleFontSize=11, subtitlePadding=6, anchor="start", frame="bounds"
        )
        .configure_axis(labelColor=INK, gridColor="#dddddd", labelFontSize=11)
        .configure_legend(labelColor=INK, labelFontSize=12)
        .configure_view(stroke=None)
    )
    return cast("alt.LayerChart", drawn)
