"""Catalogues with the currency of the Norwegian pack."""

from __future__ import annotations

from tidlig.report.words import messages


def catalogue(language: str) -> messages.Texts:
    """The texts of a language, amounts in Norwegian kroner."""
    return messages.catalogue(language, "NOK")
