"""Causal shares, the pack's and a programme's own, beside a plain calculation from the page on method."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.oracle import Oracle
from tests.engine.oracle_rules import Account
from tests.engine.small import NO_VALUES, shared_pack
from tests.engine.test_properties import designs

from tidlig.analysis.evaluate.causal import stages_of
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Difference, Evaluator
from tidlig.analysis.one.outcomes import outcome_differences
from tidlig.pack.pack import Pack
from tidlig.pack.structure import Outcome

pytestmark = pytest.mark.property

BUNDLES = [("second",), ("early", "second"), ("early", "late", "second")]
SHARES = st.floats(0.0, 1.0, allow_nan=False)
NEED = ("early.smd", "second.smd", "second.down")  # effects on need
DOWNSTREAM = ("wage", "benefit", "tax")  # care follows need by definition


def difference(pack: Pack, bundle: tuple[str, ...], **values: float) -> Difference:
    """One arm for one row; ``__`` stands for the point."""
    columns = {key.replace("__", "."): np.array([value]) for key, value in values.items()}
    (block,) = Evaluator(pack).evaluate({"arm": bundle}, Design(1, columns))
    return block.arms["arm"]


def amounts(difference: Difference, item: str) -> np.ndarray:
    return difference.amounts[difference.plan.items.index(item), :, 0]


def without(pack: Pack) -> Pack:
    """The pack in which no programme has shares of its own."""
    return replace(pack, programmes={id: replace(p, shares={}) for id, p in pack.programmes.items()})


def by_hand(pack: Pack, bundle: tuple[str, ...], values: Mapping[str, float]) -> dict[str, list[float]]:
    """Each item's amounts and weighted years outside: sum of share x what the stage adds, people by people."""
    own = {"early": "share.need", "second": "second.share.need"}
    stages: list[tuple[str, tuple[str, ...]]] = [("", NEED)]  # share, effects that are still off
    off = list(NEED)
    for programme in ("early", "second"):  # those without shares of their own first
        if programme in bundle:
            off = [id for id in off if not id.startswith(programme)]
            stages.append((own[programme], tuple(off)))
    base = Oracle(pack, (), values).run()
    before, total = base, {id: [0.0] * len(base.amounts["care"]) for id in (*pack.items, *bundle, "out")}
    for share, still_off in stages:
        neutral = {id: 0.0 if id.endswith("smd") else 1.0 for id in still_off}
        now = Oracle(pack, bundle, {**values, **neutral}, base.means).run()
        for id, sums in total.items():
            counted = values[share] if share and id in (*DOWNSTREAM, "out") else 1.0
            steps = zip(of(now, id), of(before, id), strict=True)
            total[id] = [t + counted * (a - b) for t, (a, b) in zip(sums, steps, strict=True)]
        before = now
    return total


def of(account: Account, id: str) -> list[float]:
    """An item's money, nothing where a programme is not part of the run; or the people outside."""
    if id != "out":
        return account.amounts.get(id, [0.0] * len(account.years))
    weights = {"out": 1.0, "ill": 0.5}
    return [math.fsum(n * weights.get(person[1][0], 0.0) for person, n in year.items()) for year in account.years]


