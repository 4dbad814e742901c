"""The ratios of a run: private gain to net public cost, and the gain of society to the cost of the programme."""

from __future__ import annotations

import pytest
from tests.engine.small import changed, small_pack

from tidlig.analysis.one.run import run
from tidlig.pack.pack import Scenario

pytestmark = pytest.mark.unit

SCENARIO = Scenario("s", "small", "small", 2027, {"early": ("early",), "repair": ("late",)}, {}, {}, {}, {})


def test_ratios_follow_from_the_present_values() -> None:
    """W is what is left of society without the tax-financing line and the public purse."""
    arm = run(small_pack(), SCENARIO)["arms"][0]
    npv = arm["npv"]
    before_tax = npv["society"] - npv["tax_financing"]
    assert npv["public"] < 0.0
    assert arm["mvpf"] == pytest.approx((before_tax - npv["public"]) / -npv["public"])
    assert arm["sroi"] == pytest.approx(1.0 - before_tax / npv["programme_cost"])
    assert not {"mvpf", "sroi"} & set(arm["why"])


def test_where_nobody_takes_part_there_is_neither() -> None:
    """An infinite value would be read as a programme that pays for itself."""
    arm = run(changed(small_pack(), early__reach=0.0), SCENARIO)["arms"][0]
    assert (arm["mvpf"], arm["why"]["mvpf"]) == (None, "nobody_enrolled")
    assert (arm["sroi"], arm["why"]["sroi"]) == (None, "no_cost")


def test_an_arm_that_pays_for_itself_has_no_marginal_value() -> None:
    """The repair of the small pack saves the public purse more than it costs."""
    arm = run(small_pack(), SCENARIO)["arms"][1]
    assert arm["npv"]["public"] > 0.0
    assert (arm["mvpf"], arm["why"]["mvpf"]) == (None, "pays_for_itself")
