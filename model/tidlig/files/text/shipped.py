"""YAML files of the program's own, as plain values: catalogues, tables of words, what the page offers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


def shipped_yaml(path: Path) -> Any:
    """Return what a YAML file of ours holds; raises OSError and YAMLError: such a file comes with the program."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
