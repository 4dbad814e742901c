"""The scenario file: down, and up again."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from parts import cached, say, state
from parts.scenario import from_scenario
from tidlig.assumptions.problems import AssumptionError
from tidlig.assumptions.scenario import read_scenario_text
from tidlig.report.problems import in_file

LIMIT = 100_000  # bytes; a scenario is a few lines


def scenario_file() -> None:
    """Offer the scenario of the choice, and take one in."""
    words, choice = state.texts(), state.current()
    say.header(words.get("scenario.heading"))
    say.text(words.get("scenario.note"))
    say.text(words.get("scenario.link"))
    if choice.arms():
        text = cached.scenario_text(choice)
        say.download_button(
            words.get("scenario.download"), text, "tidlig-scenario.yaml", "application/yaml",
            key="yaml", on_click="ignore",
        )  # fmt: skip
        st.code(text, language="yaml", wrap_lines=True)
    say.file_uploader(
        words.get("scenario.upload"), type=["yaml", "yml"], key="upload", on_change=_open, max_upload_size=1
    )  # fmt: skip
    state.show_error("upload")
    if st.session_state["opened"]:
        say.success(words.get("scenario.opened", name=st.session_state["opened"]))


def _open() -> None:
    """Take the uploaded file, or say what is wrong with it and change nothing."""
    st.session_state["opened"] = ""
    st.session_state["errors"].pop("upload", None)
    uploaded = st.session_state["upload"]
    if uploaded is None:
        return
    name = say.file_name(uploaded.name)
    wrong = _take(name, uploaded.getvalue())
    if wrong:
        text = "\n".join([state.texts().get("problem.file"), "", *(f"- {line}" for line in wrong)])
        st.session_state["errors"]["upload"] = text
    else:
        st.session_state["opened"] = name


def _take(name: str, raw: bytes) -> list[str]:
    """Put an uploaded scenario in force; return the problems instead if it has any."""
    words, old = state.texts(), state.current()
    if len(raw) > LIMIT:
        return [words.get("problem.too_big", limit=LIMIT // 1000)]
    try:
        scenario = read_scenario_text(raw.decode("utf-8-sig", errors="replace"), name, cached.pack())
        choice = from_scenario(scenario, cached.pack(), replace(old, changes={}), cached.page())
    except AssumptionError as error:
        return in_file(error, words)
    except ValueError as error:
        return [words.get(f"problem.{error}")]
    refused = cached.problems(choice)
    if not refused:
        state.replace_all(choice)
    return refused
