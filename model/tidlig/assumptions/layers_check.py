"""What places and years of rules make of a pack: each layer is good alone, but their numbers may not fit together."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from tidlig.assumptions.domain import check_domains
from tidlig.assumptions.pack import Pack
from tidlig.assumptions.powers import check_powers
from tidlig.assumptions.problems import Problems
from tidlig.assumptions.sums import check_sums


def check_layers(pack: Pack) -> None:
    """Check the pack as each place sees it by each year's rules; raises AssumptionError with every problem once."""
    problems = Problems()
    for rules, place in product(pack.rules.values() or ({},), pack.places.values()):
        seen = Problems()
        layered = replace(pack, numbers={**pack.numbers, **rules, **place})
        check_sums(layered, seen)
        check_domains(layered, seen)
        check_powers(layered, seen)
        problems.found += [problem for problem in seen.found if problem not in problems.found]
    problems.raise_any()
