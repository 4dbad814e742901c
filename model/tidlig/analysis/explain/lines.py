"""Where a figure comes from: one line per price row and stage, adding up to it, with every number it used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tidlig.analysis.evaluate.causal import DIRECT, Stage, effects_in, follows_of
from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator, Stages, item_growth
from tidlig.analysis.evaluate.finite import finite
from tidlig.analysis.one.budget import cohort_size
from tidlig.analysis.one.ledger import ledger_of
from tidlig.appraisal.discounting import Floats, discount_factors
from tidlig.appraisal.perspectives import SOCIETY, TAX_FINANCING
from tidlig.engine.legs import leg_shares
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Fade
from tidlig.pack.rows import Row
from tidlig.pack.scenario import Scenario


@dataclass(frozen=True)
class Line:
    """One line: quantity x price x leg x share = amount [kroner, present value, whole cohort].

    ``quantity``: present value of the change in units (of money for what is taken of another item); ``units``: the same
    undiscounted and without growth; ``leg``: the payer's mean leg, weighted by the quantity; ``share``: the causal
    share that counts; ``numbers``: ids of every assumption the line used, those of the
    effects behind it among them; the transitions of the life course, which stand behind every line, are not.
    """

    item: str
    price_row: str
    stage: Stage
    units: float
    quantity: float
    price: float
    leg: float
    share: float
    amount: float
    numbers: tuple[str, ...]


class Explanation(NamedTuple):
    """Lines that add up to a present value, and that ``figure`` [of the currency, whole cohort]."""

    lines: list[Line]
    figure: float


@dataclass(frozen=True)
class _Part:
    """The change in one price row's units by stage and year, (stages, periods), and what it is worth."""

    item: int
    row: str
    units: Floats
    price: float
    numbers: tuple[str, ...]


def explain(pack: Pack, scenario: Scenario, arm: str, payer: str) -> Explanation:
    """Lines that add up to the present value of one payer, budget or society, and that figure [kroner].

    Raises KeyError for an unknown arm or payer.
    """
    return explain_each(pack, scenario, arm, [payer])[payer]


def explain_each(pack: Pack, scenario: Scenario, arm: str, payers: Iterable[str]) -> dict[str, Explanation]:
    """What :func:`explain` gives for each of several payers, from one run; raises PlanError as a run does."""
    evaluator = Evaluator(pack)
    (block,) = evaluator.evaluate({arm: scenario.arms[arm]}, Design())
    block.whole()
    cohort = cohort_size(pack)
    npv = ledger_of(pack, block.baseline.values, block.arms[arm]).npv()
    stages = evaluator.stages(scenario.arms[arm], Design().block(pack, 0, 1), block.baseline.result)
    parts = _parts(pack, stages)
    found = {}
    for payer in payers:
        figure = npv[payer].item() * cohort
        lines = [line for part in parts for line in _lines(pack, stages, part, payer, cohort)]
        finite([figure, [line.amount for line in lines]])
        found[payer] = Explanation([line for line in lines if abs(line.amount) >= 0.005], figure)
    return found


def _parts(pack: Pack, stages: Stages) -> list[_Part]:
    """Every price row with the change in its units: per person, taken of another item, a tax schedule, a programme."""
    plan, values, run = stages.plan, stages.values, stages
    by_row: dict[tuple[int, str], list[int]] = {}
    for k, term in enumerate(plan.terms):
        if term.price:
            by_row.setdefault((term.item, term.price.id), []).append(k)
    parts = []
    for (item, row), terms in by_row.items():
        price = next(t.price for k, t in enumerate(plan.terms) if k in terms)
        assert price is not None
        used = [_ids(price), *(_ids(plan.terms[k].use) for k in terms)]
        units = _steps(sum(run.by_term[k] for k in terms))
        parts.append(_Part(item, row, units, float(values.tied(price)[0]), _flat(used)))
    for item, base, rows in plan.of_items:
        name = f"{plan.items[item]} of {plan.items[base]}"
        parts.append(_Part(item, name, _steps(run.amounts[item]), 1.0, _flat([_ids(row) for row in rows])))
    for schedule in plan.schedules:
        used = [(*_ids(bracket), bracket.above) for bracket in schedule.brackets]
        name, owed = f"brackets of {plan.items[schedule.item]}", _steps(run.amounts[schedule.item])
        parts.append(_Part(schedule.item, name, owed, 1.0, _flat(used)))
    for programme in plan.programmes:
        if programme.cost:
            item = plan.items.index(programme.id)
            cost = float(values[programme.cost][0])
            used = [(programme.cost, *programme.reach, *programme.paid_by.values())]
            parts.append(_Part(item, programme.cost, _steps(run.units[item]), cost, _flat(used)))
    return parts


