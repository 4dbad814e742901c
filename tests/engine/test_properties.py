"""What must hold in the engine whatever the numbers are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.small import EARLY, LATE, NO_VALUES, NUMBERS, changed, small_pack
from tests.figures import npv, values

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Block, Evaluator
from tidlig.analysis.one.ledger import ledger_of
from tidlig.analysis.one.outcomes import outcome_differences
from tidlig.analysis.one.run import run
from tidlig.engine.life import Asked, simulate
from tidlig.engine.plan.program import compile_plan
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario

pytestmark = pytest.mark.property

ARMS = {"early": ("early",), "late": ("late",), "both": ("early", "late")}
RANGES = {
    "t.up": (0.0, 0.5),
    "t.down": (0.0, 0.9),
    "t.leave": (0.0, 0.4),
    "t.ill": (0.0, 0.4),
    "t.return": (0.0, 0.5),
    "l.need": (0.2, 6.0),
    "early.reach": (0.0, 1.0),
    "early.smd": (-1.5, 1.5),
    "early.cost": (0.0, 500.0),
    "late.reach": (0.0, 1.0),
    "late.work": (0.3, 4.0),
    "late.care": (0.2, 2.0),
    "p.wage": (0.0, 900.0),
    "share.need": (0.0, 1.0),
    "r": (0.0, 0.1),
}


@st.composite
def designs(draw: st.DrawFn, rows: int = 3) -> Design:
    """A design that varies much of the small pack."""
    columns = {
        id: np.array([draw(st.floats(low, high, allow_nan=False)) for _ in range(rows)])
        for id, (low, high) in RANGES.items()
    }
    return Design(rows, columns)


def only_block(pack: Pack, design: Design, arms: dict[str, tuple[str, ...]] | None = None) -> Block:
    """The single block of a small design."""
    (block,) = Evaluator(pack).evaluate(arms or ARMS, design)
    return block


@given(designs())
@settings(max_examples=25)
def test_people_are_conserved(design: Design) -> None:
    """Nobody appears, and nobody vanishes but by death."""
    pack = changed(small_pack(), t__death=0.0)
    for bundle in ((), ("early",), ("late",), ("early", "late")):
        result = simulate(compile_plan(pack, bundle), design.block(pack, 0, design.rows), asked=Asked(trace=True))
        np.testing.assert_allclose(result.start.sum(axis=1), 1.0, atol=1e-12)
        assert result.start.min() >= -1e-15


@given(designs())
@settings(max_examples=15)
def test_the_dead_leave_at_the_hazard_of_the_population(design: Design) -> None:
    """A population rate is the mean over the baseline's people in its first year."""
    pack = small_pack()
    result = simulate(compile_plan(pack, ()), design.block(pack, 0, design.rows), asked=Asked(trace=True))
    alive = result.start.sum(axis=1)
    links = 1.0 + (np.sqrt(NUMBERS["g.root"].value) - 1.0) * 0.2  # mid need, one fifth at birth
    low = 1 - 0.99 ** (1 / links)
    mid = 1 - 0.99 ** (np.sqrt(NUMBERS["g.root"].value) / links)
    np.testing.assert_allclose(1 - alive[1], 0.8 * low + 0.2 * mid, rtol=1e-9)


def test_ratios_of_one_return_the_input_probabilities() -> None:
    """With every ratio at 1 the yearly flows are the pack's own probabilities."""
    pack = changed(small_pack(), l__need=1.0, g__root=1.0, t__death=0.0)
    result = simulate(compile_plan(pack, ()), Design().block(pack, 0, 1), asked=Asked(trace=True))
    before, after = result.start[7, :, 0].reshape(3, 4), result.start[8, :, 0].reshape(3, 4)
    expected = before.sum(axis=0) @ np.array(
        [[0.87, 0.10, 0.0, 0.03], [0.3, 0.0, 0.67, 0.03], [0.3, 0.0, 0.67, 0.03], [0, 0, 0, 1.0]]
    )
    np.testing.assert_allclose(after.sum(axis=0), expected, rtol=1e-12)


@given(designs())
@settings(max_examples=15)
def test_a_programme_without_effect_gives_exactly_minus_its_cost(design: Design) -> None:
    """Per payer; nothing else moves."""
    pack = replace(small_pack(), programmes={"early": replace(EARLY, effects=()), "late": replace(LATE, effects=())})
    block = only_block(pack, design)
    for difference in block.arms.values():
        own = len(pack.items)
        assert np.abs(difference.amounts[:own]).max() < 1e-9
        expected = np.zeros_like(difference.payers)
        for programme in difference.plan.programmes:
            cost = difference.amounts[difference.plan.items.index(programme.id)]
            for payer, share in programme.paid_by.items():
                expected[pack.payers.index(payer)] -= cost * pack.numbers[share].value
        np.testing.assert_allclose(difference.payers, expected, atol=1e-9)
        assert (difference.amounts[own:] >= 0).all()


@given(designs())
@settings(max_examples=25)
def test_society_before_tax_financing_is_production_minus_resources(design: Design) -> None:
    """Transfers cancel; a change in the public purse costs a fifth of itself."""
    pack = small_pack()
    block = only_block(pack, design)
    for difference in block.arms.values():
        kinds = np.array(difference.plan.kinds)
        real = difference.amounts[kinds == "production"].sum(axis=0) - difference.amounts[kinds == "resource"].sum(
            axis=0
        )
        np.testing.assert_allclose(difference.payers.sum(axis=0), real, atol=1e-9)
        flows = ledger_of(pack, block.baseline.values, difference).flows
        np.testing.assert_allclose(flows["society"], real + 0.2 * flows["public"], atol=1e-9)
        np.testing.assert_allclose(flows["public"], flows["town"] + flows["other"] + flows["state"], atol=1e-9)


