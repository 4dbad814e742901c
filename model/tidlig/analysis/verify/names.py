"""Names and order: neither the order in a file nor what a thing is called moves a figure."""

from __future__ import annotations

from collections.abc import Mapping

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.one.ledger import ledger_of
from tidlig.analysis.verify.bench import Bench
from tidlig.analysis.verify.check import Check, apart
from tidlig.analysis.verify.others import renamed, turned
from tidlig.appraisal.discounting import Floats
from tidlig.engine.plan.axes import PlanError
from tidlig.pack.pack import Pack


def order(bench: Bench) -> Check:
    """Programmes and payers in the opposite order, and two programmes together, give the same flows."""
    other = Bench(turned(bench.pack))
    seen = {arm: (bench.seen(bench.base, arm), other.seen(other.base, arm)) for arm in bench.arms}
    cases = {arm: apart(*both, bench.scale(arm)) for arm, both in seen.items()}
    pair = tuple(bench.pack.programmes)[:2]
    if len(pair) < 2:
        return Check("order", cases)
    try:
        one, two = _together(bench.pack, pair), _together(other.pack, pair[::-1])
    except PlanError:  # two programmes may be more than the engine holds
        return Check("order", cases, {"+".join(pair): "large"})
    return Check("order", cases | {"+".join(pair): apart(one, two, max(map(bench.scale, pair)))})


def _together(pack: Pack, bundle: tuple[str, ...]) -> Mapping[str, Floats]:
    (block,) = Bench(pack).evaluator.evaluate({"both": bundle}, Design())
    return ledger_of(pack, block.whole().baseline.values, block.arms["both"]).flows


def names(bench: Bench) -> Check:
    """With another name for every id, and so another order in the alphabet, every figure is the same."""
    pack, new = renamed(bench.pack)
    other, cases = Bench(pack), {}
    for arm in bench.arms:
        seen = bench.seen(bench.base, arm)
        expected = {(kind, new.get(id, id)): each for (kind, id), each in seen.items()}
        cases[arm] = apart(other.seen(other.base, new[arm]), expected, bench.scale(arm))
    return Check("names", cases)
