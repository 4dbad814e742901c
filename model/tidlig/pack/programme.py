"""What a programme is: who, when, how many, what it costs whom, and what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, with_config

from tidlig.pack.fields import FORM, Flag, Span, Typed, Whole, Word, Words
from tidlig.pack.rows import Where


@dataclass(frozen=True, slots=True)
class Fade:
    """persist(t), t in years since a person's own exit; each field but ``until`` is an assumption id."""

    flat: str = ""
    half_life: str = ""
    floor: str = ""
    rate: str = ""
    until: float | None = None  # nothing is left from here on; alone or after flat: linear to zero


@dataclass(frozen=True, slots=True)
class Observed:
    """What studies saw later of an effect, for the check only; ``years`` since entry (a move: since it), both ends.

    Either ``left``, the share of a move that was left, or ``difference``, in the share of participants in ``levels``
    (factor -> levels), at ``years`` if both ends are the same, else on average between them.
    """

    years: tuple[float, float]
    left: float | None = None
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    difference: float | None = None
    source: str = ""


@with_config(FORM)
@dataclass(frozen=True)
class EffectKeys:
    """The keys of an effect that the record keeps as they are written.

    Exactly one of ``moves`` (a factor: the stock is moved once), ``process`` (ratio on yearly exits) and
    ``use`` (ratio on an item's use) is set.
    """

    id: str
    measure: str
    moves: str = ""
    level: str = ""  # for moves by or, rr, difference: the threshold level; smd acts on every threshold
    process: str = ""
    from_levels: Annotated[Words, Field(alias="from")] = ()
    to: str = ""
    use: str = ""
    base_risk: Typed | None = None
    age: Whole | None = None  # moves: the age at which the effect was measured; default: at the end of treatment


@dataclass(frozen=True)
class Effect(EffectKeys):
    """One effect of a programme; ``id`` is the assumption's full id (``programme.effect``)."""

    where: Where = field(default_factory=Where)
    times: tuple[tuple[str, float], ...] = ()
    fade: Fade | None = None
    observed: Observed | None = None


# Shares of the eligible whose product is a reach: found, asked, say yes, and start before waiting has lost them.
REACH_PARTS = ("identified", "offered", "enrolled", "in_time")


@dataclass(frozen=True, slots=True)
class About:
    """Facts about a programme for its readers, texts by language; nothing is computed from them.

    ``replaces``: what it takes the place of; ``contested``: what is disputed or unknown; ``statutory``: whether the law
    demands it (None: not known); ``capacity``: how many a post can serve; ``lead_time``: until it is running;
    ``sources``: ids of the source rows of a text, by its name.
    """

    what: Mapping[str, str] = field(default_factory=dict)
    replaces: Mapping[str, str] = field(default_factory=dict)
    contested: Mapping[str, str] = field(default_factory=dict)
    legal_basis: str = ""
    statutory: bool | None = None
    capacity: Mapping[str, str] = field(default_factory=dict)
    lead_time: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@with_config(FORM)
@dataclass(frozen=True, kw_only=True)
class ProgrammeKeys:
    """The keys of a programme that the record keeps as they are written."""

    id: Word
    kind: Literal["early", "repair"]
    delivered_by: tuple[str, ...] = ()
    account: str = ""
    index: str = ""  # price index that its cost is moved by; "": the pack's first
    null: Annotated[Flag, Field(alias="null_effect")] = False  # the honest effect is null
    own: Flag = False  # the user's own: no default effect, the answer is a break-even
    evidence: str = ""
    country: str = ""


@with_config(FORM)
@dataclass(frozen=True, kw_only=True)
class EnrolKeys:
    """The keys of ``enrol`` that the record keeps as they are written."""

    ages: Span
    per: Literal["cohort", "year"] = "cohort"
    repeat: Flag = False


@dataclass(frozen=True, kw_only=True)
class Programme(ProgrammeKeys, EnrolKeys):
    """An intervention: who, when, how many, what it costs whom, and what it does."""

    levels: Mapping[str, tuple[str, ...]]
    reach: tuple[str, ...]  # assumption ids, multiplied
    stays: int | None  # years in treatment; None: for life
    cost: str  # assumption id; "" = free
    cost_per: str  # entry | year
    spread: tuple[float, ...]  # shares of an entry's cost in years 0, 1, ... of treatment
    paid_by: Mapping[str, str]  # payer -> assumption id of its share
    effects: tuple[Effect, ...]
    shares: Mapping[str, str] = field(default_factory=dict)  # id of a causal share -> of the one that stands in for it
    about: About | None = None
    file: str = ""
    line: int = 0
