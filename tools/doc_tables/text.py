"""Numbers and tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tidlig.pack.number import Assumption


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], numbers_from: int | None = None) -> str:
    """A Markdown table; columns from ``numbers_from`` on are aligned to the right."""
    marks = ["---:" if numbers_from is not None and k >= numbers_from else "---" for k in range(len(columns))]
    lines = (columns, marks, *rows)
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def kroner(value: float, step: int = 100) -> str:
    """A signed amount rounded to ``step`` kroner: +1 200, -300, 0."""
    return signed(round(value / step) * step, 0)


def millions(value: float) -> str:
    """A signed amount in millions with two decimals."""
    return signed(value / 1e6, 2)


def signed(value: float, decimals: int) -> str:
    """A number with its sign, a minus that is not a hyphen, and 0 without one."""
    written = f"{abs(value):,.{decimals}f}".replace(",", " ")
    if float(written.replace(" ", "")) == 0.0:
        return "0"
    return ("+" if value > 0 else "−") + written


def plain(value: float) -> str:
    """A number without needless decimals; thousands apart."""
    written = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return written.replace(",", " ").replace("-", "−")


def ranged(number: Assumption) -> str:
    """A value with its 90 % interval."""
    if number.low is None or number.high is None:
        return plain(number.value)
    return f"{plain(number.value)} ({plain(number.low)} to {plain(number.high)})"
