"""The answer as one sentence, chosen by rule from the numbers, never by the user."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tidlig.appraisal.perspectives import SOCIETY
from tidlig.report.words.messages import Texts
from tidlig.report.words.numbers import FEW, money, number, persons, quantity

OWN_BUDGET = "municipality"
PUBLIC = "public"
FOUNDATION = "foundation"
# Budgets that add up to society without the cost of tax financing; what a payer-by-payer table shows.
GROUPS = ("municipality", "other_municipalities", "county", "state", "participants", "foundation")
SHOWN = 500.0  # kroner: a smaller amount is written as nought
WHOLE = 0.5  # kroner: a smaller difference is rounding


def own_of(npv: Mapping[str, float]) -> str:
    """Return whose case it is: the own municipality, or the first payer of a pack without one."""
    return OWN_BUDGET if OWN_BUDGET in npv else next(iter(npv))


def public_of(npv: Mapping[str, float]) -> str:
    """Return the total that stands for all public budgets; society in a pack without public payers."""
    return PUBLIC if PUBLIC in npv else SOCIETY


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


def rule(arm: Mapping[str, Any], subject: Subject, needed: Mapping[str, Any] | None = None) -> str:
    """Choose the sentence: a key of ``headline`` in the catalogues.

    Order: nobody takes part; own programme (``needed``: its break-even); no effect shown; the public budgets lose,
    by a programme that costs or by a shift of outlays that does not; then what the municipality's own balance says.
    """
    if not arm["persons"]:
        return "nobody"
    if subject.own:
        return _own_rule(needed or {}, arm["persons"])
    if subject.null and _only_cost(arm):
        return "null_given" if _given(arm["npv"]) else "null"
    if arm["npv"][public_of(arm["npv"])] < 0:
        return "loss" if abs(arm["npv"]["programme_cost"]) >= WHOLE else "shifts"
    return _municipal_rule(arm)


def _own_rule(needed: Mapping[str, Any], persons: float) -> str:
    """Choose among the sentences on an own programme's break-even; few people are not counted out."""
    if needed.get("value") is not None:
        return "own" if persons >= FEW else "own_few"
    return {"always_gain": "own_always", "no_change": "own_unseen"}.get(str(needed.get("why")), "own_never")


def _only_cost(arm: Mapping[str, Any]) -> bool:
    """Tell whether nothing but the programme's cost changes."""
    npv = arm["npv"]
    return bool(abs(npv["society"] - npv["tax_financing"] - npv["programme_cost"]) < WHOLE)


def _given(npv: Mapping[str, float]) -> bool:
    """Tell whether foundations bear the whole outlay."""
    return npv.get(FOUNDATION, 0.0) <= -WHOLE and npv[public_of(npv)] > -WHOLE


def _municipal_rule(arm: Mapping[str, Any]) -> str:
    """Choose among the sentences for a public gain; repaid is repaid with interest, in money a budget can release."""
    own = own_of(arm["npv"])
    if arm["why"].get(f"payback_year.{own}") in ("no_outlay", "small_outlay"):
        return "no_outlay"
    if arm["npv"][own] < 0:
        return "others"
    if arm["payback_year_discounted"][own] is None:
        return "late"
    return "repaid" if arm["cash"]["npv"][own] >= 0 else "repaid_in_value"


def sentence(
    arm: Mapping[str, Any],
    subject: Subject,
    texts: Texts,
    net: float | None = None,
    needed: Mapping[str, Any] | None = None,
) -> str:
    """Return the sentence of the rule, filled in.

    ``net`` is the municipality's net in the plan years [kroner], None where the place has no budget view;
    ``needed`` the break-even of an own programme, as a share of those who take part.
    """
    chosen = rule(arm, subject, needed)
    npv = arm["npv"]
    payer, cost = _cost(npv, texts)
    payback = arm["payback_year_discounted"].get(own_of(npv))
    share = abs((needed or {}).get("value") or 0.0)
    return texts.get(
        f"headline.{chosen}",
        measure=subject.measure if starts(texts, chosen) else within(subject.measure),
        place=subject.place,
        period=subject.period,
        years=subject.years if payback is None or subject.own else whole_years(payback),
        budget=texts.get("budget_of"),
        public=money(npv[public_of(npv)], texts),
        others=money(npv[public_of(npv)] - npv[own_of(npv)], texts),
        losers=_listed(npv, -1.0, texts),
        gainers=_listed(npv, 1.0, texts),
        own=money(npv[own_of(npv)], texts),
        cash=money(arm["cash"]["npv"][own_of(npv)], texts),
        payer=payer,
        cost=cost,
        given=money(-npv.get(FOUNDATION, 0.0), texts, sign=False),
        net=money(npv[own_of(npv)] if net is None else net, texts),
        n=persons(arm["persons"], texts),
        k=number(math.ceil(share * arm["persons"]), texts.language),
        share=quantity(math.ceil(share * 100) / 100, "share", texts.language),
        aim=subject.aim,
    )


def _cost(npv: Mapping[str, float], texts: Texts) -> tuple[str, str]:
    """Return whose net outlay it is, and how large: the own municipality's, or all public budgets' if it has none."""
    if npv[own_of(npv)] <= -WHOLE:
        return texts.get("budget_of"), money(-npv[own_of(npv)], texts, sign=False)
    return texts.get("budgets_of"), money(abs(npv[public_of(npv)]), texts, sign=False)


def _listed(npv: Mapping[str, float], sign: float, texts: Texts) -> str:
    """Return who gains (``sign`` 1) or loses (-1), and how much; amounts that are written as nought left out."""
    found = [
        f"{texts.get('budget_of') if b == own_of(npv) else within(texts.choice('payer', b))} {money(npv[b], texts)}"
        for b in GROUPS
        if sign * npv.get(b, 0.0) > SHOWN
    ]
    return ", ".join(found) or texts.get("headline.no_one")


def whole_years(years: float) -> int:
    """Round a payback time up: after so many whole years the money is back."""
    return math.ceil(years - 1e-9)


def within(name: str) -> str:
    """Write a name inside a sentence: small first letter, unless it is an abbreviation (``IPS``)."""
    return name if name[1:2].isupper() or name[1:2].isdigit() else name[:1].lower() + name[1:]


def starts(texts: Texts, chosen: str) -> bool:
    """Tell whether the sentence starts with the programme's name."""
    return texts.raw(f"headline.{chosen}").startswith("{measure}")
