"""The session: one valid choice at a time; a change that cannot be used leaves it as it was."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import cached
import streamlit as st
from shell import say
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx

from choice import address
from choice.choice import Choice
from tidlig.report.words.messages import Texts, catalogue

LOG = logging.getLogger(__name__)
# What the reader looks at, which no choice holds: every page can be drawn with it.
STEPS = 100  # addresses of a session whose choices are kept whole
VIEW: Mapping[str, Any] = {"arm": None, "plan_by": "item", "search": "", "picked": None}


def start() -> None:
    """Take the choice from the address in a new session, and when the reader went to another address."""
    session = st.session_state
    new = "choice" not in session
    if new:
        session.update(generation=-1, errors={}, held=set(), notes=[], opened="", runs=0, trail={})
    session["shown"] = set()
    if session.pop("view_broken", False):
        session.update(VIEW)
    if new or address.moved():
        _open_link()


def _open_link() -> None:
    """Put in force what the address says, or as much of it as can be used."""
    query = address.query()
    known = st.session_state["trail"].get(frozenset(query.items()))
    choice, left_out = (known, []) if known else address.read(query, default_choice())
    replace_all(choice)
    words = catalogue(choice.language)
    notes = [words.get("problem.link", what="; ".join(left_out))] if left_out else []
    st.session_state.update(notes=notes, opened="")


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
    return catalogue(current().language, cached.pack().currency)


def key(name: str) -> str:
    """Return a widget's key: a new one whenever the choice changed from elsewhere, so that widgets follow it."""
    return f"{name}@{current().language}{st.session_state['generation']}"


def put(widget: str, value: Any) -> None:
    """Let a widget show a value, if it does not show it already.

    What is put there takes the place of what the reader may be typing while the page is drawn.
    """
    if st.session_state.get(widget) != value:
        st.session_state[widget] = value


def runs() -> int:
    """Return how many times this session's page has been drawn to its end."""
    return int(st.session_state["runs"])


def attempt(choice: Choice, field: str = "", *, held: bool = True) -> bool:
    """Try a choice if the model can run it; else keep the old one and note the problems at the field.

    ``held``: the field goes on showing what was refused.  The choice is in force when the page has been drawn with it.
    """
    refused = cached.problems(choice)
    if refused:
        own = field.partition(":")[2] or field
        told = (reason.removeprefix(f"{own}.value: ").removeprefix(f"{own}: ") for reason in refused)
        refuse(field, "\n\n".join(told), held=held)
        return False
    forgive(field)
    st.session_state.setdefault("before", current())
    st.session_state.update(choice=choice, trying=(field, held), notes=[], opened="")
    return True


def refuse(field: str, problem: str, *, held: bool = True) -> None:
    """Note why a field's new value was not taken."""
    forgive(field)
    st.session_state["errors"][field] = texts().get("problem.refused", problem=problem)
    if held:
        st.session_state["held"].add(field)


def forgive(field: str) -> None:
    """Forget what was wrong with a field."""
    st.session_state["errors"].pop(field, None)
    st.session_state["held"].discard(field)


def guarded(act: Callable[..., None]) -> Callable[..., None]:
    """Return what a field does when it is changed, done to its end and such that no error of ours leaves the page dead.

    The first argument of ``act`` is the field's name.  Streamlit breaks off whatever runs when the browser asks for the
    next run, and does not call again for a change it has called for once: the number typed first would be lost.  So
    what is broken off is done again, from its beginning, and the next run waits.
    """

    def act_safely(field: str, *rest: Any) -> None:
        waiting = []
        while True:
            try:
                _act(act, field, *rest)
                break
            except RerunException as asked:
                waiting.append(asked.rerun_data)
        context = get_script_run_ctx()
        if waiting and context is not None and context.script_requests is not None:
            context.script_requests.request_rerun_batch(waiting)

    return act_safely


def _act(act: Callable[..., None], field: str, *rest: Any) -> None:
    """Do what a field does; refuse what cannot be done."""
    try:
        act(field, *rest)
    except Exception:
        LOG.exception("what was entered in %s could not be used", field)
        refuse(field, texts().get("problem.unexpected"))


def replace_all(choice: Choice) -> None:
    """Try a choice from elsewhere (a file, a link, a reset) and let every widget start anew from it."""
    st.session_state.update(choice=choice, errors={}, held=set())
    st.session_state["generation"] += 1


def show_error(field: str) -> None:
    """Show the problem of a field, if it has one, right below it."""
    st.session_state["shown"].add(field)
    problem = st.session_state["errors"].get(field)
    if problem:
        say.error(problem)


def standing() -> list[str]:
    """Return why the fields on the page that hold something refused were refused."""
    session = st.session_state
    return [text for field, text in session["errors"].items() if field in session["held"] & session["shown"]]


def drawn() -> None:
    """Put the choice in force for good: the whole page has been drawn with it."""
    session = st.session_state
    for field in set(session["errors"]) - session["shown"]:  # its field is gone, and what was typed with it
        forgive(field)
    for name in ("before", "trying", "refuges"):
        session.pop(name, None)
    session["good"] = current()
    session["runs"] += 1
    query = address.write(current())
    trail = session["trail"]
    trail[frozenset(query.items())] = current()  # with what the address cannot hold
    while len(trail) > STEPS:
        del trail[next(iter(trail))]


def retreat() -> bool:
    """After an error while drawing go back to the last choice that was drawn; False where none is left to try."""
    session, failed = st.session_state, current()
    if "refuges" not in session:
        session["refuges"] = _refuges(failed)
        session["view_broken"] = failed == session.get("good")
    if not session["refuges"]:
        session.pop("refuges")
        return False
    field, held = session.pop("trying", ("", False))
    session.update(choice=session["refuges"].pop(0), opened="", written=address.query())  # not to be read again
    session["generation"] += 0 if held else 1  # a field that holds what was refused goes on showing it
    if field:
        refuse(field, texts().get("problem.unexpected"), held=held)
    else:
        session["notes"] = [texts().get("problem.unexpected")]
    return True


def _refuges(failed: Choice) -> list[Choice]:
    """Return what to draw instead of a choice: the last that was drawn, else what is left without its numbers."""
    last = [session_choice for name in ("before", "good") if (session_choice := st.session_state.get(name))]
    bare = replace(failed, changes={}, written=None)
    return [*(last or [bare, replace(bare, own=None)]), replace(default_choice(), language=failed.language)]
