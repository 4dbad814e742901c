"""Units, money and payers, with answers worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.small import EARLY, LATE, changed, small_pack
from tests.engine.test_birthdays import simulated, still
from tests.engine.variants import add, with_effects, with_programmes

from tidlig.analysis.evaluate.design import Design
from tidlig.engine.legs import to_legs, to_payers
from tidlig.engine.life import Life
from tidlig.engine.plan.program import compile_plan
from tidlig.engine.values import Values
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect
from tidlig.pack.rows import Price, Split, Use, Where
from tidlig.pack.structure import Counting, Item

pytestmark = pytest.mark.unit


def amount(pack: Pack, result: Life, item: str) -> np.ndarray:
    """Money of one item by age."""
    items = [*pack.items, *sorted(pack.programmes)]
    return np.asarray(result.amounts[items.index(item), :, 0])


def units(pack: Pack, result: Life, item: str) -> np.ndarray:
    """Units of one item by age."""
    return np.asarray(result.units[list(pack.items).index(item), :, 0])


def payers_of(pack: Pack, result: Life) -> dict[str, np.ndarray]:
    """What each payer gains by age."""
    plan = compile_plan(pack, ())
    table = Design().block(pack, 0, 1)
    split = to_payers(plan, to_legs(plan, Values(plan.index, table), result.amounts))
    return dict(zip(plan.payers, split[:, :, 0], strict=True))


def dying(counting: Counting) -> Pack:
    """Everyone stays in work and low need; one in ten dies each year; a wage of 400 from birth."""
    pack = changed(still(small_pack()), t__birth_mid=0.0, t__birth_high=0.0, t__death=0.1)
    wage = tuple(replace(p, where=Where()) if p.id == "p.wage" else p for p in pack.prices)
    return replace(pack, counting=counting, prices=wage, ages=(0, 3))


@pytest.mark.parametrize(
    ("counting", "expected"),
    [
        (Counting("none"), [400.0, 360.0, 324.0]),
        (Counting("half-cycle"), [380.0, 342.0, 307.8]),
        (Counting("state_weights", 1 / 3, 4 / 3, 2 / 3), [400 / 3, 480.0, 216.0, 97.2]),
    ],
)
def test_person_years(counting: Counting, expected: list[float]) -> None:
    pack = dying(counting)
    np.testing.assert_allclose(amount(pack, simulated(pack, ()), "wage"), expected)


def test_use_times_price_in_the_cells_of_both() -> None:
    """0.3 in mid or high need, 0.6 visits each at 1 000."""
    pack = still(small_pack())
    result = simulated(pack, ())
    assert units(pack, result, "care")[5] == pytest.approx(0.18)
    assert amount(pack, result, "care")[5] == pytest.approx(180.0)


def test_a_tax_is_a_share_of_what_it_is_taken_of() -> None:
    pack = still(small_pack())
    result = simulated(pack, ())
    np.testing.assert_allclose(amount(pack, result, "wage")[7:9], [0.0, 400.0])
    np.testing.assert_allclose(amount(pack, result, "tax")[7:9], [0.0, 120.0])


def test_legs_and_the_rest() -> None:
    """Of a wage of 400 people pay 120: 48 to the town, the rest to other towns; care is paid by the state."""
    payers = payers_of(still(small_pack()), simulated(still(small_pack()), ()))
    assert {payer: round(float(flow[8]), 9) for payer, flow in payers.items()} == {
        "town": 48.0,
        "other": 72.0,
        "state": -180.0,
        "people": 280.0,
    }


def test_legs_by_age() -> None:
    pack = add(still(small_pack()), {"s.parents": (-0.25, "points")})
    splits = [replace(s, where=Where(age_from=10)) if s.id == "s.care" else s for s in pack.splits]
    parents = [Split("s.parents", Where(age_to=9), (), "care", p) for p in ("people", "town")]
    rest = Split("s.rest", Where(age_to=9), (), "care", "other", True)
    pack = replace(pack, splits=(*splits, *parents, rest))
    payers = payers_of(pack, simulated(pack, ()))
    np.testing.assert_allclose(payers["other"][5:8], -90.0)
    np.testing.assert_allclose(payers["state"][[9, 10]], [0.0, -180.0])


def test_wellbeing_has_no_payer() -> None:
    pack = still(small_pack())
    price = Price("p.benefit", Where(levels={"need": ("low",)}), (), "quality")
    pack = replace(
        pack, items=dict(pack.items) | {"quality": Item("quality", "wellbeing")}, prices=(*pack.prices, price)
    )
    result = simulated(pack, ())
    assert amount(pack, result, "quality")[3] == pytest.approx(0.7 * 150.0)
    assert sum(payers_of(pack, result).values())[3] == pytest.approx(-180.0)


def test_a_cost_per_entry_is_spread_and_never_corrected() -> None:
    """0.4 of 0.3 enter at 3: 0.6 and 0.4 of 90 each, on those still alive."""
    pack = changed(still(small_pack()), t__birth_high=0.0, t__birth_mid=1.0 - 1e-9, t__death=0.5)
    cost = amount(pack, simulated(pack, ("early",)), "early")
    assert cost[3:6] == pytest.approx([0.4 * 0.125 * 54.0, 0.4 * 0.0625 * 36.0, 0.0], rel=1e-6)


def test_a_cost_per_year_follows_person_years_in_treatment() -> None:
    everyone = with_effects(still(small_pack()), LATE, levels={}, ages=(10, 10), reach=("late.state",))
    result = simulated(changed(everyone, t__death=0.1, g__root=1.0), ("late",))
    alive = 0.9**10
    items = [*everyone.items, "late"]
    cost = result.amounts[items.index("late"), :, 0]
    assert cost[9:13] == pytest.approx([0.0, 0.95 * alive * 40, 0.95 * alive * 36, 0.0])


def test_an_effect_on_use_while_treated() -> None:
    """Everybody treated at 10 and 11; care falls to 0.7 of itself and comes back."""
    effects = (Effect("late.care", "rr", use="care"),)
    pack = with_effects(still(small_pack()), LATE, *effects, levels={}, ages=(10, 10), reach=("late.state",))
    np.testing.assert_allclose(amount(pack, simulated(pack, ("late",)), "care")[9:13], [180, 126, 126, 180])


def test_an_effect_on_an_item_without_use_rows() -> None:
    """A wage one tenth higher while treated."""
    pack = add(still(small_pack()), {"late.wage": (1.1, "ratio")})
    pack = with_effects(
        pack, LATE, Effect("late.wage", "rr", use="wage"), levels={}, ages=(10, 10), reach=("late.state",)
    )
    np.testing.assert_allclose(amount(pack, simulated(pack, ("late",)), "wage")[9:13], [400, 440, 440, 400])


def test_the_price_without_treatment_is_not_paid_in_it() -> None:
    """Use in treatment and a price for those outside it have no cell in common."""
    pack = still(small_pack())
    uses = (Use("u.care", Where(programme="late"), (), "care"),)
    prices = tuple(
        replace(p, where=Where(programme="late", in_programme=False)) if p.id == "p.care" else p for p in pack.prices
    )
    pack = replace(pack, uses=uses, prices=prices)
    pack = with_effects(pack, LATE, levels={}, ages=(10, 10), reach=("late.state",))
    result = simulated(pack, ("late",))
    assert units(pack, result, "care")[10] == pytest.approx(0.6)
    assert amount(pack, result, "care").max() == 0.0


def test_an_event_is_counted_at_the_levels_before_it() -> None:
    """One in ten leaves work in the first year; a visit for each, not corrected for half a cycle."""
    pack = changed(still(small_pack()), t__leave=0.1, l__need=1.0)
    entry = Use("u.care", Where(levels={"activity": ("in",)}), (), "care", "work", ("in",), "out")
    pack = replace(pack, uses=(entry,))
    result = simulated(pack, ())
    np.testing.assert_allclose(units(pack, result, "care")[:2], [0.06, 0.054])
    np.testing.assert_allclose(amount(pack, result, "care")[:2], [60.0, 54.0])


def test_a_birth_is_an_event_of_the_first_year() -> None:
    pack = still(small_pack())
    pack = replace(pack, uses=(Use("u.care", Where(), (), "care", "birth", ("low",), "high"),))
    np.testing.assert_allclose(units(pack, simulated(pack, ()), "care")[:2], [0.06, 0.0])


def test_programme_cost_is_paid_by_shares() -> None:
    pack = still(with_programmes(small_pack(), replace(EARLY, effects=())))
    plan = compile_plan(pack, ("early",))
    table = Design().block(pack, 0, 1)
    values = Values(plan.index, table)
    base, arm = simulated(pack, ()), simulated(pack, ("early",))
    change = arm.amounts - np.pad(base.amounts, ((0, 1), (0, 0), (0, 0)))
    paid = dict(zip(plan.payers, to_payers(plan, to_legs(plan, values, change))[:, 3, 0], strict=True))
    assert paid == pytest.approx({"town": -4.86, "other": 0.0, "state": -1.62, "people": 0.0})
