"""One folder of files into one frozen pack, or every problem in it at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from tidlig.files.check import needed
from tidlig.files.check.chains import check_chains
from tidlig.files.check.cover import check_cover, check_rests, ties_of
from tidlig.files.check.domain import check_domains
from tidlig.files.check.powers import check_powers
from tidlig.files.check.programme import check_programme
from tidlig.files.check.structure import check_structure
from tidlig.files.check.sums import check_sums
from tidlig.files.check.warnings import warnings_of
from tidlig.files.documents.named import Names
from tidlig.files.documents.programme import Read, read_programme
from tidlig.files.documents.structure import read_structure
from tidlig.files.tables import lists as tables
from tidlig.files.tables.areas import account_hint, read_areas, read_own_areas
from tidlig.files.tables.calibration import read_ensemble, read_priors
from tidlig.files.tables.classes import of_classes, read_classes
from tidlig.files.tables.deflators import read_deflators
from tidlig.files.tables.indexed import give_indices, of_items, of_posts
from tidlig.files.tables.numbers import Numbers
from tidlig.files.tables.places import read_places, with_names
from tidlig.files.tables.posts import check_posts, read_posts
from tidlig.files.tables.rows import CASH_PARTS, Reader
from tidlig.files.text.document import Document, Keys
from tidlig.files.text.folder import Folder
from tidlig.files.text.table import Cells
from tidlig.files.write.commit import consistent
from tidlig.pack import units
from tidlig.pack.digest import digest_of
from tidlig.pack.number import COLUMNS, Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.rows import Bracket, Link, Price, Row, Split, Transition, Use
from tidlig.pack.structure import Cash, Structure
from tidlig.pack.target import Target
from tidlig.problems import Problems, Spot, first_problem

SHARES, RATIOS = ("share", "probability"), ("share", "ratio")  # what may be a causal share, and the cost of taxes
TIED = tuple(kind for kind in ("ratio", *units.UNITS) if kind != units.MONEY)  # an amount multiplies no other number
LANGUAGES = ["nb", "nn", "en", "da"]
T = TypeVar("T", bound=Row)


def read_pack(folder: Path) -> Pack:
    """Return the pack in ``folder``; raises AssumptionError with every problem in its files.

    A mistake in the ages, factors or processes of pack.yaml is told alone: nothing else can be read without them.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise first_problem(folder.name, "", "the pack's folder is missing", "write the name or path of a pack")
    return consistent(folder, lambda: read_held(folder))


def read_held(folder: Path) -> Pack:
    """Return the pack in a folder that nobody else writes meanwhile; raises AssumptionError as :func:`read_pack`."""
    problems = Problems()
    files = Folder(folder, problems)
    document = files.document(folder / "pack.yaml")
    both = read_structure(document) if document else None
    if document is None or both is None or not check_structure(*both, document):
        raise problems.error()
    pack = _Reading(files, both[1], document).pack()
    if not problems.found:
        check_sums(pack, problems)
        check_domains(pack, problems)
        check_powers(pack, problems)
    problems.raise_any()
    return replace(pack, digest=digest_of(pack), warnings=warnings_of(pack.numbers.values()))


class _Rows(NamedTuple):
    """The rows of all tables with numbers."""

    transitions: tuple[Transition, ...]
    links: tuple[Link, ...]
    uses: tuple[Use, ...]
    prices: tuple[Price, ...]
    splits: tuple[Split, ...]
    brackets: tuple[Bracket, ...]


