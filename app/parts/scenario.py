"""The choice as a scenario file, and back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ruamel.yaml import YAML

from parts.choice import OWN, Choice, Own
from tidlig.assumptions.pack import Assumption, Pack, Programme, Scenario

Page = Mapping[str, Any]


def template(pack: Pack) -> Programme | None:
    """Return the pack's placeholder for a programme of the reader's own; None where it has none."""
    return next((programme for programme in pack.programmes.values() if programme.own), None)


def suggestion(pack: Pack, page: Page, name: str) -> Own:
    """Return the own programme that the form starts from: the pack's placeholder."""
    programme = template(pack)
    assert programme is not None, "the form is shown only for packs that have one"
    return _own_from(programme, pack.numbers, page, name)


def to_yaml(choice: Choice, pack: Pack, reason: str, title: Mapping[str, str], page: Page) -> str:
    """Return the scenario file of a choice: what the command line reads, byte for byte what the page runs."""
    tree: dict[str, Any] = {
        "id": "-".join(["app", choice.place, *choice.arms()]),
        "title": dict(title),
        "pack": pack.id,
        "place": choice.place,
        **({"rules": choice.rules} if choice.rules else {}),
        "start_year": choice.start_year,
        "arms": {arm: list(programmes) for arm, programmes in choice.arms().items()},
    }
    if choice.changes:
        tree["set"] = {key: {"value": value, "reason": reason} for key, value in choice.changes.items()}
    if choice.own:
        tree["programmes"] = [_own_programme(choice.own, pack, page)]
    out = io.StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(tree, out)
    return out.getvalue()


def _own_programme(own: Own, pack: Pack, page: Page) -> dict[str, Any]:
    """Return the own programme as a programme file has it; its effect is nought until a break-even is sought."""
    like = template(pack)
    assert like is not None, "a choice has an own programme only where the pack has a placeholder"
    fixed = {"dist": "fixed", "grade": "E"}
    return {
        "id": OWN,
        "kind": like.kind,
        "own": True,
        "enrol": {
            "ages": [own.age_from, own.age_to],
            **page["groups"][own.group],
            "per": like.per,
            "reach": {"value": own.reach, "unit": "share", **fixed},
        },
        "stays": like.stays,
        "cost": {
            "per": like.cost_per,
            "value": own.cost,
            "unit": f"{pack.currency}/participant",
            "price_year": pack.price_year,
            **fixed,
        },
        "paid_by": {payer: pack.numbers[share].value for payer, share in like.paid_by.items()},
        "effects": [{"id": own.aim, **page["aims"][own.aim]}],
    }


def from_scenario(scenario: Scenario, pack: Pack, default: Choice, page: Page) -> Choice:
    """Return the choice that a scenario stands for; arms are known by what is in them, not by name.

    Raises ValueError with a message key of ``problem`` for what the page cannot show: ``pack``, ``arms``,
    ``own_file``, ``intervals``.
    """
    if scenario.pack != pack.id:
        raise ValueError("pack")
    own = _own_of(scenario, pack, page)
    placeholder = template(pack)
    changes = {
        key: changed.value
        for key, changed in scenario.changes.items()
        if not (own and placeholder and key.startswith(f"{placeholder.id}."))
    }
    choice = replace(
        default,
        place=scenario.place,
        start_year=scenario.start_year,
        early=_arm_of(scenario, pack, "early"),
        repair=_arm_of(scenario, pack, "repair"),
        changes=changes,
        own=own,
        rules=None if scenario.rules == pack.rules_year else scenario.rules,
    )
    shown = {frozenset(programmes) for programmes in choice.arms().values()}
    if any(frozenset(ids) not in shown for ids in scenario.arms.values() if not _is_own(ids, scenario, pack)):
        raise ValueError("arms")
    _check_values_only(scenario)
    return choice


def _check_values_only(scenario: Scenario) -> None:
    """Raise ValueError where a file changes more of an assumption than its value."""
    bare = Assumption("", 0.0)
    if any((c.low, c.high, c.dist) != (bare.low, bare.high, bare.dist) for c in scenario.changes.values()):
        raise ValueError("intervals")


def _arm_of(scenario: Scenario, pack: Pack, kind: str) -> tuple[str, ...]:
    """Return the programmes of the first arm that has only programmes of one kind from the catalogue."""
    for programmes in scenario.arms.values():
        known = [pack.programmes[p] for p in programmes if p in pack.programmes and not pack.programmes[p].own]
        if len(known) == len(programmes) and all(p.kind == kind for p in known):
            return tuple(programmes)
    return ()


def _is_own(programmes: Iterable[str], scenario: Scenario, pack: Pack) -> bool:
    """Tell whether an arm is an own programme by itself: the scenario's or the pack's placeholder."""
    known = {**pack.programmes, **scenario.programmes}
    return [known[p].own for p in programmes] == [True]


def _own_of(scenario: Scenario, pack: Pack, page: Page) -> Own | None:
    """Return the own programme of a scenario, if it is one that the page writes; raises ValueError."""
    arms = [ids[0] for ids in scenario.arms.values() if _is_own(ids, scenario, pack)]
    if not arms and not scenario.programmes:
        return None
    known = {**pack.programmes, **scenario.programmes}
    if len(set(arms)) != 1 or set(scenario.programmes) - set(arms):
        raise ValueError("own_file")
    numbers = {**pack.numbers, **scenario.programme_numbers, **scenario.changes}
    own = _own_from(known[arms[0]], numbers, page, next(iter(scenario.title.values()), OWN))
    if arms[0] in scenario.programmes and arms[0] != OWN:
        raise ValueError("own_file")
    return own


def _own_from(programme: Programme, numbers: Mapping[str, Assumption], page: Page, name: str) -> Own:
    """Return a programme as the form has it; raises ValueError for one that the form cannot hold."""
    groups = {_levels(levels): group for group, levels in page["groups"].items()}
    group = groups.get(_levels(programme.levels), "")
    aim = next((aim for aim, effect in page["aims"].items() if _same_aim(programme, effect)), "")
    if not group or not aim or len(programme.reach) != 1 or not programme.cost:
        raise ValueError("own_file")
    cost, reach = numbers[programme.cost].value, numbers[programme.reach[0]].value
    return Own(name, cost, reach, programme.ages[0], programme.ages[1], group, aim)


def _same_aim(programme: Programme, effect: Mapping[str, Any]) -> bool:
    """Tell whether a programme's only effect is a difference in the same level of the same factor."""
    own = [(e.moves, e.level, e.measure) for e in programme.effects]
    return own == [(effect["moves"], effect["level"], effect["measure"])]


def _levels(levels: Mapping[str, Iterable[str]]) -> frozenset[tuple[str, frozenset[str]]]:
    """Return levels by factor as something to compare."""
    return frozenset((factor, frozenset(names)) for factor, names in levels.items())
