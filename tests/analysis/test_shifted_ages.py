"""A pack whose ages all begin some years later, and everything in it with them, gives the same figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import small_pack

from tidlig.analysis.check.lifetime import Change, lifetime_gain
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.fit.targets import target_figures
from tidlig.analysis.verify.others import later
from tidlig.pack.pack import Pack
from tidlig.pack.target import Target

pytestmark = pytest.mark.property

LATER = 3


def both() -> tuple[Pack, Pack]:
    pack = small_pack()
    return pack, later(pack, LATER)


def test_every_arm_gives_the_same_flows() -> None:
    pack, other = both()
    arms = {id: (id,) for id in pack.programmes}
    (here,), (there,) = (Evaluator(each).evaluate(arms, Design()) for each in (pack, other))
    assert other.ages == (pack.ages[0] + LATER, pack.ages[1] + LATER)
    for id, arm in here.arms.items():
        assert np.abs(arm.payers).max() > 0.0
        np.testing.assert_allclose(there.arms[id].payers, arm.payers, rtol=1e-12, atol=1e-9)
        for outcome, people in arm.people.items():
            np.testing.assert_allclose(there.arms[id].people[outcome], people, rtol=1e-12, atol=1e-12)


def test_a_gain_over_the_rest_of_life_is_the_same() -> None:
    pack, other = both()
    for for_life in (False, True):
        change = Change("activity", {"out": 1.0}, "in", 12, for_life=for_life)
        here, there = lifetime_gain(pack, change), lifetime_gain(other, replace(change, age=12 + LATER))
        assert np.abs(here["people"]).max() > 0.0
        for payer, flow in here.items():
            np.testing.assert_allclose(there[payer], flow, rtol=1e-12, atol=1e-9)


def test_the_model_figure_of_a_target_is_the_same() -> None:
    out = {"activity": {"out": 1.0}}
    kinds = ("share", "ever", "persist", "use")
    targets = tuple(Target(k, k, 8, 12, out, {}, "care", 0.5, 0.1, None, "share", "", "E", "", "", 0) for k in kinds)
    pack = replace(small_pack(), targets=targets)
    figures = [target_figures(Evaluator(each), Design().block(each, 0, 1)) for each in (pack, later(pack, LATER))]
    assert (figures[0] > 0.0).all()
    np.testing.assert_allclose(figures[1], figures[0], rtol=1e-12)
