"""Terms of the ledger: which use row and which price row meet in which cells and ages."""

from __future__ import annotations

from dataclasses import dataclass

from tidlig.engine.plan.axes import Cells, Factor, placed
from tidlig.pack.pack import Pack
from tidlig.pack.rows import Price, Use, Where


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
    once = {process.id for process in pack.processes if process.once}
    for k, (id, item) in enumerate(pack.items.items()):
        if item.of or item.schedule:
            continue
        uses = [use for use in pack.uses if use.item == id]
        prices = [price for price in pack.prices if price.item == id]
        for use in uses:
            # Before the first year nobody has entered a programme.
            terms += _terms_of_use(k, pack, use, prices, factors, set() if use.process in once else bundle)
        if not uses:
            terms += [
                _term(k, pack, None, price, cells, price.where) for price, cells in placed(prices, factors, bundle)
            ]
    return tuple(term for term in terms if term.age_from <= term.age_to)


def _terms_of_use(
    item: int, pack: Pack, use: Use, prices: list[Price], factors: dict[str, Factor], bundle: set[str]
) -> list[Term]:
    return [
        term
        for _, cells in placed([use], factors, bundle)
        for term in (
            _term(item, pack, use, None, cells, use.where),
            *(
                _term(item, pack, use, price, cells.both(other), use.where, price.where)
                for price, other in placed(prices, factors, bundle)
                if cells.meets(other)
            ),
        )
    ]


def _term(item: int, pack: Pack, use: Use | None, price: Price | None, cells: Cells, *wheres: Where) -> Term:
    bands = [where.band(pack.ages) for where in wheres]
    first, last = max(first for first, _ in bands), min(last for _, last in bands)
    event = use is not None and bool(use.process)
    return Term(item, use, price, cells, first, last, event, counts=price is None or use is None)
