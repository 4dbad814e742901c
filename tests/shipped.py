"""The shipped packs, each read once in a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tidlig.files.packs import read_pack
from tidlig.pack.pack import Pack

ROOT = Path(__file__).parents[1] / "assumptions"


@lru_cache
def shipped(folder: str) -> Pack:
    """The pack in a folder of ``assumptions``: ``norway``, ``published/sick_sicker``."""
    return read_pack(ROOT / folder)
