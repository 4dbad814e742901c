"""Tables of rows on the terminal, and how their cells are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from tidlig.report.terminal.screen import terminal
from tidlig.report.words.numbers import plain


def show_table(rows: Sequence[dict[str, Any]]) -> None:
    """Rows with the same keys as one table."""
    if not rows:
        terminal().print("nothing found")
        return
    print_rows("", list(rows[0]), [[_text(row[key]) for key in row] for row in rows])


def print_rows(
    title: str, columns: list[str], rows: Sequence[Sequence[str | Text]], numbers_from: int | None = None
) -> None:
    """Print one table; columns from ``numbers_from`` on stand to the right."""
    table = Table(title=title or None, title_justify="left")
    for k, name in enumerate(columns):
        right = numbers_from is not None and k >= numbers_from
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    terminal().print(table)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def amount(value: float | None, why: str = "") -> str:
    """Write an amount in whole kroner; without one why there is none."""
    return why.replace("_", " ") or "-" if value is None else plain(value, ",.0f")


def ratio(value: float | None, why: str, form: str) -> str:
    """Write a ratio in one of Python's formats; without one why there is none."""
    return why.replace("_", " ") if value is None else plain(value, form)


def figure(value: float) -> str:
    """A number as people write it: no exponent, four digits that count."""
    return plain(value, ",.0f") if abs(value) >= 1000 else plain(value, ".4g")
