"""Terms of the ledger: which use row and which price row meet in which cells and ages."""

from __future__ import annotations

from dataclasses import dataclass

from tidlig.assumptions.pack import Pack, Price, Use, Where
from tidlig.engine.axes import Cells, Factor, placed


@dataclass(frozen=True, slots=True)
class Term:
    """Persons in ``cells`` at the ages, times the use row (None: 1 each), times the price row.

    Without a price row the term counts units only; ``event``: persons who make the transition the use row names.
    """

    item: int
    use: Use | None
    price: Price | None
    cells: Cells
    age_from: int
    age_to: int
    event: bool = False
    counts: bool = False  # adds to the item's quantity (a price row adds to its money)

    def holds(self, age: int) -> bool:
        """Whether the term holds at ``age``."""
        return self.age_from <= age <= self.age_to


def terms_of(pack: Pack, factors: dict[str, Factor], bundle: set[str]) -> tuple[Term, ...]:
    """All terms of the pack's own items for a bundle of programmes."""
    terms: list[Term] = []
    for k, (id, item) in enumerate(pack.items.items()):
        if item.of:
            continue
        uses = placed((u for u in pack.uses if u.item == id), factors, bundle)
        prices = placed((p for p in pack.prices if p.item == id), factors, bundle)
        if any(u.item == id for u in pack.uses):
            terms += [_term(k, pack, use, None, cells, use.where) for use, cells in uses]
            terms += [
                _term(k, pack, use, price, cells.both(other), use.where, price.where)
                for use, cells in uses
                for price, other in prices
                if cells.meets(other)
            ]
        else:
            terms += [_term(k, pack, None, price, cells, price.where) for price, cells in prices]
    return tuple(term for term in terms if term.age_from <= term.age_to)


def _term(item: int, pack: Pack, use: Use | None, price: Price | None, cells: Cells, *wheres: Where) -> Term:
    first = max([pack.ages[0], *(w.age_from for w in wheres if w.age_from is not None)])
    last = min([pack.ages[1], *(w.age_to for w in wheres if w.age_to is not None)])
    event = use is not None and bool(use.process)
    return Term(item, use, price, cells, first, last, event, counts=price is None or use is None)
