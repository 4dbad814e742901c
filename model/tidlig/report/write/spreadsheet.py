"""What is safe to open in a spreadsheet: the one way in which the model writes tables for people."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

# A cell is a formula by its first sign, after whatever a program passes over.  A cell may also be cut in two, by a
# line break or where the program has another separator than the file, and the rest is read as a cell of its own.
PASSED_OVER = r"(?:(?![\t\r\n])[\"\s\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff])*"
FORMULA = re.compile(rf"^(?=[\t\r\n])|(?:^|(?<=[;,\t\r\n|]))(?={PASSED_OVER}[=+\-@＝＋－＠])")


def harmless(cell: Any) -> Any:
    """Mark text that a spreadsheet would take for a formula as text, with an apostrophe in front; numbers stay so."""
    return FORMULA.sub("'", cell) if isinstance(cell, str) else cell


def table_text(frame: pd.DataFrame, **how: Any) -> str:
    """Return a table as CSV without its index, heads and cells harmless; ``how`` as pandas has it."""
    safe = frame.rename(columns=harmless).map(harmless)
    return str(safe.to_csv(index=False, **how))
