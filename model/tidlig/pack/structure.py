"""What exists in a pack: levels, processes, items, outcomes, roles, places, and what counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a factor; ``memory`` years spent in it are told apart (0: none)."""

    name: str
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Process:
    """The yearly (or, with ``once``, single) transitions of one factor; no factor: everyone's exit to ``dead``."""

    id: str
    factor: str | None = None
    once: bool = False
    combine: str = "competing"  # or "separate"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the ledger.  ``of``: its quantity is the money of another item."""

    id: str
    kind: str  # resource | transfer | production | wellbeing
    unit: str = ""
    of: str = ""
    by_definition: str = ""
    account: str = ""
    schedule: tuple[str, ...] = ()  # a tax by brackets on the sum of these items, per person
    growth: str = ""  # assumption id of its yearly real growth
    index: str = ""  # price index that its money is moved by; "": the pack's first
    shares: Mapping[str, str] = field(default_factory=dict)  # factor -> id of a causal share other than the pack's


@dataclass(frozen=True, slots=True)
class Cash:
    """How much of one payer's saving on one item can be taken out of the budget; assumption ids of the three parts."""

    item: str
    payer: str
    short: str  # share in the start year; "" for none
    long: str  # share from `years` on
    years: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something counted in people: weighted person-years at some ages, persons at an age, or units of an item."""

    id: str
    unit: str
    states: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # factor -> level -> weight
    ages: tuple[int, int] | None = None
    at: int | None = None
    item: str = ""
    good: str = "less"  # less | more
    by_definition: str = ""
    shares: Mapping[str, str] = field(default_factory=dict)  # as for items


@dataclass(frozen=True, slots=True)
class Counting:
    """How stocks become person-years: ``none``, ``half-cycle`` or weights on the rows of the trace."""

    kind: str = "half-cycle"  # none | half-cycle | state_weights
    ends: float = 1.0
    odd: float = 1.0
    even: float = 1.0


@dataclass(frozen=True, slots=True)
class Discount:
    """Yearly rates from a year on, by assumption id; ``first`` discounts year 0 as well."""

    money: Mapping[int, str]
    health: Mapping[int, str]
    first: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that is 1 where another, known for the place or the calculation, is ``below`` a third, and else 0.

    ``near``: how far from the limit the other may lie and still end on its other side another year; "" = not told.
    """

    number: str
    below: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who the payers and budgets of a pack are in its question; ids of payers or budgets.

    ``own``: whose case it is; ``public``: all that is public, "" where nobody is; ``participants``: those a programme
    is for; ``gifts``: payers who give, whose loss is nobody's willingness to pay; ``shown``: what a table by payer
    shows, each payer once, so that its rows add up to society without the cost of tax financing.
    """

    own: str = ""
    public: str = ""
    participants: tuple[str, ...] = ()
    gifts: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


NOBODY = Roles()


@dataclass(frozen=True, slots=True)
class Place:
    """What a place is called and where it lies, for those who look for it; nothing is computed from it.

    ``names``: other names, such as official ones in other languages; ``number``: the official one, as text.
    """

    id: str
    name: str = ""
    names: tuple[str, ...] = ()
    number: str = ""
    region: str = ""
    group: str = ""
    centrality: str = ""
