"""The form of a programme of the reader's own: its answer is a break-even."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cached
import streamlit as st
from choice import state
from choice.choice import OLDEST, OWN, Choice, Own, cost_unit
from choice.owned import suggestion, template
from shell import say

from forms.fields import number_field
from forms.widgets import changed, named, select


def own_form() -> None:
    """Offer a programme of the reader's own."""
    words, own = state.texts(), state.current().own
    if template(cached.pack()) is None:
        return
    say.checkbox(
        words.get("choose.own"), own is not None, key=state.key(OWN), on_change=state.guarded(_own_changed),
        args=(OWN, own is not None),
    )  # fmt: skip
    state.show_error(OWN)
    if own:
        _own_fields(own)


def _own_changed(field: str, old: bool) -> None:
    """Add or leave out the own programme; the page then shows its answer, or that of the first arm left."""
    changed(field, lambda on: replace(state.current(), own=_suggestion() if on else None), old)
    st.session_state["arm"] = next(iter(state.current().arms()), None)


def _suggestion() -> Own:
    """Return the own programme that the form starts from."""
    return suggestion(cached.pack(), cached.page(), state.texts().get("choose.own_default"))


def _with(**parts: Any) -> Choice:
    """Return the choice with parts of its own programme changed; an emptied number gets its suggestion back."""
    own = state.current().own or _suggestion()
    suggestion = _suggestion()
    given = {key: getattr(suggestion, key) if value is None else value for key, value in parts.items()}
    return replace(state.current(), own=replace(own, **given))


def _own_fields(own: Own) -> None:
    words, pack, page = state.texts(), cached.pack(), cached.page()
    say.text_input(
        words.get("choose.own_name"), own.name, max_chars=80, key=state.key("own.name"),
        on_change=state.guarded(changed), args=("own.name", lambda v: _with(name=v.strip() or None), own.name),
    )  # fmt: skip
    cost = words.get("choose.own_cost", year=pack.price_year)
    number_field("own.cost", cost, cost_unit(pack), own.cost, lambda v: _with(cost=v))
    number_field("own.reach", words.get(f"choose.own_reach.{own.group}"), "share", own.reach, lambda v: _with(reach=v))
    ages = list(range(OLDEST + 1))
    select("own.age_from", words.get("choose.own_from"), ages, own.age_from, lambda v: _from(v, own))
    select("own.age_to", words.get("choose.own_to"), ages[own.age_from :], own.age_to, lambda v: _with(age_to=v))
    groups = list(page["groups"])
    select(
        "own.group", words.get("choose.own_group"), groups, own.group, lambda v: _with(group=v), named("group", words)
    )
    select(
        "own.aim", words.get("choose.own_aim"), list(page["aims"]), own.aim, lambda v: _with(aim=v), named("aim", words)
    )


def _from(age: int, own: Own) -> Choice:
    """Return the choice with a new first age; the last age follows where it would come before."""
    return _with(age_from=age, age_to=max(age, own.age_to))
