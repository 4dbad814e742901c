"""Files to take along: made when asked for, from what is committed by then, and saved by the browser."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

import pandas as pd
import streamlit as st
from choice import state
from shell import say

from tidlig.report.write.export import csv

LOG = logging.getLogger(__name__)
# Streamlit's own download button fetches its file before the number just typed has arrived.  Each file is saved once.
SCRIPT = """
export default function ({ data }) {
  const root = document.documentElement
  if (root.dataset.saved === data.id) return
  root.dataset.saved = data.id
  const bytes = Uint8Array.from(atob(data.file), letter => letter.charCodeAt(0))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type: data.mime }))
  link.download = data.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file on offer: the button's text, the file's name and kind, and what makes it."""

    text: str
    name: str
    mime: str
    make: Callable[[], bytes]


def offer(files: Sequence[File]) -> None:
    """Show a button for each file; one that is clicked is made at the end of the run, by ``deliver``."""
    with st.container(horizontal=True):
        for file in files:
            if say.button(file.text, key=_key(file)):
                st.session_state["asked"] = _key(file)
    told = st.empty()  # there whether or not anything is told: what is below keeps its place, and stays open
    for file in files:
        if st.session_state.get("asked") == _key(file):  # in this run, or in one that was interrupted
            st.session_state["order"] = (file, told)


def table(name: str, data: pd.DataFrame) -> None:
    """Show the button for a table as CSV, in the language of the page."""
    words = state.texts()
    offer([File(words.get("chart.csv"), f"tidlig-{name}.csv", "text/csv", lambda: csv(data, words.language))])


def deliver() -> None:
    """Make the file that was asked for and hand it to the browser; none while a field holds a number not taken."""
    file, place = st.session_state.pop("order", (None, None))
    st.session_state.pop("asked", None)
    if file is None:
        return
    words = state.texts()
    if refused := state.standing():
        with place:
            say.error(words.get("save.refused", reason="\n\n".join(refused)))
        return
    try:
        made = file.make()
    except Exception:
        LOG.exception("%s could not be made", file.name)
        with place:
            say.error(words.get("save.failed", name=file.name))
        return
    hand_over(file, made)


def hand_over(file: File, made: bytes) -> None:
    """Let the browser save a file, once."""
    data = {"id": uuid4().hex, "name": file.name, "mime": file.mime, "file": base64.b64encode(made).decode("ascii")}
    st.components.v2.component("save", js=SCRIPT)(data=data, key="save")


def _key(file: File) -> str:
    """Return the key of a file's button."""
    return f"save:{file.name}"
