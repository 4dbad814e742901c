"""The files of one pack, each read into rows or a document; which of them could not be read is remembered."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tidlig.files.text.contents import read_text
from tidlig.files.text.document import Document, read_document
from tidlig.files.text.table import Cells, read_table
from tidlig.problems import Message, Problems, Spot, did_you_mean

PLACES, CLASSES = "places.csv", "classes.csv"
TABLES = (
    "numbers.csv",
    "transitions.csv",
    "links.csv",
    "use.csv",
    "prices.csv",
    "split.csv",
    "brackets.csv",
    "cash.csv",
    "targets.csv",
    "calibration.csv",
    "ensemble.csv",
    "sources.csv",
    "deflators.csv",
    "residents.csv",
    "labels.csv",
    "areas.csv",
    PLACES,
    CLASSES,
    "posts.csv",
)
OWN_AREAS = ".areas.csv"  # of a place: how the name of the table of its own areas ends


@dataclass(slots=True)
class Folder:
    """One pack's folder; ``unread`` names the files of which something could not be read."""

    path: Path
    problems: Problems
    unread: set[str] = field(default_factory=set)

    def spot(self, path: Path) -> Spot:
        """Return where a file's problems go: its name begins with the pack's folder, never with this machine's."""
        return Spot(self.problems, f"{self.path.name}/{path.relative_to(self.path).as_posix()}")

    def table(self, name: str, columns: list[str], needed: list[str], *, free: bool = False) -> list[Cells]:
        """Return the rows of a table that may be left out; ``free``: it may have other columns, named as ids are."""
        path = self.path / name
        if not os.path.lexists(path):  # a link that leads nowhere is a mistake, not a table left out
            return []
        before = len(self.problems.found)
        rows = read_table(path, self.spot(path).file, columns, needed, self.problems, free=free)
        if len(self.problems.found) > before:
            self.unread.add(name)
        return rows

    def flawed(self, name: str, *columns: str) -> bool:
        """Tell whether something is wrong with a table, or in one of some columns: it may say less than it seems."""
        file = self.spot(self.path / name).file
        return name in self.unread or any(
            problem.file == file and (not columns or problem.field in columns) for problem in self.problems.found
        )

    def document(self, path: Path) -> Document | None:
        """Return a YAML file, or None after noting why it cannot be read."""
        spot = self.spot(path)
        text = read_text(path, spot)
        document = read_document(text, spot) if text is not None else None
        if document is None:
            self.unread.add(spot.file)
        return document

    def programmes(self) -> Iterator[Document]:
        """Yield the programmes' documents by file name."""
        for path in sorted((self.path / "programmes").glob("*.yaml")):
            if document := self.document(path):
                yield document

    def overlays(self, layer: str) -> Iterator[Path]:
        """Yield the tables of what differs in places (``places``) or by other years' rules (``rules``), by name."""
        for path in sorted((self.path / layer).glob("*.csv")):
            if not path.name.endswith(OWN_AREAS) and (layer != "rules" or _is_year(path.stem)):
                yield path

    def own_areas(self) -> Iterator[Path]:
        """Yield the tables of places' own areas by name."""
        yield from sorted((self.path / "places").glob(f"*{OWN_AREAS}"))

    def missing(self, name: str, hint: str) -> None:
        """Note a table that is missing; what it would hold is unknown, not wrong."""
        self.spot(self.path / name).say("", "the file is missing", hint)
        self.unread.add(name)

    def check_names(self) -> None:
        """Note files with a name that nothing reads, and what stands where a folder should."""
        for name in ("programmes", "places", "rules"):
            if os.path.lexists(self.path / name) and not (self.path / name).is_dir():
                self.spot(self.path / name).say("", "is not a folder", "remove it, or make it a folder")
        for path in sorted(self.path.glob("*.csv")):
            if path.name not in TABLES:
                self.spot(path).say(
                    "",
                    "unknown file",
                    did_you_mean(path.name, TABLES, Message("remove it, or give it the name of a table")),
                )
        for path in sorted([*self.path.glob("programmes/*.*"), *self.path.glob("places/*.*")]):
            suffix = ".yaml" if path.parent.name == "programmes" else ".csv"
            if path.suffix != suffix:
                self.spot(path).say("", "unknown file", "end its name in {suffix}", suffix=suffix)
        for path in sorted(self.path.glob("rules/*.*")):
            if path.suffix != ".csv" or not _is_year(path.stem):
                self.spot(path).say("", "unknown file", "name it after a year, such as 2026.csv")


def _is_year(name: str) -> bool:
    return len(name) == 4 and name.isascii() and name.isdigit()
