"""Other people's published results beside ours: every figure of every case, with the perspective it was taken from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from tidlig.analysis.published.case_ledger import CaseLedger
from tidlig.analysis.published.case_run import CaseRun
from tidlig.cases.case import Case, Published
from tidlig.problems import did_you_mean, first_problem
from tidlig.result.figure import Figure

BREAK_EVEN = "break_even."
STANDINGS = COMPUTED, IDENTITY, NOT_REPRODUCED = "computed", "identity", "not_reproduced"
WRONG = "wrong"
NOT_GIVEN = Figure(None, why="inputs_not_given")


def published_rows(cases: Iterable[Case]) -> list[dict[str, Any]]:
    """One row a published figure, ours computed now.

    Keys: ``case``, ``title``, ``row``, ``arm``, ``figure`` (its path), ``says`` (what it is, by language), ``theirs``
    (a number, or the text printed instead), ``ours`` (None with a reason in ``why``), ``difference`` (ours less
    theirs, None where either is no number), ``tolerance`` (absolute), ``unit`` and ``money`` (currency and price year),
    ``ok`` (the two agree), ``standing``, ``not_reproduced`` (why, by language; empty elsewhere), ``perspective``
    (public, society, municipality), ``country``, ``source``, ``url``, ``note``.  ``standing``: ``computed`` from the
    source's inputs; ``identity``, a stated input or a sum or product of such; ``not_reproduced``, shown and never
    counted as agreeing.  Raises AssumptionError for a figure that is not one of ours.
    """
    rows = []
    for case in cases:
        ours = _answers(case)
        rows += [_row(case, figure, ours(figure)) for figure in case.figures]
    return rows


def as_claimed(row: Mapping[str, Any]) -> bool:
    """Whether ours agrees with theirs, or does not where the case says that it is not reproduced."""
    return bool(row["ok"]) is not (row["standing"] == NOT_REPRODUCED)


def tally(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many figures stand as each of STANDINGS, and how many are ``wrong``: not as their case claims."""
    counts = dict.fromkeys((*STANDINGS, WRONG), 0)
    for row in rows:
        counts[row["standing"] if as_claimed(row) else WRONG] += 1
    return counts


def _answers(case: Case) -> Callable[[Published], Figure]:
    """The function that finds our value of a figure of a case."""
    if case.pack is None or case.scenario is None:
        return lambda figure: _of_lines(case, figure)
    result = CaseRun(case, case.pack, case.scenario)
    return lambda figure: _of_run(case, result, figure)


def _of_lines(case: Case, figure: Published) -> Figure:
    ours = _in_arm(case, figure, figure.arm)
    if not figure.less_arm or ours.value is None:
        return ours
    other = _in_arm(case, figure, figure.less_arm)
    return other if other.value is None else Figure(ours.value - other.value)


def _in_arm(case: Case, figure: Published, arm: str) -> Figure:
    ledger = CaseLedger(case, arm)
    if figure.lines:
        return ledger.worth(figure.lines, figure.less)
    return _find(case, figure, ledger.figures()) if figure.path else NOT_GIVEN


def _of_run(case: Case, result: CaseRun, figure: Published) -> Figure:
    if figure.lines:
        _known(case, figure, "arm", figure.arm, result.scenario.arms)
        for line in (*figure.lines, *figure.less):
            _known(case, figure, "lines", line, result.items(figure.arm))
        return result.worth(figure.arm, figure.lines, figure.less)
    if not figure.path:
        return NOT_GIVEN
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
        place, hint = f"figures.{field}", did_you_mean(name, known)
        raise first_problem(case.file, place, "unknown name '{name}'", hint, figure.line, name=name)


def _row(case: Case, figure: Published, ours: Figure) -> dict[str, Any]:
    return {
        "case": case.id,
        "title": dict(case.title),
        "row": case.row,
        "arm": figure.arm,
        "figure": figure.path or " + ".join(figure.lines) or figure.says["en"],
        "says": dict(figure.says),
        "theirs": figure.value,
        "ours": ours.value,
        "why": ours.why,
        "difference": None if ours.value is None or isinstance(figure.value, str) else ours.value - figure.value,
        "tolerance": figure.tolerance,
        "unit": figure.unit,
        "money": case.money,
        "ok": _agrees(figure, ours),
        "standing": NOT_REPRODUCED if figure.not_reproduced else IDENTITY if figure.stated else COMPUTED,
        "not_reproduced": dict(figure.not_reproduced),
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
