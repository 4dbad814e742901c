"""pack.yaml: what exists. Structure only, read into the records of :mod:`tidlig.pack.structure`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from tidlig.files.documents.shape import Name, Number, Shape, Span, Typed, Word, Year, validate
from tidlig.files.text.document import Document
from tidlig.files.text.numerals import FigureError
from tidlig.pack.structure import NOBODY, Counting, Discount, Item, Level, Outcome, Process, Roles, Threshold

DEAD = "dead"


class _Weights(Shape):
    ends: Number
    odd: Number
    even: Number


class _StateWeights(Shape):
    state_weights: _Weights


class _Counting(Shape):
    named: Literal["none", "half-cycle"] | None = None
    weights: _StateWeights | None = None


class _Discount(Shape):
    money: dict[int, Name]
    health: dict[int, Name] = Field(default_factory=dict)
    first: bool = False


class _Memory(Shape):
    memory: Annotated[int, Field(ge=0, le=10)] = 0


class _Process(Shape):
    id: Word
    factor: Word | None = None
    once: bool = False
    combine: Literal["competing", "separate"] = "competing"


class _Item(Shape):
    kind: Literal["resource", "transfer", "production", "wellbeing"]
    unit: str = ""
    of: str = ""
    by_definition: str = ""
    account: str = ""
    schedule: list[Word] = Field(default_factory=list)
    growth: str = ""
    index: str = ""
    shares: dict[Word, Name] = Field(default_factory=dict)


class _Outcome(Shape):
    unit: str
    states: dict[Word, dict[Word, Annotated[Typed, Field(ge=0, le=1000)]]] = Field(default_factory=dict)
    ages: Span | None = None
    at: int | None = None
    item: str = ""
    good: Literal["less", "more"] = "less"
    by_definition: str = ""
    shares: dict[Word, Name] = Field(default_factory=dict)


class _Threshold(Shape):
    number: Name
    below: Name
    near: Name = ""


def _levels(value: Any) -> Any:
    """Write every level as ``{name: {memory: n}}``."""
    if not isinstance(value, list):
        return value
    for level in value:
        if not isinstance(level, str | dict):
            raise FigureError("'{text}' is not a word", "put it in quotes", text=str(level))
    return [{level: {}} if isinstance(level, str) else level for level in value]


def _counting(value: Any) -> Any:
    """Tell the word from the weights."""
    return {"named": value} if isinstance(value, str) else {"weights": value}


_Levels = Annotated[list[dict[Word, _Memory]], BeforeValidator(_levels), Field(min_length=1)]


PUBLIC, PARTICIPANTS = "public", "participants"  # what these two are called where a pack does not say


class _Roles(Shape):
    own: Word = ""
    public: Word = ""
    participants: list[Word] | None = None
    gifts: list[Word] = Field(default_factory=list)
    shown: list[Word] = Field(default_factory=list)


class PackShape(Shape):
    """The keys of pack.yaml."""

    id: Word
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    price_year: Year
    rules: Year | None = None
    ages: Span
    counting: Annotated[_Counting, BeforeValidator(_counting)] = _Counting(named="half-cycle")
    discount: _Discount
    factors: dict[Word, _Levels]
    processes: list[_Process]
    payers: list[Word]
    budgets: dict[Word, list[Word]] = Field(default_factory=dict)
    roles: _Roles = _Roles()
    items: dict[Word, _Item] = Field(default_factory=dict)
    causal: dict[Word, Name] = Field(default_factory=dict)
    lasting: dict[Word, Name] = Field(default_factory=dict)
    thresholds: dict[Name, _Threshold] = Field(default_factory=dict)
    newborns: Name = ""
    tax_financing: str = ""
    programme_growth: str = ""
    outcomes: dict[Word, _Outcome] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Structure:
    """Everything pack.yaml declares."""

    id: str
    currency: str
    price_year: int
    ages: tuple[int, int]
    counting: Counting
    discount: Discount
    factors: Mapping[str, tuple[Level, ...]]
    processes: Mapping[str, Process]
    payers: tuple[str, ...]
    budgets: Mapping[str, tuple[str, ...]]
    items: Mapping[str, Item]
    causal: Mapping[str, str]
    lasting: Mapping[str, str]
    tax_financing: str
    programme_growth: str
    outcomes: Mapping[str, Outcome]
    roles: Roles = NOBODY
    rules: int | None = None  # the year of the rules in the pack's own numbers
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)  # number -> what decides whether it is 1 or 0
    newborns: str = ""  # children born in a place in a year

    def levels(self, factor: str) -> tuple[str, ...]:
        """Return the names of a factor's levels."""
        return tuple(level.name for level in self.factors.get(factor, ()))

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


