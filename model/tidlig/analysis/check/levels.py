"""Levels that no row of an item names: nothing is counted there, which may be meant (nobody with low need uses it)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.pack.pack import Pack
from tidlig.pack.rows import Price, Use


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Levels of one factor for which a table (``use`` or ``prices``) has no row of an item that it splits by them."""

    table: str
    item: str
    factor: str
    levels: tuple[str, ...]


def left_out(pack: Pack) -> list[LeftOut]:
    """Return the levels without a row, by table and item; of what only a programme or a transition has, none."""
    return [*_of("use", pack.uses, pack), *_of("prices", pack.prices, pack)]


def _of(table: str, rows: Iterable[Use | Price], pack: Pack) -> Iterable[LeftOut]:
    by_item: dict[str, list[Use | Price]] = {}
    for row in rows:
        only_treated = row.where.programme and row.where.in_programme
        if not only_treated and not (isinstance(row, Use) and row.process):
            by_item.setdefault(row.item, []).append(row)
    for item, own in by_item.items():
        for factor, levels in pack.factors.items():
            named = [row.where.levels.get(factor) for row in own]
            if all(named):
                told = {level for each in named for level in each or ()}
                left = tuple(level.name for level in levels if level.name not in told)
                if left:
                    yield LeftOut(table, item, factor, left)
