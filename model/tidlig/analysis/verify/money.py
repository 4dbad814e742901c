"""Money: what costs nothing, ten times as much or nobody's effect gives; who pays what another gets; plain sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.one.budget import newest_residents
from tidlig.analysis.one.ledger import flows_of, ledger_of
from tidlig.analysis.one.over_life import cohort_of
from tidlig.analysis.one.run import both_of
from tidlig.analysis.verify.bench import Bench, acts_by_rows
from tidlig.analysis.verify.check import Check, apart, share_of
from tidlig.appraisal.discounting import Floats
from tidlig.appraisal.perspectives import SOCIETY, TAX_FINANCING
from tidlig.engine.values import neutral
from tidlig.layers.overlay import placed
from tidlig.pack.pack import Pack
from tidlig.pack.rows import Price
from tidlig.pack.scenario import Scenario
from tidlig.pack.units import is_money


def no_effect(bench: Bench) -> Check:
    """A programme without effect gives each payer minus its part of the cost, and changes nothing else."""
    pack, cases, left = bench.pack, {}, {}
    effects = (effect for programme in pack.programmes.values() for effect in programme.effects)
    block = bench.block([{effect.id: neutral(effect.measure) for effect in effects}])
    for arm, programme in pack.programmes.items():
        if acts_by_rows(pack, programme):
            left[arm] = "rows"
            continue
        difference = block.arms[arm]
        cost = difference.amounts[difference.plan.items.index(arm)]
        expected = {payer: np.zeros_like(cost) for payer in pack.payers}
        for payer, share in programme.paid_by.items():
            expected[payer] = -cost * difference.values[share]
        given = {payer: flow for payer, flow in bench.flows(block, arm).items() if payer in pack.payers}
        scale, amounts = bench.scale(arm), difference.amounts[: len(pack.items)]
        people = (share_of(each, 1.0) for each in difference.people.values())
        cases[arm] = max(apart(given, expected, scale), share_of(amounts, scale), *people)
    return Check("no_effect", cases, left)


def prices(bench: Bench) -> Check:
    """With every price 0 nothing is gained or lost; with every price, cost and threshold tenfold all flows are tenfold.

    Nothing is claimed of a pack that has a price in no unit of money, or divides one by another.
    """
    pack = bench.pack
    if any(_degree(pack, row) != 1.0 for row in pack.prices if _is_money(pack, row)):
        return Check("prices", {}, dict.fromkeys(bench.arms, "unit"))
    money = {id: pack.numbers[id].value for id in _amounts(pack) if is_money(pack.numbers[id].unit)}
    block = bench.block([{}, dict.fromkeys(money, 0.0), {id: 10.0 * value for id, value in money.items()}])
    once, free, tenfold = (block.row(k) for k in range(3))
    cases = {}
    for arm in bench.arms:
        ten = {key: 10.0 * flow for key, flow in bench.flows(once, arm).items()}
        nothing = max(share_of(flow, bench.scale(arm)) for flow in bench.flows(free, arm).values())
        cases[arm] = max(nothing, apart(bench.flows(tenfold, arm), ten, 10.0 * bench.scale(arm)))
    return Check("prices", cases)


def _is_money(pack: Pack, row: Price) -> bool:
    """Whether a price is paid by somebody and no share of another item."""
    item = pack.items[row.item]
    return item.kind != "wellbeing" and not item.of and not item.schedule


def _degree(pack: Pack, row: Price) -> float:
    """The power of money in a price: 1 where it is an amount, anything else where its units hide that it is one."""
    powers = dict(row.times) | ({row.id: 1.0} if row.own else {})
    money = [power for id, power in powers.items() if is_money(pack.numbers[id].unit)]
    return sum(money) if all(power > 0.0 for power in money) else 0.0


def _amounts(pack: Pack) -> set[str]:
    """Every number that a price, a tax or the cost of a programme is made of."""
    priced = (id for row in (*pack.prices, *pack.brackets) for id in row.numbers)
    costs = (programme.cost for programme in pack.programmes.values() if programme.cost)
    return {*priced, *costs, *(bracket.above for bracket in pack.brackets if bracket.above)}


def cohort(bench: Bench) -> Check:
    """Twice as many children and residents are twice the money, over life and in every year of the budget."""
    pack = placed(bench.pack, bench.pack.place or next((place for place, _ in bench.pack.residents), ""))
    if not newest_residents(pack):
        return Check("cohort", {}, dict.fromkeys(bench.arms, "residents"))
    one, two = _in_place(pack, bench), _in_place(_doubled(pack), bench)
    cases = {}
    for arm in bench.arms:
        twice = {key: 2.0 * amount for key, amount in one[arm].items()}
        scale = max(1.0, *(float(np.abs(amount).max()) for amount in one[arm].values()))
        cases[arm] = apart(two[arm], twice, scale)
    return Check("cohort", cases)


def _doubled(pack: Pack) -> Pack:
    residents = {key: tuple(2.0 * n for n in people) for key, people in pack.residents.items()}
    numbers = dict(pack.numbers)
    if pack.newborns:
        numbers[pack.newborns] = replace(numbers[pack.newborns], value=2.0 * numbers[pack.newborns].value)
    return replace(pack, residents=residents, numbers=numbers)


def _in_place(pack: Pack, bench: Bench) -> dict[str, dict[tuple[str, str], Floats]]:
    """Present values over life and flows of the budget by year, for each arm."""
    scenario = Scenario("", pack.id, pack.place, pack.price_year, bench.arms, {}, {}, {}, {})
    both = both_of(bench.evaluator if pack is bench.pack else Bench(pack).evaluator, scenario, Design()).whole()
    seen = {}
    for arm, view in both.budgets.items():
        assert view is not None
        lasting = {("life", key): value for key, value in cohort_of(pack, both, arm).npv.items()}
        yearly = flows_of(pack, both.baseline.values, view.plan, view.legs)
        seen[arm] = lasting | {("year", key): flow for key, flow in yearly.items()}
    return seen


def undiscounted(bench: Bench) -> Check:
    """At a discount rate of 0 a present value is the plain sum of the flows."""
    pack = bench.pack
    block = bench.block([dict.fromkeys(pack.discount.money.values(), 0.0)])
    cases = {}
    for arm in bench.arms:
        ledger = ledger_of(pack, block.baseline.values, block.arms[arm])
        worth = ledger.npv()
        sums = {key: flow.sum(axis=0) for key, flow in ledger.flows.items()}
        cases[arm] = apart({key: worth[key] for key in sums}, sums, bench.scale(arm))
    return Check("discount", cases)


def transfers(bench: Bench) -> Check:
    """What one payer gives another adds to nothing: together they gain production less resources."""
    return Check("transfers", {arm: _transferred(bench, arm) for arm in bench.arms})


def _transferred(bench: Bench, arm: str) -> float:
    difference, flows, payers = bench.base.arms[arm], bench.flows(bench.base, arm), bench.pack.payers
    kinds = np.array(difference.plan.kinds)
    made, used = (difference.amounts[kinds == kind].sum(axis=0) for kind in ("production", "resource"))
    together = np.sum([flows[payer] for payer in payers], axis=0)
    budgets: Mapping[str, Floats] = {
        id: np.sum([flows[payer] for payer in members], axis=0) for id, members in bench.pack.budgets.items()
    }
    society = {SOCIETY: together + flows[TAX_FINANCING]}
    sums = {**budgets, **society}
    scale = bench.scale(arm)
    return max(share_of(together - (made - used), scale), apart({key: flows[key] for key in sums}, sums, scale))
