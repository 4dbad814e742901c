"""The answer as one sentence, chosen by rule from the numbers, never by the user."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tidlig.appraisal.perspectives import PROGRAMME_COST, SOCIETY, TAX_FINANCING
from tidlig.pack.structure import Roles
from tidlig.report.result.reading import public_of
from tidlig.report.words.messages import Names, Texts, within
from tidlig.report.words.numbers import FEW, money, number, persons, quantity
from tidlig.result.arm import Arm, Cohort
from tidlig.result.break_even import BreakEven

SHOWN = 500.0  # of the currency: a smaller amount is written as zero
WHOLE = 0.5  # of the currency: a smaller difference is rounding


@dataclass(frozen=True, slots=True)
class Subject:
    """What the sentence is about: names in the reader's language, and what the catalogue says of the programmes.

    ``null``: every programme's honest effect is null; ``own``: one is the user's own; ``aim``: what it should
    change; ``years``: within how many it has to break even.
    """

    measure: str
    place: str
    period: str
    null: bool = False
    own: bool = False
    aim: str = ""
    years: int = 10


def rule(arm: Arm, roles: Roles, subject: Subject, needed: BreakEven | None = None) -> str:
    """Choose the sentence: a key of ``headline`` in the catalogues.

    Order: nobody takes part; own programme (``needed``: its break-even); no effect shown; the public budgets lose,
    by a programme that costs or by a shift of outlays that does not; then what the own budget's balance says.
    """
    cohort = arm.cohort
    if not cohort.persons:
        return "nobody"
    if subject.own:
        return _own_rule(needed, cohort.persons)
    if subject.null and _only_cost(cohort):
        return "null_given" if _given(cohort, roles) else "null"
    if cohort.npv(public_of(roles)) < 0:
        return "loss" if abs(cohort.npv(PROGRAMME_COST)) >= WHOLE else "shifts"
    return _own_budget_rule(cohort, roles)


def _own_rule(needed: BreakEven | None, persons: float) -> str:
    """Choose among the sentences on an own programme's break-even; few people are not counted out."""
    if needed is not None and needed.found.value is not None:
        return "own" if persons >= FEW else "own_few"
    why = needed.found.why if needed else ""
    return {"always_gain": "own_always", "no_change": "own_unseen"}.get(str(why), "own_never")


def _only_cost(cohort: Cohort) -> bool:
    """Tell whether nothing but the programme's cost changes."""
    return abs(cohort.npv(SOCIETY) - cohort.npv(TAX_FINANCING) - cohort.npv(PROGRAMME_COST)) < WHOLE


def given(cohort: Cohort, roles: Roles) -> float:
    """Return what those who give bear."""
    return -sum(cohort.npv(id) for id in roles.gifts)


def _given(cohort: Cohort, roles: Roles) -> bool:
    """Tell whether those who give bear the whole outlay."""
    return given(cohort, roles) >= WHOLE and cohort.npv(public_of(roles)) > -WHOLE


def _own_budget_rule(cohort: Cohort, roles: Roles) -> str:
    """Choose among the sentences for a public gain; repaid is repaid with interest, in money a budget can release."""
    own = cohort.by[roles.own]
    if own.payback_year is not None and own.payback_year.why in ("no_outlay", "small_outlay"):
        return "no_outlay"
    if own.npv.number < 0:
        return "others"
    if own.payback_year_discounted is None or own.payback_year_discounted.value is None:
        return "late"
    return "repaid" if own.npv_releasable.number >= 0 else "repaid_in_value"


def sentence(
    arm: Arm,
    roles: Roles,
    subject: Subject,
    names: Names,
    net: float | None = None,
    needed: BreakEven | None = None,
) -> str:
    """Return the sentence of the rule, filled in.

    ``net`` is the own budget's net in the plan years, None where the place has no budget view; ``needed`` the
    break-even of an own programme, as a share of those who take part.
    """
    chosen, texts, cohort = rule(arm, roles, subject, needed), names.texts, arm.cohort
    own, public = cohort.by[roles.own], cohort.npv(public_of(roles))
    payer, cost = _cost(cohort, roles, names)
    payback = own.payback_year_discounted.value if own.payback_year_discounted else None
    share = abs(needed.found.value or 0.0) if needed else 0.0
    return texts.get(
        f"headline.{chosen}",
        measure=subject.measure if starts(texts, chosen) else within(subject.measure),
        place=subject.place,
        period=subject.period,
        years=subject.years if payback is None or subject.own else whole_years(payback),
        budget=names.inside(roles.own),
        public=money(public, texts),
        others=money(public - own.npv.number, texts),
        losers=_listed(cohort, roles, -1.0, names),
        gainers=_listed(cohort, roles, 1.0, names),
        own=money(own.npv.number, texts),
        cash=money(own.npv_releasable.number, texts),
        payer=payer,
        cost=cost,
        given=money(given(cohort, roles), texts, sign=False),
        net=money(own.npv.number if net is None else net, texts),
        n=persons(cohort.persons, texts),
        k=number(math.ceil(share * cohort.persons), texts.language),
        share=quantity(math.ceil(share * 100) / 100, "share", texts.language),
        aim=subject.aim,
    )


def _cost(cohort: Cohort, roles: Roles, names: Names) -> tuple[str, str]:
    """Return whose net outlay it is, and how large: the own budget's, or all public ones' if it has none."""
    if cohort.npv(roles.own) <= -WHOLE:
        return names.inside(roles.own), money(-cohort.npv(roles.own), names.texts, sign=False)
    public = abs(cohort.npv(public_of(roles)))
    return names.texts.get("budgets_of"), money(public, names.texts, sign=False)


def _listed(cohort: Cohort, roles: Roles, sign: float, names: Names) -> str:
    """Return who gains (``sign`` 1) or loses (-1), and how much; amounts that are written as zero left out."""
    found = [
        f"{names.inside(id)} {money(cohort.npv(id), names.texts)}"
        for id in roles.shown
        if sign * cohort.npv(id) > SHOWN
    ]
    return ", ".join(found) or names.texts.get("headline.no_one")


def whole_years(years: float) -> int:
    """Round a payback time up: after so many whole years the money is back."""
    return math.ceil(years - 1e-9)


def starts(texts: Texts, chosen: str) -> bool:
    """Tell whether the sentence starts with the programme's name."""
    return texts.raw(f"headline.{chosen}").startswith("{measure}")
