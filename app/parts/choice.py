"""What the reader has chosen: one frozen record, which the link and the scenario file both hold in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tidlig.assumptions.pack import Pack

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


@dataclass(frozen=True, slots=True)
class Choice:
    """Language, place, first plan year, programmes by kind, changes, the own programme, and whose tax rules hold."""

    language: str
    place: str
    start_year: int
    early: tuple[str, ...] = ()
    repair: tuple[str, ...] = ()
    changes: Mapping[str, float] = field(default_factory=dict)
    own: Own | None = None
    rules: int | None = None  # the pack's own

    def arms(self) -> dict[str, tuple[str, ...]]:
        """Return the arms that have programmes: the own one by itself, early, repair, and the last two together."""
        both = (*self.early, *self.repair) if self.early and self.repair else ()
        arms = {"own": (OWN,) if self.own else (), "early": self.early, "repair": self.repair, "both": both}
        return {arm: programmes for arm, programmes in arms.items() if programmes}

    def with_change(self, identifier: str, value: float | None) -> Choice:
        """Return the choice with one assumption changed, or given back its suggestion (None)."""
        others = {key: old for key, old in self.changes.items() if key != identifier}
        return replace(self, changes=others if value is None else others | {identifier: value})
