"""What a pack is once it has been read: frozen records, every number with its file and line.

Nothing here reads a file or computes anything; the readers fill these records and the engine's plan is
compiled from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tidlig.pack.number import Assumption, Prior, Source, Warning
from tidlig.pack.prices import Index, PostPart
from tidlig.pack.programme import Programme
from tidlig.pack.rows import Bracket, Link, Price, Split, Transition, Use
from tidlig.pack.structure import Cash, Place, Structure
from tidlig.pack.target import Target
from tidlig.problems import NOTHING, Message, did_you_mean

FEW = 20  # places that may all be named in a hint


@dataclass(frozen=True, kw_only=True)
class Pack(Structure):
    """Everything the engine knows about one country or one published model."""

    numbers: Mapping[str, Assumption]
    transitions: tuple[Transition, ...]
    links: tuple[Link, ...]
    uses: tuple[Use, ...]
    prices: tuple[Price, ...]
    splits: tuple[Split, ...]
    brackets: tuple[Bracket, ...]
    cash: tuple[Cash, ...]
    programmes: Mapping[str, Programme]
    targets: tuple[Target, ...]
    sources: Mapping[str, Source]
    deflators: Mapping[str, Index]  # price indices by name; the first is meant where none is named
    labels: Mapping[str, Mapping[str, str]]  # id -> language -> text
    places: Mapping[str, Mapping[str, Assumption]]  # place -> what differs there
    residents: Mapping[tuple[str, int], tuple[float, ...]]  # (place, year) -> residents by age from 0
    priors: tuple[Prior, ...] = ()  # the numbers that are fitted to the targets
    ensemble: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # fitted number -> value in each refit
    rules: Mapping[int, Mapping[str, Assumption]] = field(default_factory=dict)  # year -> what differs by its rules
    areas: Mapping[str, str] = field(default_factory=dict)  # account -> id of its budget area
    own_areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # place -> account -> its own area
    posts: Mapping[str, tuple[PostPart, ...]] = field(default_factory=dict)  # post -> the parts of its price, in order
    known_places: Mapping[str, Place] = field(default_factory=dict)  # those of places.csv by id
    warnings: tuple[Warning, ...] = ()
    place: str = ""
    path: str = ""
    digest: str = ""

    def members(self, id: str) -> tuple[str, ...]:
        """Return the payers of a budget, or the one payer of this id; nobody for ""."""
        return self.budgets.get(id, (id,) if id else ())


def unknown_place(name: str, pack: Pack) -> tuple[Message, Message]:
    """Return what is wrong with a name that is no id of a place, and what to write: the place that is called so."""
    called = [place for place in _places(pack) if name.strip().casefold() in _names(place, pack)]
    look = Message("look it up with tidlig places --grep '{name}'", name=name)
    hint = did_you_mean(name, _places(pack), look if len(_places(pack)) > FEW else NOTHING)
    if called:
        hint = Message("did you mean '{name}'?", name=called[0])
    return Message("unknown place '{name}'", name=name), hint


def _places(pack: Pack) -> list[str]:
    return list(dict.fromkeys([*pack.places, *(place for place, _ in pack.residents)]))


def _names(id: str, pack: Pack) -> set[str]:
    known = pack.known_places.get(id, Place(id))
    names = (id, known.name, *known.names, known.number, *pack.labels.get(id, {}).values())
    return {name.casefold() for name in names if name}
