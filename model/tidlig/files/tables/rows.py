"""transitions, links, use, prices and split: rows with an address and a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.files.tables.address import columns, read_levels, read_targets, read_times, read_where
from tidlig.files.tables.numbers import Numbers
from tidlig.files.text.table import Cells
from tidlig.pack.number import COLUMNS
from tidlig.pack.rows import EXITS, Bracket, Link, Price, Split, Transition, Use
from tidlig.pack.structure import Cash, Structure
from tidlig.problems import Spot, did_you_mean

_Exit = tuple[str, str, tuple[str, ...], tuple[str, ...]]
_NO_EXIT: _Exit = ("", "", (), ("",))
CASH_PARTS = ("short", "long", "years")
MEASURES = ("hr", "rr", "or", "rr_not", "or_not")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows of the tables that carry numbers into records."""

    structure: Structure
    programmes: Iterable[str] | None  # None: not all could be read
    numbers: Numbers

    def columns(self, *own: str) -> list[str]:
        """Return the columns of a table: id, its own, the address and the tail."""
        return ["id", *own, *columns(self.structure), *COLUMNS]

    def transitions(self, cells: Cells) -> Iterable[Transition]:
        """Yield the base rows of a line, one for each level in ``to``."""
        id, own = self._number(cells, allowed=EXITS)
        process, factor, levels, targets = self._exit(cells, needed=True)
        where = read_where(cells, self.structure, self.programmes, factor, levels)
        ties, of_population = read_times(cells.get("times"), cells.spot), self._of(cells)
        if factor in where.levels:
            cells.spot.say(factor, "the process changes this factor", "write its levels in from")
        for to in targets:
            if to in levels:
                cells.spot.say("to", "'{level}' is also in from", "name another level in to", level=to)
            if id and process:
                yield Transition(id, where, ties, process, levels, to, of_population, own=own)

    def links(self, cells: Cells) -> Iterable[Link]:
        """Yield the ratios of a line, one for each level in ``to``."""
        id, own = self._number(cells, "ratio", ("ratio",))
        process, factor, levels, targets = self._exit(cells, needed=False)
        where = read_where(cells, self.structure, self.programmes, factor, levels)
        measure, base_risk = cells.get("measure") or "hr", cells.number("base_risk")
        check_measure(measure, MEASURES, base_risk, bool(cells.get("base_risk")), cells.spot, "")
        ties = read_times(cells.get("times"), cells.spot)
        for to in targets:
            if id and process:
                yield Link(id, where, ties, process, levels, to, measure, base_risk, own=own)

    def uses(self, cells: Cells) -> Iterable[Use]:
        """Yield the use of a line, per person-year or per transition."""
        (id, own), item = self._number(cells), self._item(cells)
        process, factor, levels, targets = _NO_EXIT
        if cells.get("process"):
            process, factor, levels, targets = self._exit(cells, needed=False)
        elif cells.get("from") or cells.get("to"):
            cells.spot.say("process", "is missing", "write the process of from and to, or leave them blank")
        where = read_where(cells, self.structure, self.programmes, factor, levels)
        ties = read_times(cells.get("times"), cells.spot)
        for to in targets:
            if id and item:
                yield Use(id, where, ties, item, process, levels, to, own=own)

    def prices(self, cells: Cells) -> Iterable[Price]:
        """Yield the price of a line."""
        (id, own), item = self._number(cells), self._item(cells)
        where = read_where(cells, self.structure, self.programmes)
        if id and item:
            yield Price(id, where, read_times(cells.get("times"), cells.spot), item, own=own)

    def splits(self, cells: Cells) -> Iterable[Split]:
        """Yield the leg of a line; ``rest`` instead of a number makes the legs add up."""
        rest = cells.get("value") == "rest"
        id, own = (self._claimed(cells), True) if rest else self._number(cells, "points")
        item, payer = self._item(cells), self._payer(cells)
        if item and self.structure.items[item].kind == "wellbeing":
            cells.spot.say("item", "'{item}' is wellbeing", "remove the line: wellbeing has no payers", item=item)
        where = read_where(cells, self.structure, ())
        if id and item:
            yield Split(id, where, read_times(cells.get("times"), cells.spot), item, payer, rest, own=own)

    def brackets(self, cells: Cells) -> Iterable[Bracket]:
        """Yield the bracket of a line."""
        (id, own), item = self._number(cells, "share", ("share",)), self._item(cells)
        where = read_where(cells, self.structure, ())
        if item and not self.structure.items[item].schedule:
            hint = "write schedule: [items] for it in pack.yaml"
            cells.spot.say("item", "'{item}' has no schedule", hint, item=item)
        elif id and item:
            yield Bracket(id, where, read_times(cells.get("times"), cells.spot), item, cells.get("above"), own=own)

    def cash(self, cells: Cells) -> Cash:
        """Return what a payer can release of its saving on an item; notes what is wrong with the line."""
        short = cells.identifier("short") if cells.get("short") else ""
        cash = Cash(self._item(cells), self._payer(cells), short, cells.identifier("long"), cells.identifier("years"))
        for part in CASH_PARTS:
            if name := getattr(cash, part):
                unit = "years" if part == "years" else "share"
                self.numbers.known(name, part, cells.spot, unit)
                self.numbers.expect(name, unit, part, cells.spot)
        return cash

    def _payer(self, cells: Cells) -> str:
        """Return a row's payer; "" after noting that it does not exist."""
        payer = cells.get("payer")
        if payer in self.structure.payers:
            return payer
        what = "unknown payer '{name}'" if payer else "is missing"
        cells.spot.say("payer", what, did_you_mean(payer, self.structure.payers), name=payer)
        return ""

    def _number(self, cells: Cells, unit: str = "", allowed: tuple[str, ...] = ()) -> tuple[str, bool]:
        """Return a row's id, and whether it has a number of its own; a row with ties may leave the value blank."""
        if cells.get("value") or not cells.get("times"):
            return self.numbers.add(cells, unit, allowed), True
        for column in COLUMNS:
            if cells.get(column) and column != "note":
                cells.spot.say(column, "belongs to a value, and the row has none", "leave it blank, or write the value")
                break
        return self._claimed(cells), False

    def _claimed(self, cells: Cells) -> str:
        id = cells.identifier("id")
        return id if id and self.numbers.claim(id, cells.spot) else ""

    def _exit(self, cells: Cells, needed: bool) -> _Exit:
        """Return a row's process, its factor, ``from`` and ``to``; blanks after noting an unknown process."""
        name = cells.get("process")
        process = self.structure.process(name)
        if process is None:
            what = "unknown process '{name}'" if name else "is missing"
            cells.spot.say("process", what, did_you_mean(name, self.structure.process_ids), name=name)
            return "", "", (), ()
        levels = read_levels(cells, "from", self.structure, process.factor)
        return name, process.factor or "", levels, read_targets(cells, self.structure, process.factor, needed)

    def _item(self, cells: Cells) -> str:
        """Return a row's item; "" after noting that it does not exist."""
        name = cells.get("item")
        if name in self.structure.items:
            return name
        what = "unknown item '{name}'" if name else "is missing"
        cells.spot.say("item", what, did_you_mean(name, self.structure.items), name=name)
        return ""

    def _of(self, cells: Cells) -> bool:
        """Tell whether a row is a rate of the whole population."""
        text = cells.get("of")
        if text not in ("", "population"):
            cells.spot.say("of", "'{text}' is not known here", "write population or leave it blank", text=text)
        return text == "population"


def check_measure(
    measure: str, known: tuple[str, ...], base_risk: float | None, given: bool, spot: Spot, field: str
) -> None:
    """Note an unknown measure, and a base risk that is missing or impossible."""
    prefix = f"{field}." if field else ""
    if measure not in known:
        what, hint = "unknown measure '{name}'", "write one of {names}"
        spot.say(f"{prefix}measure", what, hint, name=measure, names=known)
    elif base_risk is None and not given and measure != "hr":
        hint = "write the base risk of the source; {measure} needs it"
        spot.say(f"{prefix}base_risk", "is missing", hint, measure=measure)
    elif base_risk is not None and not 0.0 < base_risk < 1.0:
        what, hint = "{risk} is not between 0 and 1", "write the source's risk as a share"
        spot.say(f"{prefix}base_risk", what, hint, risk=base_risk)
