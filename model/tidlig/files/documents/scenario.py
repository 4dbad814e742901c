"""Scenarios: read from a file or an upload, checked against their pack when it is at hand."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, with_config

from tidlig.files.check.scenario import check_scenario
from tidlig.files.documents.programme import Read, read_programme
from tidlig.files.documents.scenario_text import scenario_to_yaml
from tidlig.files.documents.shape import ArmName, Shape, validate
from tidlig.files.text.contents import LIMITS, plain, read_text
from tidlig.files.text.document import Document, read_document
from tidlig.pack.fields import FORM, Name, Word, Year
from tidlig.pack.number import Assumption, Tail
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.problems import Problems, Spot


@with_config(FORM)
@dataclass(frozen=True, kw_only=True)
class _Change(Tail):
    reason: Annotated[str, Field(min_length=1)]


class ScenarioShape(Shape):
    """The keys of a scenario."""

    id: Word
    title: dict[Word, str] = Field(default_factory=dict)
    pack: Word
    place: str = ""
    rules: Year | None = None
    start_year: Annotated[int, Field(ge=-9999, le=9999)]  # the pack says which years it knows
    arms: Annotated[dict[ArmName, list[Word]], Field(min_length=1)]
    set: dict[Name, _Change] = Field(default_factory=dict)
    programmes: list[dict[str | int, Any]] = Field(default_factory=list)


__all__ = ["ScenarioShape", "read_scenario", "read_scenario_text", "scenario_to_yaml"]


def read_scenario(path: Path, pack: Pack | None = None) -> Scenario:
    """Return the scenario in a YAML file; with ``pack`` also checked against it. Raises AssumptionError."""
    problems = Problems()
    text = read_text(path, Spot(problems, path.name))
    if text is None:
        raise problems.error()
    return _read(text, path.name, pack, problems)


def read_scenario_text(text: str, name: str, pack: Pack | None = None) -> Scenario:
    """Return the scenario written in ``text``; ``name`` is the file in messages. Raises AssumptionError."""
    problems = Problems()
    clean = plain(text, LIMITS[".yaml"], Spot(problems, name))
    if clean is None:
        raise problems.error()
    return _read(clean, name, pack, problems)


def _read(text: str, name: str, pack: Pack | None, problems: Problems) -> Scenario:
    document = read_document(text, Spot(problems, name))
    scenario = _scenario(document, text) if document else None
    if scenario is None:
        raise problems.error()
    if pack is not None:
        check_scenario(scenario, pack, problems)
    problems.raise_any()
    return scenario


def _scenario(document: Document, text: str) -> Scenario | None:
    """Return the scenario with its own programmes; None after noting what is wrong with its shape."""
    shape = validate(ScenarioShape, document)
    if shape is None:
        return None
    read = _programmes(shape, document)
    return Scenario(
        id=shape.id,
        pack=shape.pack,
        place=shape.place,
        start_year=shape.start_year,
        arms={arm: tuple(names) for arm, names in shape.arms.items()},
        changes=_changes(shape, document),
        programmes={id: each.programme for id, each in read.items()},
        programme_numbers={id: number for each in read.values() for id, number in each.numbers.items()},
        title=dict(shape.title),
        rules=shape.rules,
        file=document.spot.file,
        text=text,
    )


def _programmes(shape: ScenarioShape, document: Document) -> dict[str, Read]:
    """Return the scenario's own programmes; notes ids that stand twice."""
    programmes: dict[str, Read] = {}
    for place in range(len(shape.programmes)):
        read = read_programme(document, ("programmes", place))
        if read and read.programme.id in programmes:
            what, path = "'{name}' appears twice", ("programmes", place, "id")
            document.say(path, what, "give it another id", name=read.programme.id)
        elif read:
            programmes[read.programme.id] = read
    return programmes


def _changes(shape: ScenarioShape, document: Document) -> dict[str, Assumption]:
    """Return what the scenario sets, as written: blanks are the pack's."""
    changes = {}
    for id, change in shape.set.items():
        spot = document.at(("set", id))
        tail = asdict(change)
        tail["status"] = tail["status"] or ("" if tail["source"] else "judgement")
        changes[id] = Assumption(id=id, **tail, file=spot.file, line=spot.line, layer="scenario")
    return changes
