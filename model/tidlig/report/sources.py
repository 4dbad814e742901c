"""Where the numbers of a pack come from, as a document and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rich.console import Console

from tidlig.analysis.grading import Grading
from tidlig.assumptions.pack import GRADES, STATUSES, Pack
from tidlig.report.console import show_table
from tidlig.report.listings import label

WEAKEST = 10  # numbers named under a graded figure
WEAK = ("D", "E")


def sources_document(pack: Pack) -> dict[str, Any]:
    """The document of ``tidlig sources --json``: how many assumptions have which grade and status, and each source."""
    numbers = pack.numbers.values()
    return {
        "pack": {"id": pack.id, "digest": pack.digest},
        "total": len(pack.numbers),
        "by_grade": _counted(GRADES, (number.grade for number in numbers)),
        "by_status": _counted(STATUSES, (number.status for number in numbers)),
        "assumptions": source_rows(pack),
        "figure": None,
    }


def source_rows(pack: Pack) -> list[dict[str, Any]]:
    """One row an assumption with publisher, document and address of its source, blank where it has none."""
    rows = []
    for number in pack.numbers.values():
        source = pack.sources.get(number.source)
        rows.append(
            {
                "id": number.id,
                "grade": number.grade,
                "status": number.status,
                "source": number.source,
                "publisher": source.publisher if source else "",
                "document": source.document if source else "",
                "url": source.url if source else "",
            }
        )
    return rows


def graded_figure(pack: Pack, scenario: str, arm: str, payer: str, found: Grading) -> dict[str, Any]:
    """One figure as a document: the share that rests on each grade, and the weak numbers behind most of it."""
    weak = [(id, share) for id, share in found.numbers.items() if pack.numbers[id].grade in WEAK]
    return {
        "scenario": scenario,
        "arm": arm,
        "payer": payer,
        "figure": found.figure,
        "by_grade": dict(found.by_grade),
        "weakest": [{"id": id, "grade": pack.numbers[id].grade, "share": share} for id, share in weak[:WEAKEST]],
    }


def _counted(names: tuple[str, ...], found: Iterable[str]) -> dict[str, dict[str, float]]:
    counts = Counter(found)
    total = sum(counts.values()) or 1
    return {name: {"number": counts[name], "share": counts[name] / total} for name in names}


def show_sources(pack: Pack, document: dict[str, Any]) -> None:
    """Print every assumption with its source, then the counts and the graded figure."""
    show_table(document["assumptions"])
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"pack {pack.id}: {document['total']} assumptions")
    for name in ("grade", "status"):
        counts = document[f"by_{name}"].items()
        console.print(f"by {name}: " + ", ".join(f"{k} {c['number']} ({c['share']:.0%})" for k, c in counts))
    if document["figure"]:
        _show_figure(console, pack, document["figure"])


def _show_figure(console: Console, pack: Pack, figure: dict[str, Any]) -> None:
    value = f"{figure['figure']:,.0f}".replace(",", " ")
    who = label(pack, figure["payer"], "en")
    shares = ", ".join(f"{grade} {share:.0%}" for grade, share in figure["by_grade"].items())
    console.print(
        f"\n[bold]{figure['scenario']}, {figure['arm']}, {who}: {value} {pack.currency}[/bold], present value, whole "
        f"cohort\nby the weakest number behind each line, share of the lines' absolute amounts: {shares}\n"
        "numbers graded D or E behind most of it (the life course itself is not counted):"
    )
    for weak in figure["weakest"]:
        console.print(f"{weak['share']:>6.0%}  {weak['id']} ({weak['grade']})")
