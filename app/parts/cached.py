"""Calls to the model, each made once for the same pack and scenario."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from ruamel.yaml import YAML

from parts.choice import OWN, Choice
from parts.scenario import to_yaml
from tidlig.analysis.break_even import break_even
from tidlig.analysis.run import run
from tidlig.assumptions.locate import find_pack, packs_root
from tidlig.assumptions.overlay import layer
from tidlig.assumptions.pack import Assumption, Pack, Scenario
from tidlig.assumptions.read import read_pack
from tidlig.assumptions.scenario import read_scenario_text
from tidlig.report.headline import OWN_BUDGET
from tidlig.report.messages import catalogue, label
from tidlig.report.problems import REFUSALS, reasons

ENTRIES = 64  # results kept, each a few hundred kilobytes


@st.cache_resource
def page() -> dict[str, Any]:
    """Return what the page offers."""
    text = (Path(__file__).parents[1] / "page.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = YAML(typ="safe").load(text)
    return read


@st.cache_resource
def pack() -> Pack:
    """Return the pack; raises AssumptionError."""
    return read_pack(find_pack(page()["pack"], packs_root()))


def base(choice: Choice) -> Mapping[str, Assumption]:
    """Return the assumptions of the pack by the rules chosen and as they hold in the place, before any change."""
    rules = pack().rules[choice.rules] if choice.rules else {}
    return {**pack().numbers, **rules, **pack().places[choice.place]}


def scenario_text(choice: Choice) -> str:
    """Return the scenario file of a choice."""
    words = catalogue(choice.language)
    names = [label(pack().labels, p, choice.language) for p in (*choice.early, *choice.repair)]
    title = choice.own.name if choice.own else words.get("headline.and").join(names) or words.get("page.title")
    return to_yaml(choice, pack(), words.get("scenario.reason"), {choice.language: title}, page())


def problems(choice: Choice) -> list[str]:
    """Return why the model cannot run a choice; empty when it can."""
    try:
        if choice.arms():
            result(choice)
    except REFUSALS as refusal:
        return reasons(refusal)
    return []


def result(choice: Choice) -> dict[str, Any]:
    """Return the result document of a choice; raises one of REFUSALS."""
    return _result(pack().digest, scenario_text(choice))


def needed(choice: Choice, arm: str) -> dict[str, Any]:
    """Return the break-even of the own programme's effect for the municipality, counted from its first outlay."""
    assert choice.own is not None
    years = int(page()["break_even_years"])
    return _needed(pack().digest, scenario_text(choice), arm, f"{OWN}.{choice.own.aim}", years)


def layered(choice: Choice) -> Pack:
    """Return the pack as the choice changes it."""
    return _layered(pack().digest, scenario_text(choice))[0]


def labels(choice: Choice) -> Mapping[str, Mapping[str, str]]:
    """Return the pack's names, and the own programme's as the reader calls it."""
    own = {OWN: {choice.language: choice.own.name}} if choice.own else {}
    return {**pack().labels, **own}


@st.cache_resource(max_entries=ENTRIES, show_spinner=False)
def _layered(digest: str, text: str) -> tuple[Pack, Scenario]:
    """Read a scenario into the pack; ``digest`` is here so that another pack has another entry."""
    scenario = read_scenario_text(text, "scenario.yaml", pack())
    return layer(pack(), scenario), scenario


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _result(digest: str, text: str) -> dict[str, Any]:
    return run(*_layered(digest, text))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _needed(digest: str, text: str, arm: str, assumption: str, years: int) -> dict[str, Any]:
    return break_even(*_layered(digest, text), arm, assumption, OWN_BUDGET, years)
