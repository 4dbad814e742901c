"""Warnings of a result or a pack."""

from __future__ import annotations

from typing import Any

from tidlig.pack.pack import Pack
from tidlig.report.terminal.screen import terminal
from tidlig.report.words.messages import catalogue
from tidlig.report.words.warnings import told


def show_warnings(pack: Pack, document: dict[str, Any]) -> None:
    """Print the warnings of a document, a line each."""
    for text in told(document["warnings"], pack, catalogue("en")):
        terminal().print(f"Warning: {text}")
