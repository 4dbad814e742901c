"""Scenarios as text, for download, mail and git: what is read back is equal to what was written."""

from __future__ import annotations

import io
from collections.abc import Mapping as Numbers
from dataclasses import fields
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from tidlig.files.tables.tail import FIGURES
from tidlig.files.text.invisible import hidden
from tidlig.pack.fields import keys_of
from tidlig.pack.number import COLUMNS, Assumption
from tidlig.pack.programme import About, Effect, EffectKeys, EnrolKeys, Fade, Observed, Programme, ProgrammeKeys
from tidlig.pack.scenario import Scenario
from tidlig.pack.units import written

Mapping = dict[str, Any]


class Figure(float):
    """A number as files have it: in no form that may mean two numbers in its unit."""

    def __new__(cls, value: float, unit: str) -> Figure:
        """Keep the text of a number beside it."""
        figure = super().__new__(cls, value)
        figure.text = written(value, unit)
        return figure

    text: str


def scenario_to_yaml(scenario: Scenario) -> str:
    """Return a scenario as YAML that :func:`~tidlig.files.documents.scenario.read_scenario_text` reads back."""
    numbers = scenario.programme_numbers
    data: Mapping = {
        "id": scenario.id,
        "title": dict(scenario.title),
        "pack": scenario.pack,
        "place": scenario.place,
        "rules": scenario.rules,
        "start_year": scenario.start_year,
        "arms": {arm: list(names) for arm, names in scenario.arms.items()},
        "set": {id: _change(number) for id, number in scenario.changes.items()},
        "programmes": [programme_tree(programme, numbers) for programme in scenario.programmes.values()],
    }
    return yaml_of({key: value for key, value in data.items() if value not in ("", {}, [], None)})


def _plain(representer: Any, figure: Figure) -> Any:
    """Write a figure as it is, with the tag that it would be read with, so that none is shown."""
    kind = "int" if figure.text.lstrip("-").isdigit() else "float"
    return representer.represent_scalar(f"tag:yaml.org,2002:{kind}", figure.text)


def yaml_of(data: Mapping) -> str:
    """Return a mapping as the YAML of a file, a line a key."""
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(Figure, _plain)
    out = io.StringIO()
    yaml.dump(_seen(data), out)
    return out.getvalue()


def _seen(value: Any) -> Any:
    """Return data with quotes round each text that holds characters nobody sees: without them it is refused."""
    if isinstance(value, dict):
        return {key: _seen(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_seen(inner) for inner in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) and hidden(value, key=False) else value


def _change(number: Assumption) -> Mapping:
    """Return one entry of ``set``."""
    tail = _tail(number)
    if number.status == ("" if number.source else "judgement"):
        tail.pop("status", None)
    return {**tail, "reason": number.reason}


def _tail(number: Assumption) -> Mapping:
    """Return the tail of a number without its blanks."""
    tail = {key: getattr(number, key) for key in COLUMNS}
    tail |= {key: Figure(tail[key], number.unit) for key in FIGURES if tail[key] is not None}
    return {key: value for key, value in tail.items() if value is not None and value != ""}


def programme_tree(programme: Programme, numbers: Numbers[str, Assumption]) -> Mapping:
    """Return a programme as it is written in a file of its own; ``numbers`` by id hold its own."""
    data: Mapping = {
        **_kept(ProgrammeKeys, programme),
        "about": _about(programme.about),
        "enrol": {
            **_kept(EnrolKeys, programme),
            **_levels(programme.levels),
            "reach": _reach(programme, numbers),
        },
        "stays": "life" if programme.stays is None else programme.stays,
    }
    if programme.cost:
        data["cost"] = {"per": programme.cost_per, "spread": list(programme.spread), **_tail(numbers[programme.cost])}
    data["paid_by"] = {payer: _tail(numbers[id]) for payer, id in programme.paid_by.items()}
    data["effects"] = [_effect(effect, programme, numbers) for effect in programme.effects]
    data["shares"] = {share: _tail(numbers[id]) for share, id in programme.shares.items()}
    return {key: value for key, value in data.items() if value not in ("", [], {}, False)}


def _kept(keys: type, record: Any) -> Mapping:
    """Return what a record keeps as it is written, by the keys of the file."""
    values = {key: getattr(record, name) for name, key in keys_of(keys).items()}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _about(about: About | None) -> Mapping:
    """Return the facts about a programme that are given, each text with its sources."""
    if about is None:
        return {}
    keys = (field.name for field in fields(About) if field.name != "sources")
    facts = {key: getattr(about, key) for key in keys if getattr(about, key) not in ("", {}, None)}
    sources = {key: {"source": list(ids)} for key, ids in about.sources.items()}
    return {k: {**v, **sources.get(k, {})} if isinstance(v, dict) else v for k, v in facts.items()}


def _levels(levels: Any) -> Mapping:
    return {factor: list(names) for factor, names in levels.items()}


def _reach(programme: Programme, numbers: Any) -> Mapping:
    """Return the reach as one share or as its parts."""
    whole = f"{programme.id}.reach"
    if programme.reach == (whole,):
        return _tail(numbers[whole])
    return {id.removeprefix(f"{whole}."): _tail(numbers[id]) for id in programme.reach}


def _effect(effect: Effect, programme: Programme, numbers: Any) -> Mapping:
    """Return one effect."""
    where = effect.where
    data: Mapping = {
        **_kept(EffectKeys, effect) | {"id": effect.id.removeprefix(f"{programme.id}.")},
        **_levels(where.levels),
        **_tail(numbers[effect.id]),
        "times": [name if power == 1.0 else f"{name}^{power:.9f}" for name, power in effect.times],
    }
    if where.age_from is not None and where.age_to is not None:
        data["ages"] = [where.age_from, where.age_to]
    if effect.fade is not None:
        data["fade"] = _fade(effect.fade, numbers)
    if effect.observed is not None:
        data["observed"] = _observed(effect.observed)
    return {key: value for key, value in data.items() if value not in ("", [], None)}


def _observed(observed: Observed) -> Mapping:
    """Return what studies saw later of an effect."""
    data: Mapping = {
        "years": list(observed.years),
        "left": observed.left,
        "difference": observed.difference,
        **_levels(observed.levels),
        "source": observed.source,
    }
    return {key: value for key, value in data.items() if value not in ("", [], None)}


def _fade(fade: Fade, numbers: Any) -> Any:
    """Return a fade, or the word for one that never ends."""
    if fade == Fade():
        return "lasting"
    ids = {key: getattr(fade, key) for key in ("flat", "half_life", "floor", "rate")}
    data: Mapping = {key: _tail(numbers[id]) for key, id in ids.items() if id}
    if fade.until is not None:
        data["until"] = fade.until
    return data
