"""What a pack is once it has been read: frozen records, every number with its file and line.

Nothing here reads a file or computes anything; the readers fill these records and the engine's plan is
compiled from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

GRADES = ("A", "B", "C", "D", "E")
EXITS = ("probability", "rate")  # units of a transition
STATUSES = ("read", "derived", "recalled", "calibrated", "judgement", "choice")
LAYERS = ("pack", "rules", "place", "scenario", "command")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number of the pack, in the unit and price year of its source.

    ``factor`` moves money from ``price_year`` to the pack's price year (1 for everything else), by the price index
    ``index`` ("": the pack's first); the engine uses ``value * factor``.  ``layer`` says which layer set the value and
    ``reason`` why.  ``skewed``: why the value may lie outside the middle half of its own distribution; "" where it must
    not.
    """

    id: str
    value: float
    low: float | None = None
    high: float | None = None
    dist: str = ""
    unit: str = ""
    price_year: int | None = None
    source: str = ""
    grade: str = "E"
    status: str = "judgement"
    skewed: str = ""
    note: str = ""
    file: str = ""
    line: int = 0
    layer: str = "pack"
    reason: str = ""
    factor: float = 1.0
    index: str = ""


@dataclass(frozen=True, slots=True)
class Warning:
    """A number that may be used but is worth a second look.

    ``kind`` ``outside``: changed to a value outside the range ``low``-``high`` that it had (None: open); ``far``: it
    had no range, and is now of another order of magnitude than ``low``, the value it had; ``skewed``:
    the value is outside ``low``-``high``, the middle half of its own ``dist``; ``capped``: an effect that would move
    ``low`` of its enrolled over a threshold where there are only ``high``, who are moved.
    """

    kind: str
    id: str
    value: float
    low: float | None
    high: float | None
    unit: str
    dist: str
    file: str
    line: int


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
class Where:
    """Where a row holds: ages (both included, None = open), levels by factor, treatment, years in a level."""

    age_from: int | None = None
    age_to: int | None = None
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    programme: str = ""
    in_programme: bool = True  # False: "not x"
    years_in: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What all rows share: the id of its number, where it holds and the named numbers it is multiplied by.

    A row that is not ``own`` has no number of its own: it is the product of those it is tied to.
    """

    id: str
    where: Where
    times: tuple[tuple[str, float], ...] = ()  # (assumption id, power)
    own: bool = field(default=True, kw_only=True)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Ids of the numbers the row is worked out from, its own first."""
        return (*((self.id,) if self.own else ()), *(name for name, _ in self.times))


@dataclass(frozen=True, slots=True)
class Transition(Row):
    """A yearly probability or rate of one exit; ``from_levels`` empty: from every level (or everyone)."""

    process: str = ""
    from_levels: tuple[str, ...] = ()
    to: str = ""
    of_population: bool = False

    def unit(self, numbers: Mapping[str, Assumption]) -> str:
        """``probability`` or ``rate``: the row's own unit, or that of a number it is tied to; "" for neither."""
        units = (numbers[id].unit for id in self.numbers if id in numbers)
        return next((unit for unit in units if unit in EXITS), "")


@dataclass(frozen=True, slots=True)
class Link(Row):
    """A ratio of one factor's level on another factor's exits; ``to`` empty: on every exit."""

    process: str = ""
    from_levels: tuple[str, ...] = ()
    to: str = ""
    measure: str = "hr"
    base_risk: float | None = None


@dataclass(frozen=True, slots=True)
class Use(Row):
    """Units of an item per person-year, or, with ``process``, per transition ``from_levels -> to``."""

    item: str = ""
    process: str = ""
    from_levels: tuple[str, ...] = ()
    to: str = ""


@dataclass(frozen=True, slots=True)
class Price(Row):
    """Money (or another measure) per unit of an item."""

    item: str = ""


