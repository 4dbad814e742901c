"""What the page says: every text is shown as it is written.

Streamlit reads nearly every text as Markdown: links, pictures, colours, formulas, icons.  Names of places and
programmes, messages and titles come from addresses and files that anybody may have written, so no part of the app
draws text but through this module, which switches all of it off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pandas as pd
import streamlit as st

from tidlig.problems import shown
from tidlig.report.words.visible import visible

Draw = Callable[..., Any]
# Signs that are more than signs: wherever they stand, where a text begins, before a name.
MARKUP = re.compile(r"[\\`*\[\]<$~#]|(?<![^\W_])_|_(?![^\W_])|^[>=|:]|^[+-](?=[\s+-]|$)|:(?=[A-Za-z:])|&(?=[#\w])")
NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
JOINER = "\u2060"  # takes no room and cannot be seen; between two signs it keeps them from being read as one
# Signs that Streamlit looks for once the escapes are gone: addresses, mail, pictures by name, arrows.
ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
OTHER = re.compile(r"(?=@)|(?<=:)(?!\d\d?:)(?=[\w+/-]+:)|(?<=^[<>=~-])(?=[->=])|(?<=\s[<>=~-])(?=[->=])")


def plain(text: object) -> str:
    """Return a text with everything that Markdown would read as more than words switched off, on one line."""
    line = " ".join(visible(text).split("\n")).strip()
    parted = OTHER.sub(JOINER, ADDRESS.sub(JOINER, line))
    return NUMBERED.sub(r"\1\\\2", MARKUP.sub(r"\\\g<0>", parted))


def block(text: str) -> str:
    """Return a text of several lines as paragraphs; a line that begins with ``- `` is an entry of a list."""
    shown, listed = "", False
    for line in filter(str.strip, text.split("\n")):
        entry = line.startswith("- ")
        shown += "\n" if entry and listed else "\n\n"
        shown += f"- {plain(line[2:])}" if entry else plain(line)
        listed = entry
    return shown.strip()


def file_name(name: str) -> str:
    """Return the name of an uploaded file as it is told: without folders, and short."""
    return shown(re.split(r"[/\\]", name)[-1])


def _said(draw: Draw, read: Callable[[str], str]) -> Draw:
    """Return a command of Streamlit's that shows its first text as written, and its help and options too."""

    @wraps(draw)
    def said(text: str, *rest: Any, **how: Any) -> Any:
        if how.get("help"):
            how["help"] = plain(how["help"])
        return draw(read(text), *rest, **how)

    return said


# What the page writes.
title, header, subheader = (_said(draw, plain) for draw in (st.title, st.header, st.subheader))
text, caption = (_said(draw, block) for draw in (st.markdown, st.caption))
info, success, warning, error = (_said(draw, block) for draw in (st.info, st.success, st.warning, st.error))
# What can be pressed, opened and filled in: the options of a list are never read as Markdown, those of radio are.
button, checkbox, download_button = (_said(draw, plain) for draw in (st.button, st.checkbox, st.download_button))
expander, file_uploader, text_input = (_said(draw, plain) for draw in (st.expander, st.file_uploader, st.text_input))
selectbox, multiselect = (_said(draw, plain) for draw in (st.selectbox, st.multiselect))


def radio(label: str, *rest: Any, format_func: Callable[[Any], str] = str, **how: Any) -> Any:
    """Show buttons of which one is chosen."""
    return _said(st.radio, plain)(label, *rest, format_func=lambda option: plain(format_func(option)), **how)


def page_link(page: Any, label: str, **how: Any) -> None:
    """Show a link to a page of the app."""
    st.page_link(page, label=plain(label), **how)


def metric(name: str, value: str) -> None:
    """Show one figure in large type under its name."""
    st.metric(plain(name), plain(value))


def strong(text: str) -> None:
    """Show one sentence in bold."""
    st.markdown(f"**{plain(text)}**")


def bullets(texts: Iterable[str]) -> None:
    """Show a list."""
    st.markdown("\n".join(f"- {plain(text)}" for text in texts))


def named(said: Iterable[tuple[str, str]]) -> None:
    """Show a list of what is said of several named things."""
    st.markdown("\n".join(f"- **{plain(name)}:** {plain(text)}" for name, text in said))


def table(frame: pd.DataFrame, **how: Any) -> None:
    """Show a table, names of rows and columns and all cells as they are written."""
    safe = frame.map(_cell).rename(index=_cell, columns=_cell)
    st.table(safe.rename_axis(index=_cell, columns=_cell), **how)


def _cell(cell: Any) -> Any:
    """Return what stands in a cell of a table, text without Markdown."""
    return plain(cell) if isinstance(cell, str) else cell
