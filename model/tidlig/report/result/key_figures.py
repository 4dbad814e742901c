"""The four figures under the answer: participants, own budget now, own budget later, all public budgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.report.result import reading
from tidlig.report.result.headline import SHOWN, Subject, whole_years
from tidlig.report.result.reading import public_of
from tidlig.report.words.messages import Names, Texts
from tidlig.report.words.numbers import VISIBLE, few_changed, money, persons, signed
from tidlig.result.arm import Arm
from tidlig.result.figure import Figure
from tidlig.result.result import Result


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure under the answer: what it is called, its value and one line on it."""

    name: str
    value: str
    note: str


def figures(result: Result, arm: Arm, subject: Subject, names: Names) -> list[KeyFigure]:
    """Return the four figures of one arm, as texts."""
    return [
        _children(arm, subject, names),
        _plan(result, arm, subject, names),
        _longer(result, arm, names),
        _public(result, arm, names),
    ]


def _plan(result: Result, arm: Arm, subject: Subject, names: Names) -> KeyFigure:
    """Return the own budget's net in the plan years: in full value, and as what the budget can release."""
    texts, name = names.texts, names.texts.get("figure.plan", own=opened(names.inside(result.roles.own)))
    net, cash = reading.plan_net(result, arm), reading.plan_net(result, arm, releasable=True)
    if net is None or cash is None:
        return KeyFigure(name, texts.get("why.no_residents"), "")
    note = texts.get("figure.plan_note", period=subject.period, cash=money(cash, texts, beside=net))
    return KeyFigure(name, money(net, texts, beside=cash), note)


def _children(arm: Arm, subject: Subject, names: Names) -> KeyFigure:
    """Return how many take part, of all ages in the plan years and of one cohort, and what changes first."""
    texts, outcomes = names.texts, arm.cohort.outcomes or {}
    changed = [(k, o.difference) for k, o in outcomes.items() if abs(o.difference.number) >= VISIBLE]
    effect = texts.get("figure.no_effect")
    if changed:
        id, differs = changed[0]
        effect = f"{outcome_name(id, names)}: {difference(differs, texts)}"
    cohort, entering = persons(arm.cohort.persons, texts), reading.participants(arm)
    if entering is None:
        name, note, shown = "figure.children_cohort", "figure.children_cohort_note", cohort
    else:
        name, note, shown = "figure.children", "figure.children_note", persons(entering, texts)
    said = texts.get(note, effect=effect, n=cohort, period=subject.period)
    return KeyFigure(texts.get(name), texts.get("figure.children_value", n=shown), said)


def outcome_name(id: str, names: Names) -> str:
    """Return the name of an outcome: packs label it ``outcome.x``, since items may have the same id."""
    key = f"outcome.{id}"
    return names.of(key if key in names.labels else id)


def difference(figure: Figure, texts: Texts) -> str:
    """Write an outcome's difference with sign and unit: small ones with more decimals, few people without a number."""
    value, unit = figure.number, texts.choice("measured_in", figure.unit)
    if few := few_changed(value, figure.unit, texts):
        return f"{few} {unit}"
    decimals = 2 if abs(value) < 1 else 1 if abs(value) < 100 else 0
    return f"{signed(value, texts.language, decimals)} {unit}"


def _longer(result: Result, arm: Arm, names: Names) -> KeyFigure:
    """Return when the own budget's money is repaid with interest, beside its present value."""
    own, texts = arm.cohort.by[result.roles.own], names.texts
    back = own.payback_year_discounted
    if back is not None and back.value is not None:
        value = texts.get("figure.long_value", years=whole_years(back.value))
    else:
        value = texts.choice("why", str(back.why if back else ""))
    note = texts.get("figure.long_note", value=money(own.npv.number, texts))
    return KeyFigure(texts.get("figure.long", own=opened(names.inside(result.roles.own))), value, note)


def _public(result: Result, arm: Arm, names: Names) -> KeyFigure:
    """Return the present value for all public budgets, and its parts."""
    texts, cohort = names.texts, arm.cohort
    parts = _amounts(arm, reading.shown_public(result), names)
    note = texts.get("figure.public_note", parts=parts)
    lost = sum(cohort.npv(id) for id in result.roles.participants)
    if lost < -SHOWN:  # a loss of those whom it is for is never left to the tables
        note += " " + texts.get("figure.public_participants", value=money(lost, texts))
    return KeyFigure(texts.get("figure.public"), money(cohort.npv(public_of(result.roles)), texts), note)


def _amounts(arm: Arm, ids: Iterable[str], names: Names) -> str:
    return ", ".join(f"{names.inside(id)} {money(arm.cohort.npv(id), names.texts)}" for id in ids)


def opened(name: str) -> str:
    """Return a name as it begins a line."""
    return name[:1].upper() + name[1:]
