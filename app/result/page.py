"""The first page: read the answer, look at the figures, change an assumption, take the case along."""

from __future__ import annotations

import streamlit as st
from choice import state
from forms import files
from shell import pages, say
from view import View

from result import about, answer, assumptions, explained, overview, pictures, posts


def show(view: View) -> None:
    """Draw the page."""
    words = view.names.texts
    say.title(words.get("page.title"))
    say.text(words.get("page.lead"))
    pages.link("trust", words.get("trust.link"))
    for note in st.session_state["notes"]:
        say.warning(note)
    _result(view)
    files.scenario_file()


def _result(view: View) -> None:
    """Show the result of the choice, for the arm the reader looks at."""
    words, result = view.names.texts, view.result
    if result is None:
        say.info(words.get("page.none_chosen"))
        return
    arms = [arm.id for arm in result.arms]
    wanted = st.session_state.get("arm") or st.session_state.get("looked_at")
    state.put("arm", wanted if wanted in arms else arms[0])
    chosen = say.radio(words.get("page.show_arm"), arms, format_func=view.names.arm, horizontal=True, key="arm")
    st.session_state["looked_at"] = chosen  # a widget that is not drawn, as on the other page, forgets its value
    arm = result.arm(chosen)
    answer.answer(view, result, arm)
    pictures.charts(view, result, arm)
    overview.plan_years(view, result, arm)
    overview.outcomes(view, result, arm)
    overview.budgets(view, result, arm)
    explained.explained(view, result, arm)
    about.about(view, arm.id)
    posts.posts(view)
    assumptions.assumptions(view)
