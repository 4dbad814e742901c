"""The choice in the address of the page: a link opens the same calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from choice.choice import OLDEST, OWN, Choice, Own, cost_unit
from tidlig.files.check.scenario import start_years
from tidlig.files.text.numerals import FigureError, parse_number, parse_whole
from tidlig.pack import units
from tidlig.pack.pack import Pack, unknown_place
from tidlig.pack.units import written
from tidlig.problems import NOTHING, Message, did_you_mean, nearest, shown
from tidlig.report.words.messages import LANGUAGES, Texts, catalogue
from tidlig.report.words.problems import sentence

NONE = "none"  # no programme of a kind: browsers drop a parameter that is empty
LONGEST = 100  # characters of a name, a number or an id
LISTED = 40  # programmes
RESERVED = ("lang", "place", "start", "rules", "early", "repair")
SET = "set."  # before the id of a number that is called as another part of a link


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What in a link could not be used: each part as it stands there, why, and what to write."""

    texts: Texts
    told: list[str] = field(default_factory=list)

    def add(self, key: str, text: str, what: Message = NOTHING, hint: Message = NOTHING) -> None:
        """Note one part."""
        why = sentence(what, hint, self.texts)
        self.told.append(f"{shown(key)}={shown(text)}" + (f" ({why})" if why else ""))


def to_query(choice: Choice, pack: Pack) -> dict[str, str]:
    """Return the link's parameters: every part of the choice, assumptions flat as ``id=value``."""
    query = {"lang": choice.language, "place": choice.place, "start": str(choice.start_year)}
    if choice.rules:
        query["rules"] = str(choice.rules)
    query |= {kind: _listed(ids) for kind, ids in (("early", choice.early), ("repair", choice.repair))}
    if choice.own:
        query |= {f"{OWN}.{key}": str(getattr(choice.own, key)) for key in Own.__slots__}
        query[f"{OWN}.cost"] = written(choice.own.cost, cost_unit(pack))
        query[f"{OWN}.reach"] = written(choice.own.reach, "share")
    return query | {_key(id): written(value, pack.numbers[id].unit) for id, value in choice.changes.items()}


def _listed(ids: tuple[str, ...]) -> str:
    """Return the programmes of one kind; one that is called as none at all ends in a comma."""
    return f"{NONE}," if ids == (NONE,) else ",".join(ids) or NONE


def _key(id: str) -> str:
    """Return what a number is called in a link: its id, marked where another part of a link may have the name."""
    return f"{SET}{id}" if id in RESERVED or id.startswith((f"{OWN}.", SET)) else id


def from_query(
    query: Mapping[str, str], default: Choice, pack: Pack, page: Mapping[str, Any]
) -> tuple[Choice, list[str]]:
    """Return the choice of a link, with what in it could not be used (and was left out)."""
    language = query.get("lang", default.language)
    wrong = LeftOut(catalogue(language if language in LANGUAGES else default.language))
    for key, text in query.items():
        if _long(key, text):
            wrong.add(key, text)
    query = {key: text for key, text in query.items() if not _long(key, text)}
    place = query.get("place", default.place)
    choice = replace(
        default,
        language=language if language in LANGUAGES else default.language,
        place=_place(place, default.place, pack, wrong),
        start_year=_year(query.get("start", str(default.start_year)), default.start_year, pack, wrong),
        own=_own(query, pack, page, wrong),
        rules=_rules(query.get("rules", ""), pack, wrong),
    )
    if any(key in query for key in ("early", "repair", f"{OWN}.name")):
        choice = replace(choice, early=_ids(query, "early", pack, wrong), repair=_ids(query, "repair", pack, wrong))
    known = {k.removeprefix(SET): v for k, v in query.items() if k not in RESERVED and not k.startswith(f"{OWN}.")}
    changes = {key: _number(key, text, pack, wrong) for key, text in known.items()}
    return replace(choice, changes={k: v for k, v in changes.items() if v is not None}), wrong.told


