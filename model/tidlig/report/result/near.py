"""What a place near a limit would get on its other side, in words."""

from __future__ import annotations

from tidlig.pack.pack import Pack
from tidlig.report.words.messages import Names, Texts, label
from tidlig.report.words.names import assumption_name
from tidlig.report.words.numbers import money, quantity
from tidlig.result.arm import Arm
from tidlig.result.result import OtherSide, PlaceResult, Result


def both_sides(found: Result | PlaceResult, arm: Arm, pack: Pack, texts: Texts) -> list[str]:
    """Return one sentence for each limit that the place of a result is near, for one of its arms."""
    return [_sentence(near, found.place, arm, pack, texts) for near in found.near]


def _sentence(near: OtherSide, place: str, arm: Arm, pack: Pack, texts: Texts) -> str:
    own = pack.roles.own
    here, there = arm.cohort.by[own], near.arms[arm.id][own]
    unit = pack.numbers[near.number].unit
    return texts.get(
        "near.text",
        place=label(pack.labels, place, texts.language),
        name=assumption_name(pack, near.number, texts),
        value=quantity(near.number_value, unit, texts.language),
        limit=quantity(near.limit, unit, texts.language),
        budget=Names(pack.labels, texts).inside(own),
        full=_pair(here.npv.number, there.npv.number, texts),
        cash=_pair(here.npv_releasable.number, there.npv_releasable.number, texts),
    )


def _pair(here: float, there: float, texts: Texts) -> str:
    """Return what would be there instead of here, or that it is as much, as far as it is shown."""
    own, other = money(here, texts), money(there, texts)
    return texts.get("near.alike" if own == other else "near.differs", own=own, other=other)
