"""Calls to the model, each made once for the same pack and scenario."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from choice.choice import Choice
from choice.scenario import tree
from choice.written import rewritten, with_arms

from tidlig.analysis.break_even import break_even
from tidlig.analysis.check.summary import target_rows
from tidlig.analysis.one.run import run
from tidlig.analysis.published.published import published_rows
from tidlig.cases.read import read_cases
from tidlig.files.cache import read_known
from tidlig.files.documents.scenario import read_scenario_text
from tidlig.files.documents.scenario_text import yaml_of
from tidlig.files.text.locate import find_pack, packs_root
from tidlig.files.text.shipped import shipped_yaml
from tidlig.layers.overlay import in_place, layer
from tidlig.pack.digest import digest_of_files
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.report.explain.sheet import Explained
from tidlig.report.explain.sheet import explained as explain_sheet
from tidlig.report.trust.sheet import graded_figures
from tidlig.report.words.messages import catalogue, label
from tidlig.report.words.place_names import place_names as names_of_places
from tidlig.report.words.problems import REFUSALS, reasons
from tidlig.result.break_even import BreakEven
from tidlig.result.result import Result

LOG = logging.getLogger(__name__)
ENTRIES = 64  # results kept, each a few hundred kilobytes


@st.cache_resource
def page() -> dict[str, Any]:
    """Return what the page offers."""
    read: dict[str, Any] = shipped_yaml(Path(__file__).parent / "page.yaml")
    return read


@st.cache_resource
def pack() -> Pack:
    """Return the pack; raises AssumptionError."""
    return read_known(find_pack(page()["pack"], packs_root()))


@st.cache_resource
def place_names(language: str) -> Mapping[str, str]:
    """Return the places as their list shows them, in its order."""
    return names_of_places(pack(), language)


def base(choice: Choice) -> Mapping[str, Assumption]:
    """Return the assumptions of the pack by the rules chosen and as they hold in the place, before any change.

    What a threshold decides is on the side on which the changed numbers put it.
    """
    return in_place(pack(), choice.place, choice.rules, choice.changes)


def scenario_text(choice: Choice) -> str:
    """Return the scenario file of a choice: the file it came from, with what was touched since."""
    return _texts(choice)[0]


def run_text(choice: Choice) -> str:
    """Return the scenario that the page runs: that file, with the arms that the page shows."""
    return _texts(choice)[1]


def _texts(choice: Choice) -> tuple[str, str]:
    """Return the file of a choice, and what the page runs of it."""
    parts = {each.name: getattr(choice, each.name) for each in fields(choice)}
    return _made(pack().digest, **parts | {"changes": tuple(choice.changes.items())})


@lru_cache(maxsize=ENTRIES)
def _made(digest: str, **parts: Any) -> tuple[str, str]:
    """Write both texts; ``digest`` is here so that another pack has another entry."""
    choice = Choice(**parts | {"changes": dict(parts["changes"])})
    text = yaml_of(_tree(choice))
    if choice.written:
        text = rewritten(choice, choice.written, _tree(choice.written.read), _tree(choice))
    return text, with_arms(text, choice.arms())


def _tree(choice: Choice) -> dict[str, Any]:
    """Return the scenario of a choice as the page writes it."""
    words = catalogue(choice.language)
    names = [label(pack().labels, p, choice.language) for p in (*choice.early, *choice.repair)]
    title = choice.own.name if choice.own else words.get("headline.and").join(names) or words.get("page.title")
    return tree(choice, pack(), words.get("scenario.reason"), {choice.language: title}, page())


def problems(choice: Choice) -> list[str]:
    """Return why the model cannot run a choice; empty when it can."""
    try:
        if choice.arms():
            result(choice)
    except REFUSALS as refusal:
        return reasons(refusal, catalogue(choice.language))
    except Exception:  # an error of ours: the choice is refused like any other, and told in the log
        LOG.exception("a choice could not be calculated")
        return [catalogue(choice.language).get("problem.unexpected")]
    return []


def scenario_id(choice: Choice) -> str:
    """Return the id of the scenario of a choice; raises one of REFUSALS."""
    return _layered(pack().digest, run_text(choice))[1].id


def result(choice: Choice) -> Result:
    """Return the result of a choice; raises one of REFUSALS."""
    return _result(pack().digest, run_text(choice))


def needed(choice: Choice, arm: str) -> BreakEven:
    """Return the break-even of the own programme's effect for the own budget, counted from its first outlay."""
    assert choice.own is not None
    years = int(page()["break_even_years"])
    return _needed(pack().digest, run_text(choice), arm, _aim(choice), years)


def _aim(choice: Choice) -> str:
    """Return the id of the own programme's only effect."""
    (effect,) = layered(choice).programmes[choice.own_id].effects
    return effect.id


def layered(choice: Choice) -> Pack:
    """Return the pack as the choice changes it."""
    return _layered(pack().digest, run_text(choice))[0]


def labels(choice: Choice) -> Mapping[str, Mapping[str, str]]:
    """Return the pack's names, and the own programme's as the reader calls it."""
    own = {choice.own_id: {choice.language: choice.own.name}} if choice.own else {}
    return {**pack().labels, **own}


def explained(choice: Choice, arm: str, payer: str) -> Explained:
    """Return the present value of one payer or budget of an arm, line by line."""
    return _explained(pack().digest, run_text(choice), choice.language, arm, payer)


def graded(choice: Choice, arm: str) -> list[dict[str, Any]]:
    """Return the headline figures of an arm by the grades they rest on."""
    return _graded(pack().digest, run_text(choice), arm)


def targets() -> list[dict[str, Any]]:
    """Return the pack's targets beside the figures of its baseline."""
    return _targets(pack().digest)


def published() -> list[dict[str, Any]]:
    """Return every published figure beside ours; raises AssumptionError."""
    return _published(digest_of_files(packs_root() / "published"))


@st.cache_resource(max_entries=ENTRIES, show_spinner=False)
def _layered(digest: str, text: str) -> tuple[Pack, Scenario]:
    """Read a scenario into the pack; ``digest`` is here so that another pack has another entry."""
    scenario = read_scenario_text(text, "scenario.yaml", pack())
    return layer(pack(), scenario), scenario


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _result(digest: str, text: str) -> Result:
    return run(*_layered(digest, text))


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _needed(digest: str, text: str, arm: str, assumption: str, years: int) -> BreakEven:
    return break_even(*_layered(digest, text), arm, assumption, pack().roles.own, years)


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _explained(digest: str, text: str, language: str, arm: str, payer: str) -> Explained:
    layered_pack, scenario = _layered(digest, text)
    names = {**pack().labels, **dict.fromkeys(_owned(layered_pack), scenario.title)}
    return explain_sheet(
        replace(layered_pack, labels=names), scenario, arm, payer, catalogue(language, pack().currency)
    )


def _owned(layered_pack: Pack) -> list[str]:
    """Return the programmes that a scenario's title is the name of: the reader's own."""
    return [id for id, programme in layered_pack.programmes.items() if programme.own]


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _graded(digest: str, text: str, arm: str) -> list[dict[str, Any]]:
    return graded_figures(*_layered(digest, text), arm)


@st.cache_data(max_entries=2, show_spinner=False)
def _targets(digest: str) -> list[dict[str, Any]]:
    return target_rows(pack())


@st.cache_data(max_entries=2, show_spinner=False)
def _published(digest: str) -> list[dict[str, Any]]:
    return published_rows(read_cases(packs_root()))
