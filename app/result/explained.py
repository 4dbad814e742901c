"""A figure line by line: computed only when the reader opens it."""

from __future__ import annotations

import cached
import streamlit as st
from choice import state
from forms import save
from shell import say

from result import stamp
from result.answer import measure
from tidlig.report.result.headline import GROUPS
from tidlig.report.result.sheets import budget_name
from tidlig.report.words.numbers import money
from tidlig.report.write.export import stamped

PAYERS = (*GROUPS, "public", "tax_financing", "society")


def explained(arm: str) -> None:
    """Offer the calculation behind the present value of one payer or budget."""
    words = state.texts()
    say.header(words.get("explain.title"))
    opened = say.expander(words.get("explain.open"), key=state.key("explain"), on_change="rerun")
    if opened.open:
        with opened:
            _figure(arm)


def _figure(arm: str) -> None:
    """Show the lines of the figure that the reader chooses, and the numbers they used."""
    words, choice = state.texts(), state.current()
    labels = cached.labels(choice)
    payer = say.selectbox(
        words.get("explain.payer"), [p for p in PAYERS if p in cached.known_payers()],
        format_func=lambda p: budget_name(p, labels, words), key=state.key("explain.payer"),
    )  # fmt: skip
    found = cached.explained(choice, arm, payer)
    name = budget_name(payer, labels, words)
    say.text(words.get("explain.figure", payer=name, value=money(found.figure, words)))
    st.dataframe(found.shown, hide_index=True, height="content")
    say.caption(words.get("explain.note"))
    say.subheader(words.get("explain.numbers"))
    st.dataframe(found.numbers, hide_index=True, height=260)
    whose = {words.get("explain.payer"): name, words.get("table.measure"): measure(choice.arms()[arm])}
    save.table("explain", stamped(found.data, {**whose, **stamp.result()}, {}))
