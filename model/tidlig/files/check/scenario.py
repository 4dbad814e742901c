"""What a scenario names must exist in its pack."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

from tidlig.files.check.programme import check_programme
from tidlig.files.check.settable import not_a_number
from tidlig.files.documents.named import Names
from tidlig.files.documents.programme import At, Read
from tidlig.files.tables.tail import check_written
from tidlig.files.text.document import Document, Keys, read_document
from tidlig.pack.pack import Pack, unknown_place
from tidlig.pack.scenario import Scenario
from tidlig.problems import NOTHING, AssumptionError, Message, Problems, Spot, did_you_mean

NOTHING_NEW = ("baseline", "nothing_new")  # what a result calls the world without any programme
YEARS_AHEAD = 20  # the newest residents by age stand for those of the start year: no further than the budget view goes
KEPT = 8  # texts of scenarios whose lines are known: one scenario is laid on a pack again and again
EARLIEST = 1900  # where a pack has no residents


class _Say(Protocol):
    def __call__(self, path: Keys, what: str, hint: str = "", /, **values: Any) -> None: ...


def start_years(pack: Pack) -> tuple[int, int]:
    """Return the first and last start year that a pack can answer for: from its first residents to 20 years ahead."""
    counted = [year for _, year in pack.residents]
    return min(counted, default=EARLIEST), max([pack.price_year, *counted]) + YEARS_AHEAD


def check_scenario(scenario: Scenario, pack: Pack, problems: Problems) -> None:
    """Note unknown packs, places, programmes and ids, with the lines they have in the scenario's text."""
    document = _document(scenario, problems)
    say = document.say
    if scenario.pack != pack.id:
        what = "the scenario is for pack '{other}', not '{own}'"
        say(("pack",), what, "choose the other pack", other=scenario.pack, own=pack.id)
        return
    if scenario.place and scenario.place not in {*pack.places, *(place for place, _ in pack.residents)}:
        say(("place",), *unknown_place(scenario.place, pack))
    if scenario.rules is not None and scenario.rules not in pack.rules:
        years = [str(year) for year in pack.rules]
        hint = did_you_mean(str(scenario.rules), years, NOTHING if years else Message("leave it out"))
        say(("rules",), "the pack has no rules of {year}", hint, year=scenario.rules)
    first, last = start_years(pack)
    if not first <= scenario.start_year <= last:
        before = scenario.start_year < first
        what = "{year} is before the years of the pack" if before else "{year} is after the years of the pack"
        span = {"first": first, "last": last}
        say(("start_year",), what, "write a year from {first} to {last}", year=scenario.start_year, **span)
    written = document.data.get("programmes") if isinstance(document.data, dict) else None
    if len(written or ()) <= len(scenario.programmes):  # else one could not be read, and may be the one that is named
        _check_arms(scenario, pack, say)
    _check_residents(scenario, pack, say)
    for id in scenario.changes:
        if id in scenario.programme_numbers:
            say(("set", id), "'{id}' is set twice in this scenario", "change it in programmes", id=id)
        elif id not in pack.numbers:
            say(("set", id), *not_a_number(id, pack, pack.numbers))
        else:
            check_written(document, ("set", id), pack.numbers[id].unit)
    _check_programmes(scenario, pack, document)


def _check_arms(scenario: Scenario, pack: Pack, say: _Say) -> None:
    """Note unknown programmes, programmes that stand twice, and an arm called baseline."""
    known = [*pack.programmes, *scenario.programmes]
    for arm, names in scenario.arms.items():
        if arm in NOTHING_NEW:
            say(("arms", arm), "the baseline is always there", "give the arm another name")
        for place, name in enumerate(names):
            if name not in known:
                say(("arms", arm, place), "unknown programme '{name}'", did_you_mean(name, known), name=name)
            elif name in names[:place]:
                say(("arms", arm, place), "'{name}' appears twice", "remove one of them", name=name)


def _check_residents(scenario: Scenario, pack: Pack, say: _Say) -> None:
    """Note programmes that people enter at ages beyond the place's residents: nobody knows how many they are."""
    years = [year for place, year in pack.residents if place == scenario.place]
    if not years:
        return
    counted = len(pack.residents[scenario.place, max(years)])
    known = {**pack.programmes, **scenario.programmes}
    for arm, names in scenario.arms.items():
        for place, name in enumerate(names):
            if name in known and known[name].ages[1] >= counted:
                what = "residents.csv has '{place}' up to age {counted}, and people enter '{name}' up to age {last}"
                values = {"place": scenario.place, "counted": counted - 1, "name": name, "last": known[name].ages[1]}
                say(("arms", arm, place), what, "write the residents up to age {last} in residents.csv", **values)


@lru_cache(KEPT)
def _read_again(text: str) -> Document | None:
    """Return the document of a scenario's text, for its lines; what is wrong with it was told when it was read."""
    return read_document(text, Spot(Problems(), ""))


def told_in(scenario: Scenario, path: Keys, error: AssumptionError) -> AssumptionError:
    """Return an error as one of what a scenario says somewhere, with its file and line."""
    problems = Problems()
    for problem in error.problems:
        _document(scenario, problems).say(path, problem.what, problem.hint)
    return problems.error()


def _document(scenario: Scenario, problems: Problems) -> Document:
    """Return the text a scenario was read from; one made in code has no lines."""
    document = _read_again(scenario.text) if scenario.text else None
    return Document(
        Spot(problems, scenario.file),
        {} if document is None else document.data,
        document.lines if document else {},
        document.texts if document else {},
    )


def _check_programmes(scenario: Scenario, pack: Pack, document: Document) -> None:
    """Note what is wrong with the scenario's own programmes."""
    numbers = {**pack.numbers, **scenario.programme_numbers}
    names = Names(pack, numbers, pack.sources, pack.areas or None, pack.deflators)
    for place, programme in enumerate(scenario.programmes.values()):
        base: Keys = ("programmes", place)
        own = {id: number for id, number in scenario.programme_numbers.items() if id.startswith(f"{programme.id}.")}
        if programme.id in pack.programmes:
            what = "the pack has a programme '{name}'"
            document.say((*base, "id"), what, "give it another id", name=programme.id)
        elif programme.id in pack.items:
            what = "'{name}' is an item of the pack"
            document.say((*base, "id"), what, "give the programme another id", name=programme.id)
        elif clash := next((id for id in own if id in pack.numbers), ""):
            what = "the pack has a number '{name}'"
            document.say((*base, "id"), what, "give the programme another id", name=clash)
        check_programme(Read(programme, own, {}, _at(document, base)), names)


def _at(document: Document, base: Keys) -> At:
    """Return where the paths of one programme stand."""
    return lambda path: document.at((*base, *path))
