"""The keys that a mapping of a file may have, and which of them an unknown one may have been meant as."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from ruamel.yaml import YAML

from tidlig.problems import Message, nearest


def keys_at(model: type[BaseModel], path: Iterable[str | int]) -> tuple[str, ...]:
    """Return the keys of the mapping at a path of a model, without repetition; none where the path is not a model's."""
    kinds = _members(model)
    for part in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, part)]
    models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
    names = (field.alias or name for each in models for name, field in each.model_fields.items())
    return tuple(dict.fromkeys(names))


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
    table = Path(__file__).with_name("other_names.yaml").read_text(encoding="utf-8")
    return {str(key): [str(name) for name in names] for key, names in YAML(typ="safe").load(table).items()}


def _inside(kind: Any, part: str | int) -> list[Any]:
    """Return the types at one key or place of a type."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
        return _members(fields[part]) if part in fields else []
    arguments = get_args(kind)
    return _members(arguments[-1]) if get_origin(kind) in (dict, list) else []


def _members(kind: Any) -> list[Any]:
    """Return the types that an annotation allows."""
    if get_origin(kind) is Annotated:
        return _members(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [inner for each in get_args(kind) for inner in _members(each)]
    return [kind]
