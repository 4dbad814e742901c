"""Any number of a pack: where it was seen, how sure it is, and what is worth a second look."""

from __future__ import annotations

from dataclasses import dataclass, fields

from pydantic import with_config

from tidlig.pack.fields import FORM, Typed, Year

GRADES = ("A", "B", "C", "D", "E")
STATUSES = ("read", "derived", "recalled", "calibrated", "judgement", "choice")
LAYERS = ("pack", "rules", "place", "scenario", "command")


@dataclass(frozen=True)
class _Called:
    """What has an id."""

    id: str


@with_config(FORM)
@dataclass(frozen=True)
class Tail:
    """What is written of a number: the columns of a table, the keys of a YAML file."""

    value: Typed
    low: Typed | None = None
    high: Typed | None = None
    dist: str = ""
    unit: str = ""
    price_year: Year | None = None
    source: str = ""
    grade: str = "E"
    status: str = ""
    skewed: str = ""
    note: str = ""


COLUMNS = tuple(each.name for each in fields(Tail))


@dataclass(frozen=True)
class Assumption(Tail, _Called):
    """One number of the pack, in the unit and price year of its source.

    ``factor`` moves money from ``price_year`` to the pack's price year (1 for everything else), by the price index
    ``index`` ("": the pack's first); the engine uses ``value * factor``.  ``layer`` says which layer set the value and
    ``reason`` why.  ``skewed``: why the value may lie outside the middle half of its own distribution; "" where it must
    not.
    """

    status: str = "judgement"  # where a file says none, that of the source
    file: str = ""
    line: int = 0
    layer: str = "pack"
    reason: str = ""
    factor: float = 1.0
    index: str = ""


@dataclass(frozen=True, slots=True)
class Warning:
    """A number that may be used but is worth a second look.

    ``kind`` ``outside``: changed to a value outside the range ``low``-``high`` that it had (None: open); ``far``: it
    had no range, and is now of another order of magnitude than ``low``, the value it had; ``skewed``:
    the value is outside ``low``-``high``, the middle half of its own ``dist``; ``capped``: an effect that would move
    ``low`` of its enrolled over a threshold where there are only ``high``, who are moved.
    """

    kind: str
    id: str
    value: float
    low: float | None
    high: float | None
    unit: str
    dist: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of a fitted number without the targets: median and 90 % interval on its unit's scale."""

    id: str
    value: float
    low: float
    high: float
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One row of ``sources.csv``: where a number was seen."""

    id: str
    quantity: str
    value: float | None
    unit: str
    year: str
    price_year: int | None
    geography: str
    publisher: str
    document: str
    url: str
    status: str
    note: str
