"""Everything that can be chosen: language, place, years, programmes, an own programme, what matters most."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import cached
import streamlit as st
from choice import state
from choice.choice import Choice
from shell import say

from forms.fields import assumption_field
from forms.own import own_form
from forms.widgets import changed, select
from tidlig.pack.programme import Programme
from tidlig.report.words.messages import LANGUAGES, catalogue, label
from tidlig.report.words.names import assumption_name


def sidebar() -> None:
    """Show the choices."""
    words = state.texts()
    with st.sidebar:
        _language()
        say.header(words.get("page.choices"))
        _place()
        _programmes()
        own_form()
        say.header(words.get("choose.assumptions"))
        say.caption(words.get("choose.help"))
        for identifier in controls(state.current()):
            assumption_field("side", identifier, assumption_name(cached.pack(), identifier, words))
        if state.current().changes:
            say.button(words.get("choose.reset"), key="reset", on_click=state.guarded(_reset), args=("reset",))


def controls(choice: Choice) -> list[str]:
    """Return the assumptions to offer: reach, waiting, cost, first effect of each chosen programme, the page's list."""
    pack = cached.pack()
    chosen = [pack.programmes[p] for p in (*choice.early, *choice.repair) if p in pack.programmes]
    own = [i for p in chosen for i in (*_reach(p), p.cost, *(e.id for e in p.effects[:1])) if i]
    return [i for i in dict.fromkeys([*own, *cached.page()["controls"]]) if i in pack.numbers]


def _reach(programme: Programme) -> list[str]:
    """Return what cooperation between services may act on: the first share of the reach, and waiting."""
    return [i for place, i in enumerate(programme.reach) if place == 0 or i.endswith(".in_time")]


def _reset(_: str) -> None:
    state.replace_all(replace(state.current(), changes={}))


def _language() -> None:
    """Let the reader change language; widgets keep their values, rewritten."""
    words = state.texts()
    state.put("language", words.language)  # which the address may have changed
    say.radio(
        words.get("language.label"),
        LANGUAGES,
        format_func=lambda language: catalogue(language).get("language.name"),
        horizontal=True,
        key="language",
        on_change=state.guarded(_speak),
        args=("language",),
    )


def _speak(field: str) -> None:
    """Let the page speak another language."""
    state.replace_all(replace(state.current(), language=st.session_state[field]))


def _chosen(kind: str, programmes: list[str]) -> Choice:
    """Return the choice with other programmes of one kind."""
    if kind == "early":
        return replace(state.current(), early=tuple(programmes))
    return replace(state.current(), repair=tuple(programmes))


def _place() -> None:
    words, choice = state.texts(), state.current()
    names = cached.place_names(words.language)

    def chosen(place: str) -> Choice:
        return replace(state.current(), place=place)

    select("place", words.get("choose.place"), list(names), choice.place, chosen, names.__getitem__)
    for identifier in cached.page()["place"]:
        assumption_field("place", identifier, assumption_name(cached.pack(), identifier, words))
    years = sorted({*state.first_years(), choice.start_year})
    select(
        "start", words.get("choose.start"), years, choice.start_year, lambda v: replace(state.current(), start_year=v)
    )
    _rules()


def _rules() -> None:
    """Let the reader choose whose year's tax rules hold, where the pack has more than one."""
    words, choice, pack = state.texts(), state.current(), cached.pack()

    def chosen(year: int) -> Choice:
        return replace(state.current(), rules=None if year == pack.rules_year else year)

    if len(pack.rules) > 1:
        select("rules", words.get("choose.rules"), list(pack.rules), choice.rules or pack.rules_year, chosen)


def _programmes() -> None:
    words, choice, pack = state.texts(), state.current(), cached.pack()
    for kind, chosen in (("early", choice.early), ("repair", choice.repair)):
        say.multiselect(
            words.get(f"choose.{kind}"),
            [p.id for p in pack.programmes.values() if p.kind == kind and not p.own],
            chosen,
            format_func=lambda p: label(pack.labels, p, words.language),
            key=state.key(kind),
            placeholder=words.get("choose.placeholder"),
            on_change=state.guarded(changed),
            args=(kind, partial(_chosen, kind), list(chosen)),
        )
        state.show_error(kind)
