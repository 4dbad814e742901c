"""A break-even."""

from __future__ import annotations

from typing import Any

from tidlig.pack.pack import Pack
from tidlig.report.catalogue.listings import label
from tidlig.report.terminal.rows import figure
from tidlig.report.terminal.screen import terminal


def show_break_even(pack: Pack, result: dict[str, Any]) -> None:
    """The value at which a payer breaks even, beside the pack's own."""
    within = f" within {result['years']} years of the first outlay" if result["years"] else " over the life course"
    who = label(pack, result["payer"], "en")
    unit = result["unit"]
    low, high, base = (figure(result[key]) for key in ("low", "high", "base"))
    searched = f"searched from {low} to {high}; the pack has {base} {unit}"
    if result["value"] is None:
        said = {
            "always_gain": "gains at every value",
            "always_loss": "loses at every value",
            "no_change": "is not affected by it",
        }[result["why"]]
        terminal().print(f"{result['assumption']}: no break-even, {who} {said}{within} ({searched})")
    else:
        terminal().print(
            f"{result['assumption']}: {who} breaks even{within} at {figure(result['value'])} {unit} ({searched})"
        )