def _long(key: str, text: str) -> bool:
    """Tell whether a part of a link is longer than anything the page writes: a name of 80 signs, a list of ids."""
    return len(key) > LONGEST or len(text) > LONGEST * (LISTED if key in ("early", "repair") else 1)


def _place(place: str, default: str, pack: Pack, wrong: LeftOut) -> str:
    if place in pack.places:
        return place
    wrong.add("place", place, *unknown_place(place, pack))
    return default


def _year(text: str, default: int, pack: Pack, wrong: LeftOut) -> int:
    first, last = start_years(pack)
    year = next((year for year in range(first, last + 1) if str(year) == text), None)
    if year is None:
        span = {"first": first, "last": last}
        wrong.add("start", text, NOTHING, Message("write a year from {first} to {last}", **span))
    return default if year is None else year


def _rules(text: str, pack: Pack, wrong: LeftOut) -> int | None:
    """Return the year of the rules that a link names; None, the pack's own, where it names none or one there is not."""
    year = next((year for year in pack.rules if str(year) == text), None)
    if text and year is None:
        wrong.add("rules", text, NOTHING, did_you_mean(text, [str(year) for year in pack.rules]))
    return None if year == pack.rules_year else year


def _ids(query: Mapping[str, str], kind: str, pack: Pack, wrong: LeftOut) -> tuple[str, ...]:
    """Return the programmes of one kind that a link names and the pack has."""
    listed = query.get(kind, "")
    asked = [] if listed == NONE else [name for name in listed.split(",") if name]
    good = [n for n in asked if n in pack.programmes and pack.programmes[n].kind == kind]
    for name in asked:
        if name not in good:
            wrong.add(
                kind, name, NOTHING, did_you_mean(name, [p.id for p in pack.programmes.values() if p.kind == kind])
            )
    return tuple(dict.fromkeys(good))


def _number(key: str, text: str, pack: Pack, wrong: LeftOut) -> float | None:
    if key not in pack.numbers:
        near = nearest(key, pack.numbers)  # else many names that say nothing to who follows a link
        wrong.add(key, text, NOTHING, Message("did you mean '{name}'?", name=near) if near else NOTHING)
        return None
    value = _figure(text, pack.numbers[key].unit)
    if isinstance(value, tuple):
        wrong.add(key, text, *value)
        return None
    return value


def _figure(text: str, unit: str) -> float | tuple[Message, Message]:
    """Return a number of a link, or why no door takes it."""
    try:
        value = parse_number(text, unit)
    except FigureError as error:
        return error.what, error.hint
    return units.outside(value, unit) or value


def _own(query: Mapping[str, str], pack: Pack, page: Mapping[str, Any], wrong: LeftOut) -> Own | None:
    """Return the own programme of a link; None where there is none or it is not whole."""
    given = {key: query[f"{OWN}.{key}"] for key in Own.__slots__ if f"{OWN}.{key}" in query}
    if not given:
        return None
    own = _whole_own(given, pack) if len(given) == len(Own.__slots__) else None
    if own and own.aim in page["aims"] and own.group in page["groups"] and 0 <= own.age_from <= own.age_to <= OLDEST:
        return own
    wrong.told.append(f"{OWN}.*")
    return None


def _whole_own(given: Mapping[str, str], pack: Pack) -> Own | None:
    """Return the own programme of a link that names all its parts; None where one cannot be read."""
    cost, reach = _figure(given["cost"], cost_unit(pack)), _figure(given["reach"], "share")
    try:
        age_from, age_to = parse_whole(given["age_from"]), parse_whole(given["age_to"])
    except FigureError:
        return None
    if isinstance(cost, tuple) or isinstance(reach, tuple) or cost < 0.0:
        return None
    return Own(given["name"][:80], cost, reach, age_from, age_to, given["group"], given["aim"])
