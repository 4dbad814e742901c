"""The session: one valid choice at a time; a change that cannot be used leaves it as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from parts import cached, say
from parts.choice import Choice
from parts.link import from_query, to_query
from tidlig.report.messages import Texts, catalogue


def start() -> None:
    """Take the choice from the link, once a session."""
    if "choice" in st.session_state:
        return
    page, pack = cached.page(), cached.pack()
    query = {key: value for key, value in st.query_params.items() if not key.startswith("embed")}
    choice, wrong = from_query(query, default_choice(), pack, page)
    words = catalogue(choice.language)
    notes = [words.get("problem.link", what=", ".join(wrong))] if wrong else []
    refused = cached.problems(choice)
    if refused:
        notes += [words.get("problem.run"), *refused]
        choice = replace(default_choice(), language=choice.language)
    st.session_state.update(choice=choice, generation=0, errors={}, notes=notes, opened="")


def default_choice() -> Choice:
    """Return what the page shows to somebody who comes without a link."""
    page, pack = cached.page(), cached.pack()
    wanted: Mapping[str, Any] = page["default"]
    early, repair = (tuple(p for p in wanted[kind] if p in pack.programmes) for kind in ("early", "repair"))
    place = wanted["place"] if wanted["place"] in pack.places else min(pack.places)
    return Choice("nb", place, first_years()[0], early, repair)


def first_years() -> list[int]:
    """Return the first plan years to choose from."""
    after = cached.pack().price_year + 2
    return list(range(after, after + int(cached.page()["start_years"])))


def current() -> Choice:
    """Return the choice in force."""
    choice: Choice = st.session_state["choice"]
    return choice


def texts() -> Texts:
    """Return the catalogue of the language in force."""
    return catalogue(current().language)


def key(name: str) -> str:
    """Return a widget's key: a new one whenever the choice changed from elsewhere, so that widgets follow it."""
    return f"{name}@{current().language}{st.session_state['generation']}"


def attempt(choice: Choice, field: str = "") -> bool:
    """Put a choice in force if the model can run it; else keep the old one and note the problems at the field."""
    refused = cached.problems(choice)
    if refused:
        refuse(field, "\n\n".join(refused))
        return False
    st.session_state["errors"].pop(field, None)
    st.session_state["choice"] = choice
    st.session_state.update(notes=[], opened="")
    return True


def refuse(field: str, problem: str) -> None:
    """Note why a field's new value was not taken."""
    st.session_state["errors"][field] = texts().get("problem.refused", problem=problem)


def replace_all(choice: Choice) -> None:
    """Put a choice from elsewhere (a file, a reset) in force and let every widget start anew from it."""
    st.session_state["choice"] = choice
    st.session_state["errors"] = {}
    st.session_state["generation"] += 1


def show_error(field: str) -> None:
    """Show the problem of a field, if it has one, right below it."""
    problem = st.session_state["errors"].get(field)
    if problem:
        say.error(problem)


def write_link() -> None:
    """Keep the address in step with the choice."""
    query = to_query(current(), cached.pack())
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
