"""The two pages, and the links between them, which carry the whole choice."""

from __future__ import annotations

from pathlib import Path

import cached
import streamlit as st
from choice import state
from choice.link import to_query

from shell import say
from tidlig.report.words.messages import Texts

VIEWS = Path(__file__).parents[1] / "views"
TITLES = {"": "page.title", "trust": "trust.title"}  # by the path of the address


def title_key(path: str) -> str:
    """Return the key of the title of the page at a path; the first page's where there is no such page."""
    return TITLES.get(path.strip("/"), TITLES[""])


def both(words: Texts) -> list[st.Page]:
    """Return the pages as Streamlit knows them, the first one first."""
    first = st.Page(VIEWS / "result.py", title=words.get(TITLES[""]), default=True)
    return [first, st.Page(VIEWS / "trust.py", title=words.get(TITLES["trust"]), url_path="trust")]


def link(view: str, text: str) -> None:
    """Show a link to a page that opens it with the choice in force."""
    say.page_link(VIEWS / f"{view}.py", label=text, query_params=to_query(state.current(), cached.pack()))
