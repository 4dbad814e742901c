"""Tables that a pack cannot do without: a missing file is named once, with what needs it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from tidlig.assumptions.folder import Folder
from tidlig.assumptions.pack import Assumption, Price, Programme, Target, Where
from tidlig.assumptions.structure import Structure

_NAMED = 3  # names of what needs a file; more are counted


def check_declared(files: Folder, structure: Structure) -> None:
    """Note the tables that pack.yaml itself needs; before they are read."""
    items = structure.items.values()
    taken = [item.id for item in items if item.of or item.schedule]
    _need(files, "numbers.csv", "the discount rates", structure.discount.money.values())
    _need(files, "transitions.csv", "the chances of", structure.processes)
    _need(files, "prices.csv", "the prices of", (item.id for item in items if item.id not in taken))
    _need(files, "split.csv", "the payers of", (item.id for item in items if item.kind != "wellbeing"))
    _need(files, "brackets.csv", "the rates of", (item.id for item in items if item.schedule))


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
    _need(files, "areas.csv", "the areas of the accounts", dict.fromkeys(filter(None, accounts)))
    counted = (target.id for target in targets if target.kind == "number")
    _need(files, "residents.csv", "the residents behind", counted)


def _check_use(files: Folder, structure: Structure, prices: Iterable[Price]) -> None:
    """Note a missing use.csv where a price holds for everyone at every age.

    Without use an item counts one unit a year for all who have a price, which only a price with an address can mean.
    """
    everyone = [price.item for price in prices if price.where == Where()]
    of_money = {item.id for item in structure.items.values() if item.of}
    _need(files, "use.csv", "the use of", (item for item in everyone if item not in of_money))


def _check_evidence(
    files: Folder, structure: Structure, numbers: Mapping[str, Assumption], programmes: Iterable[Programme]
) -> None:
    """Note a missing sources.csv where a source is named, and a missing deflators.csv where prices must be moved."""
    named = [number.source for number in numbers.values()] + [programme.evidence for programme in programmes]
    _need(files, "sources.csv", "the sources", dict.fromkeys(filter(None, named)))
    moved = (n.id for n in numbers.values() if n.price_year not in (None, structure.price_year))
    _need(files, "deflators.csv", f"{structure.price_year} prices of", moved)


def _need(files: Folder, name: str, what: str, needing: Iterable[str]) -> None:
    """Note a missing file that something needs."""
    names = list(needing)
    if not names or (files.path / name).exists():
        return
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    files.missing(name, f"it is needed for {what} {', '.join(names[:_NAMED])}{more}")
