"""Text as a reader may see it: no sign that steers a terminal, hides or turns what stands around it."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

HIDDEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")  # control and format signs, none assigned, line separators
UNSEEN = "\ufffd"  # stands for a sign that is not shown


def visible(text: object) -> str:
    """Return a text without control signs, signs that turn the direction of writing and signs without width.

    Line breaks stay, a tab is a blank, everything else that is taken away leaves a mark.
    """
    return "".join(_seen(sign) for sign in str(text))


def _seen(sign: str) -> str:
    """Return a sign as it may be shown."""
    if sign in "\n\t":
        return sign.replace("\t", " ")
    return UNSEEN if unicodedata.category(sign) in HIDDEN else sign


def json_text(document: Any) -> str:
    """Return a document as JSON in which hidden signs are written as numbers: the same data, safe to look at.

    Raises ValueError for a number that is not finite.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    return re.sub(r"[^\n -~]", lambda sign: _coded(sign[0]), text)


def _coded(sign: str) -> str:
    """Return a sign as it may stand in JSON."""
    return json.dumps(sign)[1:-1] if unicodedata.category(sign) in HIDDEN else sign
