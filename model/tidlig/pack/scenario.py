"""What is asked of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tidlig.pack.number import Assumption
from tidlig.pack.programme import Programme


@dataclass(frozen=True, slots=True)
class Scenario:
    """A question: a place, arms, and only the assumptions it changes."""

    id: str
    pack: str
    place: str
    start_year: int
    arms: Mapping[str, tuple[str, ...]]
    changes: Mapping[str, Assumption]
    programmes: Mapping[str, Programme]
    programme_numbers: Mapping[str, Assumption]
    title: Mapping[str, str]
    rules: int | None = None  # the year whose rules are to hold; None: the pack's own
    file: str = ""
    text: str = ""
