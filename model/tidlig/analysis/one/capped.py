"""Effects that would move more people than there are: what the engine cuts off, told as warnings of a result."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tidlig.analysis.evaluate.evaluator import Difference
from tidlig.engine.values import Values
from tidlig.engine.year.birthdays import share_after
from tidlig.pack.number import Warning
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect

NEAR = 1.0 + 1e-9  # rounding is no cut


def capped_moves(pack: Pack, bundle: tuple[str, ...], values: Values, difference: Difference) -> tuple[Warning, ...]:
    """Return a warning for each move of an arm that asks for more than the level next to a threshold holds.

    For the first row of a block; programmes that nobody enters move nobody.
    """
    entered = {id for id in bundle if float(difference.entries[id].sum()) > 0.0}
    moves = [effect for id in bundle if id in entered for effect in pack.programmes[id].effects if effect.moves]
    return tuple(warning for effect in moves for warning in _capped(pack, effect, values, difference))


def _capped(pack: Pack, effect: Effect, values: Values, difference: Difference) -> Iterator[Warning]:
    """Yield the warning of one move, at the threshold where most is cut off."""
    above = difference.shares[effect.id][:, 0]
    held = -np.diff(np.concatenate([[1.0], above, [0.0]]))  # share in each level
    levels = [level.name for level in pack.factors[effect.moves]]
    cut = [
        (abs(change), float(held[k] if change > 0.0 else held[k - 1]))
        for k in range(1, len(levels))
        if effect.measure == "smd" or effect.level == levels[k]
        for change in [float(above[k - 1] - share_after(values, effect, above[k - 1 : k])[0])]
    ]
    asked, there = max(cut, key=lambda each: each[0] - each[1], default=(0.0, 0.0))
    if asked > there * NEAR:
        number = pack.numbers[effect.id]
        yield Warning("capped", effect.id, number.value, asked, there, "share", "", number.file, number.line)
