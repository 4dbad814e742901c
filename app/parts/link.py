"""The choice in the address of the page: a link opens the same calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from parts.choice import OLDEST, OWN, Choice, Own, cost_unit
from tidlig.assumptions import units
from tidlig.assumptions.figures import FigureError, parse_number, parse_whole
from tidlig.assumptions.pack import Pack
from tidlig.assumptions.problems import shown
from tidlig.assumptions.scenario_check import start_years
from tidlig.assumptions.units import written
from tidlig.report.messages import LANGUAGES

NONE = "none"  # no programme of a kind: browsers drop a parameter that is empty
LONGEST = 100  # characters of a name, a number or an id
LISTED = 40  # programmes
RESERVED = ("lang", "place", "start", "rules", "early", "repair")
SET = "set."  # before the id of a number that is called as another part of a link


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
    wrong = [_short(key, text) for key, text in query.items() if _long(key, text)]
    query = {key: text for key, text in query.items() if not _long(key, text)}
    language = query.get("lang", default.language)
    place = query.get("place", default.place)
    choice = replace(
        default,
        language=language if language in LANGUAGES else default.language,
        place=place if place in pack.places else _left_out(wrong, _short("place", place), default.place),
        start_year=_year(query.get("start", str(default.start_year)), default.start_year, pack, wrong),
        own=_own(query, pack, page, wrong),
        rules=_rules(query.get("rules", ""), pack, wrong),
    )
    if any(key in query for key in ("early", "repair", f"{OWN}.name")):
        choice = replace(choice, early=_ids(query, "early", pack, wrong), repair=_ids(query, "repair", pack, wrong))
    known = {k.removeprefix(SET): v for k, v in query.items() if k not in RESERVED and not k.startswith(f"{OWN}.")}
    changes = {key: _number(key, text, pack, wrong) for key, text in known.items()}
    return replace(choice, changes={k: v for k, v in changes.items() if v is not None}), wrong


def _long(key: str, text: str) -> bool:
    """Tell whether a part of a link is longer than anything the page writes: a name of 80 signs, a list of ids."""
    return len(key) > LONGEST or len(text) > LONGEST * (LISTED if key in ("early", "repair") else 1)


def _short(key: str, text: str) -> str:
    """Return a part of a link as it may be shown."""
    return f"{shown(key)}={shown(text)}"


def _left_out(wrong: list[str], what: str, instead: str) -> str:
    """Note a part of a link that could not be used."""
    wrong.append(what)
    return instead


def _year(text: str, default: int, pack: Pack, wrong: list[str]) -> int:
    first, last = start_years(pack)
    year = next((year for year in range(first, last + 1) if str(year) == text), None)
    if year is None:
        wrong.append(_short("start", text))
    return default if year is None else year


def _rules(text: str, pack: Pack, wrong: list[str]) -> int | None:
    """Return the year of the rules that a link names; None, the pack's own, where it names none or one there is not."""
    year = next((year for year in pack.rules if str(year) == text), None)
    if text and year is None:
        wrong.append(_short("rules", text))
    return None if year == pack.rules_year else year


def _ids(query: Mapping[str, str], kind: str, pack: Pack, wrong: list[str]) -> tuple[str, ...]:
    """Return the programmes of one kind that a link names and the pack has."""
    listed = query.get(kind, "")
    asked = [] if listed == NONE else [name for name in listed.split(",") if name]
    good = [n for n in asked if n in pack.programmes and pack.programmes[n].kind == kind]
    wrong += [_short(kind, name) for name in asked if name not in good]
    return tuple(dict.fromkeys(good))


def _number(key: str, text: str, pack: Pack, wrong: list[str]) -> float | None:
    value = _figure(text, pack.numbers[key].unit) if key in pack.numbers else None
    if value is None:
        wrong.append(_short(key, text))
    return value


def _figure(text: str, unit: str) -> float | None:
    """Return a number of a link; None for what no other door takes either."""
    try:
        value = parse_number(text, unit)
    except FigureError:
        return None
    return None if units.outside(value, unit) else value


def _own(query: Mapping[str, str], pack: Pack, page: Mapping[str, Any], wrong: list[str]) -> Own | None:
    """Return the own programme of a link; None where there is none or it is not whole."""
    given = {key: query[f"{OWN}.{key}"] for key in Own.__slots__ if f"{OWN}.{key}" in query}
    if not given:
        return None
    own = _whole_own(given, pack) if len(given) == len(Own.__slots__) else None
    if own and own.aim in page["aims"] and own.group in page["groups"] and 0 <= own.age_from <= own.age_to <= OLDEST:
        return own
    wrong.append(f"{OWN}.*")
    return None


def _whole_own(given: Mapping[str, str], pack: Pack) -> Own | None:
    """Return the own programme of a link that names all its parts; None where one cannot be read."""
    cost, reach = _figure(given["cost"], cost_unit(pack)), _figure(given["reach"], "share")
    try:
        age_from, age_to = parse_whole(given["age_from"]), parse_whole(given["age_to"])
    except FigureError:
        return None
    if cost is None or reach is None or cost < 0.0:
        return None
    return Own(given["name"][:80], cost, reach, age_from, age_to, given["group"], given["aim"])