@dataclass(frozen=True, slots=True)
class Split(Row):
    """What one payer gains (+) or pays (-) per krone of an item; ``rest``: what makes the legs add up."""

    item: str = ""
    payer: str = ""
    rest: bool = False


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
class Bracket(Row):
    """One bracket of a tax schedule: the marginal rate on income above a threshold, up to the next one's."""

    item: str = ""
    above: str = ""  # assumption id of the threshold


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


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect of a programme; ``id`` is the assumption's full id (``programme.effect``).

    Exactly one of ``moves`` (a factor: the stock is moved once), ``process`` (ratio on yearly exits) and
    ``use`` (ratio on an item's use) is set.
    """

    id: str
    measure: str
    moves: str = ""
    level: str = ""  # for moves by or, rr, difference: the threshold level; smd acts on every threshold
    process: str = ""
    from_levels: tuple[str, ...] = ()
    to: str = ""
    use: str = ""
    where: Where = field(default_factory=Where)
    base_risk: float | None = None
    times: tuple[tuple[str, float], ...] = ()
    fade: Fade | None = None
    age: int | None = None  # moves: the age at which the effect was measured; default: at the end of treatment
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


@dataclass(frozen=True, slots=True)
class Programme:
    """An intervention: who, when, how many, what it costs whom, and what it does."""

    id: str
    kind: str  # early | repair
    ages: tuple[int, int]
    levels: Mapping[str, tuple[str, ...]]
    reach: tuple[str, ...]  # assumption ids, multiplied
    per: str  # cohort | year
    repeat: bool
    stays: int | None  # years in treatment; None: for life
    cost: str  # assumption id; "" = free
    cost_per: str  # entry | year
    spread: tuple[float, ...]  # shares of an entry's cost in years 0, 1, ... of treatment
    paid_by: Mapping[str, str]  # payer -> assumption id of its share
    effects: tuple[Effect, ...]
    shares: Mapping[str, str] = field(default_factory=dict)  # id of a causal share -> of the one that stands in for it
    delivered_by: tuple[str, ...] = ()
    account: str = ""
    index: str = ""  # price index that its cost is moved by; "": the pack's first
    null: bool = False  # the honest effect is null
    own: bool = False  # the user's own: no default effect, the answer is a break-even
    evidence: str = ""
    country: str = ""
    about: About | None = None
    file: str = ""
    line: int = 0


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
class Target:
    """One observed moment of the baseline."""

    id: str
    kind: str  # share | number | use | ever | persist
    age_from: int
    age_to: int
    count: Mapping[str, Mapping[str, float]]  # factor -> level -> weight
    among: Mapping[str, tuple[str, ...]]
    item: str
    value: float
    tolerance: float
    year: int | None
    unit: str
    source: str
    grade: str
    note: str
    file: str
    line: int
    fit: str = "yes"  # no: only compared; backtest: fitted only where a newer one of the same moment is predicted


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of a fitted number without the targets: median and 90 % interval on its unit's scale."""

    id: str
    value: float
    low: float
    high: float
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One row of ``sources.csv``: where a number was seen."""

    id: str
    quantity: str
    value: float | None
    unit: str
    year: str
    price_year: int | None
    geography: str
    publisher: str
    document: str
    url: str
    status: str
    note: str


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


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that is 1 where another, known for the place or the calculation, is ``below`` a third, and else 0.

    ``near``: how far from the limit the other may lie and still end on its other side another year; "" = not told.
    """

    number: str
    below: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """A price index by year; ``status``: whether a year was read, derived, estimated or recalled, "" where not told."""

    levels: Mapping[int, float]
    status: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PostPart:
    """One part of the price of a post: the product of numbers, times the sum of the parts ``of``, if it names any.

    Without ``of`` one of the numbers is money, moved by the price index ``index``.  With ``one_of`` the numbers must be
    those of a place or a calculation, as each of the numbers named there is somewhere; the pack's own is no price.
    """

    part: str
    of: tuple[str, ...]
    times: tuple[tuple[str, float], ...]
    index: str = ""
    one_of: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


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
