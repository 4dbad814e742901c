"""Tells the browser the language of the page that is open, and which choice it shows."""

from __future__ import annotations

from urllib.parse import urlencode

import cached
import streamlit as st
from choice import state
from choice.link import to_query

# ``data-drawn``: the query of the choice that is drawn, ``data-run``: how many times the page has been drawn.
SCRIPT = """
export default function ({ data }) {
  const root = document.documentElement
  root.lang = data.language
  root.dataset.drawn = data.drawn
  root.dataset.run = data.run
}
"""


def tell() -> None:
    """Set the language of the open page, and say that its choice is drawn to the end."""
    choice = state.current()
    data = {"language": choice.language, "drawn": urlencode(to_query(choice, cached.pack())), "run": state.runs()}
    st.components.v2.component("page_language", js=SCRIPT)(data=data, key="page_language")