@pytest.mark.parametrize("bundle", BUNDLES, ids="+".join)
@given(common=SHARES, own=SHARES, smd=st.floats(-1.0, 1.0), down=st.floats(0.5, 3.0))
@settings(max_examples=4)
def test_stages_are_those_of_the_page_on_method(
    bundle: tuple[str, ...], common: float, own: float, smd: float, down: float
) -> None:
    """Direct effects, then those on need, then those of a programme with shares of its own."""
    pack = shared_pack()
    changes = {"share.need": common, "second.share.need": own, "second.smd": smd, "second.down": down}
    values = {id: number.value for id, number in pack.numbers.items()} | changes
    found = difference(pack, bundle, **{id.replace(".", "__"): value for id, value in changes.items()})
    expected = by_hand(pack, bundle, values)
    for item in (*pack.items, *bundle):
        scale = max(1.0, float(np.abs(expected[item]).max()))
        np.testing.assert_allclose(amounts(found, item), expected[item], rtol=0.0, atol=1e-9 * scale)
    ages = pack.outcomes["out"].ages
    assert ages is not None
    outside = sum(expected["out"][ages[0] : ages[1] + 1])
    assert float(outcome_differences(pack, NO_VALUES, found)["out"][0]) == pytest.approx(outside, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("bundle", BUNDLES, ids="+".join)
@given(design=designs(rows=2), share=SHARES)
@settings(max_examples=5)
def test_with_equal_shares_nothing_changes(bundle: tuple[str, ...], design: Design, share: float) -> None:
    """The stage of its own telescopes: a share of its own equal to the pack's is none."""
    both = {id: np.full(design.rows, share) for id in ("share.need", "second.share.need")}
    columns = Design(design.rows, dict(design.columns) | both)
    (one,) = Evaluator(shared_pack()).evaluate({"arm": bundle}, columns)
    (two,) = Evaluator(without(shared_pack())).evaluate({"arm": bundle}, columns)
    scale = float(np.abs(one.baseline.result.amounts).max())
    np.testing.assert_allclose(one.arms["arm"].amounts, two.arms["arm"].amounts, rtol=1e-9, atol=1e-12 * scale)


def test_a_share_of_nought_leaves_everything_downstream_at_the_baseline() -> None:
    """What follows need by definition still counts in full, and so does the cost."""
    pack = shared_pack()
    none, full = (difference(pack, ("second",), second__share__need=share) for share in (0.0, 1.0))
    for item in DOWNSTREAM:
        assert np.abs(amounts(none, item)).max() == 0.0
        assert np.abs(amounts(full, item)).max() > 0.0
    assert np.abs(outcome_differences(pack, NO_VALUES, none)["out"]).max() == 0.0
    for item in ("care", "second"):
        np.testing.assert_allclose(amounts(none, item), amounts(full, item), rtol=1e-12)


def test_a_share_of_one_is_the_whole_association() -> None:
    """As if the pack's share were 1."""
    own = difference(shared_pack(), ("second",), second__share__need=1.0, share__need=0.0)
    whole = difference(without(shared_pack()), ("second",), share__need=1.0)
    np.testing.assert_allclose(own.amounts, whole.amounts, rtol=1e-12, atol=1e-12)


def test_what_others_do_counts_as_without_it() -> None:
    """With a share of nought the bundle does downstream what the other programme does alone."""
    pack = shared_pack()
    both, alone = difference(pack, ("early", "second"), second__share__need=0.0), difference(pack, ("early",))
    for item in DOWNSTREAM:
        np.testing.assert_allclose(amounts(both, item), amounts(alone, item), rtol=1e-9, atol=1e-12)


def test_the_order_of_programmes_changes_nothing() -> None:
    """Neither in a bundle nor in the pack, also where two have shares of their own."""
    pack = shared_pack()
    early = replace(pack.programmes["early"], shares={"share.need": "early.town"})
    pack = replace(pack, programmes=pack.programmes | {"early": early})
    turned = replace(pack, programmes=dict(reversed(pack.programmes.items())))
    assert stages_of(pack, ("early", "second")) == stages_of(turned, ("second", "early"))
    one, two = difference(pack, ("early", "second")), difference(turned, ("second", "early"))
    np.testing.assert_array_equal(one.payers, two.payers)


def test_an_item_with_a_share_of_its_own_is_met_by_it_too() -> None:
    """The programme's number stands in for the share it names, and for no other."""
    pack = shared_pack()
    wage = replace(pack.items["wage"], shares={"need": "public"})
    out = Outcome("in", "person-years", {"activity": {"in": 1.0}}, ages=(8, 20), shares={"need": "public"})
    pack = replace(pack, items=pack.items | {"wage": wage}, outcomes=pack.outcomes | {"in": out})
    plain, same = difference(without(pack), ("second",), share__need=0.1), difference(pack, ("second",))
    np.testing.assert_allclose(amounts(same, "wage"), amounts(plain, "wage"), rtol=1e-12, atol=1e-12)
    second = replace(pack.programmes["second"], shares={"public": "second.share.need"})
    other = replace(pack, programmes=pack.programmes | {"second": second})
    found = difference(other, ("second",), second__share__need=0.0)
    assert (
        np.abs(amounts(found, "wage")).max() == np.abs(outcome_differences(other, NO_VALUES, found)["in"]).max() == 0.0
    )
    assert np.abs(amounts(found, "benefit")).max() > 0.0
