"""What a figure rests on: its lines by the grade of the weakest number behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from tidlig.analysis.causal import Stage, leaves_behind, stage_of
from tidlig.analysis.explain import Line, explain_each
from tidlig.assumptions.pack import GRADES, Assumption, Effect, Pack, Programme, Scenario


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

    Every line of :func:`~tidlig.analysis.explain.explain` goes in full to the worst grade among its numbers: a product
    is no surer than its weakest factor, and dividing a line equally would let an author raise the share of good grades
    by splitting a number in two.  The numbers of a line are those of the line itself and, unless it is a programme's
    own cost, those of the effects of its stage.  Discount rates and a fixed 1 or -1 (carriers of a tie, the only payer
    of an item) are not counted, and neither are the transitions of the life course, which stand behind every line.
    All shares are 0 where no line is left.  Raises KeyError for an unknown arm or payer.
    """
    return grading_each(pack, scenario, arm, [payer])[payer]


def grading_each(pack: Pack, scenario: Scenario, arm: str, payers: Iterable[str]) -> dict[str, Grading]:
    """What :func:`grading` gives for each of several payers, from one run of the arm."""
    explained = explain_each(pack, scenario, arm, payers)
    return {payer: _grading(pack, scenario.arms[arm], *found) for payer, found in explained.items()}


def _grading(pack: Pack, bundle: tuple[str, ...], lines: Sequence[Line], figure: float) -> Grading:
    used = [(abs(line.amount), numbers_behind(pack, bundle, line)) for line in lines]
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


def numbers_behind(pack: Pack, bundle: tuple[str, ...], line: Line) -> list[Assumption]:
    """The numbers that one line of a bundle's figure rests on, as :func:`grading` counts them."""
    programmes = [pack.programmes[id] for id in bundle if line.item not in bundle]
    effects = [e for p in programmes for e in p.effects if _belongs(pack, p, e, line.stage)]
    here = [(e.id, *(name for name, _ in e.times)) for e in effects]
    ids = dict.fromkeys(chain(line.numbers, *here))
    rates = set(pack.discount.money.values())
    return [pack.numbers[id] for id in ids if id not in rates and not _one(pack.numbers[id])]


def _belongs(pack: Pack, programme: Programme, effect: Effect, stage: Stage) -> bool:
    """Whether an effect stands behind what a stage adds."""
    return leaves_behind(pack, effect) == stage.factor if stage.ended else stage_of(pack, programme, effect) == stage


def _one(number: Assumption) -> bool:
    return number.dist == "fixed" and abs(number.value) == 1.0
