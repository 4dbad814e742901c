"""The first page: read the answer, look at the figures, change an assumption, take the case along."""

from __future__ import annotations

import cached
import streamlit as st
from choice import state
from forms import files
from shell import pages, say

from result import about, answer, assumptions, explained, overview, pictures, posts


def show() -> None:
    """Draw the page."""
    words = state.texts()
    say.title(words.get("page.title"))
    say.text(words.get("page.lead"))
    pages.link("trust", words.get("trust.link"))
    for note in st.session_state["notes"]:
        say.warning(note)
    _result()
    files.scenario_file()


def _result() -> None:
    """Show the result of the choice, for the arm the reader looks at."""
    words, choice = state.texts(), state.current()
    arms = list(choice.arms())
    if not arms:
        say.info(words.get("page.none_chosen"))
        return
    document = cached.result(choice)
    wanted = st.session_state.get("arm") or st.session_state.get("looked_at")
    state.put("arm", wanted if wanted in arms else arms[0])
    arm = say.radio(
        words.get("page.show_arm"), arms, format_func=lambda a: words.get(f"arm.{a}"), horizontal=True, key="arm"
    )
    st.session_state["looked_at"] = arm  # a widget that is not drawn, as on the other page, forgets its value
    answer.answer(document, arm)
    pictures.charts(document, arm)
    overview.plan_years(document, arm)
    overview.outcomes(document, arm)
    overview.budgets(document, arm)
    explained.explained(arm)
    about.about(arm)
    posts.posts()
    assumptions.assumptions()
