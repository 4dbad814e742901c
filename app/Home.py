"""The frame of both pages: choices to the left, the page asked for, and below it what stands behind the numbers."""

from __future__ import annotations

import logging

import cached
import streamlit as st
from choice import state
from forms import save, sidebar
from shell import page_language, pages, say

import tidlig
from tidlig.problems import AssumptionError
from tidlig.report.words.messages import DIGEST, catalogue

LOG = logging.getLogger(__name__)
SIDEBAR = 340  # pixels: the names of programmes fit


def main() -> None:
    """Draw the page."""
    try:
        cached.pack()
    except AssumptionError as error:
        say.title(catalogue("nb").get("problem.missing"))
        st.code("\n".join(str(problem) for problem in error.problems))
        st.stop()
    state.start()
    try:
        _page()
    except Exception:  # whatever it is, the reader keeps a page that works
        LOG.exception("the page could not be drawn")
        if state.retreat():
            st.rerun()
        say.error(state.texts().get("problem.page"))


def _page() -> None:
    """Draw the choice; it is in force once it is drawn to the end."""
    words = state.texts()
    page = st.navigation(pages.both(words), position="hidden")
    st.set_page_config(page_title=page.title, layout="wide", initial_sidebar_state=SIDEBAR)
    sidebar.sidebar()
    page.run()
    _footer()
    save.deliver()
    state.drawn()
    page_language.tell()


def _footer() -> None:
    """Say which version and which assumptions stand behind the page."""
    words, choice = state.texts(), state.current()
    pack = cached.layered(choice) if choice.arms() else cached.pack()
    document = {"version": tidlig.__version__, "pack": pack.id, "digest": pack.digest[:DIGEST], "year": pack.price_year}
    say.caption(words.get("page.footer", **document))


main()
