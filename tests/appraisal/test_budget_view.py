"""The budget view: residents of every age, each on the profile of those exposed from that age."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import EARLY, changed, small_pack
from tests.engine.variants import with_effects

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.one.run import run
from tidlig.appraisal.budget_view import budget_by_year
from tidlig.pack.programme import Effect
from tidlig.pack.scenario import Scenario

pytestmark = pytest.mark.unit


def test_by_hand() -> None:
    """Entry at 1 or 2: 10, 20, 30 and 40 people aged 0 to 3, and 10 born each year.

    Exposed from 1: 5 lost at 1, 2 gained at 2, 1 at 3. Exposed from 2: 3 lost at 2, 1 gained at 3. Year 0: those aged
    1 lose 20 x 5, those aged 2 30 x 3, those aged 0 nothing yet, those aged 3 are too old. And so on.
    """
    profiles = {1: np.array([[0.0, -5.0, 2.0, 1.0]]), 2: np.array([[0.0, 0.0, -3.0, 1.0]])}
    residents = np.array([10.0, 20.0, 30.0, 40.0])
    result = budget_by_year(profiles, residents, np.ones(4), 5)
    aged_0, aged_1, aged_2 = 10.0, 20.0, 30.0
    expected = [
        aged_1 * -5 + aged_2 * -3,
        aged_0 * -5 + aged_1 * 2 + aged_2 * 1,
        aged_0 * -5 + aged_0 * 2 + aged_1 * 1,  # the first not yet born in the start year turn 1
        aged_0 * (-5 + 2 + 1),
        aged_0 * (-5 + 2 + 1),
    ]
    np.testing.assert_allclose(result, [expected])


def test_residents_are_alive_and_profiles_are_per_birth() -> None:
    """Half have died by 1: twenty residents aged 1 are forty births."""
    profiles = {1: np.array([[0.0, -5.0]])}
    result = budget_by_year(profiles, np.array([10.0, 20.0]), np.array([1.0, 0.5]), 2)
    np.testing.assert_allclose(result, [[40 * -5.0, 10 * -5.0]])


def test_a_life_course_that_begins_later() -> None:
    """It begins at 2: those aged 2 or 3 are in it now, 50 at 2 and 40 at 3; the 30 aged 1 reach it in a year."""
    profiles = {3: np.array([[0.0, -5.0, 1.0]])}
    result = budget_by_year(profiles, np.array([20.0, 30.0, 50.0, 40.0]), np.array([1.0, 0.8, 0.8]), 4, first=2)
    np.testing.assert_allclose(result, [[50 * -5, 50 * -5 + 50 * 1, 30 * -5 + 50 * 1, 20 * -5 + 30 * 1]])


def test_nobody_lives_past_the_horizon() -> None:
    profiles = {1: np.array([[0.0, -5.0, 2.0]])}
    result = budget_by_year(profiles, np.full(3, 10.0), np.ones(3), 8)
    np.testing.assert_allclose(result[0], [-50.0, -30.0] + [-30.0] * 6)


def test_a_programme_from_the_start_year_on() -> None:
    """Everyone aged 3 enters, 90 each over two years, three quarters paid by the town; 100 residents of each age."""
    pack = with_effects(changed(small_pack(), t__death=0.0), EARLY, levels={}, reach=("late.state",))
    scenario = Scenario("s", "small", "small", 2027, {"early": ("early",)}, {}, {}, {}, {})
    (arm,) = run(pack, scenario).arms
    view = arm.budget
    assert arm.why is None
    assert view.full.years[:3] == range(2027, 2030)
    assert view.full.by["town"][:3] == pytest.approx([-4050.0, -6750.0, -6750.0])
    assert view.full.by["society"][:2] == pytest.approx([-5400 * 1.2, -9000 * 1.2])
    # the 100 aged 3, then those aged 2 in the start year
    assert view.persons[:2] == pytest.approx([100.0, 100.0])
    assert len(view.persons) == len(view.full.years)


def test_participants_of_several_ages_and_programmes() -> None:
    """Nobody dies, and of those who have not been in it half enter at each age from 10 to 13: by hand.

    In the start year 4 ages x 100 x 0.5 enter; a year later those now 10 (100 x 0.5) and, of the three ages exposed the
    year before, the half that did not enter then (3 x 50 x 0.5).  A second programme adds 100 aged 3 a year.
    """
    pack = changed(small_pack(), t__death=0.0)
    late = replace(pack.programmes["late"], levels={}, effects=())
    early = replace(EARLY, levels={}, effects=(), reach=("late.state",))
    pack = replace(pack, programmes={"early": early, "late": late})
    scenario = Scenario("s", "small", "small", 2027, {"both": ("early", "late")}, {}, {}, {}, {})
    (arm,) = run(pack, scenario).arms
    assert arm.budget.persons[:2] == pytest.approx([100 + 200, 100 + 50 + 75])


def test_a_running_programme_reaches_the_lifetime_total_of_a_cohort() -> None:
    """When every living cohort has been through it, one year of the budget is one cohort's whole life."""
    pack = replace(changed(small_pack(), t__death=0.0), ages=(0, 12))
    pack = with_effects(pack, EARLY, Effect("early.smd", "smd", moves="need"))
    evaluator = Evaluator(pack)
    scenario = Scenario("s", "small", "small", 2027, {"early": ("early",)}, {}, {}, {}, {})
    (block,) = evaluator.evaluate(scenario.arms, Design())
    by = run(pack, scenario).arms[0].budget.full.by
    lifetime = dict(zip(pack.payers, 100.0 * block.arms["early"].payers[:, :, 0].sum(axis=1), strict=True))
    assert {payer: by[payer][15] for payer in pack.payers} == pytest.approx(lifetime)
