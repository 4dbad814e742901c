"""Nothing outside the packs names a payer, a budget, a service or a currency of a pack."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.shipped import ROOT, shipped

pytestmark = pytest.mark.package

PACKS = ("norway", *(f"published/{file.parent.name}" for file in sorted(ROOT.glob("published/*/pack.yaml"))))
# Words of the format and of results, which some pack may use as a name too.
OURS = {"society", "tax_financing", "programme_cost", "public", "participants", "municipality"}
OURS_IN = {
    "municipality": ("cases/shape.py", "terminal/published.py"),  # a perspective of published cases
    "public": ("cases", "published", "documents/structure.py", "check/structure.py", "terminal/run.py"),
    "participants": ("documents/structure.py", "check/structure.py", "result/tables.py"),
}


def test_no_string_of_the_program_is_a_name_of_a_pack() -> None:
    packs = [shipped(folder) for folder in PACKS]
    names = {name for pack in packs for name in (*pack.payers, *pack.budgets, *pack.items, pack.currency)}
    found = []
    for folder in (ROOT.parent / "model", ROOT.parent / "app"):
        for path in sorted(folder.rglob("*.py")):
            found += [(path, text) for text in _strings(path) if text in names and not _ours(path, text)]
    assert not found


def _ours(path: Path, text: str) -> bool:
    return text in OURS and any(part in path.as_posix() for part in OURS_IN.get(text, ("",)))


def _strings(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
