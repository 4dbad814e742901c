"""Programmes, from a file of their own or inline in a scenario, read into records and their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, with_config

from tidlig.files.documents.shape import BareTail, Shape, validate
from tidlig.files.tables.tail import check_written
from tidlig.files.text.document import Document, Keys
from tidlig.files.text.keys import keys_at, meant
from tidlig.files.text.numerals import FigureError, parse_tie
from tidlig.pack.fields import FORM, Name, Number, Others, Span, Typed, Word, keys_of, one, with_others
from tidlig.pack.number import COLUMNS, Assumption, Tail
from tidlig.pack.programme import (
    REACH_PARTS,
    About,
    Effect,
    EffectKeys,
    EnrolKeys,
    Fade,
    Observed,
    Programme,
    ProgrammeKeys,
)
from tidlig.pack.rows import Where
from tidlig.problems import Spot

At = Callable[[Keys], Spot]


class _Fade(Shape):
    lasting: bool = False
    flat: BareTail | None = None
    half_life: BareTail | None = None
    floor: BareTail | None = None
    rate: BareTail | None = None
    until: Annotated[Number, Field(gt=0, le=150)] | None = None


def _fade(value: Any) -> Any:
    return {"lasting": True} if value == "lasting" else value


def _span(value: Any) -> Any:
    return value if isinstance(value, list) else [value, value]


@with_config(FORM)
@dataclass(frozen=True, kw_only=True)
class _Observed:
    years: Annotated[list[Annotated[Number, Field(ge=0)]], BeforeValidator(_span), Field(min_length=2, max_length=2)]
    left: Typed | None = None
    difference: Typed | None = None
    source: str = ""
    others: Others


@with_config(FORM)
@dataclass(frozen=True, kw_only=True)
class _Effect(EffectKeys, Tail):
    id: Word
    measure: str  # again, by name alone: what stands before it in a number has defaults
    ages: Span | None = None
    times: tuple[str, ...] = ()
    fade: Annotated[_Fade, BeforeValidator(_fade)] | None = None
    observed: Annotated[_Observed, with_others(_Observed)] | None = None
    others: Others


class _Reach(Shape):
    whole: BareTail | None = None
    identified: BareTail | None = None
    offered: BareTail | None = None
    enrolled: BareTail | None = None
    in_time: BareTail | None = None


def _reach(value: Any) -> Any:
    """Tell one share from its parts."""
    return value if isinstance(value, dict) and set(REACH_PARTS) & set(value) else {"whole": value}


@with_config(FORM)
@dataclass(frozen=True, kw_only=True)
class _Enrol(EnrolKeys):
    reach: Annotated[_Reach, BeforeValidator(_reach)]
    others: Others


def _spread(value: Any) -> Any:
    """Refuse shares with decimal commas as a whole: ``[0,6, 0,4]`` would be four of them."""
    whole = isinstance(value, list) and all(type(each) is int for each in value)
    if whole and max(value, default=0) > 1:
        what, hint = "'{text}' has decimal commas, or no shares", "write decimal points, [0.6, 0.4]"
        raise FigureError(what, hint, text=", ".join(map(str, value)))
    return value


_Shares = list[Annotated[Typed, Field(ge=0, le=1)]]


@with_config(FORM)
@dataclass(frozen=True, kw_only=True)
class _Cost(Tail):
    per: Literal["entry", "year"] = "entry"
    spread: Annotated[_Shares, BeforeValidator(_spread), Field(min_length=1)] = field(default_factory=lambda: [1.0])


_Text = Annotated[str, Field(min_length=1)]


class _Texts(Shape):
    nb: _Text
    en: _Text


class _Fact(_Texts):
    source: Annotated[list[str], BeforeValidator(one)] = Field(default_factory=list)


class _About(Shape):
    what: _Fact | None = None
    replaces: _Fact | None = None
    contested: _Fact | None = None
    legal_basis: str = ""
    statutory: bool | None = None
    capacity: _Fact | None = None
    lead_time: _Fact | None = None


@with_config(FORM)
@dataclass(frozen=True, kw_only=True)
class ProgrammeFile(ProgrammeKeys):
    """The keys of programmes/x.yaml, with those that a programme does not keep as they are written."""

    about: _About | None = None
    enrol: Annotated[_Enrol, with_others(_Enrol)]
    stays: Annotated[int, Field(strict=True, ge=1)] | Literal["life"] = 1
    cost: _Cost | None = None
    paid_by: Mapping[Word, BareTail] = field(default_factory=dict)
    effects: tuple[Annotated[_Effect, with_others(_Effect)], ...] = ()
    shares: Mapping[Name, BareTail] = field(default_factory=dict)


UNITS = {"smd": "smd", "difference": "points"}  # of an effect by its measure; a ratio otherwise
_FADES = {"flat": "years", "half_life": "years", "floor": "share", "rate": "rate"}


@dataclass(frozen=True, slots=True)
class Read:
    """A programme, its numbers and the path each of them has in the file."""

    programme: Programme
    numbers: Mapping[str, Assumption]
    paths: Mapping[str, Keys]
    at: At


def read_programme(document: Document, base: Keys = ()) -> Read | None:
    """Return the programme at ``base`` of a document, or None after noting what is wrong with its shape."""
    shape = validate(ProgrammeFile, document, base)
    if shape is None:
        return None
    maker = _Maker(shape.id, document, base)
    programme = maker.programme(shape)
    return Read(programme, maker.numbers, maker.paths, lambda path: document.at((*base, *path)))


def _about(shape: _About | None) -> About | None:
    """Return the facts about a programme, None where the file has none."""
    if shape is None:
        return None
    values = {key: getattr(shape, key) for key in _About.model_fields}
    facts = {key: value for key, value in values.items() if isinstance(value, _Fact)}
    texts = {key: fact.model_dump(exclude={"source"}) for key, fact in facts.items()}
    sources = {key: tuple(fact.source) for key, fact in facts.items() if fact.source}
    return About(**texts, legal_basis=shape.legal_basis, statutory=shape.statutory, sources=sources)


def _kept(keys: type, form: Any) -> dict[str, Any]:
    """Return the fields of a form that its record keeps as they are written."""
    return {name: getattr(form, name) for name in keys_of(keys)}


class _Maker:
    """Turns one programme's shape into records, gathering its numbers on the way."""

    def __init__(self, id: str, document: Document, base: Keys) -> None:
        self.id, self.document, self.base = id, document, base
        self.numbers: dict[str, Assumption] = {}
        self.paths: dict[str, Keys] = {}

    def programme(self, shape: ProgrammeFile) -> Programme:
        """Return the record."""
        enrol, spot = shape.enrol, self.document.at(self.base)
        cost = self.number("cost", shape.cost, ("cost",)) if shape.cost else ""
        if cost:
            self.numbers[cost] = replace(self.numbers[cost], index=shape.index)
        return Programme(
            **_kept(ProgrammeKeys, shape),
            **_kept(EnrolKeys, enrol),
            levels=self.levels(enrol.others, ("enrol",)),
            reach=self.reach(enrol.reach),
            stays=None if shape.stays == "life" else shape.stays,
            cost=cost,
            cost_per=shape.cost.per if shape.cost else "entry",
            spread=tuple(shape.cost.spread) if shape.cost else (1.0,),
            paid_by={
                payer: self.number(f"paid_by.{payer}", share, ("paid_by", payer), "share")
                for payer, share in shape.paid_by.items()
            },
            effects=tuple(self.effect(effect, place) for place, effect in enumerate(shape.effects)),
            shares={id: self.number(id, share, ("shares", id), "share") for id, share in shape.shares.items()},
            about=_about(shape.about),
            file=spot.file,
            line=spot.line,
        )

    def number(self, name: str, tail: Tail, path: Keys, unit: str = "") -> str:
        """Keep a number under its id and return the id."""
        id = f"{self.id}.{name}"
        values = {key: getattr(tail, key) for key in COLUMNS}
        spot = self.document.at((*self.base, *path))
        if id in self.numbers:
            spot.say(".".join(map(str, path)), "'{name}' appears twice", "give it another id", name=id)
        values["unit"] = values["unit"] or unit
        check_written(self.document, (*self.base, *path), values["unit"])
        self.numbers[id] = Assumption(id=id, file=spot.file, line=spot.line, **values)
        self.paths[id] = path
        return id

    def reach(self, shape: _Reach) -> tuple[str, ...]:
        """Return the ids of the shares that make up the reach."""
        if shape.whole is not None:
            return (self.number("reach", shape.whole, ("enrol", "reach"), "share"),)
        parts = {name: getattr(shape, name) for name in REACH_PARTS}
        return tuple(
            self.number(f"reach.{name}", part, ("enrol", "reach", name), "share")
            for name, part in parts.items()
            if part is not None
        )

    def effect(self, shape: _Effect, place: int) -> Effect:
        """Return one effect."""
        path: Keys = ("effects", place)
        age_from, age_to = shape.ages or (None, None)
        unit = UNITS.get(shape.measure, "ratio")
        return Effect(
            **_kept(EffectKeys, shape) | {"id": self.number(shape.id, shape, path, unit)},
            where=Where(age_from, age_to, self.levels(shape.others, path)),
            times=tuple(self.ties(shape, path)),
            fade=self.fade(shape, path),
            observed=self.observed(shape.observed, (*path, "observed")),
        )

    def observed(self, shape: _Observed | None, path: Keys) -> Observed | None:
        """Return what studies saw later of an effect."""
        if shape is None:
            return None
        years = (shape.years[0], shape.years[1])
        return Observed(years, shape.left, self.levels(shape.others, path), shape.difference, shape.source)

    def ties(self, shape: _Effect, path: Keys) -> list[tuple[str, float]]:
        """Return the named numbers an effect is multiplied by."""
        ties = []
        for place, text in enumerate(shape.times):
            try:
                ties.append(parse_tie(text))
            except FigureError as error:
                self.document.say((*self.base, *path, "times", place), error.what, error.hint)
        return ties

    def fade(self, shape: _Effect, path: Keys) -> Fade | None:
        """Return an effect's fade; a lasting one is flat for ever."""
        if shape.fade is None:
            return None
        if shape.fade.lasting:
            return Fade()
        ids = {
            key: self.number(f"{shape.id}.fade.{key}", tail, (*path, "fade", key), unit)
            for key, unit in _FADES.items()
            if (tail := getattr(shape.fade, key)) is not None
        }
        return Fade(**ids, until=shape.fade.until)

    def levels(self, others: Mapping[str, Any], path: Keys) -> dict[str, tuple[str, ...]]:
        """Return the factors named beside the known keys, with their levels."""
        levels, where = {}, (*self.base, *path)
        for key, value in others.items():
            named = [value] if isinstance(value, str) else value
            if isinstance(named, list) and named and all(isinstance(name, str) for name in named):
                levels[key] = tuple(named)
            elif (hint := meant(key, keys_at(ProgrammeFile, path), self.document.keys(where))).values:
                self.document.say((*where, key), "unknown field", hint)
            else:
                self.document.say(
                    (*where, key),
                    "unknown field, or a factor without levels",
                    "write a factor as need: [moderate, high]",
                )
        return levels
