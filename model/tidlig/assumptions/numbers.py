"""All numbers of a pack while it is read: each id once, each number checked on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tidlig.assumptions import tail
from tidlig.assumptions.change import changed
from tidlig.assumptions.document import Part
from tidlig.assumptions.pack import Assumption, Source
from tidlig.assumptions.prices import in_price_year
from tidlig.assumptions.problems import Says, Spot, did_you_mean
from tidlig.assumptions.programme import Read
from tidlig.assumptions.structure import Structure
from tidlig.assumptions.table import Cells


@dataclass(slots=True)
class Numbers:
    """Numbers by id as written, and where each id stands.

    ``sources`` and ``deflators`` are None where their file could not be read; ``complete`` is false where
    another file could not: then an unknown id may be a mistake told already.
    """

    structure: Structure
    sources: Mapping[str, Source] | None = None
    deflators: Mapping[int, float] | None = None
    complete: bool = True
    by_id: dict[str, Assumption] = field(default_factory=dict)
    lines: dict[str, Spot] = field(default_factory=dict)
    says: dict[str, Says] = field(default_factory=dict)
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def claim(self, id: str, spot: Spot) -> bool:
        """Take an id; notes and returns False if another line has it."""
        if id in self.lines:
            other = self.lines[id]
            spot.say("id", f"'{id}' is already the id of {other.file}:{other.line}", "give it another id")
            return False
        self.lines[id] = spot
        return True

    def add(self, cells: Cells, unit: str = "", allowed: tuple[str, ...] = ()) -> str:
        """Read id and number of a row; returns the id, "" if the row cannot be used.

        ``unit`` stands for a blank cell; ``allowed``: the units that fit the table (empty: any).
        """
        id = cells.identifier("id")
        self.complete = self.complete and bool(id)
        if not id or not self.claim(id, cells.spot):
            return ""
        number = tail.from_cells(cells, id, unit)
        if number is None:
            return ""
        self.by_id[id] = number
        self.allowed[id] = allowed
        return id

    def add_programme(self, read: Read) -> None:
        """Take the numbers of a programme."""
        for id, number in read.numbers.items():
            if self.claim(id, read.at(read.paths[id])):
                self.by_id[id] = number
                self.says[id] = Part(read.at, read.paths[id])

    def known(self, name: str, field: str, says: Says) -> None:
        """Note an id that no number has."""
        if name not in self.lines and self.complete:
            says.say(field, f"unknown id '{name}'", did_you_mean(name, self.lines))

    def expect(self, name: str, unit: str, field: str, says: Says) -> None:
        """Note a number with another unit than the one that fits a place that names it."""
        if name in self.by_id and self.by_id[name].unit != unit:
            says.say(field, f"'{name}' is not in {unit}", f"name a number with unit {unit}")

    def checked(self) -> dict[str, Assumption]:
        """Return all numbers with status and price factor; notes what is wrong with each on its own."""
        numbers = {}
        for id, number in self.by_id.items():
            says = self.says.get(id) or self.lines[id]
            numbers[id] = self._checked(number, says)
            allowed = self.allowed.get(id)
            if allowed and number.unit and number.unit not in allowed:
                says.say("unit", f"'{number.unit}' does not fit here", f"write {' or '.join(allowed)}")
        return numbers

    def differing(self, cells: Cells, layer: str) -> Assumption | None:
        """Return what a layer of files says of one number, over the pack's; None after noting why it cannot be used."""
        id = cells.identifier("id")
        if id:
            self.known(id, "id", cells.spot)
        given = tail.from_cells(cells, id)
        if id in self.lines and id not in self.by_id:
            other = self.lines[id]
            cells.spot.say("id", f"'{id}' has no number of its own", f"see {other.file}:{other.line}")
        if given is None or id not in self.by_id:
            return None
        return self._checked(replace(changed(self.by_id[id], given), layer=layer), cells.spot)

    def _checked(self, number: Assumption, says: Says) -> Assumption:
        number = replace(number, status=tail.status_of(number.status, number.source, self.sources or {}))
        tail.check_number(number, self.structure.currency, says)
        tail.check_evidence(number, self.sources, says)
        if self.deflators is None:
            return number
        return in_price_year(number, self.structure.price_year, self.deflators, says)
