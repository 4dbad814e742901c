"""The reader's own programme as a programme of a file, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from choice.choice import OWN, Own, cost_unit
from tidlig.files.documents.scenario import read_scenario_text
from tidlig.files.documents.scenario_text import Figure, programme_tree, yaml_of
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Programme
from tidlig.pack.scenario import Scenario

Page = Mapping[str, Any]
# What a programme is called and where its numbers are from: no part of what it does.
_SAID = {"id", "evidence", "country", "about", "delivered_by"}
_SAID |= {"low", "high", "dist", "unit", "price_year", "source", "grade", "status", "note"}


def template(pack: Pack) -> Programme | None:
    """Return the pack's placeholder for a programme of the reader's own; None where it has none."""
    return next((programme for programme in pack.programmes.values() if programme.own), None)


def suggestion(pack: Pack, page: Page, name: str) -> Own:
    """Return the own programme that the form starts from: the pack's placeholder."""
    programme = template(pack)
    assert programme is not None, "the form is shown only for packs that have one"
    return _form(programme, pack.numbers, page, name)


def own_programme(own: Own, pack: Pack, page: Page) -> dict[str, Any]:
    """Return the own programme as a programme file has it; its effect is nought until a break-even is sought.

    What the form does not ask (payers, account, length) is the placeholder's.
    """
    like = template(pack)
    assert like is not None, "a choice has an own programme only where the pack has a placeholder"
    fixed = {"dist": "fixed", "grade": "E"}
    return {
        "id": OWN,
        "kind": like.kind,
        "own": True,
        **({"account": like.account} if like.account else {}),
        "enrol": {
            "ages": [own.age_from, own.age_to],
            **page["groups"][own.group],
            "per": like.per,
            "reach": {"value": Figure(own.reach, "share"), "unit": "share", **fixed},
        },
        "stays": like.stays,
        "cost": {
            "per": like.cost_per,
            "value": Figure(own.cost, cost_unit(pack)),
            "unit": cost_unit(pack),
            "price_year": pack.price_year,
            **fixed,
        },
        "paid_by": {payer: pack.numbers[share].value for payer, share in like.paid_by.items()},
        "effects": [{"id": own.aim, **page["aims"][own.aim]}],
    }


def own_of(scenario: Scenario, layered: Pack, pack: Pack, language: str, page: Page) -> tuple[str, Own | None]:
    """Return the id and the form of a scenario's own programme; None where it has none.

    Raises ValueError("own_file") for one that does anything the form does not hold.
    """
    arms = {ids[0] for ids in scenario.arms.values() if [layered.programmes[id].own for id in ids] == [True]}
    if not arms and not scenario.programmes:
        return OWN, None
    if len(arms) != 1 or set(scenario.programmes) - arms:
        raise ValueError("own_file")
    programme = layered.programmes[arms.pop()]
    name = scenario.title.get(language) or next(iter(scenario.title.values()), OWN)
    own = _form(programme, layered.numbers, page, name)
    if _done(programme, layered.numbers) != _done(*_as_made(own, scenario, pack, page)):
        raise ValueError("own_file")
    return programme.id, own


def _as_made(own: Own, scenario: Scenario, pack: Pack, page: Page) -> tuple[Programme, Mapping[str, Assumption]]:
    """Return the programme that the page makes of a form, and its numbers."""
    tree = {"id": "x", "pack": pack.id, "place": scenario.place, "start_year": scenario.start_year}
    tree |= {"arms": {"own": [OWN]}, "programmes": [own_programme(own, pack, page)]}
    made = read_scenario_text(yaml_of(tree), "own.yaml", pack)
    return made.programmes[OWN], made.programme_numbers


def _done(programme: Programme, numbers: Mapping[str, Assumption]) -> Any:
    """Return what a programme does beside what its form asks, as something to compare."""
    tree = programme_tree(programme, numbers)
    asked = {"enrol": {**tree["enrol"], "reach": None}, "cost": {**tree["cost"], "value": None}}
    return _bare(tree | asked)


def _bare(tree: Any) -> Any:
    """Return a tree without what is only said of a programme or a number."""
    if isinstance(tree, Mapping):
        return {key: _bare(each) for key, each in tree.items() if key not in _SAID}
    return [_bare(each) for each in tree] if isinstance(tree, list) else tree


def _form(programme: Programme, numbers: Mapping[str, Assumption], page: Page, name: str) -> Own:
    """Return a programme as the form has it; raises ValueError for one that the form cannot hold."""
    groups = {_levels(levels): group for group, levels in page["groups"].items()}
    group = groups.get(_levels(programme.levels), "")
    aim = next((aim for aim, effect in page["aims"].items() if _same_aim(programme, effect)), "")
    if not group or not aim or len(programme.reach) != 1 or not programme.cost:
        raise ValueError("own_file")
    cost, reach = numbers[programme.cost], numbers[programme.reach[0]].value
    first, last = programme.ages
    return Own(name, cost.value * cost.factor, reach, first, last, group, aim)


def _same_aim(programme: Programme, effect: Mapping[str, Any]) -> bool:
    """Tell whether a programme's only effect is a difference in the same level of the same factor."""
    own = [(e.moves, e.level, e.measure) for e in programme.effects]
    return own == [(effect["moves"], effect["level"], effect["measure"])]


def _levels(levels: Mapping[str, Iterable[str]]) -> frozenset[tuple[str, frozenset[str]]]:
    """Return levels by factor as something to compare."""
    return frozenset((factor, frozenset(names)) for factor, names in levels.items())
