"""The choice in the address of the page: a link opens the same calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from parts.choice import OLDEST, OWN, Choice, Own
from tidlig.assumptions.pack import Pack
from tidlig.assumptions.scenario_check import start_years
from tidlig.report.messages import LANGUAGES

NONE = "none"  # no programme of a kind: browsers drop a parameter that is empty
RESERVED = ("lang", "place", "start", "rules", "early", "repair")


def to_query(choice: Choice) -> dict[str, str]:
    """Return the link's parameters: every part of the choice, assumptions flat as ``id=value``."""
    query = {"lang": choice.language, "place": choice.place, "start": str(choice.start_year)}
    if choice.rules:
        query["rules"] = str(choice.rules)
    query |= {kind: ",".join(ids) or NONE for kind, ids in (("early", choice.early), ("repair", choice.repair))}
    if choice.own:
        query |= {f"{OWN}.{key}": _plain(getattr(choice.own, key)) for key in Own.__slots__}
    return query | {identifier: _plain(value) for identifier, value in choice.changes.items()}


def from_query(
    query: Mapping[str, str], default: Choice, pack: Pack, page: Mapping[str, Any]
) -> tuple[Choice, list[str]]:
    """Return the choice of a link, with what in it could not be used (and was left out)."""
    wrong: list[str] = []
    language = query.get("lang", default.language)
    place = query.get("place", default.place)
    choice = replace(
        default,
        language=language if language in LANGUAGES else default.language,
        place=place if place in pack.places else _left_out(wrong, f"place={place}", default.place),
        start_year=_year(query.get("start", str(default.start_year)), default.start_year, pack, wrong),
        own=_own(query, page, wrong),
        rules=_rules(query.get("rules", ""), pack, wrong),
    )
    if any(key in query for key in ("early", "repair", f"{OWN}.name")):
        choice = replace(choice, early=_ids(query, "early", pack, wrong), repair=_ids(query, "repair", pack, wrong))
    known = {k: v for k, v in query.items() if k not in RESERVED and not k.startswith(f"{OWN}.")}
    changes = {key: _number(key, text, pack, wrong) for key, text in known.items()}
    return replace(choice, changes={k: v for k, v in changes.items() if v is not None}), wrong


def _plain(value: object) -> str:
    """Write a value for a link: the shortest text that reads back as the same value."""
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _left_out(wrong: list[str], what: str, instead: str) -> str:
    """Note a part of a link that could not be used."""
    wrong.append(what)
    return instead


def _year(text: str, default: int, pack: Pack, wrong: list[str]) -> int:
    first, last = start_years(pack)
    if text.isdecimal() and first <= int(text) <= last:
        return int(text)
    wrong.append(f"start={text}")
    return default


def _rules(text: str, pack: Pack, wrong: list[str]) -> int | None:
    """Return the year of the rules that a link names; None, the pack's own, where it names none or one there is not."""
    year = next((year for year in pack.rules if str(year) == text), None)
    if text and year is None:
        wrong.append(f"rules={text}")
    return None if year == pack.rules_year else year


def _ids(query: Mapping[str, str], kind: str, pack: Pack, wrong: list[str]) -> tuple[str, ...]:
    """Return the programmes of one kind that a link names and the pack has."""
    asked = [name for name in query.get(kind, "").split(",") if name and name != NONE]
    good = [n for n in asked if n in pack.programmes and pack.programmes[n].kind == kind]
    wrong += [f"{kind}={name}" for name in asked if name not in good]
    return tuple(dict.fromkeys(good))


def _number(key: str, text: str, pack: Pack, wrong: list[str]) -> float | None:
    try:
        if key in pack.numbers:
            return float(text)
    except ValueError:
        pass
    wrong.append(f"{key}={text}")
    return None


def _own(query: Mapping[str, str], page: Mapping[str, Any], wrong: list[str]) -> Own | None:
    """Return the own programme of a link; None where there is none or it is not whole."""
    given = {key: query[f"{OWN}.{key}"] for key in Own.__slots__ if f"{OWN}.{key}" in query}
    if not given:
        return None
    try:
        own = Own(
            given["name"][:80], float(given["cost"]), float(given["reach"]), int(given["age_from"]),
            int(given["age_to"]), given["group"], given["aim"],
        )  # fmt: skip
    except (KeyError, ValueError):
        own = None
    if own and own.aim in page["aims"] and own.group in page["groups"] and 0 <= own.age_from <= own.age_to <= OLDEST:
        return own
    wrong.append(f"{OWN}.*")
    return None
