"""What is told of a result is told of every pack, in every language, with its own payers and in its own currency."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from tests.shipped import ROOT, shipped

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.report.result import pictures, sheets, tables
from tidlig.report.result.headline import Subject, sentence
from tidlig.report.result.key_figures import figures
from tidlig.report.terminal.run import show_run
from tidlig.report.words.messages import LANGUAGES, Names, catalogue
from tidlig.report.write.export import csv, stamped
from tidlig.report.write.files import write_result
from tidlig.result.document import from_json, to_json
from tidlig.result.result import Result

pytestmark = pytest.mark.unit

SCENARIOS = sorted([ROOT / "scenarios" / "norge-tidlig-eller-sent.yaml", *ROOT.glob("published/scenarios/*.yaml")])
CURRENCIES = ("", "EUR")  # the pack's own, and one that no pack has


@lru_cache
def ran(file: Path, currency: str) -> tuple[Pack, Scenario, Result]:
    """A shipped scenario, in another currency where one is asked for: only what money is called changes."""
    scenario = read_scenario(file)
    pack = shipped(scenario.pack if file.parent == ROOT / "scenarios" else f"published/{scenario.pack}")
    layered = layer(pack, scenario)
    layered = replace(layered, currency=currency or layered.currency)
    return layered, scenario, run(layered, scenario)


@pytest.mark.parametrize("currency", CURRENCIES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_everything_is_told_in_the_packs_own_payers_and_currency(file: Path, language: str, currency: str) -> None:
    pack, _, result = ran(file, currency)
    names = Names(pack.labels, catalogue(language, pack.currency))
    said = []
    for arm in result.arms:
        subject = Subject("tiltaket", "stedet", "2027–2030")
        said.append(sentence(arm, result.roles, subject, names))
        said += [part for each in figures(result, arm, subject, names) for part in (each.name, each.value, each.note)]
        for sheet in (sheets.plan_years, sheets.plan_areas, sheets.outcomes, sheets.arms):
            data, shown = sheet(result, arm, names)
            said += [str(text) for text in (*data.columns, *shown.columns, *shown.index)]
            assert csv(stamped(data, {}), language)
        about = pictures.Setting(result, arm, "tiltaket", "stedet", names)
        for draw in (pictures.balance, *([pictures.who] if arm.budget else []), pictures.arms):
            caption = draw(about).caption
            said += [caption.title, caption.unit, caption.alt]
    told = " ".join(said)
    assert "{" not in told
    own = {pack.currency} | ({"kroner", " kr"} if pack.currency in ("NOK", "DKK") else set())
    assert not [other for other in {"NOK", "USD", "EUR", "kroner", " kr"} - own if other in told]


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_the_terminal_and_the_files_tell_it_too(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack, scenario, result = ran(file, "")
    for by_area in (False, True):
        show_run(pack, scenario, result, by_area=by_area)
    shown = capsys.readouterr().out
    names = Names(pack.labels, catalogue("en", pack.currency))
    assert pack.currency in shown
    assert all(names.payer(payer) in shown for payer in pack.payers)
    write_result(result, pack, scenario, tmp_path)
    assert from_json((tmp_path / "result.json").read_bytes()) == result == from_json(to_json(result))
    assert set(tables.arms(result)["budget"]) <= {*pack.payers, *pack.budgets, "society", "tax_financing"}
