"""The frame of both pages: choices to the left, the page asked for, and below it what stands behind the numbers."""

from __future__ import annotations

import streamlit as st
from parts import cached, page_language, pages, say, sidebar, state

import tidlig
from tidlig.assumptions.problems import AssumptionError
from tidlig.report.messages import DIGEST, catalogue

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
    words = state.texts()
    page = st.navigation(pages.both(words), position="hidden")
    st.set_page_config(page_title=page.title, layout="wide", initial_sidebar_state=SIDEBAR)
    page_language.tell(words.language)
    sidebar.sidebar()
    page.run()
    _footer()
    state.write_link()


def _footer() -> None:
    """Say which version and which assumptions stand behind the page."""
    words, choice = state.texts(), state.current()
    pack = cached.layered(choice) if choice.arms() else cached.pack()
    document = {"version": tidlig.__version__, "pack": pack.id, "digest": pack.digest[:DIGEST], "year": pack.price_year}
    say.caption(words.get("page.footer", **document))


main()
