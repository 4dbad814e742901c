"""The ratios of a run: private gain to net public cost, and the gain of society to the cost of the programme."""

from __future__ import annotations

import pytest
from tests.engine.small import changed, small_pack
from tests.figures import npv as npv_of

from tidlig.analysis.one.run import run
from tidlig.pack.scenario import Scenario
from tidlig.result.figure import Figure

pytestmark = pytest.mark.unit

SCENARIO = Scenario("s", "small", "small", 2027, {"early": ("early",), "repair": ("late",)}, {}, {}, {}, {})


def test_ratios_follow_from_the_present_values() -> None:
    """W is what is left of society without the tax-financing line and the public purse."""
    arm = run(small_pack(), SCENARIO).arms[0]
    npv, ratios = npv_of(arm), arm.cohort.ratios
    before_tax = npv["society"] - npv["tax_financing"]
    assert npv["public"] < 0.0
    assert ratios.mvpf.value == pytest.approx((before_tax - npv["public"]) / -npv["public"])
    assert ratios.sroi.value == pytest.approx(1.0 - before_tax / npv["programme_cost"])
    assert ratios.mvpf.why is ratios.sroi.why is None


def test_where_nobody_takes_part_there_is_neither() -> None:
    """An infinite value would be read as a programme that pays for itself."""
    arm = run(changed(small_pack(), early__reach=0.0), SCENARIO).arms[0].cohort.ratios
    assert arm.mvpf == Figure(None, "ratio", "nobody_enrolled")
    assert arm.sroi == Figure(None, "ratio", "no_cost")


def test_an_arm_that_pays_for_itself_has_no_marginal_value() -> None:
    """The repair of the small pack saves the public purse more than it costs."""
    arm = run(small_pack(), SCENARIO).arms[1].cohort
    assert arm.npv("public") > 0.0
    assert arm.ratios.mvpf == Figure(None, "ratio", "pays_for_itself")
