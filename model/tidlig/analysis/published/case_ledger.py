"""A published case's lines as a ledger of ours, and every figure that can be read off it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from tidlig.analysis.one.indicators import Purses, indicators
from tidlig.analysis.one.ledger import PROGRAMME_COST, Ledger
from tidlig.appraisal.discounting import Floats, discount_factors, present_value
from tidlig.appraisal.perspectives import by_budget
from tidlig.appraisal.streams import yearly_stream
from tidlig.cases.case import Case, Line, Term
from tidlig.result.figure import Figure

PUBLIC = "public"  # under what the public payers of a case are added up


class CaseLedger:
    """One arm of a case: its lines as yearly streams, and the figures they give."""

    def __init__(self, case: Case, arm: str) -> None:
        self.case = case
        self.lines = [line for line in case.lines if not line.arms or arm in line.arms]
        self.periods = 1 + max(line.years[1] for line in case.lines)
        self.public = PUBLIC if case.public else ""
        self.private = tuple(payer for payer in case.payers if payer not in case.public)
        self.values = input_values(case)
        self.factors = self._factors()

    def figures(self) -> dict[str, Figure]:
        """Every figure by its path: indicators, ``npv.x``, ``benefits.x`` (without programme cost), ``input.x``."""
        ledger = self._ledger(self.lines)
        worth = ledger.npv()
        npv = _first_row(worth)
        without = _first_row(self._ledger([line for line in self.lines if not line.programme]).npv())
        every = indicators(ledger, worth, np.ones(1), Purses(self.public, tuple(self.case.public), self.private))
        figures = {path: figure.row(0) for path, figure in every.items()}
        figures |= {f"benefits.{key}": Figure(value) for key, value in without.items() if key != PROGRAMME_COST}
        figures |= {f"input.{name}": Figure(value) for name, value in self.values.items()}
        return figures | by_path(npv, self.public, self.private)

    def worth(self, lines: Iterable[str], less: Iterable[str]) -> Figure:
        """Present value of the lines with some ids, less that of others, as they are written."""
        added, taken = set(lines), set(less)
        sign = {line.id: (line.id in added) - (line.id in taken) for line in self.lines}
        total = np.sum([sign[line.id] * self._stream(line) for line in self.lines], axis=0)
        return Figure(float(present_value(total[:, None], self.factors).item()))

    def _factors(self) -> Floats:
        if not self.case.discount:
            return np.ones((self.periods, 1))
        rate = {name: np.array([value]) for name, value in self.values.items()}
        return discount_factors(self.case.discount, rate.__getitem__, self.periods, first=self.case.first)

    def _ledger(self, lines: list[Line]) -> Ledger:
        payers = self.case.payers
        flows = np.zeros((len(payers), self.periods, 1))
        cost, public_cost = np.zeros((2, self.periods, 1))
        for line in lines:
            stream = self._stream(line)[:, None]
            for payer, sign in ((line.loses, -1.0), (line.gains, 1.0)):
                if payer:
                    flows[payers.index(payer)] += sign * stream
            cost += stream * line.programme
            public_cost += stream * (line.programme and line.loses in self.case.public)
        budgets = {self.public: self.case.public} if self.public else {}
        return Ledger(by_budget(flows, payers, budgets, self.public, np.zeros(1)), cost, public_cost, self.factors)

    def _stream(self, line: Line) -> Floats:
        series = {name: np.array(values) for name, values in self.case.series.items()}
        amounts = np.sum([_product(term, {**self.values, **series}) for term in line.terms], axis=0)
        growth = self.values[line.growth] if line.growth else 0.0
        return yearly_stream(amounts, line.years, self.periods, growth, [self.values[b] for b in line.curve])


def input_values(case: Case) -> dict[str, float]:
    """A case's inputs and the sums of products made of them, in their order."""
    values: dict[str, float] = dict(case.inputs)
    for name, terms in case.sums.items():
        values[name] = float(sum(_product(term, values) for term in terms))
    return values


def by_path(npv: Mapping[str, float], public: str, private: Iterable[str]) -> dict[str, Figure]:
    """Present values by path, with the programme's cost, the net public cost and the willingness to pay."""
    figures = {f"npv.{key}": Figure(value) for key, value in npv.items()}
    figures["programme_cost"] = Figure(-npv[PROGRAMME_COST])
    if public:
        figures["net_public_cost"] = Figure(-npv[public])
        figures["willingness_to_pay"] = Figure(sum(npv[payer] for payer in private))
    return figures


def _first_row(npv: Mapping[str, Floats]) -> dict[str, float]:
    return {key: value.item() for key, value in npv.items()}


def _product(term: Term, values: Mapping[str, float | Floats]) -> Floats:
    result = np.asarray(term.factor)
    for name, power in term.ties:
        result = result * values[name] ** power
    return result
