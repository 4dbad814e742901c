"""Write the generated parts of the documentation: ``make docs``, or ``python -m tools.doc_tables`` from the repository.

A part stands between ``<!-- generated: name -->`` and ``<!-- end -->``; everything else on a page is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tools.doc_tables import accounts, comparison, limits, programmes, published, results, units
from tools.pictures import life_course

PAGES = Path(__file__).parents[2] / "docs"
PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "trust/accounts.md": {
        "items": accounts.items,
        "meanings": accounts.meanings,
        "areas": accounts.areas,
        "prices": accounts.prices,
        "programmes": accounts.programmes,
    },
    "trust/comparison.md": {
        "own": comparison.own,
        "span": comparison.span,
        "one_municipality": comparison.one_municipality,
        "terms": comparison.terms,
    },
    "trust/limits.md": {
        "grades": limits.grades,
        "rests": limits.rests,
        "misfits": limits.misfits,
        "thresholds": limits.thresholds,
        "later": limits.later,
    },
    "reference/pack-format.md": {"units": units.units},
    "trust/published.md": {"counts": published.counts},
    "reference/results.md": {"reasons": results.reasons, "records": results.records},
    "trust/programmes.md": {"overview": programmes.overview, "catalogue": programmes.catalogue},
}
MARKED = re.compile(r"<!-- generated: (\w+) -->\n.*?<!-- end -->", re.DOTALL)


def page(name: str) -> str:
    """A page of the documentation with its generated parts as they would be written now."""
    text = (PAGES / name).read_text(encoding="utf-8")
    return MARKED.sub(lambda found: part(found[1], PARTS[name][found[1]]()), text)


def part(name: str, made: str) -> str:
    """A generated part between its marks."""
    return f"<!-- generated: {name} -->\n\n{made}\n\n<!-- end -->"


def main() -> None:
    """Rewrite every page, and the picture of the life course."""
    for name in PARTS:
        (PAGES / name).write_text(page(name), encoding="utf-8")
    life_course.FILE.write_text(life_course.picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
