"""What must add up: exits of a level to less than 1, legs of an item, shares of a programme's cost."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tidlig.pack.number import LAYERS, Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.rows import EXITS, Row, Split, State, Ties, Transition
from tidlig.pack.structure import Process
from tidlig.problems import Message, Problems

_LEGS = {"resource": -1.0, "transfer": 0.0, "production": 1.0}
_NEAR = 1e-6
Floats = NDArray[np.float64]


def check_sums(pack: Pack, problems: Problems, changed: Collection[str] | None = None) -> None:
    """Note exits, legs and payers' shares that do not add up in a pack's present numbers.

    ``changed``: the numbers that are others than when all of it last added up; sums without one are left alone.
    """
    moved = pack.numbers.keys() if changed is None else changed
    for process in pack.processes:
        rows = counted_exits(process, pack)
        for programme in {"", *(row.where.programme for row in rows)}:
            here = [row for row in rows if row.where.treats(programme)]
            if _touched(here, moved):
                _check_exits(process, here, pack, problems)
    for item in pack.items.values():
        legs = [row for row in pack.splits if row.item == item.id]
        if item.kind in _LEGS and (changed is None or _touched(legs, moved)):
            _check_legs(item.id, _LEGS[item.kind], legs, pack, problems)
    for paid in pack.programmes.values():
        if any(id in moved for id in paid.paid_by.values()):
            _check_paid_by(paid.paid_by.values(), pack, problems)


def _touched(rows: Iterable[Row], moved: Collection[str]) -> bool:
    """Tell whether some row is worked out from one of some numbers."""
    return any(id in moved for row in rows for id in row.numbers)


def counted_exits(process: Process, pack: Pack) -> list[Transition]:
    """Return the rows of a process that must stay below 1 together: competing rates always do."""
    counted = EXITS if process.combine == "separate" else ("probability",)
    return [row for row in pack.transitions if row.process == process.id and row.unit(pack.numbers) in counted]


class Present:
    """The present numbers of a pack, to work out what a row is worth."""

    def __init__(self, pack: Pack) -> None:
        self.numbers = pack.numbers

    def __getitem__(self, id: str) -> float:
        return self.numbers[id].value

    def multiplier(self, times: Ties) -> float:
        """Return the product of named numbers, each to its power; infinite where that is too large to be written."""
        value = 1.0
        try:
            for name, power in times:
                number = self[name]
                value *= number**power if number > 0 or power == int(power) > 0 else 0.0
        except OverflowError:
            return math.inf
        return value


def _check_exits(process: Process, rows: list[Transition], pack: Pack, problems: Problems) -> None:
    """Note the first age and cell of each level whose exits add up to 1 or more."""
    axes = states_of(pack)
    masks = [_mask(row, process, axes, pack) for row in rows]
    total = _leaving(process, rows, masks, pack)
    axis = list(axes).index(process.factor) + 1 if process.factor in axes else 0
    told: set[str] = set()
    for place in np.argwhere(total >= 1.0):
        level = axes[process.factor][place[axis]][0] if process.factor in axes else "everyone"
        if level not in told:
            told.add(level)
            here = [row for row, mask in zip(rows, masks, strict=True) if mask[tuple(place)]]
            _say_exits(level, int(place[0]) + pack.ages[0], float(total[tuple(place)]), here, pack, problems)


def states_of(pack: Pack) -> dict[str, tuple[State, ...]]:
    """Return the states of every factor."""
    return {factor: pack.states(factor) for factor in pack.factors}


def leaving(process: Process, rows: list[Transition], pack: Pack) -> Floats:
    """Return the share that leaves within a year by some rows, ages x states of every factor, before any ratio."""
    axes = states_of(pack)
    return _leaving(process, rows, [_mask(row, process, axes, pack) for row in rows], pack)


def _leaving(process: Process, rows: list[Transition], masks: list[Floats], pack: Pack) -> Floats:
    """Return the share that leaves within a year, ages x states of every factor, before any ratio.

    Exits of a ``separate`` process have a probability each, 1 - (1 - p) exp(-rate), and these are added.
    """
    total: Floats = np.zeros(())
    present = Present(pack)
    for target in sorted({row.to for row in rows}):
        chance, rate = np.zeros(()), np.zeros(())
        for row, mask in zip(rows, masks, strict=True):
            if row.to == target:
                figure = np.where(mask > 0, row.worth(present), 0.0)
                chance, rate = (chance + figure, rate) if row.unit(pack.numbers) != "rate" else (chance, rate + figure)
        total = total + (chance if process.combine != "separate" else 1.0 - (1.0 - chance) * np.exp(-rate))
    return total


def _mask(row: Transition, process: Process, axes: dict[str, tuple[State, ...]], pack: Pack) -> Floats:
    """Return 1 where a row holds: ages x states of every factor."""
    ages = np.arange(*pack.ages)
    first, last = row.where.band(pack.ages)
    mask = ((ages >= first) & (ages <= last)).astype(float)
    for factor, states in axes.items():
        named: tuple[str, ...] = row.where.levels.get(factor, ())
        if factor == process.factor:
            named = row.from_levels or tuple(level for level, _ in states if level != row.to)
        remembered = {level.name for level in pack.factors[factor] if level.memory}
        holds = [row.where.includes(named, state, remembered) for state in states]
        mask = mask[..., None] * np.array(holds, dtype=float)
    return mask


def _say_exits(level: str, age: int, total: float, rows: list[Transition], pack: Pack, problems: Problems) -> None:
    """Note the rows whose probabilities are too large together."""
    shown = {id: pack.numbers[id] for row in rows for id in row.numbers}
    numbers = sorted(shown.values(), key=_place)
    names = [Message("{id} {value} ({place})", id=n.id, value=n.value, place=_named(n)) for n in numbers]
    what = Message(
        "the exits of '{level}' add up to {total} at age {age}: {names}", level=level, total=total, age=age, names=names
    )
    _blame(_behind(rows, pack), "value", what, "lower one of them: together they must be below 1", problems)


def _behind(rows: Iterable[Row], pack: Pack) -> list[Assumption]:
    """Return the numbers of some rows and those they are tied to, the rows' last."""
    ids = [name for row in rows for name, _ in row.times] + [row.id for row in rows if row.own]
    return [pack.numbers[id] for id in ids if id in pack.numbers]


