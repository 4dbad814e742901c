"""A published result once it has been read: frozen records, and the one algebra a case may use, sums of products."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tidlig.files.text.numerals import FigureError, parse_number, parse_tie
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Term:
    """``factor`` times named inputs to a power."""

    factor: float
    ties: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a ledger: the sum of ``terms`` in every year of a window, lost by one payer and gained by another.

    Nobody named in ``loses`` or ``gains``: it is made, or used up.  ``growth`` and ``curve`` name inputs, see
    :func:`tidlig.appraisal.streams.yearly_stream`; ``programme``: the programme's own cost.
    """

    id: str
    loses: str
    gains: str
    terms: tuple[Term, ...]
    years: tuple[int, int]
    growth: str
    curve: tuple[str, ...]
    programme: bool
    arms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure: its path among ours, or lines whose present value it is; neither where ours cannot be had.

    ``less_arm``: the arm whose figure is taken off that of ``arm``.
    ``value``: the number, or what is printed where there is none; then ``reason`` is the one we must give.
    ``stated``: it stands among the inputs, or is a sum or product of amounts that do.
    ``not_reproduced``: by language why ours is another, or none; empty where ours must agree.
    ``tolerance``: absolute; ``unit``: ``money``, ``billions`` of it, ``per_life_year``, or what else is counted.
    """

    path: str
    lines: tuple[str, ...]
    less: tuple[str, ...]
    says: Mapping[str, str]
    arm: str
    less_arm: str
    assumption: str
    value: float | str
    reason: str
    tolerance: float
    perspective: str
    unit: str
    stated: bool
    not_reproduced: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Case:
    """A published result with every input that was given; ``row`` names one of several sets of inputs.

    ``country``: code of the country it is from, ``none`` for a made-up example; ``money``: currency and, where the
    source says it, price year.
    """

    id: str
    title: Mapping[str, str]
    row: str
    country: str
    money: str
    source: str
    url: str
    note: str
    figures: tuple[Published, ...]
    discount: Mapping[int, str]
    first: bool
    payers: tuple[str, ...]
    public: tuple[str, ...]
    inputs: Mapping[str, float]
    series: Mapping[str, tuple[float, ...]]
    sums: Mapping[str, tuple[Term, ...]]
    lines: tuple[Line, ...]
    file: str
    pack: Pack | None = field(default=None, repr=False)
    scenario: Scenario | None = field(default=None, repr=False)


def parse_term(written: float | str) -> Term:
    """Return a product as it is written, ``-1 weeks wage exchange^-1``; raises FigureError."""
    if not isinstance(written, str):
        return Term(float(written))
    factor, ties = 1.0, []
    for token in written.split():
        try:
            factor *= parse_number(token)
        except FigureError:
            ties.append(parse_tie(token))
    return Term(factor, tuple(ties))