def read_structure(document: Document) -> tuple[PackShape, Structure] | None:
    """Return pack.yaml as written and as records; None after noting what is wrong with its shape."""
    shape = validate(PackShape, document)
    if shape is None:
        return None
    factors = {
        name: tuple(Level(level, memory.memory) for entry in levels for level, memory in entry.items())
        for name, levels in shape.factors.items()
    }
    budgets = _budgets(shape)
    return shape, Structure(
        id=shape.id,
        currency=shape.currency,
        price_year=shape.price_year,
        ages=_span(shape.ages),
        counting=_count(shape.counting),
        factors=factors,
        payers=tuple(shape.payers),
        discount=Discount(
            dict(shape.discount.money), dict(shape.discount.health or shape.discount.money), shape.discount.first
        ),
        processes={process.id: Process(**process.model_dump()) for process in shape.processes},
        budgets=budgets,
        roles=roles_of(shape, budgets),
        causal=dict(shape.causal),
        lasting=dict(shape.lasting),
        tax_financing=shape.tax_financing,
        programme_growth=shape.programme_growth,
        items={id: _item(id, item) for id, item in shape.items.items()},
        outcomes={id: _outcome(id, outcome) for id, outcome in shape.outcomes.items()},
        rules=shape.rules,
        thresholds={id: Threshold(**each.model_dump()) for id, each in shape.thresholds.items()},
        newborns=shape.newborns,
    )


def _span(ages: list[int]) -> tuple[int, int]:
    return ages[0], ages[1]


def _count(shape: _Counting) -> Counting:
    if shape.weights is None:
        return Counting(shape.named or "half-cycle")
    return Counting("state_weights", **shape.weights.state_weights.model_dump())


def _item(id: str, shape: _Item) -> Item:
    return Item(id=id, **(shape.model_dump() | {"schedule": tuple(shape.schedule)}))


def _outcome(id: str, shape: _Outcome) -> Outcome:
    return Outcome(
        id,
        shape.unit,
        shape.states,
        _span(shape.ages) if shape.ages else None,
        shape.at,
        shape.item,
        shape.good,
        shape.by_definition,
        shape.shares,
    )


def _budgets(shape: PackShape) -> dict[str, tuple[str, ...]]:
    """Return every budget as its payers."""
    flat: dict[str, tuple[str, ...]] = {}
    for name, members in shape.budgets.items():
        flat[name] = tuple(dict.fromkeys(payer for member in members for payer in flat.get(member, (member,))))
    if not shape.roles.public and PUBLIC not in flat and len(payers := _public_payers(shape)) > 1:
        flat[PUBLIC] = payers
    return flat


def roles_of(shape: PackShape, budgets: Mapping[str, tuple[str, ...]]) -> Roles:
    """Return the roles as declared; what is left out follows from the payers and budgets.

    The first payer's case; public is the budget of that name, else every payer who neither takes part nor gives.
    """
    roles, payers = shape.roles, _public_payers(shape)
    return Roles(
        own=roles.own or next(iter(shape.payers), ""),
        public=roles.public or (PUBLIC if PUBLIC in budgets else next(iter(payers), "")),
        participants=_participants(shape),
        gifts=tuple(roles.gifts),
        shown=tuple(roles.shown or shape.payers),
    )


def _participants(shape: PackShape) -> tuple[str, ...]:
    named = shape.roles.participants
    return tuple(payer for payer in shape.payers if payer == PARTICIPANTS) if named is None else tuple(named)


def _public_payers(shape: PackShape) -> tuple[str, ...]:
    apart = (*_participants(shape), *shape.roles.gifts)
    return tuple(payer for payer in shape.payers if payer not in apart)
