"""What a pack is once it has been read: frozen records, every number with its file and line.

Nothing here reads a file or computes anything; the readers fill these records and the engine's plan is
compiled from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tidlig.pack.number import Assumption, Prior, Source, Warning
from tidlig.pack.prices import Index, PostPart
from tidlig.pack.programme import Programme
from tidlig.pack.rows import Bracket, Link, Price, Split, Transition, Use
from tidlig.pack.structure import (
    NOBODY,
    Cash,
    Counting,
    Discount,
    Item,
    Level,
    Outcome,
    Place,
    Process,
    Roles,
    Threshold,
)
from tidlig.pack.target import Target


@dataclass(frozen=True)
class Pack:
    """Everything the engine knows about one country or one published model."""

    id: str
    currency: str
    price_year: int
    ages: tuple[int, int]
    counting: Counting
    discount: Discount
    factors: Mapping[str, tuple[Level, ...]]
    processes: tuple[Process, ...]
    payers: tuple[str, ...]
    budgets: Mapping[str, tuple[str, ...]]  # flattened to payers
    items: Mapping[str, Item]
    numbers: Mapping[str, Assumption]
    transitions: tuple[Transition, ...]
    links: tuple[Link, ...]
    uses: tuple[Use, ...]
    prices: tuple[Price, ...]
    splits: tuple[Split, ...]
    brackets: tuple[Bracket, ...]
    cash: tuple[Cash, ...]
    programmes: Mapping[str, Programme]
    causal: Mapping[str, str]  # factor -> assumption id of its causal share, in the order of the stages
    lasting: Mapping[str, str]  # at most one factor -> id of the share that counts after an effect on it has ended
    tax_financing: str  # assumption id of the cost of a public krone; "" = none
    programme_growth: str  # assumption id of the yearly real growth of programme costs; "" = none
    outcomes: Mapping[str, Outcome]
    targets: tuple[Target, ...]
    sources: Mapping[str, Source]
    deflators: Mapping[str, Index]  # price indices by name; the first is meant where none is named
    labels: Mapping[str, Mapping[str, str]]  # id -> language -> text
    places: Mapping[str, Mapping[str, Assumption]]  # place -> what differs there
    residents: Mapping[tuple[str, int], tuple[float, ...]]  # (place, year) -> residents by age from 0
    roles: Roles = NOBODY
    priors: tuple[Prior, ...] = ()  # the numbers that are fitted to the targets
    ensemble: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # fitted number -> value in each refit
    rules: Mapping[int, Mapping[str, Assumption]] = field(default_factory=dict)  # year -> what differs by its rules
    rules_year: int | None = None  # whose rules hold
    areas: Mapping[str, str] = field(default_factory=dict)  # account -> id of its budget area
    own_areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # place -> account -> its own area
    posts: Mapping[str, tuple[PostPart, ...]] = field(default_factory=dict)  # post -> the parts of its price, in order
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)  # number -> what decides whether it is 1 or 0
    newborns: str = ""  # assumption id of the children born in a place in a year; "" = its residents aged 0
    known_places: Mapping[str, Place] = field(default_factory=dict)  # those of places.csv by id
    warnings: tuple[Warning, ...] = ()
    place: str = ""
    path: str = ""
    digest: str = ""

    def members(self, id: str) -> tuple[str, ...]:
        """Return the payers of a budget, or the one payer of this id; nobody for ""."""
        return self.budgets.get(id, (id,) if id else ())
