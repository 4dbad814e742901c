"""Tracks: when they open and close, how the clock moves, and how many cells they make."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import EARLY, LATE, changed, small_pack
from tests.engine.variants import with_programmes
from tests.engine.variants_programmes import lasting_window

from tidlig.analysis.evaluate.design import Design
from tidlig.engine.failures import failed_rows, refuse
from tidlig.engine.life import simulate
from tidlig.engine.plan.axes import PlanError
from tidlig.engine.plan.program import compile_plan
from tidlig.engine.plan.tracks import Span, span_of, tracks_of
from tidlig.pack.programme import Effect, Fade

pytestmark = pytest.mark.unit


def test_how_long_a_programme_is_remembered() -> None:
    assert span_of(EARLY) == Span(2, False)  # the move comes one year after entry, the second share of the cost too
    assert span_of(LATE) == Span(5, False)  # two years of treatment, three of effect
    assert span_of(replace(LATE, effects=(), spread=())) == Span(2, False)
    assert span_of(replace(LATE, stays=None, effects=())).lasting
    moved_late = replace(EARLY, effects=(Effect("early.smd", "smd", moves="need", age=9),))
    assert span_of(moved_late) == Span(7, False)
    half_year = replace(LATE, effects=(Effect("late.care", "rr", use="care", fade=Fade(until=0.5)),))
    assert span_of(half_year) == Span(3, False)
    assert span_of(replace(LATE, effects=(Effect("late.care", "rr", use="care", fade=Fade()),))).lasting


def test_one_entry_age_has_an_axis_of_two_that_is_summed_out() -> None:
    (track,) = tracks_of(small_pack(), (EARLY,), 2)
    assert [track.size(age) for age in (2, 3, 4, 5)] == [1, 2, 2, 1]
    assert track.years("early", 4).tolist() == [-1, 1]
    assert track.following(4) == [0, 1]
    assert track.following(5) == [0, 0]


def test_a_window_has_a_clock() -> None:
    (track,) = tracks_of(small_pack(), (LATE,), 2)
    assert (track.first, track.end, track.size(10)) == (10, 18, 7)
    assert track.years("late", 12).tolist() == [-1, 0, 1, 2, 3, 4, -1]
    assert track.following(12) == [0, 2, 3, 4, 5, 6, 6]


def test_whoever_may_repeat_comes_back_to_never() -> None:
    (track,) = tracks_of(small_pack(), (replace(LATE, repeat=True),), 2)
    assert track.following(12) == [0, 2, 3, 4, 5, 0, 6]


def test_the_last_year_absorbs_where_the_effect_lasts() -> None:
    pack = lasting_window()
    (track,) = tracks_of(pack, (pack.programmes["late"],), 2)
    last, done = track.size(12) - 2, track.size(12) - 1
    assert track.following(12)[-2:] == [last, done]
    assert track.end == 31


def test_all_windows_share_one_track() -> None:
    second = replace(LATE, id="second", ages=(8, 12), effects=())
    (track,) = tracks_of(small_pack(), (LATE, second), 2)
    assert (track.first, track.end, track.starts) == (8, 18, (1, 6))
    assert track.years("second", 9).tolist() == [-1, -1, -1, -1, -1, -1, 0, 1, -1]


def test_nobody_enters_again_while_in_treatment() -> None:
    """Three years of treatment, everyone may repeat: entries at 10, 13 and 16 only."""
    programme = replace(
        LATE, effects=(), levels={}, ages=(10, 16), stays=3, repeat=True, cost="", reach=("late.state",)
    )
    pack = changed(with_programmes(small_pack(), programme), t__death=0.0)
    entries = simulate(compile_plan(pack, ("late",)), Design().block(pack, 0, 1)).entries["late"][:, 0]
    np.testing.assert_allclose(np.flatnonzero(entries > 1e-12), [10, 13, 16])
    np.testing.assert_allclose(entries[[10, 13, 16]], 1.0)


def test_too_many_cells_name_the_programmes() -> None:
    many = tuple(replace(EARLY, id=f"p{k}", ages=(3, 3)) for k in range(7))
    pack = with_programmes(small_pack(), *many)
    with pytest.raises(PlanError, match=r"p0, p1, p2, p3, p4, p5, p6 together need 1536 cells \(limit 1200\)"):
        compile_plan(pack, [p.id for p in many])
    assert compile_plan(pack, [p.id for p in many[:6]]).ndim == 8


def test_programmes_after_one_another_do_not_multiply() -> None:
    many = tuple(replace(EARLY, id=f"p{k}", ages=(3 * k, 3 * k)) for k in range(9))
    assert compile_plan(with_programmes(small_pack(), *many), [p.id for p in many]).ndim == 11


def test_exits_that_reach_one_cost_that_row_only_and_name_process_age_and_rows() -> None:
    pack = small_pack()
    design = Design(3, {"t.leave": np.array([0.1, 0.6, 0.2]), "t.ill": np.array([0.1, 0.45, 0.2])})
    table = design.block(pack, 0, 3)
    plan = compile_plan(pack, ())
    life = simulate(plan, table)
    assert failed_rows(life.failures, 3).tolist() == [False, True, False]
    with pytest.raises(PlanError, match=r"process work, age 5: .* add up to 1 or more, t\.leave 0\.6, t\.ill 0\.45"):
        refuse(life.failures)
    for row in (0, 2):
        alone = simulate(plan, table[:, [row]])
        np.testing.assert_allclose(life.amounts[..., row], alone.amounts[..., 0], rtol=1e-12, atol=1e-12)