class _Reading:
    """Reads the tables and programmes of one folder, once its structure is known."""

    def __init__(self, files: Folder, structure: Structure, document: Document) -> None:
        self.files, self.structure, self.document = files, structure, document
        self.numbers = Numbers(structure)
        self.programmes: dict[str, Read] = {}

    def pack(self) -> Pack:
        """Return the pack; what is wrong in it is noted."""
        self.files.check_names()
        needed.check_declared(self.files, self.structure)
        self.numbers.complete = not self.files.unread
        sources = tables.read_sources(self.files.table("sources.csv", tables.SOURCE_COLUMNS, ["id"]))
        deflators = read_deflators(self.files)
        self._read_programmes()
        rows = self._read_rows()
        self.posts = read_posts(self.files)
        programmes = {id: read.programme for id, read in self.programmes.items()}
        needed.check_read(self.files, self.structure, rows.prices, self.numbers.by_id, programmes.values())
        self.numbers.sources = None if self.files.flawed("sources.csv", "id") else sources
        self.numbers.deflators = None if self.files.flawed("deflators.csv") else deflators
        self.numbers.complete = self.numbers.complete and not self.files.unread
        targets = self._targets()
        needed.check_rest(self.files, self.structure, programmes.values(), targets)
        areas = read_areas(self.files)
        self._check_ids(rows, areas)
        named = of_items(self.structure.items, rows.prices, rows.brackets, self.document)
        give_indices([*named, *of_posts(self.posts, self.files.problems)], self.numbers)
        self._check_names()
        structure, checked = self.structure, self.numbers.checked()
        known, tabled = read_places(self.files, self.numbers)
        files = self._overlays("places", "place")
        classes = read_classes(self.files, self.numbers, known)
        tabled = {id: of_classes(known[id], classes) | own for id, own in tabled.items()}
        places = {id: {**tabled.get(id, {}), **files.get(id, {})} for id in sorted({*tabled, *files})}
        labels = with_names(self._labels(), known, LANGUAGES)
        counted = self._table("residents.csv", "place", "year", "age", "residents")
        residents = tables.read_residents(counted, "residents.csv" not in self.files.unread)
        if not self.files.flawed("residents.csv"):
            self._check_residents(targets, residents)
        return Pack(
            **{each.name: getattr(structure, each.name) for each in fields(structure)},
            numbers=checked,
            transitions=rows.transitions,
            links=rows.links,
            uses=rows.uses,
            prices=rows.prices,
            splits=rows.splits,
            brackets=rows.brackets,
            cash=self.cash,
            programmes=programmes,
            targets=targets,
            sources=sources,
            deflators=deflators,
            labels=labels,
            places=places,
            rules=self._rules(),
            residents=residents,
            priors=read_priors(self.files, checked, self.numbers),
            ensemble=read_ensemble(self.files, checked, self.numbers),
            areas=areas or {},
            own_areas=read_own_areas(
                self.files, areas, labels, None if self.files.unread else {*places, *(place for place, _ in residents)}
            ),
            posts=self.posts,
            known_places=known,
            path=str(self.files.path.resolve()),
        )

    def _labels(self) -> dict[str, dict[str, str]]:
        """Return the texts of every id by language."""
        return tables.read_labels(self.files.table("labels.csv", ["id", *LANGUAGES], ["id"]), LANGUAGES)

    def _table(self, name: str, *columns: str) -> list[Cells]:
        """Return the rows of a table that needs all its columns."""
        return self.files.table(name, list(columns), list(columns))

    def _read_programmes(self) -> None:
        """Read the programmes; notes ids that stand twice."""
        for document in self.files.programmes():
            read = read_programme(document)
            if read is None:
                self.files.unread.add(document.spot.file)
            elif read.programme.id in self.programmes:
                other = self.programmes[read.programme.id].programme.file
                what = "'{id}' is already the id of {file}"
                document.say(("id",), what, "give it another id", id=read.programme.id, file=other)
            else:
                self.programmes[read.programme.id] = read
                self.numbers.add_programme(read)

    def _read_rows(self) -> _Rows:
        """Return the rows of all tables with numbers."""
        for cells in self.files.table("numbers.csv", ["id", *COLUMNS], ["id", "value"]):
            self.numbers.add(cells)
        broken = any("/programmes/" in name for name in self.files.unread)
        reader = self.reader = Reader(self.structure, None if broken else self.programmes, self.numbers)
        exits = ["process", "from", "to"]
        rows = _Rows(
            self._rows("transitions.csv", reader.transitions, [*exits, "of"], ["process", "to"]),
            self._rows("links.csv", reader.links, [*exits, "measure", "base_risk"], ["process"]),
            self._rows("use.csv", reader.uses, ["item", *exits], ["item"]),
            self._rows("prices.csv", reader.prices, ["item"], ["item"]),
            self._rows("split.csv", reader.splits, ["item", "payer"], ["item", "payer"]),
            self._rows("brackets.csv", reader.brackets, ["item", "above"], ["item", "above"]),
        )
        self.cash = self._cash(reader)
        check_cover((*rows.transitions, *rows.uses, *rows.prices), self.structure, self.numbers.lines)
        check_rests(rows.splits, self.numbers.lines)
        return rows

    def _cash(self, reader: Reader) -> tuple[Cash, ...]:
        """Return what can be taken out of budgets; notes pairs of item and payer that stand twice."""
        found: dict[tuple[str, str], Cash] = {}
        columns = ["item", "payer", *CASH_PARTS]
        for cells in self.files.table("cash.csv", [*columns, "note"], columns):
            cash = reader.cash(cells)
            if (cash.item, cash.payer) in found:
                what = "{item} of {payer} appears twice"
                cells.spot.say("item", what, "remove one of them", item=cash.item, payer=cash.payer)
            found[cash.item, cash.payer] = cash
        return tuple(found.values())

    def _rows(
        self, name: str, read: Callable[[Cells], Iterable[T]], own: list[str], needed: list[str]
    ) -> tuple[T, ...]:
        """Return the records of one table with numbers, leaving out lines with a problem."""
        columns = self.reader.columns(*own)
        problems = self.files.problems.found
        found: list[T] = []
        for cells in self.files.table(name, columns, ["id", *needed, "value"]):
            before = len(problems)
            rows = tuple(read(cells))
            found += rows if len(problems) == before else ()
        return tuple(found)

    def _targets(self) -> tuple[Target, ...]:
        """Return the observed moments."""
        rows = self.files.table("targets.csv", tables.TARGET_COLUMNS, ["id", "kind", "count", "value"])
        targets: dict[str, Target] = {}
        for cells in rows:
            target = tables.read_target(cells, self.structure, self.numbers.sources)
            if target and target.id in targets:
                cells.spot.say("id", "'{name}' appears twice", "remove one of them", name=target.id)
            elif target:
                targets[target.id] = target
        return tuple(targets.values())

    def _check_residents(self, targets: tuple[Target, ...], residents: Collection[tuple[str, int]]) -> None:
        """Note observed numbers of people of a year for which the pack's own place has no residents."""
        for target in targets:
            if target.kind == "number" and (self.structure.id, target.year) not in residents:
                what, hint = "no residents of {place} in {year}", "add them to residents.csv, or write another year"
                spot = Spot(self.files.problems, target.file, target.line)
                spot.say("year", what, hint, place=self.structure.id, year=target.year)

    def _overlays(self, folder: str, layer: str) -> dict[str, dict[str, Assumption]]:
        """Return what differs by the files of one folder, by their names; notes ids that stand twice."""
        overlays: dict[str, dict[str, Assumption]] = {}
        for path in self.files.overlays(folder):
            overlay = overlays.setdefault(path.stem, {})
            for cells in self.files.table(f"{folder}/{path.name}", ["id", *COLUMNS], ["id", "value"]):
                number = self.numbers.differing(cells, layer)
                if number and number.id in overlay:
                    cells.spot.say("id", "'{name}' appears twice", "remove one of them", name=number.id)
                elif number:
                    overlay[number.id] = number
        return overlays

    def _rules(self) -> dict[int, dict[str, Assumption]]:
        """Return what differs by each year's rules, nothing for the pack's own year; notes a year that is not told."""
        own, others = self.structure.rules_year, self._overlays("rules", "rules")
        if others and own is None:
            self.document.at(()).say("rules", "is missing", "write the year of the rules in the tables, rules: 2025")
        elif own is not None and str(own) in others:
            path = self.files.path / "rules" / f"{own}.csv"
            hint = "change the tables, or name the file after another year"
            self.files.spot(path).say("", "pack.yaml says that the tables hold the rules of {year}", hint, year=own)
        years: dict[int, dict[str, Assumption]] = {} if own is None else {own: {}}
        years |= {int(year): numbers for year, numbers in others.items()}
        return dict(sorted(years.items()))

    def _check_names(self) -> None:
        """Note programmes that are called as an item: both are lines of the ledger."""
        for id, read in self.programmes.items():
            if id in self.structure.items:
                what, hint = "'{id}' is an item of pack.yaml", "give the programme another id, and its file that name"
                read.at(("id",)).say("id", what, hint, id=id)

    def _check_ids(self, rows: _Rows, areas: Collection[str] | None) -> None:
        """Note ids that name no number, in ties, discounting, causal shares and programmes; accounts without area."""
        numbers, structure = self.numbers, self.structure
        self._check_ties(rows)
        self._check_things(rows)
        for exit in rows.transitions:
            if numbers.complete and not exit.own and not exit.unit(numbers.by_id):
                hint = "write the value, or tie it to a number with unit probability or rate"
                numbers.lines[exit.id].say("value", "is missing, and no number it is tied to is a probability", hint)
        check_chains(structure, rows.uses, rows.prices, numbers.lines, self.document)
        for path, name in _named_in(structure).items():
            if name and path in self.document.lines:
                field, spot = ".".join(map(str, path)), self.document.at(path)
                unit = _unit_at(path)
                numbers.known(name, field, spot, unit)
                if not unit and path[0] != "thresholds":
                    numbers.fits(name, RATIOS if path[0] == "tax_financing" else SHARES, field, spot)
                elif path[0] == "newborns":
                    numbers.has_own(name, field, spot)
                    numbers.expect(name, unit, field, spot)
        self._check_thresholds()
        check_posts(self.posts, numbers, self.files.problems)
        ids = numbers.lines if numbers.complete else None
        for read in self.programmes.values():
            check_programme(read, Names(structure, ids, numbers.sources, areas, numbers.deflators))
        for id, item in structure.items.items():
            if item.account and areas is not None and item.account not in areas:
                what, hint = "no area has the account '{account}'", account_hint(item.account, areas)
                self.document.say(("items", id, "account"), what, hint, account=item.account)

    def _check_ties(self, rows: _Rows) -> None:
        """Note ids in ties and thresholds of tax that name no number, or one that cannot stand there."""
        numbers = self.numbers
        for bracket in rows.brackets:
            numbers.known(bracket.above, "above", numbers.lines[bracket.id])
            numbers.fits(bracket.above, (units.MONEY,), "above", numbers.lines[bracket.id])
        for row, name in ties_of(row for table in rows for row in table):
            numbers.known(name, "times", numbers.lines[row])
        for row, name in ties_of(row for table in rows for row in table if row.own or not isinstance(row, Price)):
            numbers.fits(name, TIED, "times", numbers.lines[row])

    def _check_things(self, rows: _Rows) -> None:
        """Note prices of another thing than the item is counted in, and uses that are counted in another."""
        priced: tuple[Price | Use, ...] = (*rows.prices, *rows.uses)
        for row in priced:
            number, item = self.numbers.by_id.get(row.id), self.structure.items[row.item]
            thing = item.unit or "year"
            priced_in = f"{self.structure.currency}/{thing}" if item.kind != "wellbeing" else f"{thing}/year"
            wanted = priced_in if isinstance(row, Price) else f"{thing}/year"
            counted = number is not None and units.of(number.unit).kind in (units.MONEY, units.COUNT)
            if number is not None and counted and number.unit.split("/", 1)[1] != wanted.split("/", 1)[1]:
                what, hint = "'{unit}' does not fit here", "write {units}"
                self.numbers.lines[row.id].say("unit", what, hint, unit=number.unit, units=wanted)
                self.numbers.unclear.add(row.id)

    def _check_thresholds(self) -> None:
        """Note what cannot be 1 or 0, numbers in different units, and rows without a number of their own."""
        for id, threshold in self.structure.thresholds.items():
            says, numbers = self.document.at(("thresholds", id)), self.numbers
            parts = {f"thresholds.{id}.{part}": getattr(threshold, part) for part in ("number", "below", "near")}
            for field, name in {f"thresholds.{id}": id, **parts}.items():
                numbers.has_own(name, field, says)
            numbers.expect(id, "share", f"thresholds.{id}", says)
            if threshold.number in numbers.by_id:
                unit = numbers.by_id[threshold.number].unit
                for field, name in parts.items():
                    numbers.expect(name, unit, field, says)


