"""A pack whose payers have other names, and no budgets: everything that is told of a result can be told of it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from tests.files.tiny import copy_base
from tests.texts import catalogue

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario
from tidlig.files.packs import read_pack
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.report.result import pictures, sheets, tables
from tidlig.report.result.headline import Subject, sentence
from tidlig.report.result.key_figures import figures
from tidlig.report.terminal.run import show_run
from tidlig.report.trust.sheet import graded_figures, rests, weakest
from tidlig.report.words.messages import LANGUAGES, Names
from tidlig.result.result import Result

pytestmark = pytest.mark.unit

NAMES = {"municipality": "parish", "state": "crown", "participants": "families"}


@lru_cache
def named(folder: Path, budgets: str) -> tuple[Pack, Scenario, Result]:
    """The valid pack with other payers and a line on budgets, and its result."""
    tiny = copy_base(folder)
    for path in (*tiny.glob("*.*"), *tiny.glob("programmes/*")):
        text = path.read_text(encoding="utf-8")
        for old, new in NAMES.items():
            text = re.sub(rf"\b{old}\b", new, text)
        path.write_text(text.replace("budgets: {public: [parish, crown]}", budgets), encoding="utf-8")
    pack = read_pack(tiny)
    scenario = read_scenario(tiny / "scenario.yaml", pack)
    layered = layer(pack, scenario)
    return layered, scenario, run(layered, scenario)


@pytest.mark.parametrize(
    "budgets", ["budgets: {}", "budgets: {crown_all: [crown]}", "budgets: {public: [parish, crown]}"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_picture_and_sentence_is_made(budgets: str, language: str, tmp_path_factory: Any) -> None:
    pack, scenario, result = named(tmp_path_factory.mktemp("other"), budgets)
    texts, first = catalogue(language), next(iter(pack.payers))
    names = Names(pack.labels, texts)
    for id in scenario.arms:
        subject, arm = Subject("x", "y", "2026–2029"), result.arm(id)
        assert sentence(arm, result.roles, subject, names)
        assert len(figures(result, arm, subject, names)) == 4
        for sheet in (sheets.plan_years, sheets.plan_areas, sheets.outcomes, sheets.arms):
            assert len(sheet(result, arm, names)) == 2
        setting = pictures.Setting(result, arm, "x", "y", names)
        for picture in (pictures.balance, pictures.who, pictures.arms):
            assert picture(setting).caption.title
        assert rests(graded_figures(pack, scenario, id), names) is not None
        assert isinstance(weakest(pack, graded_figures(pack, scenario, id), texts), list)
        assert {"society"} <= set(tables.arms(result)["budget"])
    assert first in result.arms[0].cohort.by
    show_run(pack, scenario, result, by_area=True)
