"""pack.yaml: what exists. Structure only, read into the records of :mod:`tidlig.pack.structure`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, with_config

from tidlig.files.documents.shape import Shape, validate
from tidlig.files.text.document import Document
from tidlig.files.text.numerals import FigureError
from tidlig.pack.fields import FORM, KEYED, Number, Word
from tidlig.pack.structure import Counting, Declared, Level, Roles, Structure

DEAD = "dead"
FORMAT = 1  # one more when what a column or key means is another than it was


class _Weights(Shape):
    ends: Number
    odd: Number
    even: Number


class _StateWeights(Shape):
    state_weights: _Weights


class _Counting(Shape):
    named: Literal["none", "half-cycle"] | None = None
    weights: _StateWeights | None = None


def _levels(value: Any) -> Any:
    """Write every level as ``{name: {memory: n}}``."""
    if not isinstance(value, list):
        return value
    for level in value:
        if not isinstance(level, str | dict):
            raise FigureError("'{text}' is not a word", "put it in quotes", text=str(level))
    return [{level: {}} if isinstance(level, str) else level for level in value]


def _counting(value: Any) -> Any:
    """Tell the word from the weights."""
    return {"named": value} if isinstance(value, str) else {"weights": value}


_Levels = Annotated[
    list[Annotated[Mapping[Word, Level], KEYED]], BeforeValidator(_levels), Field(min_length=1)
]  # [{name: what is said of it}]


PUBLIC, PARTICIPANTS = "public", "participants"  # what these two are called where a pack does not say


@with_config(FORM)
@dataclass(frozen=True, slots=True)
class _Roles(Roles):
    """Roles as written: without participants there are those of that name."""

    participants: tuple[Word, ...] | None = None  # type: ignore[assignment]


HALF_CYCLE = _Counting(named="half-cycle")


@dataclass(frozen=True, kw_only=True)
class PackFile(Declared):
    """The keys of pack.yaml, with those that a pack does not keep as they are written."""

    format: int = FORMAT  # of the files of the pack; another one is told before anything else is read
    counting: Annotated[_Counting, BeforeValidator(_counting)] = HALF_CYCLE
    factors: Mapping[Word, _Levels]
    roles: _Roles = _Roles()


def read_structure(document: Document) -> tuple[PackFile, Structure] | None:
    """Return pack.yaml as written and as records; None after noting what is wrong with its shape."""
    file = validate(PackFile, document) if _known_format(document) else None
    if file is None:
        return None
    discount, budgets = file.discount, _budgets(file)
    kept = {each.name: getattr(file, each.name) for each in fields(Declared)}
    kept["discount"] = replace(discount, health=discount.health or discount.money)
    factors = {
        name: tuple(level for entry in levels for level in entry.values()) for name, levels in file.factors.items()
    }
    return file, Structure(
        **kept | {"budgets": budgets}, counting=_count(file.counting), factors=factors, roles=roles_of(file, budgets)
    )


def _known_format(document: Document) -> bool:
    """Tell whether the files say no other format than the present; what else is wrong may follow from another one."""
    given = document.data.get("format", FORMAT) if isinstance(document.data, dict) else FORMAT
    if given == FORMAT and type(given) is int:
        return True
    what, hint = "'{text}' is not a format of packs that this version reads", "write {known}, or take a newer version"
    document.say(("format",), what, hint, text=str(given), known=FORMAT)
    return False


def _count(shape: _Counting) -> Counting:
    if shape.weights is None:
        return Counting(shape.named or "half-cycle")
    return Counting("state_weights", **shape.weights.state_weights.model_dump())


def _budgets(file: PackFile) -> dict[str, tuple[str, ...]]:
    """Return every budget as its payers."""
    flat: dict[str, tuple[str, ...]] = {}
    for name, members in file.budgets.items():
        flat[name] = tuple(dict.fromkeys(payer for member in members for payer in flat.get(member, (member,))))
    if not file.roles.public and PUBLIC not in flat and len(payers := _public_payers(file)) > 1:
        flat[PUBLIC] = payers
    return flat


def roles_of(file: PackFile, budgets: Mapping[str, tuple[str, ...]]) -> Roles:
    """Return the roles as declared; what is left out follows from the payers and budgets.

    The first payer's case; public is the budget of that name, else every payer who neither takes part nor gives.
    """
    roles, payers = file.roles, _public_payers(file)
    return Roles(
        own=roles.own or next(iter(file.payers), ""),
        public=roles.public or (PUBLIC if PUBLIC in budgets else next(iter(payers), "")),
        participants=_participants(file),
        gifts=tuple(roles.gifts),
        shown=tuple(roles.shown or file.payers),
    )


def _participants(file: PackFile) -> tuple[str, ...]:
    named = file.roles.participants
    return tuple(payer for payer in file.payers if payer == PARTICIPANTS) if named is None else tuple(named)


def _public_payers(file: PackFile) -> tuple[str, ...]:
    apart = (*_participants(file), *file.roles.gifts)
    return tuple(payer for payer in file.payers if payer not in apart)
