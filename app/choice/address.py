"""The address of the page: read when the reader goes there, kept in step with the choice."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import cached
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from choice.choice import Choice
from choice.link import from_query, to_query
from tidlig.problems import AssumptionError
from tidlig.report.words.messages import catalogue

LOG = logging.getLogger(__name__)
Query = dict[str, str]
NAMED = 5  # parts of a link that are named when they are left out; the rest are counted


def query() -> Query:
    """Return the parameters of the address."""
    return {key: value for key, value in st.query_params.items() if not key.startswith("embed")}


def moved() -> bool:
    """Tell whether the reader went to an address that this session has not written.

    What a field or a link to the other page sends along may be older than what was written since: such a request
    counts only when the browser says that it went through its history.
    """
    if query() == st.session_state.get("written"):
        return False
    context = get_script_run_ctx()
    if context is not None and context.is_history_navigation:
        return True
    page, widgets = _seen()
    before, values = st.session_state.get("seen", (page, {}))
    return page == before and all(values[key] == widgets[key] for key in values.keys() & widgets.keys())


def write(choice: Choice) -> Query:
    """Keep the address in step with the choice; return its parameters."""
    wanted = to_query(choice, cached.pack())
    if query() != wanted:
        st.query_params.from_dict(wanted)
    st.session_state.update(written=wanted, seen=_seen())
    return wanted


def _seen() -> tuple[str, dict[str, Any]]:
    """Return which page the reader is on and what stands in its widgets."""
    context = get_script_run_ctx()
    page = context.page_script_hash if context is not None else ""
    plain = {k: v for k, v in st.session_state.items() if isinstance(v, str | int | float | list | None)}
    return page, {str(k): v for k, v in plain.items() if k not in ("seen", "asked")}


def read(asked: Query, default: Choice) -> tuple[Choice, list[str]]:
    """Return the choice of a link, as far as it can be used, and what was left out of it."""
    try:
        choice, wrong = from_query(asked, default, cached.pack(), cached.page())
    except Exception:
        LOG.exception("a link could not be read")
        return default, [catalogue(default.language).get("problem.whole_link")]
    left_out = wrong[:NAMED]
    if len(wrong) > NAMED:
        left_out.append(catalogue(choice.language).get("problem.more", n=len(wrong) - NAMED))
    choice, refused = _runnable(choice, default)
    return choice, left_out + refused


def _runnable(choice: Choice, default: Choice) -> tuple[Choice, list[str]]:
    """Return the part of a choice that the model can run, and why the rest was left out."""
    reasons = cached.problems(choice)
    if not reasons:
        return choice, []
    good = {id: value for id, value in choice.changes.items() if id not in _named(choice)}
    parts = (replace(choice, changes=good), replace(choice, changes={}), replace(choice, changes={}, own=None))
    plainest = replace(default, language=choice.language)
    return next((part for part in parts if not cached.problems(part)), plainest), reasons


def _named(choice: Choice) -> set[str]:
    """Return the changes of a choice that the model's problems are about."""
    try:
        cached.layered(choice)
    except AssumptionError as error:
        fields = [problem.field.removeprefix("set.") for problem in error.problems]
        return {id for id in choice.changes if any(f == id or f.startswith(f"{id}.") for f in fields)}
    return set()
