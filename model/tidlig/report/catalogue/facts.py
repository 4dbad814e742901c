"""What a pack says of a programme in words; where no source is known for a fact, that is said in its place."""

from __future__ import annotations

from collections.abc import Callable

from tidlig.pack.pack import Pack
from tidlig.pack.programme import About, Programme
from tidlig.report.words.messages import Texts

FACTS = ("delivered_by", "legal_basis", "statutory", "capacity", "lead_time", "replaces", "contested")
SOURCED = ("capacity", "lead_time", "replaces", "contested")


def programme_facts(
    programme: Programme, texts: Texts, cite: Callable[[tuple[str, ...]], str] = ", ".join
) -> list[tuple[str, str]]:
    """Return name and text of every fact of ``FACTS``, in that order; ``cite`` writes the ids of its sources."""
    about = programme.about or About()
    facts = {
        "delivered_by": ", ".join(texts.choice("service", service) for service in programme.delivered_by),
        "legal_basis": about.legal_basis,
        "statutory": "" if about.statutory is None else texts.get("fact.duty" if about.statutory else "fact.free"),
        **{name: _sourced(about, name, texts, cite) for name in SOURCED},
    }
    return [(texts.get(f"fact.{name}"), facts[name] or texts.get("fact.none")) for name in FACTS]


def _sourced(about: About, name: str, texts: Texts, cite: Callable[[tuple[str, ...]], str]) -> str:
    """Return one text with its sources, or with the words that there is none."""
    text = getattr(about, name).get(texts.language, "")
    ids = about.sources.get(name, ())
    if not text:
        return ""
    return texts.get("fact.sourced", text=text, source=cite(ids)) if ids else texts.get("fact.unsourced", text=text)


def full_sources(pack: Pack) -> Callable[[tuple[str, ...]], str]:
    """Return how a reader without the tables is told of sources: publisher and document of each."""

    def cite(ids: tuple[str, ...]) -> str:
        rows = [pack.sources[id] for id in ids if id in pack.sources]
        named = (", ".join(part for part in (row.publisher, row.document, row.year) if part) for row in rows)
        return "; ".join(dict.fromkeys(named))

    return cite
