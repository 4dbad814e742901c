"""What studies saw later, beside the model: held against arithmetic by hand on the small pack."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.small import EARLY, LATE, number, small_pack

from tidlig.analysis.check.observed import ObservedCheck, observed_checks
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect, Observed, Programme

pytestmark = pytest.mark.unit
SURVIVES = 0.99


def pack_with(programme: Programme, **numbers: float) -> Pack:
    pack = small_pack()
    changed = {id.replace("__", "."): value for id, value in numbers.items()}
    own = {id: replace(pack.numbers.get(id, number(id, value)), value=value) for id, value in changed.items()}
    return replace(pack, programmes={programme.id: programme}, numbers={**pack.numbers, **own})


def test_a_ratio_is_seen_as_the_difference_it_makes_among_participants() -> None:
    """Those in need of nothing else: out of work, back with probability 0.3, or 1 - 0.7 ** 1.6 in treatment."""
    seen = Observed((1.0, 1.0), levels={"activity": ("in",)}, difference=0.13, source="x")
    work = Effect("late.work", "hr", process="work", from_levels=("out",), to="in", observed=seen)
    programme = replace(LATE, ages=(8, 12), levels={"activity": ("out",)}, effects=(work,))
    # nobody is ill, so back to work is the only exit
    (check,) = observed_checks(pack_with(programme, t__ill=0.0, g__root=1.0))
    assert check.model == pytest.approx((0.7 - 0.7**1.6) * SURVIVES)
    assert (check.what, check.levels, check.published, check.off) == ("difference", ("in",), 0.13, False)


def test_what_an_effect_is_discounted_by_in_practice_is_left_out() -> None:
    """The study had its effect in full."""
    seen = Observed((1.0, 2.0), levels={"activity": ("in",)}, difference=0.13, source="x")
    work = Effect("late.work", "hr", process="work", from_levels=("out",), to="in", observed=seen)
    programme = replace(LATE, levels={"activity": ("out",)}, effects=(work,))
    tied = replace(programme, effects=(replace(work, times=(("k.practice", 1.0),)),))
    (full,), (half,) = (observed_checks(pack_with(p, k__practice=0.5)) for p in (programme, tied))
    assert full.model == pytest.approx(half.model) != 0.0


def test_what_is_left_of_a_move_fades_as_the_life_course_does() -> None:
    """Moved from high to mid need, where all of the high come down by 0.15 a year and nobody goes up."""
    seen = Observed((2.0, 2.0), left=0.5, source="x")
    move = Effect("early.fewer", "difference", moves="need", level="high", observed=seen)
    programme = replace(EARLY, effects=(move,))
    (check,) = observed_checks(pack_with(programme, early__fewer=-0.1, t__up=0.0, g__root=1.0))
    assert check.model == pytest.approx((0.85 * SURVIVES) ** 2)
    assert check.off


@pytest.mark.parametrize(
    ("published", "model", "off"),
    [
        (0.1, 0.12, False),
        (0.1, 0.126, True),
        (0.1, 0.079, True),
        (0.1, -0.1, True),
        (0.0, 0.0, False),
        (0.0, 0.1, True),
    ],
)
def test_more_than_a_quarter_is_off(published: float, model: float, off: bool) -> None:
    assert ObservedCheck("e", "left", (), (1.0, 1.0), published, model).off is off
