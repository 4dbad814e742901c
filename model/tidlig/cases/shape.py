"""What a case file may hold: a published result, its inputs and the figures it printed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tidlig.files.documents.shape import Shape
from tidlig.pack.fields import Name, Number, Span, Word

Perspective = Literal["public", "society", "municipality"]
Unit = Literal["money", "billions", "per_life_year", "life_years", "count", "years", "effect", "ratio", "share"]
Said = dict[Annotated[str, StringConstraints(pattern="^(nb|en)$")], str]
Sum = list[Number | str]


class LineShape(Shape):
    """One line of a case's ledger: what goes from one payer to another, or is used up, or made."""

    id: Word
    from_: Word = Field("", alias="from")
    to: Word = ""
    terms: Annotated[Sum, Field(min_length=1)]
    years: Span = (0, 0)
    growth: Name = ""
    curve: list[Name] = Field(default_factory=list)
    programme: bool = False
    arms: list[Word] = Field(default_factory=list)


class FigureShape(Shape):
    """One figure of a case: where it stands among ours, and what was published."""

    is_: str = Field("", alias="is")
    lines: list[Word] = Field(default_factory=list)
    less: list[Word] = Field(default_factory=list)
    says: Said
    arm: Word = ""
    less_arm: Word = ""
    assumption: Name = ""
    published: Number | str
    reason: Word = ""
    unit: Unit = "money"
    tolerance: Annotated[Number, Field(ge=0)] | Word | None = None
    perspective: Perspective | None = None
    stated: bool = False
    not_reproduced: Said = Field(default_factory=dict)


class SourceShape(Shape):
    """Where a case was seen."""

    title: str
    url: str = ""


class CaseShape(Shape):
    """The keys of a case file."""

    id: Word
    title: Said
    perspective: Perspective
    country: Word
    money: str
    source: SourceShape
    note: str = ""
    scenario: Word = ""
    discount: dict[int, Name] = Field(default_factory=dict)
    first: bool = False
    payers: list[Word] = Field(default_factory=list)
    public: list[Word] = Field(default_factory=list)
    arms: list[Word] = Field(default_factory=list)
    inputs: dict[Name, Number] = Field(default_factory=dict)
    series: dict[Name, list[Number]] = Field(default_factory=dict)
    sums: dict[Name, Sum] = Field(default_factory=dict)
    rows: list[dict[Word, Number | str]] = Field(default_factory=list)
    lines: list[LineShape] = Field(default_factory=list)
    relative: Annotated[Number, Field(ge=0)] | None = None
    figures: Annotated[list[FigureShape], Field(min_length=1)]
