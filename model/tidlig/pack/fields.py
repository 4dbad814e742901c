"""What a field may hold in a file: a record's fields name it, and the record is then the form of the file as well.

Records are plain dataclasses, made in code without any check; :data:`FORM` lets pydantic read them from a file.  Its
reader gives the context: how a number is read that is written as text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    StringConstraints,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.fields import FieldInfo
from pydantic_core.core_schema import chain_schema

FORM = ConfigDict(extra="forbid")  # a key that the record does not have is a mistake

# A spreadsheet takes a cell that begins with - for a formula, so no id begins so.
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", max_length=100)]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]*$", max_length=60)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Flag = Annotated[bool, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]
Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


def _typed(value: Any, info: ValidationInfo) -> Any:
    """Read a number that is written as text, ``44 %``, in the way of the reader of the file."""
    return info.context(value) if isinstance(value, str) and info.context else value


Typed = Annotated[Number, BeforeValidator(_typed)]
_Two = Annotated[list[Whole], Field(min_length=2, max_length=2)]  # one too few is told of both
_Pair = Annotated[tuple[int, int], Field(strict=False)]
Span = Annotated[tuple[int, int], GetPydanticSchema(lambda _, read: chain_schema([read(_Two), read(_Pair)]))]


def _blank(value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """Let a name be blank that was kept, as one that no file gives is; a file leaves it out."""
    return value if value == "" and not info.context else read(value)


MaybeName = Annotated[Name, WrapValidator(_blank)]
MaybeWord = Annotated[Word, WrapValidator(_blank)]


def one(value: Any) -> Any:
    """Take one word for a list of one."""
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[Word, ...], BeforeValidator(one)]

_KEY = "[key]"  # no key of a file is called so
Key = Annotated[str, Field(alias=_KEY)]  # what a record is called in the mapping that holds it; not written in it again


def _keyed(value: Any, info: ValidationInfo) -> Any:
    """Tell each record of a mapping its key; one that was kept knows it."""
    if not isinstance(value, dict) or not info.context:
        return value
    return {key: {_KEY: key, **each} if isinstance(each, dict) else each for key, each in value.items()}


KEYED = BeforeValidator(_keyed)

_OTHERS = "[others]"  # no key of a file is called so
Others = Annotated[Mapping[str, Any], Field(alias=_OTHERS)]  # keys that a form does not name, as a factor's


def _alias(hint: Any) -> str:
    """Return what a field of a record is called in a file, "" where it is called the same; ``hint``: its type."""
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((mark.alias for mark in marks if isinstance(mark, FieldInfo) and mark.alias), "")


@lru_cache
def keys_of(record: type) -> Mapping[str, str]:
    """Return what the fields of a record are called in a file, by their names; without what no file says."""
    hints = get_type_hints(record, include_extras=True)
    keys = {each.name: _alias(hints[each.name]) or each.name for each in fields(record)}
    return {name: key for name, key in keys.items() if key.isidentifier()}


def _apart(value: Any, read: ValidatorFunctionWrapHandler, known: Collection[str]) -> Any:
    """Read a mapping with the keys that its form does not name beside the others."""
    if not isinstance(value, dict):
        return read(value)
    others = {key: each for key, each in value.items() if isinstance(key, str) and key not in known}
    return read({**{key: each for key, each in value.items() if key not in others}, _OTHERS: others})


def with_others(form: type) -> WrapValidator:
    """Let a form take keys that it does not name into its field of type :data:`Others`."""
    return WrapValidator(lambda value, read: _apart(value, read, keys_of(form).values()))
