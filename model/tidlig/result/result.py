"""The result of one scenario, and of one scenario in several places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tidlig.pack.number import Warning
from tidlig.pack.structure import Roles
from tidlig.result.arm import Arm, PayerFigures
from tidlig.result.figure import Figure

FORMAT: Literal[2] = 2  # raised when a figure moves to another place or means something else


@dataclass(frozen=True, slots=True)
class PackId:
    """Which pack, and the digest of its numbers with every layer over them."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class Strategy:
    """One arm among all on the way from the cheapest to the dearest: cost and effect beyond doing nothing new."""

    arm: str
    cost: Figure
    effect: Figure
    icer: Figure


@dataclass(frozen=True, slots=True)
class OtherSide:
    """A number near a limit: what the place would get on the other side of it.

    ``id``: what is decided and ``value``: the answer that holds; ``number`` and ``number_value``: what decides it;
    ``arms``: present values by arm and payer with the other answer.
    """

    id: str
    value: float
    number: str
    number_value: float
    limit: float
    arms: Mapping[str, Mapping[str, PayerFigures]]


@dataclass(frozen=True, slots=True)
class Result:
    """Every figure of one scenario: arm minus baseline, in fixed prices of ``price_year``.

    ``rules``: the year whose rules hold, None in a pack that names none; ``budgets``: the payers of each budget;
    ``cost_effectiveness``: the strategies by measure of wellbeing, absent without one.
    """

    format: Literal[2]
    version: str
    pack: PackId
    scenario: str
    place: str
    rules: int | None
    start_year: int
    price_year: int
    currency: str
    payers: tuple[str, ...]
    budgets: Mapping[str, tuple[str, ...]]
    roles: Roles
    warnings: tuple[Warning, ...]
    near: tuple[OtherSide, ...]
    arms: tuple[Arm, ...]
    cost_effectiveness: Mapping[str, tuple[Strategy, ...]] | None = None

    def arm(self, id: str) -> Arm:
        """One arm; raises KeyError for an unknown id."""
        return {arm.id: arm for arm in self.arms}[id]

    def members(self, id: str) -> tuple[str, ...]:
        """The payers of a budget, or the one payer of this id."""
        return self.budgets.get(id, (id,))


@dataclass(frozen=True, slots=True)
class Differing:
    """A number that a place has of its own, beside the pack's."""

    id: str
    value: float
    pack: float
    unit: str
    source: str
    grade: str
    note: str


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """One place among several: what differs there, and the figures of each arm that are set beside other places'."""

    place: str
    differs: tuple[Differing, ...]
    near: tuple[OtherSide, ...]
    warnings: tuple[Warning, ...]
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """One scenario in several places, side by side; ``pack``: before any place is laid over it."""

    format: Literal[2]
    version: str
    pack: PackId
    scenario: str
    rules: int | None
    start_year: int
    price_year: int
    currency: str
    roles: Roles
    places: tuple[PlaceResult, ...]
