"""All numbers of a pack while it is read: each id once, each number checked on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tidlig.files.documents.programme import UNITS, Read
from tidlig.files.tables import tail
from tidlig.files.text.document import Part
from tidlig.files.text.table import Cells
from tidlig.pack import units
from tidlig.pack.change import changed, check_change, moved
from tidlig.pack.number import Assumption, Source
from tidlig.pack.prices import Index, in_price_year
from tidlig.pack.structure import Structure
from tidlig.problems import Column, Problems, Says, Spot, did_you_mean


@dataclass(slots=True)
class Numbers:
    """Numbers by id as written, and where each id stands.

    ``sources`` and ``deflators`` are None where their file could not be read; ``complete`` is false where
    another file could not: then an unknown id may be a mistake told already.
    """

    structure: Structure
    sources: Mapping[str, Source] | None = None
    deflators: Mapping[str, Index] | None = None
    complete: bool = True
    by_id: dict[str, Assumption] = field(default_factory=dict)
    lines: dict[str, Spot] = field(default_factory=dict)
    says: dict[str, Says] = field(default_factory=dict)
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unclear: set[str] = field(
        default_factory=set
    )  # ids whose own row is wrong: what a layer says of them is not judged
    parts: dict[str, str] = field(default_factory=dict)  # id of a programme's number -> the unit it must have

    def claim(self, id: str, spot: Spot) -> bool:
        """Take an id; notes and returns False if another line has it."""
        if id in self.lines:
            other = self.lines[id]
            what = "'{id}' is already the id of {file}:{line}"
            spot.say("id", what, "give it another id", id=id, file=other.file, line=other.line)
            self.unclear.add(id)
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
            self.unclear.add(id)
            return ""
        self.by_id[id] = number
        self.allowed[id] = allowed
        return id

    def add_programme(self, read: Read) -> None:
        """Take the numbers of a programme."""
        self.parts[read.programme.cost] = units.MONEY
        self.parts |= {effect.id: UNITS.get(effect.measure, "ratio") for effect in read.programme.effects}
        for id, number in read.numbers.items():
            if self.claim(id, read.at(read.paths[id])):
                self.by_id[id] = number
                self.says[id] = Part(read.at, read.paths[id])

    def known(self, name: str, field: str, says: Says, unit: str = "") -> None:
        """Note an id that no number has; the hint names only numbers in ``unit``."""
        if name not in self.lines and self.complete:
            fit = [id for id, number in self.by_id.items() if units.same(number.unit, unit)] if unit else self.lines
            says.say(field, "unknown id '{name}'", did_you_mean(name, fit), name=name)

    def has_own(self, name: str, field: str, says: Says) -> None:
        """Note the id of a row that is worked out from other numbers."""
        if name in self.lines and name not in self.by_id and name not in self.unclear:
            other = self.lines[name]
            what, hint = "'{id}' has no number of its own", "see {file}:{line}"
            says.say(field, what, hint, id=name, file=other.file, line=other.line)

    def expect(self, name: str, unit: str, field: str, says: Says) -> None:
        """Note a number with another unit than the one that fits a place that names it."""
        if name in self.by_id and not units.same(self.by_id[name].unit, unit):
            says.say(field, "'{name}' is not in {unit}", "name a number with unit {unit}", name=name, unit=unit)

    def fits(self, name: str, fit: tuple[str, ...], field: str, says: Says) -> None:
        """Note a number whose kind of unit is none of those that fit a place that names it."""
        given, own = self.by_id[name].unit if name in self.by_id else "", self.structure.currency
        if units.of(given).kind in ("", *fit) or units.currency_of(given) not in ("", own):
            return  # another currency is told at the number
        unit = f"{own}/year" if fit[0] == units.MONEY else fit[0]
        says.say(field, "'{name}' is not in {unit}", "name a number with unit {unit}", name=name, unit=unit)

    def checked(self) -> dict[str, Assumption]:
        """Return all numbers with status and price factor; notes what is wrong with each on its own.

        A part of a programme in another unit than it must have is told at the programme, and alone.
        """
        numbers = {}
        for id, number in self.by_id.items():
            says = self.says.get(id) or self.lines[id]
            allowed, told = self.allowed.get(id), len(self.lines[id].problems.found)
            part = self.parts.get(id, "")
            negative = part == units.MONEY and number.value < 0.0  # told at the programme
            if allowed and number.unit and number.unit not in allowed:
                hint = "write one of {units}" if len(allowed) > 1 else "write {units}"
                says.say("unit", "'{unit}' does not fit here", hint, unit=number.unit, units=allowed)
            elif not negative and (not number.unit or part in ("", number.unit, units.of(number.unit).kind)):
                number = self._checked(number, says)
            if len(self.lines[id].problems.found) > told:
                self.unclear.add(id)
            numbers[id] = number
        return numbers

    def differing(self, cells: Cells, layer: str) -> Assumption | None:
        """Return what a layer of files says of one number, over the pack's; None after noting why it cannot be used."""
        id = cells.identifier("id")
        if id:
            self.known(id, "id", cells.spot)
        base = self.by_id.get(id)
        given = tail.from_cells(cells, id, base.unit if base else "")
        self.has_own(id, "id", cells.spot)
        if given is None or base is None:
            return None
        base = self._yearly(base)
        if id in self.unclear:
            return None
        check_change(base, given, cells.spot)
        return self._checked(replace(changed(base, given), layer=layer), cells.spot)

    def of_place(self, cells: Cells, id: str) -> Assumption | None:
        """Return a number of the pack with the value of a cell; None for a blank or what is wrong (noted).

        A cell may name another number of the pack: its value, interval and distribution are then those of that number.
        """
        base, text = self._yearly(self.by_id[id]), cells.get(id)
        if text in self.by_id and not text[0].isdigit():
            self.expect(text, base.unit, id, cells.spot)
            number = _like(base, self.by_id[text])
        elif (value := cells.within(id, base.unit)) is not None:
            number = moved(base, value)
        else:
            return None
        if id in self.unclear:
            return None
        number = replace(number, file=cells.spot.file, line=cells.spot.line, layer="place")
        check_change(base, number, Column(cells.spot, id))
        return self._checked(number, Spot(Problems(), cells.spot.file))  # the rest is its own row's, and told there

    def _yearly(self, number: Assumption) -> Assumption:
        """Return a rate of discount or growth in its own unit."""
        if number.unit == "rate" and number.id in self.structure.yearly_rates:
            return replace(number, unit="yearly_rate")
        return number

    def _checked(self, number: Assumption, says: Says) -> Assumption:
        number = self._yearly(number)
        if number.id in self.structure.yearly_rates and units.is_unit(number.unit) and number.unit != "yearly_rate":
            what = "'{unit}' is not the unit of a rate of discount or growth"
            says.say("unit", what, "write yearly_rate", unit=number.unit)
        number = replace(number, status=tail.status_of(number.status, number.source, self.sources or {}))
        tail.check_number(number, self.structure.currency, says)
        tail.check_evidence(number, self.sources, says)
        if self.deflators is None:
            return number
        return in_price_year(number, self.structure.price_year, self.deflators, says)


def _like(base: Assumption, named: Assumption) -> Assumption:
    """Return a number that is another: its value, interval and distribution, and a note that names it."""
    figures = {key: getattr(named, key) for key in ("value", "low", "high", "dist", "price_year", "skewed")}
    return replace(base, note=named.id, **figures)