@given(designs(rows=4), st.integers(0, 3))
@settings(max_examples=15)
def test_a_row_alone_equals_the_same_row_in_a_block(design: Design, row: int) -> None:
    """To 1e-12 of the largest amount in the ledger, of which a difference is taken."""
    pack = small_pack()
    whole = only_block(pack, design)
    alone = only_block(pack, Design(1, {id: column[[row]] for id, column in design.columns.items()}))
    for arm, difference in whole.arms.items():
        one = alone.arms[arm].payers[:, :, 0]
        scale = max(1.0, float(np.abs(alone.baseline.result.amounts).max()))
        np.testing.assert_allclose(difference.payers[:, :, row], one, rtol=0.0, atol=1e-12 * scale)


def test_rows_do_not_depend_on_the_size_of_the_design() -> None:
    """One row and more rows than a block holds are the same call with the same figures."""
    pack = small_pack()
    values = np.linspace(0.1, 0.9, 1500)
    wide = [
        b.arms["early"].payers
        for b in Evaluator(pack).evaluate({"early": ("early",)}, Design(1500, {"early.reach": values}))
    ]
    assert len(wide) > 1
    together = np.concatenate(wide, axis=-1)
    for row in (0, 700, 1499):
        one = only_block(pack, Design(1, {"early.reach": values[[row]]})).arms["early"].payers[:, :, 0]
        np.testing.assert_allclose(together[:, :, row], one, rtol=0.0, atol=1e-12 * 400.0)


def scenario(arms: dict[str, tuple[str, ...]] = ARMS) -> Scenario:
    """A question to the small pack."""
    return Scenario("s", "small", "small", 2025, arms, {}, {}, {}, {})


def test_twice_the_cohort_is_twice_the_money() -> None:
    """Present values, yearly and budget figures all double; ratios stay."""
    pack = small_pack()
    double = replace(pack, residents={key: tuple(2 * n for n in people) for key, people in pack.residents.items()})
    for one, two in zip(run(pack, scenario()).arms, run(double, scenario()).arms, strict=True):
        assert npv(two) == pytest.approx({k: 2 * v for k, v in npv(one).items()}, rel=1e-12)
        assert two.budget.full.by["state"][3] == pytest.approx(2 * one.budget.full.by["state"][3], rel=1e-12)
        assert two.cohort.ratios.bcr_society.value == pytest.approx(one.cohort.ratios.bcr_society.value, rel=1e-12)
        assert two.cohort.ratios.bcr_public.value == pytest.approx(one.cohort.ratios.bcr_public.value, rel=1e-12)
        assert values(two, "npv_per_person") == pytest.approx(values(one, "npv_per_person"), rel=1e-9)


def test_the_order_of_programmes_and_payers_changes_nothing() -> None:
    """Bundles are sets; payers are names."""
    pack = small_pack()
    turned = replace(pack, payers=tuple(reversed(pack.payers)), programmes=dict(reversed(pack.programmes.items())))
    one = run(pack, scenario({"both": ("early", "late")})).arms[0]
    two = run(turned, scenario({"both": ("late", "early")})).arms[0]
    assert npv(two) == pytest.approx(npv(one), rel=1e-12)
    assert values(two, "payback_year") == values(one, "payback_year")


@given(designs())
@settings(max_examples=15)
def test_without_a_causal_share_nothing_changes_downstream(design: Design) -> None:
    """Only what follows need by definition, and the programme's cost, is left."""
    columns = dict(design.columns) | {"share.need": np.zeros(design.rows)}
    pack = small_pack()
    difference = only_block(pack, Design(design.rows, columns)).arms["early"]
    for item in ("wage", "benefit", "tax"):
        assert np.abs(difference.amounts[difference.plan.items.index(item)]).max() < 1e-9
    assert float(np.abs(outcome_differences(pack, NO_VALUES, difference)["out"]).max()) < 1e-9
    full = only_block(pack, Design(design.rows, dict(columns) | {"share.need": np.ones(design.rows)})).arms["early"]
    care = difference.plan.items.index("care")
    np.testing.assert_allclose(difference.amounts[care], full.amounts[care], rtol=1e-12, atol=1e-12)


@given(designs())
@settings(max_examples=10)
def test_the_baseline_depends_on_no_causal_share(design: Design) -> None:
    """Observed associations count in full in the baseline."""
    one = only_block(small_pack(), design).baseline.result.amounts
    columns = dict(design.columns) | {"share.need": np.full(design.rows, 0.9)}
    np.testing.assert_array_equal(only_block(small_pack(), Design(design.rows, columns)).baseline.result.amounts, one)


@given(designs())
@settings(max_examples=10)
def test_a_gift_to_a_public_payer_changes_society_by_the_cost_of_public_funds(design: Design) -> None:
    """A programme's cost moved from people to the state costs society a fifth of it more."""
    pack = changed(small_pack())
    private = replace(EARLY, paid_by={"people": "late.state"})
    public = replace(EARLY, paid_by={"state": "late.state"})
    results = []
    for programme in (private, public):
        this = replace(pack, programmes={"early": programme})
        block = only_block(this, design, {"early": ("early",)})
        results.append(ledger_of(this, block.baseline.values, block.arms["early"]))
    change = results[1].flows["society"] - results[0].flows["society"]
    np.testing.assert_allclose(change, -0.2 * results[0].cost, atol=1e-9)
