"""From the people of one year to units and money, by masks, weights and sums."""

from __future__ import annotations

import numpy as np

from tidlig.engine.plan.axes import Bools, Floats
from tidlig.engine.plan.counts import Charged, Counts, Weighted
from tidlig.engine.plan.happened import Happened
from tidlig.engine.year.tables import gathered_product

SMALL = 2**18  # products of matrices with fewer steps are not shared between threads, which would wait for each other


def product(a: Floats, b: Floats) -> Floats:
    """Matrix product, ``b`` in strips of columns where it is large."""
    width = max(SMALL // max(a.size, 1), 1)
    if b.shape[1] <= width:
        return a @ b
    return np.concatenate([a @ b[:, k : k + width] for k in range(0, b.shape[1], width)], axis=1)


def weights(weighted: Weighted, rows: Floats) -> Floats:
    """Weights of the pairs of people and item, (pairs, rows)."""
    return product(weighted.pairs, gathered_product(rows, weighted.weights))


def by_item(weighted: Weighted, weight: Floats, persons: Floats) -> Floats:
    """People times weights by item, (items, rows), from people by mask, (masks, rows)."""
    counted = persons[weighted.people]
    counted *= weight
    return product(weighted.sums, counted)


def base_cells(stock: Floats, factors: int, watched: Bools | None) -> Floats:
    """A stock with its tracks summed out, (base cells, rows); only their ``watched`` states where given."""
    cells = stock.reshape(int(np.prod(stock.shape[:factors])), -1, stock.shape[-1])
    if watched is not None:
        cells = cells[:, watched.ravel()]
    return cells[:, 0] if cells.shape[1] == 1 else np.asarray(cells.sum(axis=1))


def persons_by_mask(counts: Counts, base: Floats, stock: Floats, watched: Bools | None) -> Floats:
    """People by mask, (masks, rows), those of factors first; ``base``: see :func:`base_cells`."""
    persons = product(counts.masks, base)
    if not len(counts.by_track):
        return persons
    masks = counts.by_track
    if watched is not None:
        masks = (masks.reshape(len(masks), len(base), -1) * watched.ravel()).reshape(len(masks), -1)
    return np.concatenate([persons, product(masks, stock.reshape(-1, stock.shape[-1]))])


def charged_persons(charged: Charged, stock: Floats) -> Floats:
    """People for whom a programme's cost is due, each as the share of it that is, ``(rows,)``."""
    total = np.zeros(stock.shape[-1])
    for place in np.flatnonzero(charged.shares).tolist():
        here = stock.take(place, axis=charged.axis)
        total += charged.shares[place] * here.sum(axis=tuple(range(here.ndim - 1)))
    return total


def happened_persons(happened: Happened, moved: Floats, rows: Floats, watched: Floats) -> Floats:
    """People who made a transition that counts, times the ratios on its use, ``(rows,)``."""
    weight = watched * happened.holds[..., None]
    for numbers in happened.numbers:
        weight = weight * rows[numbers]
    return np.asarray((moved * weight).sum(axis=tuple(range(moved.ndim - 1))))
