"""The terminal: text is shown as it is written, whoever wrote it."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.text import Text

from tidlig.report.words.visible import visible

PIPE = 160  # characters: whole rows stay on one line for grep and diff


class Terminal(Console):
    """A console that reads no markup, no emoji names and no control signs in what it prints."""

    def __init__(self, **how: Any) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, **how)

    def render_str(self, text: str, **how: Any) -> Text:
        """Return text to be printed, of a table's cell and title too."""
        return super().render_str(visible(text), **how)


def terminal(*, whole_lines: bool = False) -> Terminal:
    """Return where tables go: the terminal, or a pipe; ``whole_lines`` leaves their breaking to the terminal."""
    if whole_lines:
        return Terminal(soft_wrap=True)
    console = Terminal()
    return console if console.is_terminal else Terminal(width=PIPE)


def bold(text: object) -> Text:
    """Return a text in bold."""
    return Text(visible(text), style="bold")
