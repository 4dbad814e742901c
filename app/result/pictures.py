"""The charts: each with its downloads and its numbers as a table below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import cached
import pandas as pd
import streamlit as st
from choice import state
from forms import save
from shell import say

from result import answer, stamp
from result.stamp import Said
from tidlig.report.result import pictures, reading
from tidlig.report.result.pictures import Picture
from tidlig.report.write.export import csv, png, stamped, svg

Document = Mapping[str, Any]
LONG = 20  # rows: a longer table scrolls by itself


def charts(document: Document, arm: str) -> None:
    """Show the charts of one arm, and the comparison where there are several arms."""
    words, choice, year = state.texts(), state.current(), document["price_year"]
    about = pictures.Setting(
        document, arm, answer.measure(choice.arms()[arm]), answer.place(), cached.pack().labels, words
    )
    show(pictures.balance(about), "balance", year, stamp.amounts(document, "cohort", "balance", about.measure))
    if reading.arm_of(document, arm)["budget"]:
        show(pictures.who(about), "who", year, stamp.amounts(document, "budget", "who", about.measure))
    if len(document["arms"]) > 1:
        every = tuple(dict.fromkeys(p for programmes in choice.arms().values() for p in programmes))
        both = answer.measure(every)
        show(pictures.arms(replace(about, measure=both)), "arms", year, stamp.amounts(document, "cohort", "arms", both))


def show(picture: Picture, name: str, year: int, said: Said) -> None:
    """Show one picture under its heading, with downloads and the numbers."""
    words = state.texts()
    say.header(picture.caption.title)
    st.altair_chart(picture.page, width="stretch", theme=None, key=f"chart-{name}")
    say.caption(f"{words.get(f'chart.{name}.note')} {picture.caption.source}")
    with say.expander(words.get("chart.data"), key=f"data-{name}"):
        say.caption(words.get("unit.axis_kroner", year=year))
        if len(picture.shown) > LONG:
            st.dataframe(picture.shown)
        else:
            say.table(picture.shown, border="horizontal")
    downloads(picture, name, said)


def downloads(picture: Picture, name: str, said: Said) -> None:
    """Offer the picture as PNG and SVG and its numbers, with what is said of them, as CSV."""
    words, language = state.texts(), state.current().language
    files: dict[str, tuple[str, Callable[[], bytes]]] = {
        "png": ("image/png", lambda: png(picture.chart)),
        "svg": ("image/svg+xml", lambda: svg(picture.chart)),
        "csv": ("text/csv", lambda: csv(stamped(picture.data, said), language)),
    }
    save.offer([save.File(words.get(f"chart.{k}"), f"tidlig-{name}.{k}", *file) for k, file in files.items()])


def table(title: str, note: str, shown: pd.DataFrame, data: pd.DataFrame, name: str) -> None:
    """Show a table, under its heading where it has one of its own, with its numbers as CSV."""
    if title:
        say.header(title)
    say.table(shown, border="horizontal")
    say.caption(note)
    save.table(name, data)
