"""What the reader has chosen: one frozen record, which the link and the scenario file both hold in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tidlig.pack.pack import Pack

OLDEST = 29  # years: an own programme is for children and youth
OWN = "own_programme"  # id of the reader's own programme


@dataclass(frozen=True, slots=True)
class Own:
    """The reader's own programme: what it is called, costs [money per participant] and reaches [share]."""

    name: str
    cost: float
    reach: float
    age_from: int
    age_to: int
    group: str
    aim: str


def cost_unit(pack: Pack) -> str:
    """Return the unit of an own programme's cost."""
    return f"{pack.currency}/participant"


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A scenario file as a person wrote it: its text, and what the page read in it.

    ``read``: the choice it stands for; ``arms``: the page's arm by the file's name of it; ``own``: the file's id of the
    own programme.
    """

    text: str
    read: Choice
    arms: Mapping[str, str]
    own: str = OWN


@dataclass(frozen=True, slots=True)
class Choice:
    """Language, place, first plan year, programmes by kind, changes, the own programme, and whose tax rules hold.

    ``written`` is the file the choice came from, if any: what the page does not show, it gives back from there.
    """

    language: str
    place: str
    start_year: int
    early: tuple[str, ...] = ()
    repair: tuple[str, ...] = ()
    changes: Mapping[str, float] = field(default_factory=dict)
    own: Own | None = None
    rules: int | None = None  # the pack's own
    written: Written | None = field(default=None, compare=False)  # no part of the calculation

    @property
    def own_id(self) -> str:
        """Id of the own programme: the file's as long as it is the file's programme, else the page's."""
        written = self.written.read.own if self.written else None
        if self.written is None or self.own is None or written is None:
            return OWN
        return self.written.own if replace(self.own, name=written.name) == written else OWN

    def arms(self) -> dict[str, tuple[str, ...]]:
        """Return the arms that have programmes: the own one by itself, early, repair, and the last two together."""
        both = (*self.early, *self.repair) if self.early and self.repair else ()
        arms = {"own": (self.own_id,) if self.own else (), "early": self.early, "repair": self.repair, "both": both}
        return {arm: programmes for arm, programmes in arms.items() if programmes}

    def with_change(self, identifier: str, value: float | None) -> Choice:
        """Return the choice with one assumption changed, or given back its suggestion (None)."""
        others = {key: old for key, old in self.changes.items() if key != identifier}
        return replace(self, changes=others if value is None else others | {identifier: value})
