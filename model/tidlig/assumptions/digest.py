"""A pack's fingerprint: the same numbers give the same digest, however the files are laid out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from tidlig.assumptions.pack import Pack

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
