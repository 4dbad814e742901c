"""The answer: one sentence chosen by rule, four figures, and what must always be said with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cached
import streamlit as st
from choice import state
from shell import say

from tidlig.pack.pack import Programme
from tidlig.report.result import reading
from tidlig.report.result.figures import Figure, figures
from tidlig.report.result.headline import Subject, sentence, within
from tidlig.report.result.near import both_sides
from tidlig.report.words.messages import label
from tidlig.report.words.names import country_name
from tidlig.report.words.numbers import MANY, persons
from tidlig.report.words.warnings import told

Document = Mapping[str, Any]


def measure(programmes: tuple[str, ...]) -> str:
    """Return the names of the programmes of an arm as one phrase."""
    words, choice, labels = state.texts(), state.current(), cached.pack().labels
    own = choice.own.name if choice.own else ""
    names = [own if own and p == choice.own_id else label(labels, p, words.language) for p in programmes]
    return words.get("headline.and").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def place() -> str:
    """Return the name of the place."""
    return label(cached.pack().labels, state.current().place, state.texts().language)


def subject(document: Document, arm: str) -> Subject:
    """Return what the sentence about an arm is about."""
    choice, words = state.current(), state.texts()
    first, last = reading.period(document)
    chosen = programmes(arm)
    return Subject(
        measure=measure(choice.arms()[arm]),
        place=place(),
        period=f"{first}–{last}",
        null=all(p.null for p in chosen),
        own=any(p.own for p in chosen),
        aim=words.get(f"aim.{choice.own.aim}_long") if choice.own else "",
        years=int(cached.page()["break_even_years"]),
    )


def programmes(arm: str) -> list[Programme]:
    """Return the programmes of an arm as the model knows them."""
    choice = state.current()
    known = cached.layered(choice).programmes
    return [known[p] for p in choice.arms()[arm]]


def answer(document: Document, arm: str) -> None:
    """Show sentence, figures and caveats for one arm."""
    words, about, found = state.texts(), subject(document, arm), reading.arm_of(document, arm)
    needed = cached.needed(state.current(), arm) if about.own and found["persons"] else None
    net = reading.plan_net(document, arm)
    say.header(words.get("page.answer"))
    with st.container(border=True):
        say.strong(sentence(found, about, words, net, needed))
    columns = st.columns(4)
    for column, figure in zip(columns, figures(document, arm, about, cached.pack().labels, words), strict=True):
        with column:
            _figure(figure)
    _caveats(document, arm)


def _first(document: Document, arm: str) -> list[str]:
    """Say what weighs most: few participants, and values changed to something outside their range."""
    words, choice, found = state.texts(), state.current(), reading.arm_of(document, arm)
    entering = reading.participants(document, arm)
    n = found["persons"] if entering is None else entering
    said = [words.get("caveat.few", n=persons(n, words), many=MANY)] if 0 < n < MANY else []
    said += both_sides(document, found, cached.layered(choice), words)
    return said + told(document["warnings"], cached.layered(choice), words)


def _measured(arm: str) -> list[str]:
    """Say where the effects of an arm were measured, once a country; and that it was not in the place, if so."""
    words, choice = state.texts(), state.current()
    known = [(p, programme) for p, programme in zip(choice.arms()[arm], programmes(arm), strict=True)]
    said = []
    for codes in dict.fromkeys(programme.country for _, programme in known if programme.country):
        names = measure(tuple(p for p, programme in known if programme.country == codes))
        said.append(words.get("caveat.country", measure=within(names), country=country_name(codes, words)))
        here = cached.page()["country"] in codes.split("/")
        if not (here and choice.place == cached.pack().id):  # the pack's own place is the nation
            said[-1] += " " + words.get("caveat.country_apart" if here else "caveat.country_not", place=place())
    return said


def _figure(figure: Figure) -> None:
    """Show one figure in a box: name, value, one line."""
    with st.container(border=True, height="stretch"):
        say.metric(figure.name, figure.value)
        say.caption(figure.note)


def _caveats(document: Document, arm: str) -> None:
    """Say what holds for every figure on the page."""
    words = state.texts()
    last_age = cached.pack().ages[1] - 1
    said = _first(document, arm)
    said += [words.get("caveat.prices", year=document["price_year"]), words.get("caveat.full")]
    if document["rules"]:
        said.append(words.get("caveat.rules", year=document["rules"]))
    said.append(words.get("caveat.horizon", age=last_age))
    said += _measured(arm)
    labels = cached.pack().labels
    for programme in programmes(arm):
        contested = programme.about.contested.get(words.language) if programme.about else None
        if contested:
            name = label(labels, programme.id, words.language)
            said.append(words.get("caveat.contested", measure=name, what=contested))
    if any(p.own for p in programmes(arm)):
        said.append(words.get("caveat.own"))
    said.append(words.get("caveat.cooperation"))
    said.append(words.get("caveat.measure"))
    say.subheader(words.get("page.caveats"))
    say.bullets(said)
