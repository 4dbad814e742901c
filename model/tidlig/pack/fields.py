"""What a field may hold in a file: a record's fields name it, and the record is then the form of the file as well.

Records are plain dataclasses, made in code without any check; :data:`FORM` lets pydantic read them from a file.  Its
reader gives the context: how a number is read that is written as text.
"""

from __future__ import annotations

from typing import Annotated, Any

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

_KEY = "[key]"  # no key of a file is called so
Key = Annotated[str, Field(alias=_KEY)]  # what a record is called in the mapping that holds it; not written in it again


def _keyed(value: Any, info: ValidationInfo) -> Any:
    """Tell each record of a mapping its key; one that was kept knows it."""
    if not isinstance(value, dict) or not info.context:
        return value
    return {key: {_KEY: key, **each} if isinstance(each, dict) else each for key, each in value.items()}


KEYED = BeforeValidator(_keyed)
