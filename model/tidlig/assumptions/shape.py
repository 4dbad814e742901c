"""What pack.yaml, a programme and a scenario may hold, as pydantic models: words, numbers and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from tidlig.assumptions.document import Document, Keys
from tidlig.assumptions.problems import did_you_mean, shown

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+$", max_length=100)]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", max_length=60)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Year = Annotated[int, Field(ge=1900, le=2200)]
Span = Annotated[list[int], Field(min_length=2, max_length=2)]


class Shape(BaseModel):
    """A mapping without unknown keys whose values are not converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class OpenShape(Shape):
    """A mapping that may also name factors with lists of their levels."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)


class TailShape(Shape):
    """The tail of a number in YAML; blanks as in CSV."""

    value: Number
    low: Number | None = None
    high: Number | None = None
    dist: str = ""
    unit: str = ""
    price_year: Year | None = None
    source: str = ""
    grade: str = "E"
    status: str = ""
    note: str = ""


def bare(value: Any) -> Any:
    """Turn a bare number into a fixed one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"value": value, "dist": "fixed"}
    return value


BareTail = Annotated[TailShape, BeforeValidator(bare)]
M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], document: Document, path: Keys = (), fields: Iterable[str] = ()) -> M | None:
    """Return ``document``'s part at ``path`` as a model, or None after noting every problem.

    ``fields``: all field names of this kind of file, for "did you mean".
    """
    data = document.data
    for part in path:
        data = data[part]
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _note(details, document, path, list(fields))
        return None


def fields_of(*models: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of the models' fields, without repetition."""
    names = (info.alias or name for model in models for name, info in model.model_fields.items())
    return tuple(dict.fromkeys(names))


def _note(error: ErrorDetails, document: Document, base: Keys, fields: list[str]) -> None:
    """Say one of pydantic's errors in the words of this project."""
    loc: Keys = (*base, *error["loc"])
    kind, path = error["type"], document.known(loc)
    if kind == "missing":
        name = str(loc[-1])
        document.at(path).say(dotted_with(path, name), "is missing", f"write {name}:")
    elif kind in ("extra_forbidden", "invalid_key"):
        document.say(path, "unknown field", _unknown_hint(str(loc[-1]), fields))
    elif kind == "literal_error":
        expected = str(error.get("ctx", {}).get("expected", ""))
        document.say(path, f"'{shown(error['input'])}' is not known here", f"write {expected}")
    else:
        what, hint = _wrong_type(kind, error)
        document.say(path, what, hint)


def dotted_with(path: Keys, name: str) -> str:
    """Return the dotted name of a key that is missing in the mapping at ``path``."""
    return ".".join([*(str(part) for part in path), name])


def _unknown_hint(name: str, fields: list[str]) -> str:
    """Return what an unknown key may have been meant as."""
    if name.isdigit():
        return "if this is a decimal comma, write a decimal point"
    return "remove it" if name in fields else did_you_mean(name, fields) or "remove it"


_TYPES = {
    "string_type": ("text", "put it in quotes"),
    "float_type": ("a number", "write a number with a decimal point, such as 0.25"),
    "int_type": ("a whole number", "write digits only, such as 18"),
    "bool_type": ("true or false", "write true or false"),
    "list_type": ("a list", "write [a, b]"),
    "dict_type": ("a mapping", "write {key: value}"),
    "model_type": ("a mapping", "write {key: value}"),
    "model_attributes_type": ("a mapping", "write {key: value}"),
}


def _wrong_type(kind: str, error: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a value and what to write."""
    given = "nothing" if error["input"] is None else f"'{shown(error['input'])}'"
    if kind in _TYPES:
        return f"{given} is not {_TYPES[kind][0]}", _TYPES[kind][1]
    if kind == "finite_number":
        return f"{given} is not a finite number", "write an ordinary number"
    if kind == "string_too_short":
        return "the text is empty", "write it, or leave the field out"
    if kind in ("string_pattern_mismatch", "string_too_long"):
        return f"{given} is not an id", "use letters a-z, digits, _ and - only, in ids also ."
    if kind == "value_error":
        return str(error["ctx"]["error"]), ""
    return f"{given} cannot be used", str(error["msg"]).replace("Input should", "it should")


Kind = Literal["early", "repair"]
