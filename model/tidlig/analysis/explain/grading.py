"""What a figure rests on: its lines by the grade of the weakest number behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tidlig.analysis.explain.lines import Line, explain_each
from tidlig.pack.number import GRADES, Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario


@dataclass(frozen=True)
class Grading:
    """One figure [kroner, present value, whole cohort] and what it rests on.

    ``by_grade``: grade -> share of the sum of the lines' absolute amounts; ``numbers``: id -> share of that sum in
    whose lines the number stands (a line counts for each of its numbers, so these add up to more than 1).
    """

    figure: float
    by_grade: Mapping[str, float]
    numbers: Mapping[str, float]


def grading(pack: Pack, scenario: Scenario, arm: str, payer: str) -> Grading:
    """What the present value of one payer, budget or society rests on.

    Every line of :func:`~tidlig.analysis.explain.lines.explain` goes in full to the worst grade among its numbers:
    a product is no surer than its weakest factor, and dividing a line equally would let an author raise the share of
    good grades by splitting a number in two.  The numbers of a line are those it names; rates of discount and growth,
    which every line has, and a fixed 1 or -1 (the only payer of an item, say) are not counted.  The life course stands
    behind every line and is in none.
    All shares are 0 where no line is left.  Raises KeyError for an unknown arm or payer.
    """
    return grading_each(pack, scenario, arm, [payer])[payer]


def grading_each(pack: Pack, scenario: Scenario, arm: str, payers: Iterable[str]) -> dict[str, Grading]:
    """What :func:`grading` gives for each of several payers, from one run of the arm."""
    explained = explain_each(pack, scenario, arm, payers)
    return {payer: _grading(pack, *found) for payer, found in explained.items()}


def _grading(pack: Pack, lines: Sequence[Line], figure: float) -> Grading:
    used = [(abs(line.amount), numbers_behind(pack, line)) for line in lines]
    total = sum(amount for amount, _ in used) or 1.0
    by_grade = dict.fromkeys(GRADES, 0.0)
    by_number: dict[str, float] = {}
    for amount, numbers in used:
        by_grade[weakest(numbers)] += amount / total
        for number in numbers:
            by_number[number.id] = by_number.get(number.id, 0.0) + amount / total
    return Grading(figure, by_grade, dict(sorted(by_number.items(), key=lambda pair: -pair[1])))


def weakest(numbers: Iterable[Assumption]) -> str:
    """The worst grade among some numbers, the best there is where there are none."""
    return max((number.grade for number in numbers), default=GRADES[0])


def numbers_behind(pack: Pack, line: Line) -> list[Assumption]:
    """The numbers that one line of a figure rests on, as :func:`grading` counts them."""
    rates = {*pack.discount.money.values(), pack.programme_growth, *(item.growth for item in pack.items.values())}
    return [pack.numbers[id] for id in line.numbers if id not in rates and not _one(pack.numbers[id])]


def _one(number: Assumption) -> bool:
    return number.dist == "fixed" and abs(number.value) == 1.0
