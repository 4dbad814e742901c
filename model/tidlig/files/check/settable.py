"""Which numbers can be changed: what to say of an id that names none."""

from __future__ import annotations

from collections.abc import Collection

from tidlig.pack.pack import Pack
from tidlig.pack.rows import Row
from tidlig.problems import Message, did_you_mean


def not_a_number(id: str, pack: Pack, known: Collection[str]) -> tuple[Message, Message]:
    """Return what is wrong with an id that no number has and what to write.

    A row of the pack may be worked out: it is a product of named numbers, or what the other legs of an item leave.
    """
    row = next((row for row in _rows(pack) if row.id == id), None)
    if row is not None and row.numbers and not row.own:
        what, names = Message("'{id}' is a product of other numbers", id=id), row.numbers
    elif (leg := next((leg for leg in pack.splits if leg.id == id and leg.rest), None)) is not None:
        what = Message("'{id}' is what the other legs of '{item}' leave", id=id, item=leg.item)
        names = tuple(other.id for other in pack.splits if other.item == leg.item and not other.rest)
    else:
        return Message("unknown id '{name}'", name=id), did_you_mean(id, known)
    return what, Message("set one of {names}", names=names) if len(names) > 1 else Message("set {name}", name=names[0])


def _rows(pack: Pack) -> tuple[Row, ...]:
    return (*pack.transitions, *pack.links, *pack.uses, *pack.prices, *pack.splits, *pack.brackets)
