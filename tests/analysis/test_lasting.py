"""What an effect leaves behind once it has ended counts by a share of its own; while it lasts it counts in full."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.small import LATE, NO_VALUES, number, shared_pack
from tests.engine.test_properties import designs

from tidlig.analysis.evaluate.causal import DIRECT, Stage, stages_of
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Difference, Evaluator
from tidlig.analysis.explain.lines import explain
from tidlig.analysis.one.outcomes import outcome_differences
from tidlig.engine.life import Asked, simulate
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect
from tidlig.pack.scenario import Scenario

pytestmark = pytest.mark.property

BUNDLES = [("late",), ("early", "late"), ("early", "late", "second")]
SPAN = 5  # years that LATE is remembered: two of treatment, three of fading


def lasting_pack(window: tuple[int, int] = LATE.ages) -> Pack:
    """The shared pack in which what is left in activity counts by a share of its own."""
    pack = shared_pack()
    share = number("share.lasting", 0.3, "share")
    late = replace(LATE, ages=window)
    programmes = pack.programmes | {"late": late}
    return replace(
        pack, programmes=programmes, numbers=pack.numbers | {share.id: share}, lasting={"activity": share.id}
    )


def difference(pack: Pack, bundle: tuple[str, ...], **values: float) -> Difference:
    """One arm for one row; ``__`` stands for the point."""
    columns = {key.replace("__", "."): np.array([value]) for key, value in values.items()}
    (block,) = Evaluator(pack).evaluate({"arm": bundle}, Design(1, columns))
    return block.arms["arm"]


@pytest.mark.parametrize("bundle", BUNDLES, ids="+".join)
@given(design=designs(rows=2))
@settings(max_examples=4)
def test_a_share_of_one_is_as_if_nothing_were_told_apart(bundle: tuple[str, ...], design: Design) -> None:
    """The stage telescopes, for money, units and people, with programmes of every kind beside it."""
    pack = lasting_pack()
    columns = Design(design.rows, dict(design.columns) | {"share.lasting": np.ones(design.rows)})
    (told,) = Evaluator(pack).evaluate({"arm": bundle}, columns)
    (plain,) = Evaluator(replace(pack, lasting={})).evaluate({"arm": bundle}, columns)
    one, two = told.arms["arm"], plain.arms["arm"]
    scale = float(np.abs(told.baseline.result.amounts).max())
    np.testing.assert_allclose(one.amounts, two.amounts, rtol=1e-9, atol=1e-11 * scale)
    np.testing.assert_allclose(one.units, two.units, rtol=1e-9, atol=1e-11)
    for id, gain in outcome_differences(pack, NO_VALUES, one).items():
        np.testing.assert_allclose(gain, outcome_differences(pack, NO_VALUES, two)[id], rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("window", [(10, 10), (10, 13)], ids=["one age", "window"])
def test_with_a_share_of_nought_nothing_counts_once_everyones_effect_has_ended(window: tuple[int, int]) -> None:
    """Neither money nor people; what it costs, and what it does while it lasts, counts in full."""
    pack = lasting_pack(window)
    none, full = (difference(pack, ("late",), share__lasting=share) for share in (0.0, 1.0))
    end = window[1] + SPAN
    wage = none.plan.items.index("wage")
    assert np.abs(none.amounts[:, end:]).max() == 0.0
    assert np.abs(full.amounts[wage, end:]).max() > 0.0
    assert max(np.abs(people[end:]).max() for people in none.people.values()) == 0.0
    np.testing.assert_allclose(none.amounts[:, : window[0] + 1], full.amounts[:, : window[0] + 1], rtol=1e-12)
    cost = none.plan.items.index("late")
    np.testing.assert_allclose(none.amounts[cost], full.amounts[cost], rtol=1e-12)


def test_with_one_entry_age_all_within_the_effect_counts_and_nothing_after() -> None:
    """Where all enter at once the years tell the two apart by themselves."""
    pack = lasting_pack((10, 10))
    none, full = (difference(pack, ("late",), share__lasting=share) for share in (0.0, 1.0))
    wage = none.plan.items.index("wage")
    np.testing.assert_allclose(none.amounts[wage, : 10 + SPAN], full.amounts[wage, : 10 + SPAN], rtol=1e-9)


def test_people_of_one_age_are_told_apart_by_when_they_entered() -> None:
    """Those who entered at 11 are still under the effect when it has ended for those who entered at 10."""
    both = difference(lasting_pack((10, 11)), ("late",), share__lasting=0.0)
    first = difference(lasting_pack((10, 10)), ("late",), share__lasting=0.0)
    wage = both.plan.items.index("wage")
    assert np.abs(both.amounts[wage, 10 + SPAN]).max() > 0.0
    assert np.abs(first.amounts[wage, 10 + SPAN]).max() == 0.0


@given(share=st.floats(0.0, 1.0, allow_nan=False))
@settings(max_examples=5)
def test_the_explanation_adds_up_with_what_is_left_as_lines_of_its_own(share: float) -> None:
    pack = lasting_pack()
    numbers = pack.numbers | {"share.lasting": replace(pack.numbers["share.lasting"], value=share)}
    pack = replace(pack, numbers=numbers)
    scenario = Scenario("s", "small", "", 2027, {"both": ("early", "late")}, {}, {}, {}, {})
    for payer in ("town", "people", "society"):
        lines, figure = explain(pack, scenario, "both", payer)
        assert sum(line.amount for line in lines) == pytest.approx(figure, rel=1e-9, abs=1e-6)
        ended = [line for line in lines if line.stage.ended]
        assert all(line.share == share and "share.lasting" in line.numbers for line in ended)
        assert bool(ended) == (share > 1e-9) or payer == "town"


def test_a_programme_that_has_ended_does_not_hide_another_that_goes_on() -> None:
    """One entry age and a window: whoever is past the first is still counted while under the second."""
    pack = lasting_pack((14, 16))
    first = replace(LATE, id="first", ages=(4, 4), stays=1, effects=(replace(LATE.effects[0], fade=None),))
    pack = replace(pack, programmes=pack.programmes | {"first": first})
    none, alone = (difference(pack, bundle, share__lasting=0.0) for bundle in (("first", "late"), ("late",)))
    wage = none.plan.items.index("wage")
    here = slice(14, 16 + SPAN)
    assert np.abs(none.amounts[wage, 5:14]).max() == 0.0
    np.testing.assert_allclose(none.amounts[wage, here], alone.amounts[wage, here], rtol=0.2)
    assert np.abs(none.amounts[wage, 16 + SPAN :]).max() == 0.0
    both, plain = (difference(p, ("first", "late"), share__lasting=1.0) for p in (pack, replace(pack, lasting={})))
    np.testing.assert_allclose(both.amounts, plain.amounts, rtol=1e-9, atol=1e-9)


def test_a_move_counts_in_full() -> None:
    """It states where people are; what becomes of them there is the life course's."""
    move = Effect("late.moved", "difference", moves="activity", level="out", age=11)
    pack = lasting_pack((10, 10))
    late = replace(pack.programmes["late"], effects=(move,))
    moved = number("late.moved", 0.1, "points")
    pack = replace(pack, programmes={"late": late}, numbers=pack.numbers | {moved.id: moved})
    assert stages_of(pack, ("late",)) == [DIRECT]
    none, full = (difference(pack, ("late",), share__lasting=share) for share in (0.0, 1.0))
    np.testing.assert_array_equal(none.amounts, full.amounts)


def test_only_programmes_that_change_the_factor_have_the_stage() -> None:
    pack = lasting_pack()
    assert stages_of(pack, ("late",)) == [DIRECT, Stage("activity", ended=True)]
    assert Stage("activity", ended=True) not in stages_of(pack, ("early", "second"))
    plan = Evaluator(pack).plan(("early",))
    assert plan.watched == ()


def test_the_narrow_view_counts_only_the_remembered() -> None:
    """Before anybody enters all are counted, once every effect has ended nobody is."""
    pack = lasting_pack()
    plan = Evaluator(pack).plan(("late",))
    life = simulate(plan, Design().block(pack, 0, 1), asked=Asked(trace=True, narrow=True))
    assert life.narrow is not None
    after = LATE.ages[1] + SPAN
    assert np.abs(life.narrow.person_years[after:]).max() == 0.0
    np.testing.assert_array_equal(life.narrow.person_years[: LATE.ages[0]], life.person_years[: LATE.ages[0]])
