"""The shipped packs, each read once in a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tidlig.assumptions.pack import Pack
from tidlig.assumptions.read import read_pack

ROOT = Path(__file__).parents[1] / "assumptions"


@lru_cache
def shipped(folder: str) -> Pack:
    """The pack in a folder of ``assumptions``: ``norway``, ``published/sick_sicker``."""
    return read_pack(ROOT / folder)
