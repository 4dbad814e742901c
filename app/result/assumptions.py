"""All assumptions: one table to search, one field to change any of them, and what has been changed."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from forms import save
from forms.fields import assumption_field
from shell import say
from view import View

from result import stamp
from tidlig.report.trust.register import found, register, shown
from tidlig.report.words.names import assumption_name, unit_name
from tidlig.report.words.numbers import quantity
from tidlig.report.write.export import stamped


def assumptions(view: View) -> None:
    """Show the table of all assumptions, with search, and let the reader change any."""
    words = view.names.texts
    say.header(words.get("table.assumptions"))
    _changes(view)
    search = say.text_input(
        words.get("table.search"), max_chars=80, key="search", placeholder=words.get("table.search_help")
    )
    table = register(view.layered, words)
    hits = found(table, search)
    say.caption(words.get("table.hits", n=len(hits), all=len(table)))
    st.dataframe(shown(hits, words), hide_index=True, height=360)
    say.caption(words.get("table.grades"))
    data = hits.rename(columns=lambda column: words.get(f"table.{column}"))
    save.table("assumptions", stamped(data, {words.get("choose.place"): view.place, **stamp.result(view)}, {}))
    _change_one(view, list(hits["id"]))


def _change_one(view: View, identifiers: list[str]) -> None:
    """Let the reader change any assumption among those found."""
    words, pack = view.names.texts, view.pack
    say.subheader(words.get("table.change"))
    picked = say.selectbox(
        words.get("table.pick"),
        [i for i in identifiers if i in pack.numbers],
        index=None,
        format_func=lambda i: f"{assumption_name(pack, i, words)} ({i})",
        key="picked",
        placeholder=words.get("table.search_help"),
    )
    if picked:
        assumption_field("any", picked, words.get("table.new_value"))


def _changes(view: View) -> None:
    """Show what the reader has changed, from and to."""
    words, base = view.names.texts, view.base
    if not view.choice.changes:
        return
    rows = [
        {
            words.get("table.name"): assumption_name(view.pack, i, words),
            words.get("table.from"): quantity(base[i].value, base[i].unit, words.language),
            words.get("table.to"): quantity(value, base[i].unit, words.language),
            words.get("table.unit"): unit_name(base[i].unit, words),
        }
        for i, value in view.choice.changes.items()
    ]
    say.subheader(words.get("table.changes"))
    say.table(pd.DataFrame(rows).set_index(words.get("table.name")), border="horizontal")
