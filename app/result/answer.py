"""The answer: one sentence chosen by rule, four figures, and what must always be said with them."""

from __future__ import annotations

import cached
import streamlit as st
from shell import say
from view import View

from tidlig.report.result import reading
from tidlig.report.result.headline import Subject, sentence
from tidlig.report.result.key_figures import KeyFigure, figures
from tidlig.report.result.near import both_sides
from tidlig.report.words.messages import within
from tidlig.report.words.names import country_name
from tidlig.report.words.numbers import MANY, persons
from tidlig.report.words.warnings import told
from tidlig.result.arm import Arm
from tidlig.result.result import Result


def answer(view: View, result: Result, arm: Arm) -> None:
    """Show sentence, figures and caveats for one arm."""
    words, about = view.names.texts, _subject(view, result, arm)
    needed = cached.needed(view.choice, arm.id) if about.own and arm.cohort.persons else None
    net = reading.plan_net(result, arm)
    say.header(words.get("page.answer"))
    with st.container(border=True):
        say.strong(sentence(arm, result.roles, about, view.names, net, needed))
    columns = st.columns(4)
    for column, figure in zip(columns, figures(result, arm, about, view.names), strict=True):
        with column:
            _figure(figure)
    _caveats(view, result, arm)


def _subject(view: View, result: Result, arm: Arm) -> Subject:
    """Return what the sentence about an arm is about."""
    first, last = reading.period(result)
    chosen, own = view.programmes[arm.id], view.choice.own
    return Subject(
        measure=view.measure(arm.programmes),
        place=view.place,
        period=f"{first}–{last}",
        null=all(p.null for p in chosen),
        own=any(p.own for p in chosen),
        aim=view.names.texts.get(f"aim.{own.aim}_long") if own else "",
        years=int(view.page["break_even_years"]),
    )


def _figure(figure: KeyFigure) -> None:
    """Show one figure in a box: name, value, one line."""
    with st.container(border=True, height="stretch"):
        say.metric(figure.name, figure.value)
        say.caption(figure.note)


def _caveats(view: View, result: Result, arm: Arm) -> None:
    """Say what holds for every figure on the page."""
    words = view.names.texts
    last_age = view.pack.ages[1] - 1
    said = _first(view, result, arm)
    said += [words.get("caveat.prices", year=result.price_year), words.get("caveat.full")]
    if result.rules:
        said.append(words.get("caveat.rules", year=result.rules))
    said.append(words.get("caveat.horizon", age=last_age))
    said += _measured(view, arm)
    for programme in view.programmes[arm.id]:
        contested = programme.about.contested.get(words.language) if programme.about else None
        if contested:
            said.append(words.get("caveat.contested", measure=view.names.of(programme.id), what=contested))
    if any(p.own for p in view.programmes[arm.id]):
        said.append(words.get("caveat.own"))
    said.append(words.get("caveat.cooperation"))
    said.append(words.get("caveat.measure"))
    say.subheader(words.get("page.caveats"))
    say.bullets(said)


def _first(view: View, result: Result, arm: Arm) -> list[str]:
    """Say what weighs most: few participants, and values changed to something outside their range."""
    words, entering = view.names.texts, reading.participants(arm)
    n = arm.cohort.persons if entering is None else entering
    said = [words.get("caveat.few", n=persons(n, words), many=MANY)] if 0 < n < MANY else []
    said += both_sides(result, arm, view.layered, words)
    return said + told(result.warnings, view.layered, words)


def _measured(view: View, arm: Arm) -> list[str]:
    """Say where the effects of an arm were measured, once a country; and that it was not in the place, if so."""
    words, programmes = view.names.texts, view.programmes[arm.id]
    said = []
    for codes in dict.fromkeys(programme.country for programme in programmes if programme.country):
        names = view.measure(programme.id for programme in programmes if programme.country == codes)
        said.append(words.get("caveat.country", measure=within(names), country=country_name(codes, words)))
        here = view.page["country"] in codes.split("/")
        if not (here and view.choice.place == view.pack.id):  # the pack's own place is the nation
            apart = "caveat.country_apart" if here else "caveat.country_not"
            said[-1] += " " + words.get(apart, place=view.place)
    return said
