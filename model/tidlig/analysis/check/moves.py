"""Published against modelled: the base risk of each effect that moves a stock beside the share the model has there."""

from __future__ import annotations

from dataclasses import dataclass

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Evaluator
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect

FAR = 1.5  # the model's share differs from the source's by more than half again
SATURATED = 0.9  # nearly everyone enrolled is above the threshold already: an odds ratio does next to nothing there


@dataclass(frozen=True, slots=True)
class MoveCheck:
    """One threshold of one move: the source's base risk and the model's share among the enrolled."""

    effect: str
    level: str
    published: float | None
    model: float

    @property
    def warnings(self) -> list[str]:
        """Which of the two rules the move breaks."""
        far = self.published is not None and not (1 / FAR <= self.model / self.published <= FAR)
        return ["far_from_source"] * far + ["saturated"] * (self.model > SATURATED)


def move_checks(pack: Pack) -> list[MoveCheck]:
    """Every threshold that some programme of the pack moves, each programme run alone."""
    evaluator = Evaluator(pack)
    movers = {id: (id,) for id, p in pack.programmes.items() if any(e.moves for e in p.effects)}
    (block,) = evaluator.evaluate(movers, Design())
    return [
        check
        for id in movers
        for effect in pack.programmes[id].effects
        if effect.moves
        for check in _thresholds(pack, effect, block.whole().arms[id].shares[effect.id][:, 0].tolist())
    ]


def _thresholds(pack: Pack, effect: Effect, shares: list[float]) -> list[MoveCheck]:
    levels = [level.name for level in pack.factors[effect.moves]][1:]
    # A standardised difference acts on every threshold; its base risk is that of one, the highest unless named.
    chosen = [k for k, level in enumerate(levels) if effect.measure == "smd" or effect.level == level]
    source = {effect.level or levels[-1]: effect.base_risk}
    return [MoveCheck(effect.id, levels[k], source.get(levels[k]), shares[k]) for k in chosen]
