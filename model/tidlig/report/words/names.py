"""Names of assumptions, units and sources, made from what the pack says of the row a number stands in."""

from __future__ import annotations

from collections.abc import Iterator

from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.rows import Link, Price, Row, Split, Transition, Use
from tidlig.pack.units import is_money
from tidlig.report.words.messages import Names, Texts, label
from tidlig.report.words.numbers import quantity


def assumption_name(pack: Pack, identifier: str, texts: Texts) -> str:
    """Return what an assumption is called: label, catalogue, its programme and part, its row, or the id spelt out."""
    if identifier in pack.labels:
        return label(pack.labels, identifier, texts.language)
    if texts.has(f"assumption.{identifier}"):
        return texts.get(f"assumption.{identifier}")
    programme, _, part = identifier.partition(".")
    if programme in pack.programmes and part:
        return f"{label(pack.labels, programme, texts.language)}: {_part(pack, part, texts)}"
    row = next((row for row in rows(pack) if row.id == identifier), None)
    return _row_name(pack, row, texts) if row else _spelt(identifier)


def rows(pack: Pack) -> Iterator[Row]:
    """Yield every row of the pack's tables."""
    yield from (*pack.transitions, *pack.links, *pack.uses, *pack.prices, *pack.splits)


def unit_name(unit: str, texts: Texts) -> str:
    """Return a unit in words; money as the currency and what it is paid for."""
    if texts.has(f"units.{unit}"):
        return texts.get(f"units.{unit}")
    counted, _, per = unit.partition("/")
    if is_money(unit):
        return texts.get("units.money", per=texts.choice("per", per))
    if per == "year" and texts.has(f"counted.{counted}"):
        return texts.get("units.yearly", counted=texts.get(f"counted.{counted}"))
    return unit


def field_unit(assumption: Assumption, texts: Texts) -> str:
    """Return what must stand beside a typed number: whose kroner, what no effect is; empty where % says it all."""
    if is_money(assumption.unit):
        return texts.get("field_unit.money", year=assumption.price_year)
    key = f"field_unit.{assumption.unit}"
    return texts.get(key) if texts.has(key) else ""


def value_range(low: float | None, high: float | None, unit: str, texts: Texts) -> str:
    """Return a range in words; an end that is not given is open."""
    if low is None and high is None:
        return texts.get("choose.no_range")
    ends = (texts.get("number.none") if end is None else quantity(end, unit, texts.language) for end in (low, high))
    return texts.get("choose.range", **dict(zip(("low", "high"), ends, strict=True)))


def country_name(codes: str, texts: Texts) -> str:
    """Return where an effect was measured, in words: one code, or several with a slash between (``NO/DK``)."""
    return texts.get("headline.and").join(texts.choice("country", code) for code in codes.split("/"))


def publication(pack: Pack, id: str, language: str) -> str:
    """Return publisher, document and year of a source; its id where the pack has no more on it.

    The publisher in the reader's language, where labels.csv has it; a document keeps the title it is found by.
    """
    source = pack.sources.get(id)
    if source is None:
        return id
    parts = (label(pack.labels, source.publisher, language), source.document, source.year)
    return ", ".join(part for part in parts if part)


def _part(pack: Pack, part: str, texts: Texts) -> str:
    """Return the name of a part of a programme: reach, cost, an effect, a share of its own."""
    if part in pack.numbers:  # a causal share that stands in for the pack's
        return assumption_name(pack, part, texts)
    if part.startswith("paid_by."):
        payer = part.removeprefix("paid_by.")
        return texts.get("part.paid_by", payer=Names(pack.labels, texts).payer(payer))
    if texts.has(f"part.{part}"):
        return texts.get(f"part.{part}")
    effect, _, fading = part.partition(".")
    if texts.has(f"part.{fading}"):
        return texts.get(f"part.{fading}", name=_part(pack, effect, texts))
    return label(pack.labels, part, texts.language).replace(".", " ")


def _row_name(pack: Pack, row: Row, texts: Texts) -> str:
    """Return the name of a row: what it is about, its levels and its ages."""

    def named(identifier: str) -> str:
        return label(pack.labels, identifier, texts.language)

    match row:
        case Price():
            name = texts.get("row.price", name=named(row.item))
        case Use():
            name = texts.get("row.use", name=named(row.item))
        case Split():
            name = texts.get("row.split", name=named(row.item), payer=Names(pack.labels, texts).payer(row.payer))
        case Transition():
            name = texts.get("row.transition", name=_level(pack, row.process, row.to, texts))
        case Link():
            name = texts.get("row.link", name=_level(pack, row.process, row.to, texts))
        case _:
            name = _spelt(row.id)
    return _with_where(pack, row, name, texts)


def _with_where(pack: Pack, row: Row, name: str, texts: Texts) -> str:
    """Add levels and ages to a row's name."""
    levels = [
        label(pack.labels, f"{factor}.{level}", texts.language)
        for factor, names in row.where.levels.items()
        for level in names
    ]
    name = ", ".join([name, *levels])
    first, last = row.where.age_from, row.where.age_to
    if first is None and last is None:
        return name
    ages = f"{pack.ages[0] if first is None else first}–{pack.ages[1] - 1 if last is None else last}"
    return texts.get("row.ages", name=name, ages=ages)


def _level(pack: Pack, process: str, level: str, texts: Texts) -> str:
    """Return the name of a level that a process leads to; of the process itself where it leads to any."""
    factor = next((p.factor for p in pack.processes if p.id == process), None)
    known = f"{factor}.{level}"
    return label(pack.labels, known if known in pack.labels else (level or factor or process), texts.language)


def _spelt(identifier: str) -> str:
    return identifier.replace("_", " ").replace(".", " ")
