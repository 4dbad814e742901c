"""What a programme names must exist in its pack: how that is looked up, and where it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tidlig.files.documents.programme import ProgrammeFile, Read
from tidlig.files.text.document import Keys, dotted
from tidlig.files.text.keys import keys_at, meant
from tidlig.pack.number import Source
from tidlig.pack.structure import Structure
from tidlig.problems import did_you_mean


@dataclass(frozen=True, slots=True)
class Names:
    """Everything of a pack that a programme may name."""

    structure: Structure
    ids: Collection[str] | None  # None: not all could be read
    sources: Mapping[str, Source] | None
    accounts: Collection[str] | None = None  # with an area; None: the pack has no areas, or they could not be read
    indices: Collection[str] | None = None  # None: deflators.csv could not be read


class Named:
    """Looks up the names of one programme; what is wrong is told at its line of the programme's file."""

    def __init__(self, read: Read, names: Names) -> None:
        self.programme, self.names, self.at = read.programme, names, read.at
        self.read, self.structure = read, names.structure

    def say(self, path: Keys, what: str, hint: str = "", /, **values: Any) -> None:
        """Note a problem at a path of the programme; ``values`` fill the blanks of ``what`` and ``hint``."""
        self.at(path).say(dotted(path), what, hint, **values)

    def known(self, name: str, names: Iterable[str], what: str, path: Keys) -> bool:
        """Note a name that does not exist; ``what`` is said of it."""
        if name in names:
            return True
        self.say(path, what, did_you_mean(name, names), name=name)
        return False

    def ages(self, ages: tuple[int | None, int | None], path: Keys) -> None:
        """Note ages outside the pack's and windows that end before they begin."""
        first, last = self.structure.ages
        for age in ages:
            if age is not None and not first <= age < last:
                what = "age {age} is outside {first}-{last}"
                self.say(path, what, "write an age from {first} to {last}", age=age, first=first, last=last - 1)
                return
        if None not in ages and ages[0] > ages[1]:  # type: ignore[operator]
            what, hint = "{first} is greater than {last}", "write [from, to], both included"
            self.say(path, what, hint, first=ages[0], last=ages[1])

    def levels(self, levels: Mapping[str, tuple[str, ...]], path: Keys) -> bool:
        """Tell whether all factors exist; notes unknown factors and levels."""
        for factor, named in levels.items():
            if factor not in self.structure.factors:
                keys = (*self.structure.factors, *keys_at(ProgrammeFile, path))
                self.say((*path, factor), "unknown field", meant(factor, keys, levels))
                continue
            for level in named:
                self.known(level, self.structure.levels(factor), "unknown level '{name}'", (*path, factor))
        return levels.keys() <= self.structure.factors.keys()
