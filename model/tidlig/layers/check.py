"""What places and years of rules make of a pack: each layer is good alone, but their numbers may not fit together."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from tidlig.files.check.domain import check_domains
from tidlig.files.check.powers import check_powers, powers
from tidlig.files.check.sums import check_sums
from tidlig.layers.overlay import in_place
from tidlig.pack.pack import Pack
from tidlig.problems import Problems


def check_layers(pack: Pack) -> None:
    """Check the pack as each place sees it by each year's rules; raises AssumptionError with every problem once.

    Places that are equal in all that the checks read are checked once: of hundreds few differ in more than an average.
    """
    problems, judged = Problems(), _judged(pack)
    checked: set[tuple[tuple[str, float], ...]] = set()
    for year, place in product(pack.rules or (None,), pack.places):
        numbers = in_place(pack, place, year)
        read = tuple((id, numbers[id].value) for id in judged)
        if read not in checked:
            checked.add(read)
            seen, layered = Problems(), replace(pack, numbers=numbers)
            check_sums(layered, seen, {id for id, number in numbers.items() if number is not pack.numbers[id]})
            check_domains(layered, seen)
            check_powers(layered, seen)
            problems.found += [problem for problem in seen.found if problem not in problems.found]
    problems.raise_any()


def _judged(pack: Pack) -> list[str]:
    """Return the ids of the numbers whose value the checks read."""
    ids = {id for table in (pack.transitions, pack.splits, pack.links) for row in table for id in row.numbers}
    ids |= {id for id, _ in powers(pack)}
    for programme in pack.programmes.values():
        ids |= {*programme.paid_by.values(), *(effect.id for effect in programme.effects)}
    return sorted(ids & pack.numbers.keys())  # the rest of an item has none
