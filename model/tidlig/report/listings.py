"""What a pack holds, as rows for a table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tidlig.assumptions.pack import Pack


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


def place_rows(pack: Pack) -> list[dict[str, Any]]:
    """One row a place, with residents aged 0 in its newest year and what differs there."""
    rows = []
    for place, changes in pack.places.items():
        years = sorted(year for name, year in pack.residents if name == place)
        rows.append(
            {
                "id": place,
                "name": label(pack, place, "nb"),
                "residents aged 0": int(pack.residents[place, years[-1]][0]) if years else None,
                "year": years[-1] if years else None,
                "differs in": ", ".join(f"{id} = {a.value:g}" for id, a in changes.items()),
            }
        )
    return rows


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
