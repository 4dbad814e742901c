"""The page: choose, read the answer, look at the figures, change an assumption, take the case along."""

from __future__ import annotations

import streamlit as st
from parts import about, answer, assumptions, cached, files, overview, page_language, pictures, sidebar, state

import tidlig
from tidlig.assumptions.problems import AssumptionError
from tidlig.report.messages import DIGEST, catalogue

SIDEBAR = 340  # pixels: the names of programmes fit


def main() -> None:
    """Draw the page."""
    try:
        cached.pack()
    except AssumptionError as error:
        st.title(catalogue("nb").get("problem.missing"))
        st.code("\n".join(str(problem) for problem in error.problems))
        st.stop()
    state.start()
    words = state.texts()
    st.set_page_config(page_title=words.get("page.title"), layout="wide", initial_sidebar_state=SIDEBAR)
    page_language.tell(words.language)
    sidebar.sidebar()
    st.title(words.get("page.title"))
    st.write(words.get("page.lead"))
    for note in st.session_state["notes"]:
        st.warning(note)
    _result()
    files.scenario_file()
    _footer()
    state.write_link()


def _result() -> None:
    """Show the result of the choice, for the arm the reader looks at."""
    words, choice = state.texts(), state.current()
    arms = list(choice.arms())
    if not arms:
        st.info(words.get("page.none_chosen"))
        return
    document = cached.result(choice)
    if st.session_state.get("arm") not in arms:
        st.session_state["arm"] = arms[0]
    arm = st.radio(
        words.get("page.show_arm"), arms, format_func=lambda a: words.get(f"arm.{a}"), horizontal=True, key="arm"
    )
    answer.answer(document, arm)
    pictures.charts(document, arm)
    overview.plan_years(document, arm)
    overview.outcomes(document, arm)
    overview.budgets(document, arm)
    about.about(arm)
    assumptions.assumptions()


def _footer() -> None:
    """Say which version and which assumptions stand behind the page."""
    words, choice = state.texts(), state.current()
    pack = cached.layered(choice) if choice.arms() else cached.pack()
    document = {"version": tidlig.__version__, "pack": pack.id, "digest": pack.digest[:DIGEST], "year": pack.price_year}
    st.caption(words.get("page.footer", **document))


main()
