"""A typed number: read by our own rules, checked by the model, and told as `from -> to` in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cached
import streamlit as st
from choice import state
from choice.choice import Choice
from shell import say

from tidlig.files.check import warnings
from tidlig.files.text.numerals import FigureError, parse_number
from tidlig.pack import units
from tidlig.pack.number import Assumption
from tidlig.problems import Message
from tidlig.report.trust.register import source_of
from tidlig.report.words.messages import Texts
from tidlig.report.words.names import field_unit, unit_name, value_range
from tidlig.report.words.numbers import quantity
from tidlig.report.words.problems import sentence


def number_field(
    name: str, label: str, unit: str, value: float, apply: Callable[[float | None], Choice], help_text: str = ""
) -> None:
    """Show a field for one number; ``apply`` gives the choice with a new value (None: the field was emptied)."""
    shown, key = quantity(value, unit, state.texts().language), state.key(name)
    if name not in st.session_state["errors"]:  # the value may have been changed in another field
        state.put(key, shown)
    say.text_input(
        label,
        max_chars=30,
        key=key,
        help=help_text or None,
        on_change=state.guarded(_commit),
        args=(name, unit, apply),
    )
    state.show_error(name)


def _commit(name: str, unit: str, apply: Callable[[float | None], Choice]) -> None:
    """Read what was typed and put it in force, or say why not."""
    words = state.texts()
    text = str(st.session_state[state.key(name)])
    if not text.strip():
        state.attempt(apply(None), name)
    elif isinstance(value := typed(text, unit), tuple):
        state.refuse(name, sentence(*value, words))
    else:
        state.attempt(apply(value), name)


def typed(text: str, unit: str) -> float | tuple[Message, Message]:
    """Return the number typed in a field, where one without a sign is per cent if the unit is shown so; or why not."""
    try:
        value = parse_number(text, unit, percent=True)
    except FigureError as error:
        return error.what, error.hint
    return units.outside(value, unit) or value


def assumption_field(where: str, identifier: str, label: str) -> None:
    """Show a field for one assumption of the pack, with what it was changed from; ``where`` on the page it stands."""
    words, choice = state.texts(), state.current()
    base = cached.base(choice)[identifier]
    value = choice.changes.get(identifier, base.value)

    def change(new: float | None) -> Choice:
        return state.current().with_change(identifier, None if new == base.value else new)

    unit = field_unit(base, words)
    shown = f"{label} ({unit})" if unit else label
    number_field(f"{where}:{identifier}", shown, base.unit, value, change, _help(identifier, words))
    if identifier in choice.changes:
        old, new = (quantity(v, base.unit, words.language) for v in (base.value, value))
        named = "" if units.of(base.unit).percent else f" {unit_name(base.unit, words)}"  # per cent says it
        say.caption(words.get("choose.changed", old=old, new=f"{new}{named}"))
        if warning := warnings.outside(base, replace(base, value=value)):
            limits = value_range(base.low, base.high, base.unit, words)
            say.warning(words.get(f"choose.{warning.kind}", range=limits, old=old))


def _unit(base: Assumption, words: Texts) -> str:
    """Return the unit in words; for money whose kroner are typed and whose the model counts in."""
    name = unit_name(base.unit, words)
    if not units.is_money(base.unit):
        return name
    return words.get("choose.priced", unit=name, year=base.price_year, pack=cached.pack().price_year)


def _help(identifier: str, words: Texts) -> str:
    """Return unit, suggestion, range, grade and source of an assumption."""
    base = cached.base(state.current())[identifier]
    return words.get(
        "choose.unit_help",
        unit=_unit(base, words),
        value=quantity(base.value, base.unit, words.language),
        range=value_range(base.low, base.high, base.unit, words),
        grade=base.grade,
        source=source_of(cached.pack(), base, words),
    )
