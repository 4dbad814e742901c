"""A typed number: read by our own rules, checked by the model, and told as `from -> to` in words."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from parts import cached, state
from parts.choice import Choice
from tidlig.assumptions.pack import Assumption
from tidlig.report.messages import Texts
from tidlig.report.names import assumption_name, field_unit, unit_name
from tidlig.report.numbers import NumberProblem, is_money, parse, quantity
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
        on_change=state.guarded(_commit),
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

    unit = field_unit(base, words)
    shown = f"{label} ({unit})" if unit else label
    number_field(f"{where}:{identifier}", shown, base.unit, value, change, _help(identifier, words))
    if identifier in choice.changes:
        old, new = (quantity(v, base.unit, words.language) for v in (base.value, value))
        st.caption(words.get("choose.changed", old=old, new=f"{new} {unit_name(base.unit, words)}"))
        if outside(base, value):
            st.warning(words.get("choose.outside", range=_range(base, words)))


def outside(base: Assumption, value: float) -> bool:
    """Tell whether a value is outside the range that the pack gives the assumption."""
    return (base.low is not None and value < base.low) or (base.high is not None and value > base.high)


def far_out() -> list[str]:
    """Return every change in force that is outside its range, in words."""
    words, choice = state.texts(), state.current()
    base = cached.base(choice)
    return [
        words.get(
            "choose.outside_of",
            name=assumption_name(cached.pack(), i, words),
            value=quantity(value, base[i].unit, words.language),
            range=_range(base[i], words),
        )
        for i, value in choice.changes.items()
        if outside(base[i], value)
    ]


def _range(base: Assumption, words: Texts) -> str:
    """Return the range of an assumption in words."""
    if base.low is None and base.high is None:
        return words.get("choose.no_range")
    low, high = (
        words.get("number.none") if v is None else quantity(v, base.unit, words.language) for v in (base.low, base.high)
    )
    return words.get("choose.range", low=low, high=high)


def _unit(base: Assumption, words: Texts) -> str:
    """Return the unit in words; for money whose kroner are typed and whose the model counts in."""
    name = unit_name(base.unit, words)
    if not is_money(base.unit):
        return name
    return words.get("choose.priced", unit=name, year=base.price_year, pack=cached.pack().price_year)


def _help(identifier: str, words: Texts) -> str:
    """Return unit, suggestion, range, grade and source of an assumption."""
    base = cached.base(state.current())[identifier]
    return words.get(
        "choose.unit_help",
        unit=_unit(base, words),
        value=quantity(base.value, base.unit, words.language),
        range=_range(base, words),
        grade=base.grade,
        source=source_of(cached.pack(), base, words),
    )
