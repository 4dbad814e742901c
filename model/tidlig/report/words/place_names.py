"""What places are called in lists, and the order in which they stand."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

from tidlig.pack.pack import Pack
from tidlig.pack.structure import Place
from tidlig.report.words.messages import label

# Letters of their own at the end of the alphabet, in this order; elsewhere a mark on a letter does not move it.
_LAST = str.maketrans("æäøöå", "{{||}")


def in_order(text: str) -> str:
    """Return what to sort and search a name by: any case, letters without their marks, but æ, ø and å after z."""
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold().translate(_LAST))
    return "".join(part for part in parts if not unicodedata.combining(part))


def place_names(pack: Pack, language: str) -> Mapping[str, str]:
    """Return every place as a list shows it, in the order of their names: name, other names.

    Where two have the same name the region stands in brackets, or what else tells them apart.
    """
    names = {place: label(pack.labels, place, language) for place in pack.places}
    for told_by in ("region", "number", "id"):
        counts = Counter(names.values())
        names = {
            place: f"{name} ({text})" if counts[name] > 1 and (text := getattr(_known(pack, place), told_by)) else name
            for place, name in names.items()
        }
    ordered = sorted(names, key=lambda place: in_order(names[place]))
    return {place: " \u2013 ".join([names[place], *_known(pack, place).names]) for place in ordered}


def _known(pack: Pack, place: str) -> Place:
    """Return what is known of a place; one that is not in the table has its id alone."""
    return pack.known_places.get(place, Place(place))
