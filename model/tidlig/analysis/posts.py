"""What a full-time post costs a year, part by part, in the prices of a year."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.prices import PostPart, index_named

Value = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class PostPrice:
    """The price of one post [currency a year, in prices of ``year``].

    ``parts``: amount of each part, None where it rests on a number that has to be asked for; ``price`` is then None
    too, and ``low`` to ``high`` spans what that number is somewhere else.
    """

    post: str
    year: int
    parts: Mapping[str, float | None]
    price: float | None
    low: float
    high: float


def asked(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Return the numbers of posts that neither the place nor a calculation gave, each with those it may be one of."""
    parts = [part for parts in pack.posts.values() for part in parts if part.one_of]
    return {id: part.one_of for part in parts for id, _ in part.times if pack.numbers[id].layer in ("pack", "rules")}


def known_years(pack: Pack) -> tuple[int, ...]:
    """Return the years in whose prices every post can be told, in order, from the pack's own price year on."""
    indices = {number.index for number in _amounts(pack).values()}
    years = [set(index_named(name, pack.deflators).levels) for name in indices]
    shared = set.intersection(*years) if years else set()
    return tuple(sorted({pack.price_year} | {year for year in shared if year > pack.price_year}))


def post_prices(pack: Pack, year: int) -> list[PostPrice]:
    """Return the price of every post of a (layered) pack in the prices of one of its :func:`known_years`.

    price = sum of the parts; a part = product of its numbers x sum of the parts it is of.  An amount is moved by
    index[year] / index[its own price year].  Interval: each number at its low and its high while the others stay, the
    differences squared, summed and rooted; where a number has to be asked for, from the low end at the smallest of
    what it may be to the high end at the largest.
    """
    return [_price(post, parts, pack, year) for post, parts in pack.posts.items()]


def _price(post: str, parts: tuple[PostPart, ...], pack: Pack, year: int) -> PostPrice:
    """Return the price of one post."""
    numbers, unknown = pack.numbers, asked(pack)
    factors = {id: _moved(number, pack, year) for id, number in _amounts(pack).items()}

    def amounts(given: Mapping[str, float]) -> dict[str, float]:
        return _parts(parts, lambda id: given.get(id, numbers[id].value) * factors.get(id, 1.0))

    used = {id for part in parts for id, _ in part.times}
    asks = {id: [numbers[name].value for name in unknown[id]] for id in used & set(unknown)}
    low, _ = _interval(used, numbers, amounts, {id: min(values) for id, values in asks.items()})
    _, high = _interval(used, numbers, amounts, {id: max(values) for id, values in asks.items()})
    shown: dict[str, float | None] = dict(amounts({}))
    hidden: set[str] = set()
    for part in parts:
        if hidden & set(part.of) or any(id in asks for id, _ in part.times):
            hidden.add(part.part)
            shown[part.part] = None
    return PostPrice(post, year, shown, None if hidden else sum(amounts({}).values()), low, high)


def _interval(
    used: set[str],
    numbers: Mapping[str, Assumption],
    amounts: Callable[[Mapping[str, float]], Mapping[str, float]],
    given: Mapping[str, float],
) -> tuple[float, float]:
    """Return both ends of a price, with some numbers given."""
    price = sum(amounts(given).values())
    below, above = 0.0, 0.0
    for id in sorted(used - set(given)):
        ends = [end for end in (numbers[id].low, numbers[id].high) if end is not None]
        steps = [sum(amounts({**given, id: end}).values()) - price for end in ends]
        below += min([*steps, 0.0]) ** 2
        above += max([*steps, 0.0]) ** 2
    return price - math.sqrt(below), price + math.sqrt(above)


def _parts(parts: tuple[PostPart, ...], value: Value) -> dict[str, float]:
    """Return the amount of every part of a post."""
    found: dict[str, float] = {}
    for part in parts:
        product = math.prod(value(id) ** power for id, power in part.times)
        found[part.part] = product * (sum(found[name] for name in part.of) if part.of else 1.0)
    return found


def _amounts(pack: Pack) -> dict[str, Assumption]:
    """Return the amounts of money that posts are made of."""
    ids = {id for parts in pack.posts.values() for part in parts for id, _ in part.times}
    return {id: pack.numbers[id] for id in ids if pack.numbers[id].price_year is not None}


def _moved(number: Assumption, pack: Pack, year: int) -> float:
    """Return what an amount is multiplied by to be in the prices of a year."""
    levels = index_named(number.index, pack.deflators).levels
    return number.factor * (levels[year] / levels[pack.price_year] if year != pack.price_year else 1.0)
