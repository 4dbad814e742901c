"""Where the numbers of a pack come from, as a document and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tidlig.analysis.explain.grading import Grading
from tidlig.pack.number import GRADES, STATUSES, Assumption
from tidlig.pack.pack import Pack
from tidlig.report.terminal.rows import show_table
from tidlig.report.terminal.screen import Terminal, bold, terminal
from tidlig.report.words.messages import Names, catalogue
from tidlig.report.words.numbers import plain

WEAKEST = 10  # numbers named under a graded figure
WEAK = ("D", "E")
SOURCED = ("read", "derived")
CHOICE = "choice"


def sources_document(pack: Pack) -> dict[str, Any]:
    """The document of ``tidlig sources --json``: how many assumptions have which grade and status, and each source.

    The pack's own first; then, each counted by itself, what differs in places and by other years' rules.
    """
    return {
        "pack": {"id": pack.id, "digest": pack.digest},
        **_counts(pack, {"": pack.numbers}),
        "places": _counts(pack, pack.places, "place"),
        "rules": _counts(pack, pack.rules, "year"),
        "figure": None,
    }


def _counts(pack: Pack, groups: Mapping[Any, Mapping[str, Assumption]], named: str = "") -> dict[str, Any]:
    """Count the numbers of some groups by grade and status, and list them; ``named``: what a group is."""
    numbers = [number for group in groups.values() for number in group.values()]
    rows = [
        ({named: name} if named else {}) | row for name, group in groups.items() for row in source_rows(pack, group)
    ]
    return {
        "total": len(numbers),
        "by_grade": _counted(GRADES, (number.grade for number in numbers)),
        "by_status": _counted(STATUSES, (number.status for number in numbers)),
        "basis": _basis(numbers),
        "assumptions": rows,
    }


def _basis(numbers: Sequence[Assumption]) -> dict[str, Any]:
    """How many of the claims about the world are read or derived, in all and without those that are 1 by definition.

    A choice (how many are offered a programme) is no claim.  A fixed 1 or -1 says who pays all of something, or that a
    source counts what the model counts: true, and easily had.
    """
    claims = [number for number in numbers if number.status != CHOICE]
    measured = [number for number in claims if not (number.dist == "fixed" and abs(number.value) == 1.0)]
    return {
        "choices": len(numbers) - len(claims),
        "claims": _sourced(claims),
        "measured": _sourced(measured),
    }


def _sourced(numbers: Sequence[Assumption]) -> dict[str, float]:
    found = sum(number.status in SOURCED for number in numbers)
    return {"number": len(numbers), "read_or_derived": found, "share": found / (len(numbers) or 1)}


def source_rows(pack: Pack, numbers: Mapping[str, Assumption]) -> list[dict[str, Any]]:
    """One row an assumption with publisher, document and address of its source, blank where it has none."""
    rows = []
    for number in numbers.values():
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
    """One figure as a document: the share that rests on each grade, on D and E together, and the numbers behind."""
    weak = [(id, share) for id, share in found.numbers.items() if pack.numbers[id].grade in WEAK]
    return {
        "scenario": scenario,
        "arm": arm,
        "payer": payer,
        "figure": found.figure,
        "by_grade": dict(found.by_grade),
        "weak": sum(found.by_grade[grade] for grade in WEAK),
        "weakest": [{"id": id, "grade": pack.numbers[id].grade, "share": share} for id, share in weak[:WEAKEST]],
    }


def _counted(names: tuple[str, ...], found: Iterable[str]) -> dict[str, dict[str, float]]:
    counts = Counter(found)
    total = sum(counts.values()) or 1
    return {name: {"number": counts[name], "share": counts[name] / total} for name in names}


def show_sources(pack: Pack, document: dict[str, Any]) -> None:
    """Print every assumption with its source, then the counts and the graded figure: pack, places, rules."""
    console = terminal(whole_lines=True)
    for said, counted in (
        (f"pack {pack.id}: {{}} assumptions", document),
        ("what differs in places: {} numbers", document["places"]),
        ("rules of other years: {} numbers", document["rules"]),
    ):
        if counted["total"]:
            show_table(counted["assumptions"])
            console.print(said.format(counted["total"]))
            _show_counts(console, counted)
    if document["figure"]:
        _show_figure(console, pack, document["figure"])


def _show_counts(console: Terminal, counted: dict[str, Any]) -> None:
    for name in ("grade", "status"):
        counts = counted[f"by_{name}"].items()
        console.print(f"by {name}: " + ", ".join(f"{k} {c['number']} ({c['share']:.0%})" for k, c in counts))
    claims, measured = counted["basis"]["claims"], counted["basis"]["measured"]
    console.print(
        f"read or derived: {claims['read_or_derived']} of {claims['number']} claims about the world "
        f"({claims['share']:.0%}; {counted['basis']['choices']} choices of the user are none); without those that are "
        f"1 by definition {measured['read_or_derived']} of {measured['number']} ({measured['share']:.0%})"
    )


def _show_figure(console: Terminal, pack: Pack, figure: dict[str, Any]) -> None:
    value = plain(figure["figure"], ",.0f")
    who = Names(pack.labels, catalogue("en", pack.currency)).payer(figure["payer"])
    shares = ", ".join(f"{grade} {share:.0%}" for grade, share in figure["by_grade"].items())
    named = bold(f"\n{figure['scenario']}, {figure['arm']}, {who}: {value} {pack.currency}")
    console.print(
        named + ", present value, whole "
        f"cohort\nby the weakest number behind each line, share of the lines' absolute amounts: {shares}\n"
        "numbers graded D or E behind most of it (the life course itself is not counted):"
    )
    for weak in figure["weakest"]:
        console.print(f"{weak['share']:>6.0%}  {weak['id']} ({weak['grade']})")
