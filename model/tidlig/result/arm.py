"""One arm of a result: what it gives over the life of a birth cohort, and in a place's budgets year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tidlig.result.figure import Figure, Reason

Kind = Literal["early", "repair", "both"]


@dataclass(frozen=True, slots=True)
class PayerFigures:
    """Figures of one payer, budget or total for a whole cohort; a gain is positive, an outlay negative.

    Amounts are present values at the start year.  ``npv``: in full value; ``npv_releasable``: where only what can be
    taken out of a budget counts as saved; ``npv_per_person``: by one of those enrolled; ``irr``: rate of return a
    year; ``npv_at``: the present value at some rates, by the rate as it is written, where ``irr`` has none although
    the flows change sign; ``payback_year``: years from the first outlay to where the balance is and stays zero or
    more, ``payback_year_discounted``: the same of discounted flows.  A total that nobody pays out has no ``irr`` and
    no payback; beside other places only some of the figures are given.
    """

    npv: Figure
    npv_releasable: Figure
    npv_per_person: Figure | None = None
    irr: Figure | None = None
    npv_at: Mapping[str, float] | None = None
    payback_year: Figure | None = None
    payback_year_discounted: Figure | None = None


@dataclass(frozen=True, slots=True)
class Ratios:
    """Ratios of present values; those of public money are absent where nobody public pays.

    ``bcr_society``: benefits to society per unit of the programmes' cost; ``bcr_public``: gain of public payers per
    unit of the programme cost that they bear; ``mvpf``: marginal value of public funds, gain of private payers, gifts
    apart, per unit of net public cost; ``sroi``: 1 + society's present value before tax financing per unit of cost.
    """

    bcr_society: Figure
    sroi: Figure
    bcr_public: Figure | None = None
    mvpf: Figure | None = None


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """Arm minus baseline in one outcome for a whole cohort, and the public cost of one unit of it gained."""

    difference: Figure
    cost_per_unit: Figure


@dataclass(frozen=True, slots=True)
class Flows:
    """Gains (+) and outlays (-) by payer, budget and for society, one amount a year from ``first_year`` on."""

    first_year: int
    unit: str
    by: Mapping[str, tuple[float, ...]]

    @property
    def years(self) -> range:
        """The calendar years of the amounts."""
        return range(self.first_year, self.first_year + len(next(iter(self.by.values()))))

    def between(self, id: str, first: int, last: int) -> tuple[float, ...]:
        """The amounts of one payer from a year to another, both with."""
        return tuple(each for year, each in zip(self.years, self.by[id], strict=True) if first <= year <= last)


@dataclass(frozen=True, slots=True)
class Cohort:
    """A birth cohort followed through life.

    ``size``: children born in the place in the start year; ``persons``: entries of the cohort's members into the
    programmes; ``by``: figures by payer, budget and total (``society``, ``tax_financing``, ``programme_cost``);
    ``wellbeing``: arm minus baseline by item, discounted; ``flows``: by year of life, the first at ``first_age``.
    """

    size: float
    persons: float
    by: Mapping[str, PayerFigures]
    first_age: int | None = None
    ratios: Ratios | None = None
    outcomes: Mapping[str, OutcomeFigures] | None = None
    wellbeing: Mapping[str, Figure] | None = None
    flows: Flows | None = None

    def npv(self, id: str) -> float:
        """Present value of one payer, budget or total, in full value."""
        return self.by[id].npv.number

    def releasable(self, id: str) -> float:
        """The same, where only what can be taken out of a budget counts as saved."""
        return self.by[id].npv_releasable.number


@dataclass(frozen=True, slots=True)
class AccountRow:
    """What changes for one payer in one item or programme, by year; ``account``: where it is booked."""

    account: str
    area: str
    item: str
    payer: str
    years: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """What changes for one payer in one budget area, by year."""

    payer: str
    area: str
    years: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BudgetView:
    """All ages of a place while the programme runs on, by calendar year.

    ``full``: in full value; ``releasable``: only what can be taken out of a budget counts as saved; ``accounts`` and
    ``areas``: the full value by account and by budget area, ``areas_releasable``: the other; ``persons``: entries of
    people of all ages by year.
    """

    full: Flows
    releasable: Flows
    accounts: tuple[AccountRow, ...]
    areas: tuple[AreaRow, ...]
    areas_releasable: tuple[AreaRow, ...]
    persons: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm against the baseline; without residents by age there is no ``budget``, and ``why`` says so."""

    id: str
    kind: Kind
    programmes: tuple[str, ...]
    cohort: Cohort
    budget: BudgetView | None = None
    why: Reason | None = None
