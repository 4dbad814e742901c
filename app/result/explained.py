"""A figure line by line: computed only when the reader opens it."""

from __future__ import annotations

import cached
import streamlit as st
from choice import state
from forms import save
from shell import say
from view import View

from result import stamp
from tidlig.report.result.tables import totals
from tidlig.report.words.numbers import money
from tidlig.report.write.export import stamped
from tidlig.result.arm import Arm
from tidlig.result.result import Result


def explained(view: View, result: Result, arm: Arm) -> None:
    """Offer the calculation behind the present value of one payer or budget."""
    words = view.names.texts
    say.header(words.get("explain.title"))
    opened = say.expander(words.get("explain.open"), key=state.key("explain"), on_change="rerun")
    if opened.open:
        with opened:
            _figure(view, result, arm)


def _figure(view: View, result: Result, arm: Arm) -> None:
    """Show the lines of the figure that the reader chooses, and the numbers they used."""
    words = view.names.texts
    payer = say.selectbox(
        words.get("explain.payer"), list(dict.fromkeys([*result.roles.shown, *totals(result)])),
        format_func=view.names.payer, key=state.key("explain.payer"),
    )  # fmt: skip
    found = cached.explained(view.choice, arm.id, payer)
    name = view.names.payer(payer)
    say.text(words.get("explain.figure", payer=name, value=money(found.figure, words)))
    st.dataframe(found.shown, hide_index=True, height="content")
    say.caption(words.get("explain.note"))
    say.subheader(words.get("explain.numbers"))
    st.dataframe(found.numbers, hide_index=True, height=260)
    whose = {words.get("explain.payer"): name, words.get("table.measure"): view.measure(arm.programmes)}
    save.table("explain", stamped(found.data, {**whose, **stamp.result(view)}, {}))
