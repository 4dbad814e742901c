"""Whole pictures: chart, words and numbers of one question, from a result and a catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import altair as alt
import pandas as pd

from tidlig.report.result import reading, tables
from tidlig.report.words.messages import DIGEST, Names, Texts
from tidlig.report.words.numbers import MILLION, money, rough, signed
from tidlig.report.write.charts import Caption, balance_chart, bars_chart, under_heading
from tidlig.result.arm import Arm
from tidlig.result.result import Result


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart to take along, the same for a page (its heading apart), its words, and its numbers.

    ``data`` holds the numbers in kroner, ``shown`` the same as texts.
    """

    caption: Caption
    chart: alt.LayerChart
    page: alt.LayerChart
    data: pd.DataFrame
    shown: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Setting:
    """What a picture is made from: the result, one arm, and names."""

    result: Result
    arm: Arm
    measure: str
    place: str
    names: Names

    @property
    def texts(self) -> Texts:
        """The catalogue of the language."""
        return self.names.texts

    def caption(self, name: str, view: str, alt_text: str) -> Caption:
        """Return the words of a picture; ``view`` says what is counted: ``cohort`` or ``budget``."""
        unit = self.texts.get("unit.axis_million", year=self.result.price_year)
        return Caption(
            title=self.texts.get(f"chart.{name}.title"),
            unit=self.texts.get(
                f"chart.{view}", start=self.result.start_year, what=self.texts.get(f"chart.{name}.what"), unit=unit
            ),
            source=self.source(),
            alt=alt_text,
            language=self.texts.language,
        )

    def source(self) -> str:
        """Return the line on where the numbers come from."""
        pack = f"{self.result.pack.id} {self.result.pack.digest[:DIGEST]}"
        version = self.result.version
        return self.texts.get("chart.source", version=version, pack=pack, place=self.place, measure=self.measure)


def balance(about: Setting) -> Picture:
    """Picture the accumulated balance of one cohort by budget, with the points of payback."""
    texts = about.texts
    lines, points = (_named(t(about.result, about.arm), about) for t in (tables.balance, tables.repaid))
    ends = lines.groupby("budget", sort=False).tail(1)
    words = texts.get(
        "chart.balance.alt",
        first=about.result.start_year,
        last=about.result.start_year if lines.empty else lines["year"].max(),
        ends=_listed(zip(ends["budget"], ends["value"], strict=True), texts),
    )
    caption = about.caption("balance", "cohort", words)
    chart = balance_chart(_in_millions(lines), _in_millions(points), caption)
    wide = lines.pivot_table(index="year", columns="budget", values="value", sort=False).reset_index()
    data = wide.rename(columns={"year": texts.get("chart.balance.year")}).rename_axis(columns=None)
    return Picture(caption, chart, under_heading(chart, caption), data, _written(data, texts))


def who(about: Setting) -> Picture:
    """Picture who pays and gains in the plan years and later; the place must have a budget view."""
    texts = about.texts
    first, plan = reading.period(about.result)
    periods = {
        "plan": texts.get("chart.who.plan", first=first, last=plan),
        "later": texts.get("chart.who.later", last=reading.last_year(about.arm)),
    }
    cells = _named(tables.who(about.result, about.arm), about)
    cells["period"] = cells["period"].map(periods)
    return _bars(about, "who", "budget", cells.rename(columns={"budget": "row", "period": "part"}))


def arms(about: Setting) -> Picture:
    """Picture the present value by budget for every arm."""
    cells = tables.arms(about.result)
    cells = _named(cells[cells["budget"].isin(tables.groups(about.result, about.result.arms))], about).assign(
        arm=lambda f: [about.names.arm(arm) for arm in f["arm"]]
    )
    cells = cells.rename(columns={"budget": "row", "arm": "part", "npv": "value"})
    return _bars(about, "arms", "cohort", cells[["row", "part", "value"]])


def _bars(about: Setting, name: str, view: str, cells: pd.DataFrame) -> Picture:
    """Picture amounts (``row, part, value`` in kroner) as grouped bars."""
    texts = about.texts
    named = zip(cells["row"] + ", " + cells["part"], cells["value"], strict=True)
    words = texts.get(f"chart.{name}.alt", cells=_listed(named, texts))
    caption = about.caption(name, view, words)
    amounts = _in_millions(cells).assign(text=[money(v, texts) for v in cells["value"]])
    wide = cells.pivot_table(index="row", columns="part", values="value", sort=False).reset_index()
    data = wide.rename(columns={"row": texts.get(f"chart.{name}.budget")}).rename_axis(columns=None)
    chart = bars_chart(amounts, caption)
    return Picture(caption, chart, under_heading(chart, caption), data, _written(data, texts))


def _named(frame: pd.DataFrame, about: Setting) -> pd.DataFrame:
    """Put names in place of the budgets' ids."""
    return frame.assign(budget=[about.names.payer(budget) for budget in frame["budget"]])


def _in_millions(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(value=frame["value"] / MILLION)


def _listed(amounts: Iterable[tuple[str, float]], texts: Texts) -> str:
    """Write named amounts as one phrase."""
    return "; ".join(f"{name} {money(value, texts)}" for name, value in amounts)


def _written(data: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    """Write a table of kroner as rounded signed numbers, its first column as row names."""
    first, *amounts = data.columns
    written = data.assign(**{column: [signed(rough(v), texts.language) for v in data[column]] for column in amounts})
    return written.assign(**{first: written[first].astype(str)}).set_index(first)
