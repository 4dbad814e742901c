"""A tree of plain values as YAML that people read."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML


def dumped(tree: Mapping[str, Any]) -> str:
    """Return a tree as YAML, one key a line."""
    out = io.StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(dict(tree), out)
    return out.getvalue()
