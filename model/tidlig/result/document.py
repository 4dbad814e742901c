"""A result as JSON and back, and the schema of it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from tidlig.result.break_even import BreakEven
from tidlig.result.result import Places, Result

Document = Result | Places | BreakEven


def to_plain(result: Document) -> dict[str, Any]:
    """A result as mappings, lists and numbers; what is absent (None by default) has no key."""
    kind: Any = type(result)
    plain: dict[str, Any] = _adapter(kind).dump_python(result, mode="json", exclude_defaults=True)
    return plain


def to_json(result: Document) -> str:
    """A result as JSON."""
    return json.dumps(to_plain(result), ensure_ascii=False, indent=2, allow_nan=False)


def from_json(text: str | bytes) -> Result:
    """The result that :func:`to_json` wrote; raises pydantic.ValidationError for anything else."""
    result: Result = _adapter(Result).validate_json(text)
    return result


def schema() -> dict[str, Any]:
    """The JSON schema of a result."""
    return _adapter(Result).json_schema()


@lru_cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
