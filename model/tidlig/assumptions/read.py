"""One folder of files into one frozen pack, or every problem in it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from tidlig.assumptions import tables, tail
from tidlig.assumptions.cover import check_cover, ties_of
from tidlig.assumptions.digest import digest_of
from tidlig.assumptions.document import Part, read_document
from tidlig.assumptions.overlay import changed
from tidlig.assumptions.pack import Assumption, Pack, Row, Source
from tidlig.assumptions.prices import in_price_year
from tidlig.assumptions.problems import Problems, Says, Spot, did_you_mean, first_problem
from tidlig.assumptions.programme import Read, read_programme
from tidlig.assumptions.programme_check import Names, check_programme
from tidlig.assumptions.rows import Numbers, Reader
from tidlig.assumptions.structure import Structure, read_structure
from tidlig.assumptions.structure_check import check_structure
from tidlig.assumptions.sums import check_sums
from tidlig.assumptions.table import Cells, read_table
from tidlig.assumptions.text import read_text

FILES = (
    "numbers.csv",
    "transitions.csv",
    "links.csv",
    "use.csv",
    "prices.csv",
    "split.csv",
    "targets.csv",
    "sources.csv",
    "deflators.csv",
    "residents.csv",
    "labels.csv",
)
_UNITS = {"transitions.csv": ("probability", "rate"), "links.csv": ("ratio",)}
T = TypeVar("T", bound=Row)


def read_pack(folder: Path) -> Pack:
    """Return the pack in ``folder``; raises AssumptionError with every problem in its files."""
    folder = folder.resolve()
    if not folder.is_dir():
        raise first_problem(folder.name, "", "the pack's folder is missing", "write the name or path of a pack")
    problems = Problems()
    structure = _structure(folder, problems)
    if structure is None:
        raise problems.error()
    return _Folder(folder, structure, problems).pack()


def _structure(folder: Path, problems: Problems) -> Structure | None:
    spot = Spot(problems, f"{folder.name}/pack.yaml")
    text = read_text(folder / "pack.yaml", spot)
    document = read_document(text, spot) if text is not None else None
    read = read_structure(document) if document else None
    if document is None or read is None:
        return None
    check_structure(*read, document)
    return read[1]


class _Folder:
    """Reads the tables and programmes of one folder, once its structure is known."""

    def __init__(self, folder: Path, structure: Structure, problems: Problems) -> None:
        self.folder, self.structure, self.problems = folder, structure, problems
        self.numbers = Numbers()
        self.says: dict[str, Says] = {}
        self.allowed: dict[str, tuple[str, ...]] = {}
        self.programmes: dict[str, Read] = {}
        self.sources: dict[str, Source] = {}
        self.deflators: dict[int, float] = {}

    def pack(self) -> Pack:
        """Return the whole pack; raises AssumptionError."""
        self._check_names()
        self.sources = tables.read_sources(self._table("sources.csv", tables.SOURCE_COLUMNS, ["id"]))
        self.deflators = tables.read_deflators(self._table("deflators.csv", ["year", "index"], ["year", "index"]))
        self._read_programmes()
        pack = self._tables()
        self._check_references(pack)
        if not self.problems.found:
            check_sums(pack, self.problems)
        self.problems.raise_any()
        return replace(pack, digest=digest_of(pack))

    def _check_names(self) -> None:
        """Note files of a pack that have a name nothing reads."""
        for path in sorted(self.folder.glob("*.csv")):
            if path.name not in FILES:
                Spot(self.problems, self._name(path)).say("", "unknown file", did_you_mean(path.name, FILES))
        for path in sorted([*self.folder.glob("programmes/*.*"), *self.folder.glob("places/*.*")]):
            suffix = ".yaml" if path.parent.name == "programmes" else ".csv"
            if path.suffix != suffix:
                Spot(self.problems, self._name(path)).say("", "unknown file", f"its name must end in {suffix}")

    def _name(self, path: Path) -> str:
        return f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"

    def _table(self, name: str, columns: list[str], needed: list[str]) -> list[Cells]:
        """Return the rows of a table that may be left out."""
        path = self.folder / name
        return read_table(path, self._name(path), columns, needed, self.problems) if path.exists() else []

    def _read_programmes(self) -> None:
        for path in sorted((self.folder / "programmes").glob("*.yaml")):
            spot = Spot(self.problems, self._name(path))
            text = read_text(path, spot)
            document = read_document(text, spot) if text is not None else None
            read = read_programme(document) if document else None
            if read is None:
                continue
            id = read.programme.id
            if id in self.programmes:
                read.at(("id",)).say(
                    "id", f"'{id}' is already the id of {self.programmes[id].programme.file}", "give it another id"
                )
                continue
            self.programmes[id] = read
            for number in read.numbers.values():
                self.numbers.claim(number.id, read.at(read.paths[number.id]))
                self.numbers.by_id[number.id] = number
                self.says[number.id] = Part(read.at, read.paths[number.id])

    def _rows(
        self, name: str, read: Callable[[Cells], Iterable[T]], own: list[str], needed: list[str]
    ) -> tuple[T, ...]:
        """Return the records of one table with numbers."""
        reader = self._reader()
        rows = tuple(row for cells in self._table(name, reader.columns(*own), ["id", *needed]) for row in read(cells))
        for row in rows:
            self.allowed[row.id] = _UNITS.get(name, ())
        return rows

    def _reader(self) -> Reader:
        return Reader(self.structure, self.programmes, self.numbers)

    def _tables(self) -> Pack:
        """Return the pack with its rows; references between them are not checked yet."""
        reader, structure = self._reader(), self.structure
        for cells in self._table("numbers.csv", ["id", *tail.COLUMNS], ["id", "value"]):
            self.numbers.add(cells)
        exits = ["process", "from", "to"]
        transitions = self._rows("transitions.csv", reader.transitions, [*exits, "of"], ["process", "to", "value"])
        links = self._rows("links.csv", reader.links, [*exits, "measure", "base_risk"], ["process", "value"])
        uses = self._rows("use.csv", reader.uses, ["item", *exits], ["item", "value"])
        prices = self._rows("prices.csv", reader.prices, ["item"], ["item", "value"])
        splits = self._rows("split.csv", reader.splits, ["item", "payer"], ["item", "payer", "value"])
        check_cover((*transitions, *uses, *prices), structure, self.numbers.lines)
        numbers = {id: self._valued(number) for id, number in self.numbers.by_id.items()}
        targets = [
            tables.read_target(cells, structure, self.sources)
            for cells in self._table("targets.csv", tables.TARGET_COLUMNS, ["id", "kind", "count", "value"])
        ]
        residents = self._table(
            "residents.csv", ["place", "year", "age", "residents"], ["place", "year", "age", "residents"]
        )
        return Pack(
            id=structure.id,
            currency=structure.currency,
            price_year=structure.price_year,
            ages=structure.ages,
            counting=structure.counting,
            discount=structure.discount,
            factors=structure.factors,
            processes=tuple(structure.processes.values()),
            payers=structure.payers,
            budgets=structure.budgets,
            items=structure.items,
            numbers=numbers,
            transitions=transitions,
            links=links,
            uses=uses,
            prices=prices,
            splits=splits,
            programmes={id: read.programme for id, read in self.programmes.items()},
            causal=structure.causal,
            tax_financing=structure.tax_financing,
            outcomes=structure.outcomes,
            targets=tuple(target for target in targets if target),
            sources=self.sources,
            deflators=self.deflators,
            labels=self._labels(),
            places=self._places(numbers),
            residents=tables.read_residents(residents),
            path=self.folder.name,
        )

    def _valued(self, number: Assumption) -> Assumption:
        """Return a number with its status and price factor; notes what is wrong with it."""
        says = self.says.get(number.id) or self.numbers.lines[number.id]
        number = replace(number, status=tail.status_of(number.status, number.source, self.sources))
        tail.check_number(number, self.structure.currency, says)
        tail.check_evidence(number, self.sources, says)
        allowed = self.allowed.get(number.id)
        if allowed and number.unit and number.unit not in allowed:
            says.say("unit", f"'{number.unit}' does not fit here", f"write {' or '.join(allowed)}")
        return in_price_year(number, self.structure.price_year, self.deflators, says)

    def _labels(self) -> dict[str, dict[str, str]]:
        languages = ["nb", "nn", "en", "da"]
        return tables.read_labels(self._table("labels.csv", ["id", *languages], ["id"]), languages)

    def _places(self, numbers: dict[str, Assumption]) -> dict[str, dict[str, Assumption]]:
        """Return what differs in each place, laid over the pack's numbers."""
        places: dict[str, dict[str, Assumption]] = {}
        for path in sorted((self.folder / "places").glob("*.csv")):
            rows = read_table(path, self._name(path), ["id", *tail.COLUMNS], ["id", "value"], self.problems)
            places[path.stem] = {number.id: number for cells in rows if (number := self._differs(cells, numbers))}
            ids = [cells.get("id") for cells in rows]
            for cells in rows:
                if ids.index(cells.get("id")) != rows.index(cells):
                    cells.spot.say("id", f"'{cells.get('id')}' stands twice", "remove one of them")
        return places

    def _differs(self, cells: Cells, numbers: dict[str, Assumption]) -> Assumption | None:
        """Return one number of a place; None after noting why it cannot be used."""
        id = cells.identifier("id")
        if id and id not in numbers:
            cells.spot.say("id", f"unknown id '{id}'", did_you_mean(id, numbers))
        given = tail.from_cells(cells, id)
        if given is None or id not in numbers:
            return None
        number = replace(
            changed(numbers[id], given), layer="place", status=tail.status_of(given.status, given.source, self.sources)
        )
        tail.check_number(number, self.structure.currency, cells.spot)
        tail.check_evidence(number, self.sources, cells.spot)
        return in_price_year(number, self.structure.price_year, self.deflators, cells.spot)

    def _check_references(self, pack: Pack) -> None:
        """Note ids that name no number, in ties, discounting, causal shares and programmes."""
        for row, name in ties_of((*pack.transitions, *pack.links, *pack.uses, *pack.prices, *pack.splits)):
            self._known(name, "times", self.numbers.lines[row])
        spot = Spot(self.problems, f"{self.folder.name}/pack.yaml")
        for kind in ("money", "health"):
            for year, name in getattr(pack.discount, kind).items():
                self._known(name, f"discount.{kind}.{year}", spot)
        for factor, name in pack.causal.items():
            self._known(name, f"causal.{factor}", spot)
        if pack.tax_financing:
            self._known(pack.tax_financing, "tax_financing", spot)
        names = Names(self.structure, self.numbers.by_id, self.sources)
        for read in self.programmes.values():
            check_programme(read.programme, names, read.at)

    def _known(self, name: str, field: str, spot: Spot) -> None:
        if name not in self.numbers.lines:
            spot.say(field, f"unknown id '{name}'", did_you_mean(name, self.numbers.lines))
