"""The four figures under the answer: participants, municipality now, municipality later, all public budgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tidlig.report.result import reading, tables
from tidlig.report.result.headline import SHOWN, Subject, own_of, public_of, whole_years
from tidlig.report.words.messages import Texts, label
from tidlig.report.words.numbers import VISIBLE, few_changed, money, persons, signed

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is called, its value and one line on it."""

    name: str
    value: str
    note: str


def figures(document: reading.Document, arm: str, subject: Subject, labels: Labels, texts: Texts) -> list[Figure]:
    """Return the four figures of one arm, as texts."""
    found = reading.arm_of(document, arm)
    net = reading.plan_net(document, arm)
    return [
        _children(found, reading.participants(document, arm), subject, labels, texts),
        _plan(net, reading.plan_net(document, arm, cash=True), subject, texts),
        _longer(found, texts),
        _public(found, texts),
    ]


def _plan(net: float | None, cash: float | None, subject: Subject, texts: Texts) -> Figure:
    """Return the municipality's net in the plan years: in full value, and as what its budget can release."""
    name = texts.get("figure.plan")
    if net is None or cash is None:
        return Figure(name, texts.get("why.no_residents"), "")
    note = texts.get("figure.plan_note", period=subject.period, cash=money(cash, texts, beside=net))
    return Figure(name, money(net, texts, beside=cash), note)


def _children(arm: Mapping[str, Any], entering: float | None, subject: Subject, labels: Labels, texts: Texts) -> Figure:
    """Return how many take part, of all ages in the plan years and of one cohort, and what changes first."""
    changed = [(k, o) for k, o in arm["outcomes"].items() if abs(o["difference"]) >= VISIBLE]
    effect = texts.get("figure.no_effect")
    if changed:
        name, outcome = changed[0]
        effect = f"{outcome_name(name, labels, texts)}: {difference(outcome, texts)}"
    cohort = persons(arm["persons"], texts)
    if entering is None:
        name, note, shown = "figure.children_cohort", "figure.children_cohort_note", cohort
    else:
        name, note, shown = "figure.children", "figure.children_note", persons(entering, texts)
    said = texts.get(note, effect=effect, n=cohort, period=subject.period)
    return Figure(texts.get(name), texts.get("figure.children_value", n=shown), said)


def outcome_name(identifier: str, labels: Labels, texts: Texts) -> str:
    """Return the name of an outcome: packs label it ``outcome.x``, since items may have the same id."""
    key = f"outcome.{identifier}"
    return label(labels, key if key in labels else identifier, texts.language)


def difference(outcome: Mapping[str, Any], texts: Texts) -> str:
    """Write an outcome's difference with sign and unit: small ones with more decimals, few people without a number."""
    value, unit = outcome["difference"], texts.choice("measured_in", outcome["unit"])
    if few := few_changed(value, outcome["unit"], texts):
        return f"{few} {unit}"
    decimals = 2 if abs(value) < 1 else 1 if abs(value) < 100 else 0
    return f"{signed(value, texts.language, decimals)} {unit}"


def _longer(arm: Mapping[str, Any], texts: Texts) -> Figure:
    """Return when the municipality's money is back with interest, beside its present value."""
    own = own_of(arm["npv"])
    payback = arm["payback_year_discounted"][own]
    if payback is None:
        value = texts.choice("why", arm["why"][f"payback_year_discounted.{own}"])
    else:
        value = texts.get("figure.long_value", years=whole_years(payback))
    note = texts.get("figure.long_note", value=money(arm["npv"][own], texts))
    return Figure(texts.get("figure.long"), value, note)


def _public(arm: Mapping[str, Any], texts: Texts) -> Figure:
    """Return the present value for all public budgets, and its parts."""
    parts = dict(zip("abcd", tables.LINES, strict=True))
    amounts = {key: money(arm["npv"].get(group, 0.0), texts) for key, group in parts.items()}
    note = texts.get("figure.public_note", **amounts)
    participants = arm["npv"].get("participants", 0.0)
    if participants < -SHOWN:  # a loss of those whom it is for is never left to the tables
        note += " " + texts.get("figure.public_participants", value=money(participants, texts))
    return Figure(texts.get("figure.public"), money(arm["npv"][public_of(arm["npv"])], texts), note)
