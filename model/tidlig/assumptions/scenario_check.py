"""What a scenario names must exist in its pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tidlig.assumptions.document import Document, Path, dotted
from tidlig.assumptions.pack import Pack, Scenario
from tidlig.assumptions.problems import Problems, Spot, did_you_mean
from tidlig.assumptions.programme import Read
from tidlig.assumptions.programme_check import Names, check_programme
from tidlig.assumptions.structure import Structure

BASELINE = "baseline"


class _Say(Protocol):
    def __call__(self, path: Path, what: str, hint: str = "") -> None: ...


def structure_of(pack: Pack) -> Structure:
    """Return the part of a pack that pack.yaml declares."""
    return Structure(
        pack.id,
        pack.currency,
        pack.price_year,
        pack.ages,
        pack.counting,
        pack.discount,
        pack.factors,
        {process.id: process for process in pack.processes},
        pack.payers,
        pack.budgets,
        pack.items,
        pack.causal,
        pack.tax_financing,
        pack.outcomes,
    )


def check_scenario(
    scenario: Scenario,
    pack: Pack,
    problems: Problems,
    document: Document | None = None,
    read: Mapping[str, Read] | None = None,
) -> None:
    """Note unknown packs, places, programmes and ids; ``document`` and ``read`` give the exact lines."""

    def say(path: Path, what: str, hint: str = "") -> None:
        spot = document.at(path) if document else Spot(problems, scenario.file)
        spot.say(dotted(path), what, hint)

    if scenario.pack != pack.id:
        say(("pack",), f"the scenario is for pack '{scenario.pack}', not '{pack.id}'", "choose the other pack")
        return
    places = dict.fromkeys([*pack.places, *(place for place, _ in pack.residents)])
    if scenario.place and scenario.place not in places:
        say(("place",), f"unknown place '{scenario.place}'", did_you_mean(scenario.place, places))
    _check_arms(scenario, pack, say)
    for id in scenario.changes:
        if id in scenario.programme_numbers:
            say(("set", id), f"'{id}' is set twice in this scenario", "change it in programmes")
        elif id not in pack.numbers:
            say(("set", id), f"unknown id '{id}'", did_you_mean(id, pack.numbers))
    _check_programmes(scenario, pack, problems, read or {})


def _check_arms(scenario: Scenario, pack: Pack, say: _Say) -> None:
    """Note unknown programmes, programmes that stand twice, and an arm called baseline."""
    known = [*pack.programmes, *scenario.programmes]
    for arm, names in scenario.arms.items():
        if arm == BASELINE:
            say(("arms", arm), "the baseline is always there", "give the arm another name")
        for place, name in enumerate(names):
            if name not in known:
                say(("arms", arm, place), f"unknown programme '{name}'", did_you_mean(name, known))
            elif name in names[:place]:
                say(("arms", arm, place), f"'{name}' stands twice", "remove one of them")


def _check_programmes(scenario: Scenario, pack: Pack, problems: Problems, read: Mapping[str, Read]) -> None:
    """Note what is wrong with the scenario's own programmes."""
    names = Names(structure_of(pack), {**pack.numbers, **scenario.programme_numbers}, pack.sources)
    for programme in scenario.programmes.values():
        spot = Spot(problems, programme.file, programme.line)
        if programme.id in pack.programmes:
            spot.say("id", f"the pack has a programme '{programme.id}'", "give it another id")
        for id in scenario.programme_numbers:
            if id.startswith(f"{programme.id}.") and id in pack.numbers and programme.id not in pack.programmes:
                spot.say("id", f"the pack has a number '{id}'", "give the programme another id")
        at = read[programme.id].at if programme.id in read else lambda _path, spot=spot: spot
        check_programme(programme, names, at)
