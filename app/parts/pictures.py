"""The charts: each with its downloads and its numbers as a table below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from parts import answer, cached, say, state
from tidlig.report import pictures, tables
from tidlig.report.export import csv, png, stamped, svg
from tidlig.report.pictures import Picture

Document = Mapping[str, Any]
Said = Mapping[str, str | int | list[str]]
LONG = 20  # rows: a longer table scrolls by itself


def charts(document: Document, arm: str) -> None:
    """Show the charts of one arm, and the comparison where there are several arms."""
    words, choice, year = state.texts(), state.current(), document["price_year"]
    about = pictures.Setting(
        document, arm, answer.measure(choice.arms()[arm]), answer.place(), cached.pack().labels, words
    )
    show(pictures.balance(about), "balance", year, stamp(document, "cohort", "balance", about.measure))
    if tables.arm_of(document, arm)["budget"]:
        show(pictures.who(about), "who", year, stamp(document, "budget", "who", about.measure))
    if len(document["arms"]) > 1:
        every = tuple(dict.fromkeys(p for programmes in choice.arms().values() for p in programmes))
        both = answer.measure(every)
        show(pictures.arms(replace(about, measure=both)), "arms", year, stamp(document, "cohort", "arms", both))


def stamp(
    document: Document, view: str, what: str, measure: str | list[str], unit: str = "axis_kroner"
) -> dict[str, str | int | list[str]]:
    """Return what every row of a CSV says: unit, price year, place, tax rules, programmes, and what is counted.

    ``view``: ``cohort`` or ``budget``; ``what``: the chart or table whose ``what`` tells the rest; ``measure``: for all
    rows or for each.
    """
    words, year = state.texts(), document["price_year"]
    return {
        words.get("table.amounts_in"): words.get(f"unit.{unit}", year=year),
        words.get("table.price_year"): year,
        words.get("choose.place"): answer.place(),
        words.get("choose.rules"): document["rules"] or "",
        words.get("table.measure"): measure,
        words.get("table.view"): words.get(
            f"view.{view}", start=document["start_year"], what=words.get(f"chart.{what}.what")
        ),
    }


def show(picture: Picture, name: str, year: int, said: Said) -> None:
    """Show one picture under its heading, with downloads and the numbers."""
    words = state.texts()
    say.header(picture.caption.title)
    st.altair_chart(picture.page, width="stretch", theme=None, key=f"chart-{name}")
    say.caption(f"{words.get(f'chart.{name}.note')} {picture.caption.source}")
    with say.expander(words.get("chart.data")):
        say.caption(words.get("unit.axis_kroner", year=year))
        if len(picture.shown) > LONG:
            st.dataframe(picture.shown)
        else:
            say.table(picture.shown, border="horizontal")
    downloads(picture, name, said)


def downloads(picture: Picture, name: str, said: Said) -> None:
    """Offer the picture as PNG and SVG and its numbers, with what is said of them, as CSV."""
    words, language = state.texts(), state.current().language
    files = {
        "png": (lambda: png(picture.chart), "image/png"),
        "svg": (lambda: svg(picture.chart), "image/svg+xml"),
        "csv": (lambda: csv(stamped(picture.data, said), language), "text/csv"),
    }
    with st.container(horizontal=True):
        for kind, (make, mime) in files.items():
            text = words.get(f"chart.{kind}")
            say.download_button(text, make, f"tidlig-{name}.{kind}", mime, key=f"{kind}-{name}", on_click="ignore")


def table(title: str, note: str, shown: pd.DataFrame, data: pd.DataFrame, name: str) -> None:
    """Show a table, under its heading where it has one of its own, with its numbers as CSV."""
    words, language = state.texts(), state.current().language
    if title:
        say.header(title)
    say.table(shown, border="horizontal")
    say.caption(note)
    say.download_button(
        words.get("chart.csv"), lambda: csv(data, language), f"tidlig-{name}.csv", "text/csv",
        key=f"csv-{name}", on_click="ignore",
    )  # fmt: skip
