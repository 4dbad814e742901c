"""The lines of an explained figure add up to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.small import shared_pack, small_pack
from tests.engine.test_schedule import taxed_pack

from tidlig.analysis.explain.lines import explain
from tidlig.analysis.one.run import run
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario

pytestmark = pytest.mark.unit

ARMS = {"early": ("early",), "repair": ("late",), "both": ("early", "late")}
SCENARIO = Scenario("s", "small", "small", 2027, ARMS, {}, {}, {}, {})


@pytest.mark.parametrize("pack", [small_pack(), taxed_pack()], ids=["taken of another", "by brackets"])
@pytest.mark.parametrize("payer", ["town", "other", "state", "people", "public", "society", "tax_financing"])
def test_lines_add_up_to_the_present_value(pack: Pack, payer: str) -> None:
    """To the krone, and far below; the figure is that of the run."""
    for arm in run(pack, SCENARIO).arms:
        lines, figure = explain(pack, SCENARIO, arm.id, payer)
        assert figure == pytest.approx(arm.cohort.npv(payer), rel=1e-12, abs=1e-9)
        # Lines under half an oere are left out, and there are fewer than a hundred.
        assert sum(line.amount for line in lines) == pytest.approx(figure, abs=0.5)


def test_each_line_is_the_product_of_its_parts() -> None:
    """Quantity x price x leg x share."""
    lines, _ = explain(small_pack(), SCENARIO, "both", "public")
    for line in lines:
        assert line.quantity * line.price * line.leg * line.share == pytest.approx(line.amount, rel=1e-9)


def test_only_downstream_stages_carry_a_causal_share() -> None:
    """Care follows need by definition and counts in full, the wage by half; the programme's cost stands once."""
    lines, _ = explain(small_pack(), SCENARIO, "early", "society")
    shares = {(line.item, line.stage.factor): line.share for line in lines}
    assert shares["care", "need"] == 1.0
    assert shares["wage", "need"] == 0.5
    assert [line.share for line in lines if line.item == "early"] == [1.0]


@pytest.mark.parametrize("payer", ["state", "people", "society"])
def test_a_share_of_its_own_stands_in_the_lines_of_its_programme(payer: str) -> None:
    """A bundle's lines still add up; what each programme does to need counts by its own number."""
    both = replace(SCENARIO, arms={"both": ("second", "early", "late")})
    lines, figure = explain(shared_pack(), both, "both", payer)
    assert sum(line.amount for line in lines) == pytest.approx(figure, abs=0.5)
    assert figure == pytest.approx(run(shared_pack(), both).arms[0].cohort.npv(payer), rel=1e-12, abs=1e-9)
    downstream = [line for line in lines if line.stage.factor and line.item in ("wage", "benefit", "tax")]
    assert {(line.stage.programme, line.share) for line in downstream} == {("", 0.5), ("second", 0.1)}
    named = {line.stage.programme: {id for id in line.numbers if "share.need" in id} for line in downstream}
    assert named == {"": {"share.need"}, "second": {"second.share.need"}}


def test_every_number_used_is_named() -> None:
    """The price, the use, the leg, the reach, the share and the discount rate."""
    lines, _ = explain(small_pack(), SCENARIO, "early", "town")
    by_item = {line.item: set(line.numbers) for line in lines}
    assert {"early.cost", "early.reach", "early.town", "r"} <= by_item["early"]
    assert {"p.tax", "s.tax_town", "share.need"} <= by_item["tax"]
