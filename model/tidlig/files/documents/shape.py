"""What pack.yaml, a programme and a scenario may hold, as pydantic models: words, numbers and nothing else."""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import lru_cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from tidlig.files.text.document import Document, Keys
from tidlig.files.text.keys import keys_at, meant
from tidlig.files.text.numerals import FigureError, parse_number
from tidlig.pack.number import Tail
from tidlig.problems import NOTHING, Message

ArmName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=60)]  # it heads a column


class Shape(BaseModel):
    """A mapping without unknown keys whose values are not converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)  # built when first used


def bare(value: Any) -> Any:
    """Turn a bare number into a fixed one."""
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return {"value": value, "dist": "fixed"}
    return value


BareTail = Annotated[Tail, BeforeValidator(bare)]
M = TypeVar("M")


def _number(text: str) -> float:
    """Read a number that is written as text; whoever knows its unit reads the text again."""
    return parse_number(text, None)


@lru_cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def validate(model: type[M], document: Document, path: Keys = ()) -> M | None:
    """Return ``document``'s part at ``path`` as a model, or None after noting every problem."""
    data = document.data
    for part in path:
        data = data[part]
    try:
        valid: M = _adapter(cast(Hashable, model)).validate_python(data, context=_number)
        return valid
    except ValidationError as error:
        found = error.errors(include_url=False)
        hints = {each["loc"]: _unknown_hint(each["loc"], document, path, model) for each in found if _unknown(each)}
        hints = _only_one_left(hints, found)
        told = {(*loc[:-1], hint.values.get("name")) for loc, hint in hints.items()}
        before: set[Keys] = set()
        for each in found:
            place = document.known((*path, *each["loc"]))
            if each["type"] == "missing" and each["loc"] in told:
                continue  # a key that is written wrongly is told once
            if each["type"] == "literal_error" and place in before:
                continue  # so is a value that may be a number or a word
            _note(each, document, path, hints.get(each["loc"], NOTHING))
            before.add(place)
        return None


def _only_one_left(hints: dict[Keys, Message], found: list[ErrorDetails]) -> dict[Keys, Message]:
    """Return the hints, where one key of a mapping is unknown and one missing: the one is what the other is called."""
    missing = [each["loc"] for each in found if each["type"] == "missing"]
    better = {}
    for loc, hint in hints.items():
        names = [name for *inside, name in missing if tuple(inside) == loc[:-1]]
        alone = len([other for other in hints if other[:-1] == loc[:-1]]) == 1
        unclear = hint.template == "remove it"
        better[loc] = (
            Message("did you mean '{name}'?", name=str(names[0])) if unclear and alone and len(names) == 1 else hint
        )
    return better


def _unknown(error: ErrorDetails) -> bool:
    """Tell whether one of pydantic's errors is a key that the mapping does not have."""
    return error["type"] in ("extra_forbidden", "unexpected_keyword_argument", "invalid_key")


def _note(error: ErrorDetails, document: Document, base: Keys, meant_as: Message) -> None:
    """Say one of pydantic's errors in the words of this project."""
    loc: Keys = (*base, *error["loc"])
    kind, path = error["type"], document.known(loc)
    if kind == "missing":
        name = str(loc[-1])
        document.at(path).say(dotted_with(path, name), "is missing", "write {name}:", name=name)
    elif _unknown(error):
        document.say(path, "unknown field", meant_as)
    elif kind == "literal_error":
        expected = str(error.get("ctx", {}).get("expected", ""))
        what, hint = "'{text}' is not known here", "write {expected}"
        document.say(path, what, hint, text=str(error["input"]), expected=Message(expected))
    else:
        what, hint = _wrong_type(kind, error)
        document.say(path, what, hint)


def dotted_with(path: Keys, name: str) -> str:
    """Return the dotted name of a key that is missing in the mapping at ``path``."""
    return ".".join([*(str(part) for part in path), name])


def _unknown_hint(loc: Keys, document: Document, base: Keys, model: type) -> Message:
    """Return what an unknown key may have been meant as."""
    *inside, name = loc
    if str(name).isdigit():
        return Message("write a decimal point in place of the comma")
    return meant(str(name), keys_at(model, inside), document.keys((*base, *inside)))


_UNQUOTED = re.compile(r"\s*(?:[0-9]+|true|false)\s*")  # a whole number or a truth value as text
_MAPPING = ("'{text}' is not a mapping", "write {key: value}")
_LIST = ("'{text}' is not a list", "write [a, b]")
_TYPES = {
    "string_type": ("'{text}' is not text", "put it in quotes"),
    "float_type": ("'{text}' is not a number", "write a number with a decimal point, such as 0.25"),
    "int_type": ("'{text}' is not a whole number", "write digits only, such as 18"),
    "bool_type": ("'{text}' is not true or false", "write true or false"),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _MAPPING,
    "mapping_type": _MAPPING,
    "dataclass_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "finite_number": ("'{text}' is not a finite number", "write a number such as 0.25"),
    "string_pattern_mismatch": ("'{text}' is not an id", "begin with a letter, then letters a-z, digits, _ and -"),
    "string_too_long": ("'{text}' is not an id", "begin with a letter, then letters a-z, digits, _ and -"),
}
_LIMITS = ("ge", "gt", "le", "lt", "min_length", "max_length")  # as pydantic calls them
_LIMITED = {
    "greater_than_equal": "write at least {limit}",
    "greater_than": "write more than {limit}",
    "less_than_equal": "write at most {limit}",
    "less_than": "write less than {limit}",
    "too_short": "write at least {limit} of them",
    "too_long": "write at most {limit} of them",
}


def _wrong_type(kind: str, error: ErrorDetails) -> tuple[Message, Message]:
    """Return what is wrong with a value and what to write."""
    given = error["input"]
    if kind == "string_type" and error["loc"][-1] == "[key]":  # a key is an id, and quotes do not make a number one
        kind = "string_pattern_mismatch"
    if kind == "value_error" and isinstance(refused := error["ctx"]["error"], FigureError):
        return refused.what, refused.hint
    if given is None and kind != "value_error":
        return Message("nothing is written here"), Message("write a value, or remove the line")
    if kind == "string_too_short":
        return Message("the text is empty"), Message("write it, or leave the field out")
    if kind in ("int_type", "bool_type") and isinstance(given, str) and _UNQUOTED.fullmatch(given):
        return Message("'{text}' is in quotes", text=given), Message("take away the quotes")
    if kind in _TYPES:
        what, hint = _TYPES[kind]
        return Message(what, text=str(given)), Message(hint)
    if kind == "value_error":
        return Message(str(error["ctx"]["error"])), NOTHING
    limits = [value for name, value in error.get("ctx", {}).items() if name in _LIMITS]
    what = "'{text}' is too long or too short" if kind in ("too_short", "too_long") else "'{text}' is out of range"
    hint = Message(_LIMITED.get(kind, "write another value"), **({"limit": limits[0]} if limits else {}))
    return Message(what, text=str(given)), hint
