"""The choice as a scenario file, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from choice.choice import Choice, Written
from choice.owned import own_of, own_programme
from tidlig.files.documents.scenario_text import Figure
from tidlig.layers.overlay import in_place, layer
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario

Page = Mapping[str, Any]


def tree(choice: Choice, pack: Pack, reason: str, title: Mapping[str, str], page: Page) -> dict[str, Any]:
    """Return the scenario of a choice as the page writes it, whatever file the choice came from."""
    choice = replace(choice, written=None)
    data: dict[str, Any] = {
        "id": "-".join(["app", choice.place, *choice.arms()]),
        "title": dict(title),
        "pack": pack.id,
        "place": choice.place,
        **({"rules": choice.rules} if choice.rules else {}),
        "start_year": choice.start_year,
        "arms": {arm: list(programmes) for arm, programmes in choice.arms().items()},
    }
    if choice.changes:
        units = {key: pack.numbers[key].unit for key in choice.changes}
        figures = {key: Figure(value, units[key]) for key, value in choice.changes.items()}
        data["set"] = {key: {"value": figure, "reason": reason} for key, figure in figures.items()}
    if choice.own:
        data["programmes"] = [own_programme(choice.own, pack, page)]
    return data


def from_scenario(scenario: Scenario, pack: Pack, default: Choice, page: Page) -> Choice:
    """Return the choice that a scenario stands for; arms are known by what is in them, not by name.

    What the page does not show (id, titles, reasons, intervals, sources, names of arms) stays in its ``written``.
    Raises AssumptionError for what the model refuses, ValueError with a message key of ``problem`` for what the page
    cannot show: ``pack``, ``no_place``, ``arms``, ``own_file``.
    """
    if scenario.pack != pack.id:
        raise ValueError("pack")
    if scenario.place not in pack.places:
        raise ValueError("no_place")
    layered = layer(pack, scenario)
    id, own = own_of(scenario, layered, pack, default.language, page)
    choice = replace(
        default,
        place=scenario.place,
        start_year=scenario.start_year,
        early=_arm_of(scenario, pack, "early"),
        repair=_arm_of(scenario, pack, "repair"),
        changes=_values(scenario, layered, pack, f"{id}."),
        own=own,
        rules=None if scenario.rules == pack.rules_year else scenario.rules,
        written=None,
    )
    arms = {frozenset({id} if arm == "own" else programmes): arm for arm, programmes in choice.arms().items()}
    if any(frozenset(programmes) not in arms for programmes in scenario.arms.values()):
        raise ValueError("arms")
    names = {name: arms[frozenset(programmes)] for name, programmes in scenario.arms.items()}
    return replace(choice, written=Written(scenario.text, choice, names, id))


def _values(scenario: Scenario, layered: Pack, pack: Pack, own: str) -> dict[str, float]:
    """Return what a file sets, in the pack's units and price years, those of its own programme (``own``) apart."""
    base = in_place(pack, scenario.place, scenario.rules)
    set = {id: given for id, given in scenario.changes.items() if not id.startswith(own)}
    return {id: _value(given, base[id], layered.numbers[id]) for id, given in set.items()}


def _value(given: Assumption, base: Assumption, changed: Assumption) -> float:
    """Return a value as the field of its number shows it: in the unit and price year of the pack's."""
    if changed.price_year == base.price_year:
        return given.value
    return given.value * changed.factor / base.factor


def _arm_of(scenario: Scenario, pack: Pack, kind: str) -> tuple[str, ...]:
    """Return the programmes of the first arm that has only programmes of one kind from the catalogue."""
    for programmes in scenario.arms.values():
        if programmes and all(_is_kind(id, pack, kind) for id in programmes):
            return tuple(programmes)
    return ()


def _is_kind(id: str, pack: Pack, kind: str) -> bool:
    """Tell whether a programme is one of the catalogue's of a kind."""
    return id in pack.programmes and pack.programmes[id].kind == kind and not pack.programmes[id].own
