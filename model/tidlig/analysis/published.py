"""Other people's published results beside ours: every figure of every case, with the perspective it was taken from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from tidlig.analysis.case_ledger import CaseLedger
from tidlig.analysis.case_run import CaseRun
from tidlig.appraisal.indicators import Figure
from tidlig.assumptions.case import Case, Published
from tidlig.assumptions.problems import did_you_mean, first_problem

BREAK_EVEN = "break_even."


def published_rows(cases: Iterable[Case]) -> list[dict[str, Any]]:
    """One row a published figure, ours computed now.

    Keys: ``case``, ``title``, ``row``, ``arm``, ``figure`` (its path), ``says`` (what it is, by language), ``theirs``
    (a number, or the text printed instead), ``ours`` (None with a reason in ``why``), ``difference`` (ours less
    theirs, None where either is no number), ``tolerance`` (absolute), ``unit`` and ``money`` (currency and price year),
    ``ok``, ``perspective`` (public, society, municipality), ``country``, ``source``, ``url``, ``note``.  Raises
    AssumptionError for a figure that is not one of ours.
    """
    rows = []
    for case in cases:
        ours = _answers(case)
        rows += [_row(case, figure, ours(figure)) for figure in case.figures]
    return rows


def _answers(case: Case) -> Callable[[Published], Figure]:
    """The function that finds our value of a figure of a case."""
    if case.pack is None or case.scenario is None:
        return lambda figure: _of_lines(case, figure)
    result = CaseRun(case.pack, case.scenario)
    return lambda figure: _of_run(case, result, figure)


def _of_lines(case: Case, figure: Published) -> Figure:
    ledger = CaseLedger(case, figure.arm)
    if figure.lines:
        return ledger.worth(figure.lines, figure.less)
    return _find(case, figure, ledger.figures())


def _of_run(case: Case, result: CaseRun, figure: Published) -> Figure:
    if not figure.path.startswith(BREAK_EVEN):
        return _find(case, figure, result.figures(figure.arm))
    payer = figure.path.removeprefix(BREAK_EVEN)
    _known(case, figure, "is", payer, result.payers)
    _known(case, figure, "arm", figure.arm, result.scenario.arms)
    _known(case, figure, "assumption", figure.assumption, result.pack.numbers)
    return result.break_even(figure.arm, figure.assumption, payer)


def _find(case: Case, figure: Published, ours: Mapping[str, Figure]) -> Figure:
    _known(case, figure, "is", figure.path, ours)
    return ours[figure.path]


def _known(case: Case, figure: Published, field: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        what = f"unknown name '{name}'"
        raise first_problem(case.file, f"figures.{field}", what, did_you_mean(name, known), figure.line)


def _row(case: Case, figure: Published, ours: Figure) -> dict[str, Any]:
    return {
        "case": case.id,
        "title": dict(case.title),
        "row": case.row,
        "arm": figure.arm,
        "figure": figure.path or " + ".join(figure.lines),
        "says": dict(figure.says),
        "theirs": figure.value,
        "ours": ours.value,
        "why": ours.why,
        "difference": None if ours.value is None or isinstance(figure.value, str) else ours.value - figure.value,
        "tolerance": figure.tolerance,
        "unit": figure.unit,
        "money": case.money,
        "ok": _agrees(figure, ours),
        "perspective": figure.perspective,
        "country": case.country,
        "source": case.source,
        "url": case.url,
        "note": case.note,
    }


def _agrees(figure: Published, ours: Figure) -> bool:
    """Whether the two agree within the tolerance; where they print no number, whether we give the same reason."""
    if isinstance(figure.value, str):
        return ours.value is None and ours.why == figure.reason
    return ours.value is not None and abs(ours.value - figure.value) <= figure.tolerance
