"""The keys that a mapping of a file may have, and which of them an unknown one may have been meant as."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import is_dataclass
from functools import lru_cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from tidlig.files.text.shipped import shipped_yaml
from tidlig.pack.fields import keys_of
from tidlig.problems import Message, nearest


def keys_at(model: type, path: Iterable[str | int]) -> tuple[str, ...]:
    """Return the keys of the mapping at a path of a model, without repetition; none where the path is not a model's."""
    kinds = _members(model)
    for part in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, part)]
    return tuple(dict.fromkeys(key for kind in kinds for key in _fields(kind)))


def meant(name: str, keys: Collection[str], given: Collection[str | int] = ()) -> Message:
    """Return a hint: the key that an unknown name may stand for, else to remove it.

    ``keys``: those the mapping may have; ``given``: those it has already, which cannot be meant.
    """
    free = [key for key in keys if key not in given]
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    near = next((key for key in free if key == plain or plain in _others().get(key, ())), "") or nearest(name, free)
    return Message("did you mean '{name}'?", name=near) if near else Message("remove it")


@lru_cache
def _others() -> dict[str, list[str]]:
    """Return what people call the keys, from the table beside this file."""
    table = shipped_yaml(Path(__file__).with_name("other_names.yaml"))
    return {str(key): [str(name) for name in names] for key, names in table.items()}


@lru_cache
def _fields(kind: Any) -> dict[str, Any]:
    """Return the keys of a record or model with their types, as the file has them; none of other types."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    if not is_dataclass(kind):
        return {}
    hints = get_type_hints(kind, include_extras=True)
    return {key: hints[name] for name, key in keys_of(cast(type, kind)).items()}


def _inside(kind: Any, part: str | int) -> list[Any]:
    """Return the types at one key or place of a type."""
    if fields := _fields(kind):
        return _members(fields[part]) if part in fields else []
    arguments = get_args(kind)
    kinds = [each for each in arguments if each is not ...]
    return _members(kinds[-1]) if get_origin(kind) in (dict, list, tuple, Mapping) else []


def _members(kind: Any) -> list[Any]:
    """Return the types that an annotation allows."""
    if get_origin(kind) is Annotated:
        return _members(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [inner for each in get_args(kind) for inner in _members(each)]
    return [kind]
