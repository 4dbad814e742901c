"""Widgets that change the choice, and fall back where the model cannot run it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from choice import state
from choice.choice import Choice
from shell import say

from tidlig.report.words.messages import Texts


def changed(name: str, make: Callable[[Any], Choice], old: Any) -> None:
    """Put a widget's new value in force; where the model cannot run it, let the widget fall back to the old one."""
    key = state.key(name)
    if not state.attempt(make(st.session_state[key]), name, held=False):
        st.session_state[key] = old


def select(
    name: str, text: str, options: list[Any], value: Any, make: Callable[[Any], Choice], show: Any = str
) -> None:
    """Show a drop-down list for one part of the choice."""
    say.selectbox(
        text, options, options.index(value), format_func=show, key=state.key(name),
        on_change=state.guarded(changed), args=(name, make, value),
    )  # fmt: skip
    state.show_error(name)


def named(group: str, words: Texts) -> Callable[[str], str]:
    """Return what writes the names of a group of options."""
    return lambda name: words.get(f"{group}.{name}")