def _blame(numbers: list[Assumption], field: str, what: Message, hint: str, problems: Problems) -> None:
    """Note a sum at the number changed by the last layer, or else at the last line of the pack's."""
    layers = [LAYERS.index(number.layer) for number in numbers]
    if any(layers):
        number = numbers[layers.index(max(layers))]
        problems.add(number.file, number.line, number.id, what, hint)
    else:
        number = max((each for each in numbers if each.file == numbers[-1].file), key=_place)
        problems.add(number.file, number.line, field, what, hint)


def _named(number: Assumption) -> str:
    """Return file and line of a number, without the folder of the pack."""
    file = Path(number.file).name
    return f"{file}:{number.line}" if number.line else file


def _place(number: Assumption) -> tuple[str, int]:
    return number.file, number.line


def _check_legs(item: str, expected: float, legs: list[Split], pack: Pack, problems: Problems) -> None:
    """Note the first age at which the legs of an item do not add up to -1, 0 or +1."""
    present = Present(pack)
    worths = [(row, 0.0 if row.rest else row.worth(present)) for row in legs]
    starts = {row.where.age_from or 0 for row in legs} | {(row.where.age_to or 0) + 1 for row in legs}
    for age in sorted(age for age in {pack.ages[0], *starts} if age in range(*pack.ages)):  # between them nothing moves
        here = [row for row in legs if row.where.holds(age)]
        total = sum(value for row, value in worths if row.where.holds(age))
        if any(row.rest for row in here) or abs(total - expected) <= _NEAR:
            continue
        what = Message(
            "the legs of '{item}' add up to {total} at age {age}, not {expected}",
            item=item, total=total, age=age, expected=expected,
        )  # fmt: skip
        hint = "write what every payer gains or pays, or the word rest for one of them"
        if numbers := _behind(here or legs, pack):
            _blame(numbers, "value", what, hint, problems)
        else:
            problems.add(f"{Path(pack.path).name}/split.csv", 0, "value", what, hint)
        return


def _check_paid_by(shares: Iterable[str], pack: Pack, problems: Problems) -> None:
    """Note shares of a programme's cost that do not add up to 1."""
    numbers = [pack.numbers[id] for id in shares]
    total = sum(number.value for number in numbers)
    if numbers and abs(total - 1.0) > _NEAR:
        what = Message("the shares add up to {total:.10g}", total=total)
        _blame(numbers, "paid_by", what, "change them so that they add up to 1", problems)
