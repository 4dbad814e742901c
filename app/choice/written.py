"""A scenario file as a person wrote it, with only what was touched on the page written anew."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

from choice.choice import OWN, Choice, Written
from tidlig.files.documents.scenario_text import Figure

Tree = Mapping[str, Any]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_VALUES = ("null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE")  # words that are none in YAML


class _Words(VersionedResolver):
    """Reads every scalar as the word that stands there, so that 1e5, 0.30 and 2_000 stay as they are written."""

    @property
    def versioned_resolver(self) -> dict[str, Any]:
        """Patterns of numbers, dates and the like: none."""
        return {}


def rewritten(choice: Choice, written: Written, old: Tree, new: Tree) -> str:
    """Return the file's text with what the choice changed; untouched, the text itself.

    ``old``, ``new``: what the page itself would write for the choice that was read and for the one in force.  Comments,
    order and what the page does not know stay.  A number that was touched says only what the page says of it.
    """
    if old == new:
        return written.text
    data = _loaded(written.text)
    for key in ("place", "rules", "start_year"):
        if old.get(key) != new.get(key):
            _set(data, key, None if new.get(key) is None else _scalar(new[key]))
    if data["id"] == old["id"]:  # the page's own name for what it made
        data["id"] = new["id"]
    _title(data, choice, written, old, new)
    _own(data, written, old, new)
    _arms(data, choice, written)
    _changes(data, old.get("set", {}), new.get("set", {}))
    return _text(data, written.text)


def with_arms(text: str, arms: Mapping[str, tuple[str, ...]]) -> str:
    """Return a scenario's text with the arms that the page shows, by the page's names of them."""
    data = _loaded(text)
    if list(data["arms"].items()) == [(arm, list(ids)) for arm, ids in arms.items()]:
        return text
    data["arms"] = CommentedMap((arm, _flow(ids)) for arm, ids in arms.items())
    return _text(data, text)


def _title(data: Any, choice: Choice, written: Written, old: Tree, new: Tree) -> None:
    """Write the page's title over its own, and the name of an own programme, which is a file's title, where it is new.

    A title that a person wrote stays.
    """
    named = written.read.own.name if written.read.own else None
    renamed = choice.own is not None and choice.own.name != named
    if renamed or data.get("title") == old["title"]:
        data["title"] = _flow({language: Quoted(text) for language, text in new["title"].items()})


def _own(data: Any, written: Written, old: Tree, new: Tree) -> None:
    """Write the own programme anew where its form was touched."""
    if old.get("programmes") == new.get("programmes"):
        return
    for id in [id for id in data.get("set") or {} if id.startswith(f"{written.own}.")]:
        del data["set"][id]
    _set(data, "programmes", _plain(new["programmes"]) if "programmes" in new else None)


def _arms(data: Any, choice: Choice, written: Written) -> None:
    """Write the arms that changed, by the names that the file has for them."""
    before, after = written.read.arms(), choice.arms()
    before = {arm: tuple(written.own if id == OWN else id for id in ids) for arm, ids in before.items()}
    if before == after:
        return
    arms = data["arms"]
    for name, arm in written.arms.items():
        if arm not in after:
            del arms[name]
        elif after[arm] != before[arm]:
            arms[name] = _flow(after[arm])
    for arm in [arm for arm in after if arm not in before]:
        arms[_free(arm, arms)] = _flow(after[arm])


def _free(name: str, taken: Any) -> str:
    """Return a name that no arm has."""
    while name in taken:
        name += "_"
    return name


def _changes(data: Any, old: Tree, new: Tree) -> None:
    """Write the numbers that were touched, each with the page's reason, and take out those that were given back."""
    changes = data.get("set")
    if changes is None and new:
        changes = data["set"] = CommentedMap()
    for id in old:
        if id not in new:
            del changes[id]
    for id, change in new.items():
        if id not in old or change["value"] != old[id]["value"]:
            changes[id] = _flow({"value": _scalar(change["value"]), "reason": Quoted(change["reason"])})
    if not changes:
        _set(data, "set", None)


def _set(data: Any, key: str, value: Any) -> None:
    """Write a key, or take it out."""
    if value is not None:
        data[key] = value
    else:
        data.pop(key, None)


def _flow(value: Any) -> Any:
    """Return a mapping or a list to be written on one line."""
    written = CommentedMap(value) if isinstance(value, Mapping) else CommentedSeq(map(_scalar, value))
    written.fa.set_flow_style()
    return written


def _plain(value: Any) -> Any:
    """Return a tree of plain values as words."""
    if isinstance(value, Mapping):
        return CommentedMap((key, _plain(each)) for key, each in value.items())
    return CommentedSeq(map(_plain, value)) if isinstance(value, list | tuple) else _scalar(value)


def _scalar(value: Any) -> Any:
    """Return a number or a name as the word that is read back as it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value if _NAME.fullmatch(value) and value not in _VALUES else Quoted(value)
    if isinstance(value, Figure):
        return value.text
    return repr(float(value)).removesuffix(".0") if isinstance(value, float) else str(value)


def _yaml() -> YAML:
    """Return the reader and writer of files that people wrote."""
    yaml = YAML()
    yaml.Resolver = _Words
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _loaded(text: str) -> Any:
    return _yaml().load(text.lstrip("\ufeff"))


def _text(data: Any, like: str) -> str:
    """Return the data as text with the line ends of the text it came from."""
    out = io.StringIO()
    _yaml().dump(data, out)
    return out.getvalue().replace("\n", "\r\n") if "\r\n" in like else out.getvalue()
