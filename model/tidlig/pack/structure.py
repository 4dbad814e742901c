"""What exists in a pack: the keys of pack.yaml and the records they hold, which are the form of the file as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, with_config

from tidlig.pack.fields import (
    FORM,
    KEYED,
    Currency,
    Flag,
    Key,
    MaybeName,
    MaybeWord,
    Name,
    Span,
    Typed,
    Whole,
    Word,
    Year,
)


@with_config(FORM)
@dataclass(frozen=True, slots=True)
class Level:
    """One level of a factor; ``memory`` years spent in it are told apart (0: none)."""

    name: Key
    memory: Annotated[Whole, Field(ge=0, le=10)] = 0


@with_config(FORM)
@dataclass(frozen=True, slots=True)
class Process:
    """The yearly (or, with ``once``, single) transitions of one factor; no factor: everyone's exit to ``dead``."""

    id: Word
    factor: Word | None = None
    once: Flag = False
    combine: Literal["competing", "separate"] = "competing"


@with_config(FORM)
@dataclass(frozen=True, slots=True)
class Item:
    """A line of the ledger.  ``of``: its quantity is the money of another item."""

    id: Key
    kind: Literal["resource", "transfer", "production", "wellbeing"]
    unit: str = ""
    of: str = ""
    by_definition: str = ""
    account: str = ""
    schedule: tuple[Word, ...] = ()  # a tax by brackets on the sum of these items, per person
    growth: str = ""  # assumption id of its yearly real growth
    index: str = ""  # price index that its money is moved by; "": the pack's first
    shares: Mapping[Word, Name] = field(default_factory=dict)  # factor -> id of a causal share other than the pack's


@dataclass(frozen=True, slots=True)
class Cash:
    """How much of one payer's saving on one item can be taken out of the budget; assumption ids of the three parts."""

    item: str
    payer: str
    short: str  # share in the start year; "" for none
    long: str  # share from `years` on
    years: str


Weight = Annotated[Typed, Field(ge=0, le=1000)]


@with_config(FORM)
@dataclass(frozen=True, slots=True)
class Outcome:
    """Something counted in people: weighted person-years at some ages, persons at an age, or units of an item."""

    id: Key
    unit: str
    states: Mapping[Word, Mapping[Word, Weight]] = field(default_factory=dict)  # factor -> level -> weight
    ages: Span | None = None
    at: Whole | None = None
    item: str = ""
    good: Literal["less", "more"] = "less"
    by_definition: str = ""
    shares: Mapping[Word, Name] = field(default_factory=dict)  # as for items


@dataclass(frozen=True, slots=True)
class Counting:
    """How stocks become person-years: ``none``, ``half-cycle`` or weights on the rows of the trace."""

    kind: str = "half-cycle"  # none | half-cycle | state_weights
    ends: float = 1.0
    odd: float = 1.0
    even: float = 1.0


@with_config(FORM)
@dataclass(frozen=True, slots=True)
class Discount:
    """Yearly rates from a year on, by assumption id; ``first`` discounts year 0 as well.

    Health is discounted as money in a file that does not say otherwise.
    """

    money: Mapping[Whole, Name]
    health: Mapping[Whole, Name] = field(default_factory=dict)
    first: Flag = False


@with_config(FORM)
@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that is 1 where another, known for the place or the calculation, is ``below`` a third, and else 0.

    ``near``: how far from the limit the other may lie and still end on its other side another year; "" = not told.
    """

    number: Name
    below: Name
    near: MaybeName = ""


@with_config(FORM)
@dataclass(frozen=True, slots=True)
class Roles:
    """Who the payers and budgets of a pack are in its question; ids of payers or budgets.

    ``own``: whose case it is; ``public``: all that is public, "" where nobody is; ``participants``: those a programme
    is for; ``gifts``: payers who give, whose loss is nobody's willingness to pay; ``shown``: what a table by payer
    shows, each payer once, so that its rows add up to society without the cost of tax financing.
    """

    own: MaybeWord = ""
    public: MaybeWord = ""
    participants: tuple[Word, ...] = ()
    gifts: tuple[Word, ...] = ()
    shown: tuple[Word, ...] = ()


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


@with_config(FORM)
@dataclass(frozen=True, kw_only=True)
class Declared:
    """The keys of pack.yaml that a pack keeps as they are written."""

    id: Word
    currency: Currency
    price_year: Year
    rules_year: Annotated[Year | None, Field(alias="rules")] = None  # the year of the rules in the pack's own numbers
    ages: Span
    discount: Discount
    processes: tuple[Process, ...]
    payers: tuple[Word, ...]
    budgets: Mapping[Word, tuple[Word, ...]] = field(default_factory=dict)  # in a pack: flattened to payers
    items: Annotated[Mapping[Word, Item], KEYED] = field(default_factory=dict)
    causal: Mapping[Word, Name] = field(default_factory=dict)  # factor -> its causal share, in the order of the stages
    lasting: Mapping[Word, Name] = field(default_factory=dict)  # one factor -> the share that counts once effects end
    thresholds: Mapping[Name, Threshold] = field(default_factory=dict)  # number -> what decides whether it is 1 or 0
    newborns: MaybeName = ""  # assumption id of the children born in a place in a year; "" = its residents aged 0
    tax_financing: str = ""  # assumption id of the cost of a public krone; "" = none
    programme_growth: str = ""  # assumption id of the yearly real growth of programme costs; "" = none
    outcomes: Annotated[Mapping[Word, Outcome], KEYED] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Structure(Declared):
    """Everything pack.yaml declares."""

    counting: Counting
    factors: Mapping[str, tuple[Level, ...]]
    roles: Roles = NOBODY

    def levels(self, factor: str) -> tuple[str, ...]:
        """Return the names of a factor's levels."""
        return tuple(level.name for level in self.factors.get(factor, ()))

    def states(self, factor: str) -> tuple[tuple[str, int], ...]:
        """Return a factor's levels, each as often as years in it are told apart, with the year."""
        levels = self.factors.get(factor, ())
        return tuple((level.name, year) for level in levels for year in range(max(level.memory, 1)))

    def process(self, id: str) -> Process | None:
        """Return the process of an id, None where there is none."""
        return next((process for process in self.processes if process.id == id), None)

    @property
    def process_ids(self) -> tuple[str, ...]:
        """Ids of the processes, in their order."""
        return tuple(process.id for process in self.processes)

    @property
    def yearly_rates(self) -> set[str]:
        """Ids of the rates of discount and growth."""
        rates = {*self.discount.money.values(), *self.discount.health.values(), self.programme_growth}
        return (rates | {item.growth for item in self.items.values()}) - {""}

    def causal_shares(self) -> dict[str, set[str]]:
        """Return the ids of all causal shares, each with the factors of which it says how much counts."""
        own = [item.shares for item in self.items.values()] + [outcome.shares for outcome in self.outcomes.values()]
        used = [pair for shares in (self.causal, *own) for pair in shares.items()]
        return {id: {factor for factor, share in used if share == id} for _, id in used}
