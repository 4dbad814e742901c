"""Warnings of a result or a pack."""

from __future__ import annotations

from collections.abc import Iterable

from tidlig.pack.number import Warning
from tidlig.pack.pack import Pack
from tidlig.report.terminal.screen import terminal
from tidlig.report.words.messages import catalogue
from tidlig.report.words.warnings import told


def show_warnings(pack: Pack, warnings: Iterable[Warning]) -> None:
    """Print warnings, a line each."""
    for text in told(warnings, pack, catalogue("en", pack.currency)):
        terminal().print(f"Warning: {text}")
