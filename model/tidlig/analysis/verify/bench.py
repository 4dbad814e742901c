"""A pack with each of its programmes as an arm of its own, run for rows of other values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tidlig.analysis.evaluate.design import design_of
from tidlig.analysis.evaluate.evaluator import Block, Evaluator
from tidlig.analysis.one.ledger import ledger_of
from tidlig.appraisal.discounting import Floats
from tidlig.engine.life import Life
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Programme

Row = Mapping[str, float]


@dataclass(frozen=True)
class Bench:
    """One pack, whose plans are compiled once for all checks."""

    pack: Pack

    @cached_property
    def evaluator(self) -> Evaluator:
        """The evaluator of the pack."""
        return Evaluator(self.pack)

    @property
    def arms(self) -> dict[str, tuple[str, ...]]:
        """Every programme alone."""
        return {id: (id,) for id in self.pack.programmes}

    @cached_property
    def base(self) -> Block:
        """All arms with the pack's own values; raises PlanError where the pack cannot be run."""
        return next(self.blocks([{}])).whole()

    @cached_property
    def life(self) -> Life:
        """The baseline with its trace and the stocks from which the arms go on."""
        return self.evaluator.before(self.table({}), self.arms.values(), trace=True)

    def table(self, row: Row) -> Floats:
        """The values of one row, (names, 1)."""
        return design_of(self.pack, [row]).block(self.pack, 0, 1)

    def blocks(self, rows: Sequence[Row]) -> Iterator[Block]:
        """All arms for rows of values, each by what it has other than the pack."""
        yield from self.evaluator.evaluate(self.arms, design_of(self.pack, rows))

    def block(self, rows: Sequence[Row]) -> Block:
        """The same for rows that are one block and can all be run."""
        (block,) = self.blocks(rows)
        return block.whole()

    def scale(self, arm: str) -> float:
        """The largest yearly amount per person of the baseline or of what an arm changes [currency]."""
        amounts = (self.base.baseline.result.amounts, self.base.arms[arm].amounts)
        return max(1.0, *(float(np.abs(each).max(initial=0.0)) for each in amounts))

    def flows(self, block: Block, arm: str) -> Mapping[str, Floats]:
        """Gains by payer, budget and society per person born, (periods, rows) each."""
        return ledger_of(self.pack, block.baseline.values, block.arms[arm]).flows

    def seen(self, block: Block, arm: str) -> dict[tuple[str, str], Floats]:
        """All that an arm gives, by kind and id: flows, and outcomes and participants in people times the scale."""
        flows, difference = self.flows(block, arm), block.arms[arm]
        return {
            **{("flow", key): flow for key, flow in flows.items()},
            **{("people", key): people * self.scale(arm) for key, people in difference.people.items()},
            **{("enter", key): entered * self.scale(arm) for key, entered in difference.entries.items()},
        }


def acts_by_rows(pack: Pack, programme: Programme) -> bool:
    """Whether rows of the pack hold for a programme's participants alone: effects that are not among its own."""
    rows = (*pack.transitions, *pack.links, *pack.uses, *pack.prices, *pack.splits, *pack.brackets)
    return any(row.where.programme == programme.id for row in rows)
