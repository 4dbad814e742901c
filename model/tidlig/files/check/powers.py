"""Numbers that a power, or a half-life, cannot be taken of: the result would be no number."""

from __future__ import annotations

from collections.abc import Iterator

from tidlig.pack.pack import Pack
from tidlig.problems import Problems


def check_powers(pack: Pack, problems: Problems) -> None:
    """Note numbers of nought or less where more is needed; ``pack`` with its present numbers."""
    told: set[str] = set()
    fades = (effect.fade for programme in pack.programmes.values() for effect in programme.effects if effect.fade)
    half_lives = {fade.half_life for fade in fades}
    for id, power in powers(pack):
        number = pack.numbers[id]
        possible = number.value > 0.0 or (number.value == 0.0 and power >= 0.0) or power == int(power) > 0
        if possible or id in told:
            continue
        told.add(id)
        field = "value" if number.layer == "pack" else f"{id}.value"
        what = "{value:g} to the power {power:g} is not a number"
        if id in half_lives:
            what = "a half-life of {value:g} years is not possible"
        problems.add(number.file, number.line, field, what, "write more than 0", value=number.value, power=power)


def powers(pack: Pack) -> Iterator[tuple[str, float]]:
    """Yield id and power of every number that is taken to one; a half-life divides."""
    for table in (pack.transitions, pack.links, pack.uses, pack.prices, pack.splits, pack.brackets):
        for row in table:
            yield from row.times
    for programme in pack.programmes.values():
        for effect in programme.effects:
            yield from effect.times
            if effect.fade is not None and effect.fade.half_life:
                yield effect.fade.half_life, -1.0
