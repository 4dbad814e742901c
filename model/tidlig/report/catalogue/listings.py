"""What a pack holds, as rows for a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from tidlig.files.text.folder import CLASSES, PLACES
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.structure import Place
from tidlig.report.words.numbers import quantity
from tidlig.report.words.place_names import in_order


def programme_rows(pack: Pack, language: str) -> list[dict[str, Any]]:
    """One row a programme, named in a language."""
    return [
        {
            "id": p.id,
            "name": label(pack, p.id, language),
            "kind": p.kind,
            "ages": f"{p.ages[0]}-{p.ages[1]}",
            "effects": "none assumed" if p.own else "null" if p.null else ", ".join(e.id for e in p.effects),
            "paid by": ", ".join(p.paid_by),
            "measured in": p.country,
        }
        for p in pack.programmes.values()
    ]


def programme_documents(pack: Pack) -> list[dict[str, Any]]:
    """Everything a pack says of each programme, numbers by their ids, with its name in every language."""
    return [{**asdict(p), "name": dict(pack.labels.get(p.id, {}))} for p in pack.programmes.values()]


def _stands_in(name: str, wanted: str) -> bool:
    """Tell whether a name is one of the words of what is looked for, or some of them in a row."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", wanted) is not None


def place_rows(pack: Pack, grep: str = "") -> list[dict[str, Any]]:
    """One row a place in the order of their names, with residents aged 0 in its newest year and what differs there.

    The numbers of places.csv have a column each, None where the place has the pack's own; what follows from a place's
    region, group or centrality is left out.  With ``grep``: the places
    of which a name, the number, the id or the region contains the text, in whatever case and with or without accents,
    or whose whole name stands in it (``Guovdageaidnu/Kautokeino``).
    """
    newest: dict[str, int] = {}
    for place, year in pack.residents:
        newest[place] = max(year, newest.get(place, year))
    tabled = {id: None for place in pack.known_places for id, a in pack.places[place].items() if _is_of(a, PLACES)}
    wanted, rows = in_order(grep.strip()), []
    for place, changes in pack.places.items():
        known = pack.known_places.get(place, Place(place))
        names = [in_order(name) for name in (known.name, *known.names, *pack.labels.get(place, {}).values()) if name]
        others = (in_order(text) for text in (place, known.number, known.region))
        if not any(wanted in text for text in (*others, *names)) and not any(_stands_in(n, wanted) for n in names):
            continue
        rows.append(
            {
                "id": place,
                "name": label(pack, place, "nb"),
                "other names": ", ".join(known.names),
                "number": known.number,
                "region": known.region,
                "group": known.group,
                "centrality": known.centrality,
                **{id: changes[id].value if id in changes else None for id in tabled},
                "residents aged 0": int(pack.residents[place, newest[place]][0]) if place in newest else None,
                "year": newest.get(place),
                "differs in": ", ".join(
                    f"{id} = {a.value:g}" for id, a in changes.items() if id not in tabled and not _is_of(a, CLASSES)
                ),
            }
        )
    return sorted(rows, key=lambda row: in_order(row["name"]))


def _is_of(number: Assumption, table: str) -> bool:
    """Tell whether a number of a place stands in a table of places or classes."""
    return number.file.endswith(f"/{table}")


def shown_places(pack: Pack, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of places as a table shows them: numbers as they may be typed, no column in which nothing stands.

    Residents of a single year are left out where the pack has births of its own, for a table has to fit a terminal.
    """

    def cell(name: str, value: Any) -> Any:
        number = pack.numbers.get(name)
        return quantity(value, number.unit, "en") if number and isinstance(value, float) else value

    written = [{name: cell(name, value) for name, value in row.items()} for row in rows]
    left_out = {name for name in (written[0] if written else ()) if not any(row[name] for row in written)}
    left_out |= {"residents aged 0", "year"} if pack.newborns else set()
    return [{name: value for name, value in row.items() if name not in left_out} for row in written]


def rules_rows(pack: Pack) -> list[dict[str, Any]]:
    """One row a year whose rules the pack has, with what differs from its own."""
    return [
        {
            "year": year,
            "the pack's own": "yes" if year == pack.rules_year else "no",
            "numbers": len(changes),
            "differs in": ", ".join(f"{id} = {a.value:g}" for id, a in changes.items()),
        }
        for year, changes in pack.rules.items()
    ]


def assumption_rows(pack: Pack, grep: str = "") -> list[dict[str, Any]]:
    """One row an assumption; with ``grep``, those whose id, unit, source or note contains the text."""
    rows = []
    for a in pack.numbers.values():
        searched = f"{a.id} {a.unit} {a.source} {a.note}".lower()
        if grep.lower() in searched:
            rows.append(
                {
                    "id": a.id,
                    "value": a.value,
                    "low": a.low,
                    "high": a.high,
                    "unit": a.unit,
                    "price year": a.price_year,
                    "source": a.source,
                    "grade": a.grade,
                    "status": a.status,
                    "note": a.note,
                    "where": f"{a.file}:{a.line}",
                }
            )
    return rows


def label(pack: Pack, id: str, language: str) -> str:
    """Name of an id in a language; the id itself where the pack has none."""
    return pack.labels.get(id, {}).get(language) or id
