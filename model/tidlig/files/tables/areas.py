"""Budget areas: what an account (a KOSTRA function or a budget chapter) belongs to, nationally and in one place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from tidlig.files.text.folder import OWN_AREAS, Folder
from tidlig.files.text.table import Cells
from tidlig.pack.pack import Pack
from tidlig.problems import Message, did_you_mean, nearest

COLUMNS = ["account", "area"]
LABEL = "area."  # an area `school` is called what labels.csv says of `area.school`


def read_areas(files: Folder) -> dict[str, str] | None:
    """Return the id of each account's area, None where they could not be read; notes accounts that stand twice."""
    areas: dict[str, str] = {}
    for cells in files.table("areas.csv", COLUMNS, COLUMNS):
        account, area = _account(cells, areas), cells.identifier("area")
        if account:
            areas[account] = area
    return None if "areas.csv" in files.unread else areas


def read_own_areas(
    files: Folder,
    areas: Mapping[str, str] | None,
    labels: Mapping[str, Mapping[str, str]],
    places: Collection[str] | None,
) -> dict[str, dict[str, str]]:
    """Return the places' own areas by account, as written there; a name that is a national area's is that area.

    ``areas``: the national ones, ``places``: all of the pack, None where they could not be read.  Notes tables of
    places that do not exist.
    """
    own = {}
    for path in files.own_areas():
        place = path.name.removesuffix(OWN_AREAS)
        if places is not None and place not in places:
            hint = did_you_mean(place, places, Message("add places/{place}.csv", place=place))
            files.spot(path).say("", "there is no place '{name}'", hint, name=place)
        own[place] = _of_place(files.table(f"places/{path.name}", COLUMNS, COLUMNS), areas, labels)
    return own


def _of_place(
    rows: Iterable[Cells], areas: Mapping[str, str] | None, labels: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Return one place's areas; notes unknown accounts, accounts that stand twice and a name written in two ways."""
    national = {name: area for area in (areas or {}).values() for name in labels.get(f"{LABEL}{area}", {}).values()}
    written = {name.casefold(): name for name in national}
    own: dict[str, str] = {}
    for cells in rows:
        account, name = _account(cells, own), cells.name("area")
        if account and areas is not None and account not in areas:
            cells.spot.say("account", "unknown account '{name}'", account_hint(account, areas), name=account)
        if not name:
            cells.spot.say("area", "is missing", "write what the area is called, or remove the line")
        elif (other := written.setdefault(name.casefold(), name)) != name:
            what = "'{name}' is written '{other}' elsewhere"
            cells.spot.say("area", what, "write it in one way", name=name, other=other)
        if account and name:
            own[account] = national.get(name, name)
    return own


def account_hint(account: str, areas: Iterable[str]) -> Message:
    """Return what an account that is in no area may have been meant as."""
    near = nearest(account, areas)
    if near:
        return Message("did you mean '{name}'? If not, add it to areas.csv", name=near)
    return Message("add it to areas.csv")


def area_of(pack: Pack, account: str, payer: str) -> str:
    """Return the area of an account in a payer's budget, "" where there is none.

    A place's own areas hold for the place itself, which is the first payer of the pack; everybody else has the
    national ones.
    """
    own = pack.own_areas.get(pack.place, {}) if payer == pack.payers[0] else {}
    return own.get(account) or pack.areas.get(account, "")


def area_order(pack: Pack) -> list[str]:
    """Return the areas in the order of their files, the place's own first, and "" last."""
    own = pack.own_areas.get(pack.place, {})
    return [*dict.fromkeys((*own.values(), *pack.areas.values())), ""]


def _account(cells: Cells, known: Iterable[str]) -> str:
    """Return a row's account; "" after noting that it is missing or stands twice."""
    account = cells.name("account")
    if not account:
        cells.spot.say("account", "is missing", "write a function or a budget chapter")
    elif account in known:
        cells.spot.say("account", "'{name}' appears twice", "remove one of them", name=account)
        return ""
    return account
