"""One scenario in several places, side by side: what differs there and what it makes of the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import tidlig
from tidlig.analysis.evaluate.design import design_of
from tidlig.analysis.evaluate.evaluator import Block, Evaluator
from tidlig.analysis.evaluate.finite import finite
from tidlig.analysis.one.near import near_limits, other_side
from tidlig.analysis.one.over_life import briefly
from tidlig.analysis.one.run import warnings_of
from tidlig.layers.overlay import layer
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.result.document import to_plain
from tidlig.result.result import FORMAT, Differing, PackId, PlaceResult, Places


def by_place(pack: Pack, scenario: Scenario, places: Iterable[str], command: Mapping[str, str] | None = None) -> Places:
    """The result of ``tidlig run --places``: each place with the numbers that are not the pack's own.

    ``command`` as in :func:`~tidlig.layers.overlay.layer`.  Raises AssumptionError and PlanError as a run does.
    """
    layered = [layer(pack, replace(scenario, place=place), command) for place in places]
    rows = _rows(scenario, layered)
    result = Places(
        format=FORMAT,
        version=tidlig.__version__,
        pack=PackId(pack.id, pack.digest),
        scenario=scenario.id,
        rules=scenario.rules or pack.rules_year,
        start_year=scenario.start_year,
        price_year=pack.price_year,
        currency=pack.currency,
        roles=pack.roles,
        places=tuple(_entry(pack, place, scenario, rows) for place in layered),
    )
    finite(to_plain(result))
    return result


def _entry(pack: Pack, layered: Pack, scenario: Scenario, rows: Iterator[Block]) -> PlaceResult:
    """One place, from its own row and those of the other sides of its limits."""
    block = next(rows).whole()
    return PlaceResult(
        place=layered.place,
        differs=_differs(layered, pack),
        near=tuple(other_side(layered, id, next(rows).whole()) for id in near_limits(layered)),
        warnings=warnings_of(layered, scenario, block),
        arms=tuple(briefly(layered, scenario, block, id) for id in scenario.arms),
    )


def _rows(scenario: Scenario, places: Sequence[Pack]) -> Iterator[Block]:
    """A row of results for each place, and one for each limit it is near: places differ in numbers only."""
    differing = {id for id in places[0].numbers if len({_amount(place.numbers[id]) for place in places}) > 1}
    differing |= places[0].thresholds.keys()  # what one place is given may follow a number in another
    rows = []
    for place in places:
        own = {id: _amount(place.numbers[id]) for id in differing}
        rows += [own, *(own | {id: value} for id, value in near_limits(place).items())]
    amounts = {id: replace(places[0].numbers[id], value=_amount(places[0].numbers[id]), factor=1.0) for id in differing}
    common = replace(places[0], numbers={**places[0].numbers, **amounts})
    for block in Evaluator(common).evaluate(scenario.arms, design_of(common, rows)):
        yield from (block.row(k) for k in range(block.baseline.values.rows))


def _amount(number: Assumption) -> float:
    """A number's value, money in the pack's price year."""
    return number.value * number.factor


def _differs(layered: Pack, pack: Pack) -> tuple[Differing, ...]:
    """Numbers that a place has of its own, beside the pack's, each with where it comes from."""
    return tuple(
        Differing(n.id, n.value, pack.numbers[n.id].value, n.unit, n.source, n.grade, n.note)
        for n in layered.numbers.values()
        if n.layer == "place"
    )
