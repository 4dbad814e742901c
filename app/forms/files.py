"""The scenario file: down, and up again."""

from __future__ import annotations

from dataclasses import replace

import cached
import streamlit as st
from choice import state
from choice.choice import Choice
from choice.scenario import from_scenario
from shell import say

from forms import save
from tidlig.files.documents.scenario import read_scenario_text
from tidlig.files.text.contents import decode
from tidlig.problems import AssumptionError, Problems, Spot
from tidlig.report.words.problems import in_file

LIMIT = 100_000  # bytes; a scenario is a few lines


def scenario_file() -> None:
    """Offer the scenario of the choice, and take one in."""
    words, choice = state.texts(), state.current()
    say.header(words.get("scenario.heading"))
    say.text(words.get("scenario.note"))
    say.text(words.get("scenario.link"))
    if choice.arms():
        text = cached.scenario_text(choice)
        download = words.get("scenario.download")
        save.offer([save.File(download, "tidlig-scenario.yaml", "application/yaml", lambda: text.encode("utf-8"))])
        st.code(text, language="yaml", wrap_lines=True)
    say.file_uploader(
        words.get("scenario.upload"), type=["yaml", "yml"], key="upload", max_upload_size=1,
        on_change=state.guarded(_open), args=("upload",),
    )  # fmt: skip
    state.show_error("upload")
    if st.session_state["opened"]:
        say.success(words.get("scenario.opened", name=st.session_state["opened"]))


def _open(field: str) -> None:
    """Take the uploaded file, or say what is wrong with it and change nothing."""
    st.session_state["opened"] = ""
    state.forgive(field)
    uploaded = st.session_state[field]
    if uploaded is None:
        return
    name = say.file_name(uploaded.name)
    wrong = _take(name, uploaded.getvalue())
    if wrong:
        text = "\n".join([state.texts().get("problem.file"), "", *(f"- {line}" for line in wrong)])
        st.session_state["errors"][field] = text
    else:
        st.session_state["opened"] = name


def _text(name: str, raw: bytes) -> str:
    """Return an uploaded file as text; raises AssumptionError for what is none."""
    problems = Problems()
    text = decode(raw, LIMIT, Spot(problems, name))
    if text is None:
        raise problems.error()
    return text


def _as_sent(choice: Choice, raw: bytes) -> Choice:
    """Return the choice with its file byte for byte, so that an untouched one goes back as it came."""
    assert choice.written is not None
    return replace(choice, written=replace(choice.written, text=raw.decode("utf-8")))


def _take(name: str, raw: bytes) -> list[str]:
    """Put an uploaded scenario in force; return the problems instead if it has any."""
    words, old = state.texts(), state.current()
    if len(raw) > LIMIT:
        return [words.get("problem.too_big", limit=LIMIT // 1000)]
    try:
        scenario = read_scenario_text(_text(name, raw), name, cached.pack())
        choice = from_scenario(scenario, cached.pack(), old, cached.page())
        choice = _as_sent(choice, raw)
    except AssumptionError as error:
        return in_file(error, words)
    except ValueError as error:
        return [words.get(f"problem.{error}")]
    refused = cached.problems(choice)
    if not refused:
        state.replace_all(choice)
    return refused
