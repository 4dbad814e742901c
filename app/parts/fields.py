"""A typed number: read by our own rules, checked by the model, and told as `from -> to` in words."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from parts import cached, state
from parts.choice import Choice
from tidlig.report.messages import Texts
from tidlig.report.names import unit_name
from tidlig.report.numbers import NumberProblem, parse, quantity
from tidlig.report.register import source_of


def number_field(
    name: str, label: str, unit: str, value: float, apply: Callable[[float | None], Choice], help_text: str = ""
) -> None:
    """Show a field for one number; ``apply`` gives the choice with a new value (None: the field was emptied)."""
    shown, key = quantity(value, unit, state.texts().language), state.key(name)
    if name not in st.session_state["errors"]:  # the value may have been changed in another field
        st.session_state[key] = shown
    st.text_input(
        label,
        max_chars=30,
        key=key,
        help=help_text or None,
        on_change=_commit,
        args=(name, unit, shown, apply),
    )
    state.show_error(name)


def _commit(name: str, unit: str, shown: str, apply: Callable[[float | None], Choice]) -> None:
    """Read what was typed and put it in force, or say why not."""
    words = state.texts()
    text = str(st.session_state[state.key(name)])
    try:
        choice = apply(parse(text, unit, words.language) if text.strip() else None)
    except NumberProblem as problem:
        example = shown if problem.key != "percent" else shown.rstrip("%").strip()
        state.refuse(name, words.get(f"problem.{problem.key}", text=text, example=example))
        return
    state.attempt(choice, name)


def assumption_field(where: str, identifier: str, label: str) -> None:
    """Show a field for one assumption of the pack, with what it was changed from; ``where`` on the page it stands."""
    words, choice = state.texts(), state.current()
    base = cached.base(choice)[identifier]
    value = choice.changes.get(identifier, base.value)

    def change(new: float | None) -> Choice:
        return state.current().with_change(identifier, None if new == base.value else new)

    number_field(f"{where}:{identifier}", label, base.unit, value, change, _help(identifier, words))
    if identifier in choice.changes:
        old, new = (quantity(v, base.unit, words.language) for v in (base.value, value))
        st.caption(words.get("choose.changed", old=old, new=f"{new} {unit_name(base.unit, words)}"))


def _help(identifier: str, words: Texts) -> str:
    """Return unit, suggestion, range, grade and source of an assumption."""
    base = cached.base(state.current())[identifier]

    def write(value: float | None) -> str:
        return words.get("number.none") if value is None else quantity(value, base.unit, words.language)

    return words.get(
        "choose.unit_help",
        unit=unit_name(base.unit, words),
        value=write(base.value),
        low=write(base.low),
        high=write(base.high),
        grade=base.grade,
        source=source_of(cached.pack(), base, words),
    )
