"""What a place near a limit would get on its other side, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tidlig.pack.pack import Pack
from tidlig.report.result.headline import own_of
from tidlig.report.words.messages import Texts, label
from tidlig.report.words.names import assumption_name
from tidlig.report.words.numbers import money, quantity


def both_sides(document: Mapping[str, Any], arm: Mapping[str, Any], pack: Pack, texts: Texts) -> list[str]:
    """Return one sentence for each limit that the place of a result document is near, for one of its arms."""
    return [_sentence(near, document["place"], arm, pack, texts) for near in document["near"]]


def _sentence(near: Mapping[str, Any], place: str, arm: Mapping[str, Any], pack: Pack, texts: Texts) -> str:
    own, there = own_of(arm["npv"]), near["arms"][arm["id"]]
    unit = pack.numbers[near["number"]].unit
    return texts.get(
        "near.text",
        place=label(pack.labels, place, texts.language),
        name=assumption_name(pack, near["number"], texts),
        value=quantity(near["number_value"], unit, texts.language),
        limit=quantity(near["limit"], unit, texts.language),
        budget=texts.get("budget_of"),
        full=_pair(arm["npv"][own], there["npv"][own], texts),
        cash=_pair(arm["cash"]["npv"][own], there["cash"]["npv"][own], texts),
    )


def _pair(here: float, there: float, texts: Texts) -> str:
    """Return what would be there instead of here, or that it is as much, as far as it is shown."""
    own, other = money(here, texts), money(there, texts)
    return texts.get("near.alike" if own == other else "near.differs", own=own, other=other)
