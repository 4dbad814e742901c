"""The table of units for docs/reference/pack-format.md."""

from __future__ import annotations

from tools.doc_tables.text import table

from tidlig.pack.units import COUNT, MONEY, UNITS, Unit, written

_WRITTEN = {MONEY: "`CUR/...`", COUNT: "`thing/year`"}
_SCALES = {"logit": "log-odds", "log": "logarithm", "identity": "the number itself"}


def units() -> str:
    """What each unit allows at every door."""
    columns = [
        "unit",
        "means",
        "lowest",
        "highest",
        "in per cent",
        "whole",
        "1.234 may be 1234",
        "interval on the scale",
    ]
    return table(columns, [_row(unit) for unit in UNITS.values()])


def _row(unit: Unit) -> list[str]:
    def said(holds: bool) -> str:
        return "yes" if holds else ""

    return [
        _WRITTEN.get(unit.kind, f"`{unit.kind}`"),
        unit.called,
        *(written(end, "").replace("-", "\u2212") for end in (unit.low, unit.high)),
        said(unit.percent),
        said(unit.whole),
        said(unit.thousands),
        _SCALES[unit.scale],
    ]
