"""Tables that a pack cannot do without: a missing file is named once, with what needs it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tidlig.files.text.folder import Folder
from tidlig.pack.number import Assumption
from tidlig.pack.programme import Programme
from tidlig.pack.rows import Price, Where
from tidlig.pack.structure import Structure
from tidlig.pack.target import Target
from tidlig.problems import NOTHING, Message

_NAMED = 3  # names of what needs a file; more are counted


def check_declared(files: Folder, structure: Structure) -> None:
    """Note the tables that pack.yaml itself needs; before they are read."""
    items = structure.items.values()
    taken = [item.id for item in items if item.of or item.schedule]
    priced = (item.id for item in items if item.id not in taken)
    paid = (item.id for item in items if item.kind != "wellbeing")
    taxed = (item.id for item in items if item.schedule)
    _need(files, "numbers.csv", "add it, with the discount rates {names}{more}", structure.discount.money.values())
    _need(files, "transitions.csv", "add it, with the chances of {names}{more}", structure.process_ids)
    _need(files, "prices.csv", "add it, with the prices of {names}{more}", priced)
    _need(files, "split.csv", "add it, with the payers of {names}{more}", paid)
    _need(files, "brackets.csv", "add it, with the rates of {names}{more}", taxed)


def check_read(
    files: Folder,
    structure: Structure,
    prices: Iterable[Price],
    numbers: Mapping[str, Assumption],
    programmes: Collection[Programme],
) -> None:
    """Note the tables that what has been read needs."""
    _check_use(files, structure, prices)
    _check_evidence(files, structure, numbers, programmes)


def check_rest(files: Folder, structure: Structure, programmes: Iterable[Programme], targets: Iterable[Target]) -> None:
    """Note a missing areas.csv where something has an account, and residents.csv where a target counts persons."""
    accounts = [*(item.account for item in structure.items.values()), *(each.account for each in programmes)]
    _need(
        files,
        "areas.csv",
        "add it, with the areas of the accounts {names}{more}",
        dict.fromkeys(filter(None, accounts)),
    )
    counted = (target.id for target in targets if target.kind == "number")
    _need(files, "residents.csv", "add it, with the residents behind {names}{more}", counted)


def _check_use(files: Folder, structure: Structure, prices: Iterable[Price]) -> None:
    """Note a missing use.csv where a price holds for everyone at every age.

    Without use an item counts one unit a year for all who have a price, which only a price with an address can mean.
    """
    everyone = [price.item for price in prices if price.where == Where()]
    of_money = {item.id for item in structure.items.values() if item.of}
    _need(
        files,
        "use.csv",
        "add it, with the use of {names}{more}",
        (item for item in everyone if item not in of_money),
    )


def _check_evidence(
    files: Folder, structure: Structure, numbers: Mapping[str, Assumption], programmes: Iterable[Programme]
) -> None:
    """Note a missing sources.csv where a source is named, and a missing deflators.csv where prices must be moved."""
    named = [number.source for number in numbers.values()] + [programme.evidence for programme in programmes]
    _need(files, "sources.csv", "add it, with the sources {names}{more}", dict.fromkeys(filter(None, named)))
    moved = (n.id for n in numbers.values() if n.price_year not in (None, structure.price_year))
    _need(
        files,
        "deflators.csv",
        "add it, so that {names}{more} can be moved to {year} prices",
        moved,
        year=structure.price_year,
    )


def _need(files: Folder, name: str, hint: str, needing: Iterable[str], **values: Any) -> None:
    """Note a missing file that something needs; ``values`` and the names fill the blanks of ``hint``."""
    names = list(needing)
    if not names or (files.path / name).exists():
        return
    more = Message(" and {n} more", n=len(names) - _NAMED) if len(names) > _NAMED else NOTHING
    files.missing(name, Message(hint, names=names[:_NAMED], more=more, **values))
