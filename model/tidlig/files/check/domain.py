"""Which values a published ratio may have at its own base risk: beyond them the risk would be 1 or more, or nought."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from tidlig.files.check.sums import Present
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect
from tidlig.pack.rows import Link
from tidlig.problems import Problems

FIGURES = ("value", "low", "high")
INSIDE = 1.0 - 1e-4  # of the limit itself: where a search may end and what a message advises
LARGEST = 700.0  # the logarithm of a number that can still be written
POSITIVE = ("rr_not", "or_not")  # ratios on not leaving: nought would be a certain exit at once


class Domain(NamedTuple):
    """Values of one number: ``low`` is allowed unless ``open_low``, ``high`` is not."""

    low: float
    high: float
    open_low: bool


def domains(pack: Pack) -> Iterator[tuple[str, float, Domain]]:
    """Yield id, base risk and domain of every ratio of a row or programme that has a base risk."""
    present = Present(pack)
    for row in pack.links:
        if row.base_risk is not None and row.own:
            yield row.id, row.base_risk, _domain(row, row.base_risk, present.multiplier(row.times), 1.0)
    for programme in pack.programmes.values():
        for effect in programme.effects:
            if effect.base_risk is not None and effect.process:
                power = present.multiplier(effect.times)
                yield effect.id, effect.base_risk, _domain(effect, effect.base_risk, 1.0, power)


def domain_of(pack: Pack, id: str) -> Domain | None:
    """Return the domain of a number as a ratio at its base risk; None where it is none."""
    found = [domain for each, _, domain in domains(pack) if each == id]
    return Domain(max(d.low for d in found), min(d.high for d in found), found[0].open_low) if found else None


def check_domains(pack: Pack, problems: Problems) -> None:
    """Note ratios whose value, low or high gives an impossible risk; ``pack`` with its present numbers."""
    told: set[str] = set()
    for id, base, domain in domains(pack):
        number = pack.numbers[id]
        # The interval of a changed number was moved along with it, by nobody's choice.
        for key in FIGURES if number.layer == "pack" else ("value",):
            figure = getattr(number, key)
            if figure is not None and id not in told and not _inside(figure, domain):
                told.add(id)
                _say(number, key, figure, base, domain, problems)


def _domain(row: Link | Effect, base: float, factor: float, power: float) -> Domain:
    """Return the values v for which the risk of (v x factor) ^ power at the base risk is possible."""
    most = math.inf
    if row.measure in ("rr", "rr_not") and factor > 0.0 and power > 0.0:
        most = math.exp(min(-math.log(base) / power - math.log(factor), LARGEST))
    return Domain(0.0, most, row.measure in POSITIVE)


def _inside(value: float, domain: Domain) -> bool:
    return value < domain.high and (value > domain.low or not domain.open_low)


def _say(number: Assumption, key: str, figure: float, base: float, domain: Domain, problems: Problems) -> None:
    field = key if number.layer == "pack" else f"{number.id}.{key}"
    if figure < domain.high:
        what = "{figure:g} would be a certain exit at once"
        problems.add(number.file, number.line, field, what, "write more than 0", figure=figure)
        return
    what = "{figure:g} at a base risk of {base:g} is a risk of 1 or more"
    hint = "write at most {limit:g}"
    problems.add(number.file, number.line, field, what, hint, figure=figure, base=base, limit=_below(domain.high))


def _below(limit: float) -> float:
    """Return a number of four figures just below a limit."""
    step = 10.0 ** (math.floor(math.log10(limit)) - 3)
    return math.floor(limit * INSIDE / step) * step
