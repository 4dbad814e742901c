"""A pack's assumptions by grade and status, and the model against what is observed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tidlig.pack.pack import Pack
from tidlig.report.catalogue.listings import label
from tidlig.report.terminal.rows import print_rows
from tidlig.report.terminal.screen import terminal
from tidlig.report.terminal.warnings import show_warnings
from tidlig.report.trust.fit import fitted, met, missed
from tidlig.report.words.numbers import plain


def show_summary(pack: Pack, document: dict[str, Any]) -> None:
    """A pack's assumptions by grade and status, and model against observed."""
    assumptions = document["assumptions"]
    grades = ", ".join(f"{grade} {n}" for grade, n in assumptions["by_grade"].items())
    statuses = ", ".join(f"{status} {n}" for status, n in assumptions["by_status"].items())
    terminal().print(
        f"pack {pack.id}, {document['path']}, digest {pack.digest[:12]}: no problems\n"
        f"{assumptions['total']} assumptions by grade: {grades}; by status: {statuses}"
    )
    show_warnings(pack, pack.warnings)
    targets = {target.id: target for target in pack.targets}
    rows = [
        [
            t["id"],
            label(pack, t["id"], "en"),
            plain(t["observed"], ",.6g"),
            plain(t["model"], ",.6g"),
            plain(t["tolerance"], ",.3g"),
            plain(t["misfit"], "+.1f") if t["ok"] else f"{plain(t['misfit'], '+.1f')} NO",
            "yes" if t["fit"] == "yes" else t["fit"],
            f"{targets[t['id']].source or 'no source'} ({targets[t['id']].grade})",
        ]
        for t in document["targets"]
    ]
    if rows:
        columns = ["target", "", "observed", "model", "tolerance", "off, in tolerances", "fitted", "source"]
        print_rows("Model against observed", columns, rows, 2)
        show_misfits(pack, document)
    _show_left_out(document["left_out"])
    _show_exits(document["exits"])
    _show_moves(document["moves"])
    _show_observed(document["observed"])


def show_misfits(pack: Pack, document: dict[str, Any]) -> None:
    """How many fitted targets the model meets; those it does not, and those only compared, with the pack's reason."""
    chosen = fitted(document["targets"])
    near, nearly = (met(chosen, within) for within in (1.0, 2.0))
    terminal().print(f"{near} of {len(chosen)} fitted targets within one tolerance, {nearly} within two")
    notes = {target.id: target.note for target in pack.targets}
    off = missed(document["targets"])
    rows = [[t["id"], plain(t["misfit"], "+.1f"), t["fit"], notes[t["id"]]] for t in off]
    if rows:
        print_rows("Not met", ["target", "off, in tolerances", "fitted", "what the pack says of it"], rows)


def _show_left_out(left_out: list[dict[str, Any]]) -> None:
    """Note the levels without a row, where nothing is counted."""
    rows = [[each["table"], each["item"], each["factor"], ", ".join(each["levels"])] for each in left_out]
    if rows:
        print_rows("Levels without a row: nothing is counted there", ["table", "item", "factor", "levels"], rows)


def _show_exits(exits: list[dict[str, Any]]) -> None:
    rows = [[e["process"], e["level"], str(e["age"]), plain(e["total"], ".3f")] for e in exits]
    if rows:
        columns = ["process", "level", "age", "exits together"]
        title = "Levels that more than half leave in a year: draws whose exits reach 1 cannot be run"
        print_rows(title, columns, rows, 2)


def _show_moves(moves: list[dict[str, Any]]) -> None:
    said = {"far_from_source": "far from the source", "saturated": "nearly all are above it: little can move"}
    rows = [
        [
            m["effect"],
            m["level"],
            "" if m["published"] is None else plain(m["published"], ".2f"),
            plain(m["model"], ".2f"),
            "; ".join(said[warning] for warning in m["warnings"]),
        ]
        for m in moves
    ]
    if rows:
        columns = ["effect", "at or above", "source", "model", "warning"]
        print_rows("Share of the enrolled at or above a threshold just before an effect moves them", columns, rows, 2)


def _show_observed(observed: list[dict[str, Any]]) -> None:
    rows = [
        [
            o["effect"],
            observed_what(o["what"], o["levels"], o["years"]),
            plain(o["published"], ".3f"),
            plain(o["model"], ".3f"),
            "more than a quarter off" if o["off"] else "",
        ]
        for o in observed
    ]
    if rows:
        columns = ["effect", "seen", "source", "model", "warning"]
        print_rows("What studies saw later, beside the model, each effect as in its study", columns, rows, 2)


def observed_what(what: str, levels: Sequence[str], years: Sequence[float]) -> str:
    """What a study saw of an effect, in words."""
    first, last = years
    when = f"years {first:g}–{last:g}" if first != last else f"after {first:g} year{'s' * (first != 1)}"
    return f"share of it left {when}" if what == "left" else f"more in {', '.join(levels)}, {when}"
