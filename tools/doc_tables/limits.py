"""Tables of docs/trust/limits.md: how well the numbers are known and what does not fit."""

from __future__ import annotations

from tools.doc_tables.text import plain, table
from tools.doc_tables.world import PACKS, country, label

from tidlig.analysis.check.moves import move_checks
from tidlig.analysis.check.observed import observed_checks
from tidlig.analysis.explain.grading import grading
from tidlig.analysis.fit.targets import compare
from tidlig.files.documents.scenario import read_scenario
from tidlig.files.packs import read_pack
from tidlig.layers.overlay import layer
from tidlig.pack.number import GRADES
from tidlig.report.terminal.check import observed_what
from tidlig.report.trust.sources import graded_figure, sources_document

FIGURES = (
    ("norge-tidlig-eller-sent", "early", "public"),
    ("norge-tidlig-eller-sent", "repair", "public"),
    ("ha-1000-dager", "early", "municipality"),
)


def grades() -> str:
    """How many assumptions have which grade and status."""
    document = sources_document(country())
    rows = [
        [by, name, str(count["number"]), f"{count['share']:.0%}"]
        for by in ("grade", "status")
        for name, count in document[f"by_{by}"].items()
    ]
    basis = document["basis"]
    said = {"claims": "read or derived, of claims", "measured": "read or derived, of claims not 1 by definition"}
    rows += [
        [text, f"of {basis[key]['number']}", str(basis[key]["read_or_derived"]), f"{basis[key]['share']:.0%}"]
        for key, text in said.items()
    ]
    return table(["by", "", "assumptions", "share"], rows, 2)


def rests() -> str:
    """Share of three figures that rests on each grade, and the weak numbers behind most of them."""
    return table(["figure", *GRADES, "weak numbers behind most of it"], [_graded(*figure) for figure in FIGURES])


def _graded(scenario: str, arm: str, payer: str) -> list[str]:
    question = read_scenario(PACKS / "scenarios" / f"{scenario}.yaml")
    pack = layer(read_pack(PACKS / question.pack), question, None)
    figure = graded_figure(pack, scenario, arm, payer, grading(pack, question, arm, payer))
    shares = [f"{figure['by_grade'][grade]:.0%}" for grade in GRADES]
    weak = ", ".join(f"`{number['id']}`" for number in figure["weakest"][:5])
    return [f"{scenario}, {arm}, {label(payer).lower()}", *shares, weak]


def misfits() -> str:
    """Observed moments that the baseline does not meet within their tolerance."""
    rows = [
        [label(c.target.id), plain(c.target.value), plain(c.model), plain(c.target.tolerance), c.target.grade]
        for c in compare(country())
        if not c.ok
    ]
    return table(["observed moment", "observed", "model", "tolerance", "grade"], rows, 1) if rows else "All are met."


def thresholds() -> str:
    """Moves whose participants are far from those of the study."""
    rows = [
        [label(check.effect.split(".")[0]), check.level, plain(check.published), plain(check.model)]
        for check in move_checks(country())
        if check.published is not None and "far_from_source" in check.warnings
    ]
    columns = ["programme", "at or above", "share in the study", "share in the model"]
    return table(columns, rows, 2) if rows else "None."


def later() -> str:
    """What studies saw later of effects, beside the model."""
    rows = [
        [
            label(check.effect.split(".")[0]),
            observed_what(check.what, check.levels, check.years),
            plain(check.published),
            plain(check.model),
            "yes" if check.off else "",
        ]
        for check in observed_checks(country())
    ]
    return table(["programme", "seen", "in studies", "in the model", "more than a quarter off"], rows, 2)
