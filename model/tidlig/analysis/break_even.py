"""Break-even: the value of one assumption at which one payer's balance is zero."""

from __future__ import annotations

import numpy as np

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.analysis.evaluate.finite import finite
from tidlig.analysis.one.ledger import ledger_of
from tidlig.appraisal.discounting import Floats
from tidlig.files.check.domain import INSIDE, domain_of
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Programme
from tidlig.pack.scenario import Scenario
from tidlig.pack.units import bounds
from tidlig.result.break_even import BreakEven
from tidlig.result.figure import Figure, Reason

POINTS = 33  # rows per search; each further search narrows the bracket as many times
SEARCHES = 5


def break_even(
    pack: Pack, scenario: Scenario, arm: str, assumption: str, payer: str, years: int | None = None
) -> BreakEven:
    """Value of ``assumption`` at which the payer's or budget's present value (of the first ``years`` years) is zero.

    Returns ``{"assumption", "arm", "payer", "years", "value", "unit", "base", "low", "high", "why"}``: the crossing
    nearest the pack's own value between the bounds of the search, low and high; ``value`` is None and ``why`` says
    ``always_gain``, ``always_loss`` or ``no_change`` where there is none.  Years count from the first outlay on the
    programmes, as in payback.  Raises KeyError for an unknown arm, assumption or payer.
    """
    number = pack.numbers[assumption]
    evaluator = Evaluator(pack)
    values = _search_values(number, pack)
    balance = _balances(evaluator, scenario, arm, assumption, payer, years, values)
    low, high = float(values[0]), float(values[-1])

    def answer(found: Figure) -> BreakEven:
        finite([found.value or 0.0, low, high])
        return BreakEven(assumption, arm, payer, years, number.value, low, high, found)

    bracket = _bracket(values, balance, number.value)
    if bracket is None:
        return answer(Figure(None, number.unit, _reason(balance)))
    for _ in range(SEARCHES - 1):
        values = np.linspace(*bracket, POINTS)
        balance = _balances(evaluator, scenario, arm, assumption, payer, years, values)
        bracket = _bracket(values, balance, number.value) or bracket
    return answer(Figure(_interpolate(values, balance, bracket), number.unit))


def _balances(
    evaluator: Evaluator, scenario: Scenario, arm: str, id: str, payer: str, years: int | None, values: Floats
) -> Floats:
    bundle = {arm: scenario.arms[arm]}
    parts = []
    for block in evaluator.evaluate(bundle, Design(len(values), {id: values})):
        ledger = ledger_of(evaluator.pack, block.whole().baseline.values, block.arms[arm])
        flow = ledger.flows[payer] * ledger.factors
        entries = block.arms[arm].entries
        programmes = [evaluator.pack.programmes[each] for each in bundle[arm]]
        paid = sum(_outlays(entries[each.id], each) for each in programmes if each.cost)
        parts.append(_within(flow, paid, years))
    balance = np.concatenate(parts)
    finite([float(each) for each in balance])
    return balance


def _outlays(entries: Floats, programme: Programme) -> Floats:
    """Entries by the period of their first outlay, (periods, rows): also where the cost that is tried is 0."""
    lead = next((k for k, share in enumerate(programme.spread) if share > 0.0), 0)
    return np.concatenate([np.zeros_like(entries[:lead]), entries])[: len(entries)]


def _within(flow: Floats, paid: Floats | int, years: int | None) -> Floats:
    """The sum of each row's flow, (periods, rows), over ``years`` from its first outlay, which ``paid`` tells."""
    if years is None or isinstance(paid, int):
        return np.asarray(flow[:years].sum(axis=0))
    period = np.arange(len(flow))[:, None]
    counted = period < (paid > 0.0).argmax(axis=0) + years
    return np.asarray((flow * counted).sum(axis=0))


def _search_values(number: Assumption, pack: Pack) -> Floats:
    """Values to look at, within what the unit and, for a ratio, its base risk allow."""
    values = _range(number)
    domain, (low, high) = domain_of(pack, number.id), bounds(number.unit)
    if domain is not None:
        high = min(high, domain.high * INSIDE)
    return np.unique(np.clip(values, low, high))  # of those cut off at an end one is left


def _range(number: Assumption) -> Floats:
    if number.unit in ("share", "probability"):
        return np.linspace(0.0, 1.0, POINTS)
    if number.unit in ("points", "smd"):
        reach = 1.0 if number.unit == "points" else 3.0
        return np.linspace(-reach, reach, POINTS)
    if number.unit == "ratio":
        return np.geomspace(0.01, 100.0, POINTS)
    return np.linspace(0.0, max(10.0 * abs(number.value), 1.0), POINTS)


def _bracket(values: Floats, balance: Floats, base: float) -> tuple[float, float] | None:
    """The pair of neighbouring values between which the balance changes sign, nearest the base value."""
    positive = balance >= 0.0
    crossings = np.flatnonzero(positive[1:] != positive[:-1])
    if not len(crossings):
        return None
    middle = (values[crossings] + values[crossings + 1]) / 2.0
    k = int(crossings[np.argmin(np.abs(middle - base))])
    return float(values[k]), float(values[k + 1])


def _interpolate(values: Floats, balance: Floats, bracket: tuple[float, float]) -> float:
    left, right = (int(np.argmin(np.abs(values - edge))) for edge in bracket)
    rise = balance[right] - balance[left]
    return float(values[left] - balance[left] * (values[right] - values[left]) / rise) if rise else float(values[left])


def _reason(balance: Floats) -> Reason:
    if float(np.ptp(balance)) <= 1e-9 * float(np.abs(balance).max()):
        return "no_change"
    return "always_gain" if balance[0] >= 0.0 else "always_loss"
