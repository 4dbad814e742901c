"""The charts: each with its downloads and its numbers as a table below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st
from forms import save
from shell import say
from view import View

from result import stamp
from result.stamp import Said
from tidlig.report.result import pictures
from tidlig.report.result.pictures import Picture
from tidlig.report.write.export import csv, png, stamped, svg
from tidlig.result.arm import Arm
from tidlig.result.result import Result

LONG = 20  # rows: a longer table scrolls by itself


def charts(view: View, result: Result, arm: Arm) -> None:
    """Show the charts of one arm, and the comparison where there are several arms."""
    about = pictures.Setting(result, arm, view.measure(arm.programmes), view.place, view.names)
    show(view, pictures.balance(about), "balance", stamp.amounts(view, "cohort", "balance", about.measure))
    if arm.budget:
        show(view, pictures.who(about), "who", stamp.amounts(view, "budget", "who", about.measure))
    if len(result.arms) > 1:
        both = view.measure(dict.fromkeys(id for each in result.arms for id in each.programmes))
        every = replace(about, measure=both)
        show(view, pictures.arms(every), "arms", stamp.amounts(view, "cohort", "arms", both))


def show(view: View, picture: Picture, name: str, said: Said) -> None:
    """Show one picture under its heading, with downloads and the numbers."""
    words = view.names.texts
    say.header(picture.caption.title)
    st.altair_chart(picture.page, width="stretch", theme=None, key=f"chart-{name}")
    say.caption(f"{words.get(f'chart.{name}.note')} {picture.caption.source}")
    with say.expander(words.get("chart.data"), key=f"data-{name}"):
        say.caption(words.get("unit.axis_kroner", year=view.layered.price_year))
        if len(picture.shown) > LONG:
            st.dataframe(picture.shown)
        else:
            say.table(picture.shown, border="horizontal")
    downloads(view, picture, name, said)


def downloads(view: View, picture: Picture, name: str, said: Said) -> None:
    """Offer the picture as PNG and SVG and its numbers, with what is said of them, as CSV."""
    words, language = view.names.texts, view.choice.language
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