def _steps(by_row: Floats) -> Floats:
    """What each stage adds to the one before it, (stages, periods), from (periods, 1 + stages)."""
    return np.diff(by_row, axis=1).T


def _ids(row: Row | None) -> tuple[str, ...]:
    return () if row is None else row.numbers


def _flat(groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for group in groups for id in group))


def _lines(pack: Pack, stages: Stages, part: _Part, payer: str, cohort: float) -> list[Line]:
    plan, values = stages.plan, stages.values
    periods = part.units.shape[1]
    legs, splits = _payer_leg(pack, stages, part.item, payer, periods)
    growth_id = item_growth(pack, plan)[part.item]
    growth = (1.0 + float(values[growth_id][0])) ** np.arange(periods) if growth_id else np.ones(periods)
    factors = discount_factors(pack.discount.money, values.__getitem__, periods, first=pack.discount.first)[:, 0]
    name = plan.items[part.item]
    how = follows_of(pack, name)
    lines = []
    # A programme's own cost is one line: no change of anything else stands between it and who takes part.
    steps = zip(stages.names, part.units, strict=True) if name in pack.items else [(DIRECT, part.units.sum(axis=0))]
    for stage, units in steps:
        share = how.share(pack, stage)
        counted = float(values[share][0]) if share else 1.0
        worth = units * growth * factors * cohort
        quantity, money = float(worth.sum()), float((worth * legs).sum()) * part.price * counted
        leg = money / (quantity * part.price * counted) if quantity * part.price * counted else 0.0
        used = (*part.numbers, *splits, *([share] if share else []), *([growth_id] if growth_id else []))
        if name in pack.items:
            used = (*used, *_behind(pack, stages, stage))
        used = (*used, *pack.discount.money.values())
        change, ids = float(units.sum()) * cohort, tuple(dict.fromkeys(used))
        lines.append(Line(name, part.row, stage, change, quantity, part.price, leg, counted, money, ids))
    return lines


def _behind(pack: Pack, stages: Stages, stage: Stage) -> list[str]:
    """Ids of the effects that stand behind what a stage adds, of what they are multiplied by and of how they fade."""
    effects = [effect for p in stages.plan.programmes for effect in effects_in(pack, p, stage)]
    ids = []
    for effect in effects:
        fade = effect.fade or Fade()
        ids += [effect.id, *(name for name, _ in effect.times), fade.flat, fade.half_life, fade.floor, fade.rate]
    return [id for id in ids if id]


def _payer_leg(pack: Pack, stages: Stages, item: int, payer: str, periods: int) -> tuple[Floats, list[str]]:
    """The leg of a payer, budget or society by year, and the rows it comes from; society bears tax financing too."""
    plan, values = stages.plan, stages.values
    by_leg = leg_shares(plan, values, periods)[:, :, 0]
    cost = float(values[pack.tax_financing][0]) if pack.tax_financing else 0.0
    public = pack.members(pack.roles.public)
    weights = {p: float(p in pack.budgets.get(payer, (payer,))) for p in plan.payers}
    if payer in (SOCIETY, TAX_FINANCING):
        weights = {p: float(payer == SOCIETY) + cost * (p in public) for p in plan.payers}
    total = np.zeros(periods)
    for (leg_item, leg_payer), share in zip(plan.legs, by_leg, strict=True):
        if leg_item == item:
            total += weights[plan.payers[leg_payer]] * share
    rows = [s for i, p, s in plan.splits if i == item and weights[plan.payers[p]]]
    used = [id for row in rows if not row.rest for id in _ids(row)]
    return total, used + ([pack.tax_financing] if payer in (SOCIETY, TAX_FINANCING) and pack.tax_financing else [])
