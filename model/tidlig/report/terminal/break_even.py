"""A break-even."""

from __future__ import annotations

from tidlig.pack.pack import Pack
from tidlig.report.terminal.rows import figure
from tidlig.report.terminal.screen import terminal
from tidlig.report.words.messages import Names, catalogue
from tidlig.result.break_even import BreakEven

NONE = {
    "always_gain": "gains at every value",
    "always_loss": "loses at every value",
    "no_change": "is not affected by it",
}


def show_break_even(pack: Pack, result: BreakEven) -> None:
    """The value at which a payer breaks even, beside the pack's own."""
    within = f" within {result.years} years of the first outlay" if result.years else " over the life course"
    unit, value = result.found.unit, result.found.value
    who = Names(pack.labels, catalogue("en", pack.currency)).payer(result.payer)
    low, high, base = (figure(each) for each in (result.low, result.high, result.base))
    searched = f"searched from {low} to {high}; the pack has {base} {unit}"
    if value is None:
        said = NONE[str(result.found.why)]
        terminal().print(f"{result.assumption}: no break-even, {who} {said}{within} ({searched})")
    else:
        terminal().print(f"{result.assumption}: {who} breaks even{within} at {figure(value)} {unit} ({searched})")
