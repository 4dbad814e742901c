"""Places by whatever they are called: what to write for one that is not named by its id."""

from __future__ import annotations

from tidlig.pack.pack import Pack
from tidlig.pack.structure import Place
from tidlig.problems import NOTHING, Message, did_you_mean

FEW = 20  # places that may all be named in a hint


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
