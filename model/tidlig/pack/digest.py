"""A pack's fingerprint: the same numbers give the same digest, however the files are laid out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from tidlig.pack.pack import Pack

# Where a number stands and why it was changed is no part of what it is.
_LEFT_OUT = {"file", "line", "layer", "reason", "path", "digest", "rules_year", "place", "skewed", "warnings"}


def digest_of(pack: Pack) -> str:
    """Return the SHA-256 of a pack's parsed contents, 64 hexadecimal digits.

    Independent of line ends, comments and the order of files, rows and columns; processes and causal
    stages have an order that counts.
    """
    content = _plain(pack)
    content["causal"] = list(pack.causal.items())
    for table in ("transitions", "links", "uses", "prices", "splits", "brackets", "cash", "targets", "priors"):
        content[table].sort(key=json.dumps)
    return _hashed(content)


def digest_of_layers(pack: Pack, layered: Pack) -> str:
    """Return the digest of a pack with changed numbers and added programmes; that of ``pack`` where nothing differs.

    It follows from the digest of ``pack`` and from what differs, so that the rest need not be written out again.
    """
    differs = {
        "numbers": _differing(pack.numbers, layered.numbers),
        "programmes": _differing(pack.programmes, layered.programmes),
    }
    return _hashed([pack.digest, differs]) if any(differs.values()) else pack.digest


def _differing(base: Mapping[str, Any], layered: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is another record, and says something else, than before."""
    others = {id: record for id, record in layered.items() if record is not base.get(id)}
    plain = {id: _plain(record) for id, record in others.items()}
    return {id: content for id, content in plain.items() if id not in base or content != _plain(base[id])}


def _hashed(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_files(folder: Path) -> str:
    """Return the SHA-256 of every file below a folder, names and bytes, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _plain(value: Any) -> Any:
    """Return records, mappings and tuples as what JSON can write."""
    if isinstance(value, float | str):
        return value
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name not in _LEFT_OUT}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