def _unit_at(path: Keys) -> str:
    """Return the unit of the numbers that may be named at a place of pack.yaml; "" where its kind decides."""
    if path[0] == "newborns":
        return "persons"
    return "yearly_rate" if path[0] in ("discount", "programme_growth") or path[-1] == "growth" else ""


def _named_in(structure: Structure) -> dict[Keys, str]:
    """Return the ids of numbers that pack.yaml names, by where they stand in it."""
    named: dict[Keys, str] = {("causal", factor): name for factor, name in structure.causal.items()}
    named |= {("lasting", factor): name for factor, name in structure.lasting.items()}
    for kind, schedule in (("money", structure.discount.money), ("health", structure.discount.health)):
        named |= {("discount", kind, year): name for year, name in schedule.items()}
    for key in ("tax_financing", "programme_growth", "newborns"):
        named[(key,)] = getattr(structure, key)
    for id, threshold in structure.thresholds.items():
        parts = {"number": threshold.number, "below": threshold.below, "near": threshold.near}
        named[("thresholds", id)] = id
        named |= {("thresholds", id, part): name for part, name in parts.items()}
    for id, item in structure.items.items():
        named[("items", id, "growth")] = item.growth
        named |= {("items", id, "shares", factor): name for factor, name in item.shares.items()}
    for id, outcome in structure.outcomes.items():
        named |= {("outcomes", id, "shares", factor): name for factor, name in outcome.shares.items()}
    return named
