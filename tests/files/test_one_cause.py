"""One slip of the pen is told once: what follows from it is not, and a name in many places is one message."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.files.tiny import BASE, copy_base, found_in
from tests.files.typos import HIDDEN, slips
from tests.texts import catalogue

from tidlig.files.packs import read_pack
from tidlig.problems import AssumptionError
from tidlig.report.words.problems import in_file

pytestmark = pytest.mark.property

ROOT = Path(__file__).parents[2]
FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.suffix in (".csv", ".yaml"))
EVERY = 9  # of so many slips one is tried; all of them take minutes


@pytest.mark.parametrize("file", FILES)
def test_one_slip_gives_at_most_one_message(file: str, tmp_path: Path) -> None:
    folder, several = copy_base(tmp_path), {}
    for k, (slip, text) in enumerate(slips(BASE / file)):
        if k % EVERY == len(file) % EVERY or k == 0:
            (folder / file).write_text(text, encoding="utf-8")
            found = found_in(folder)
            if len(found) > 1:
                several[slip] = [str(problem) for problem in found]
    assert not several


NORWAY = {
    "a year without index": ("deflators.csv", "2018;", "#", "no price index for 2018", "also at "),
    "an index that is no number": ("deflators.csv", "2018;", "2018;x", "is not a number", ""),
    "a source by another name": (
        "sources.csv",
        "hs_gross_opex_per_0_20_2023;",
        "hs_gross_opex_per_0_20_2032;",
        "unknown source 'hs_gross_opex_per_0_20_2023'; did you mean 'hs_gross_opex_per_0_20_2032'?",
        "also at ",
    ),
    "a level by another name": ("pack.yaml", "moderate, high]", "moderate, hihg]", "unknown level 'high'", "also at "),
    "another currency": ("pack.yaml", "currency: NOK", "currency: DKK", "unknown currency 'NOK'", " more"),
    "a header by another name": ("prices.csv", "id;item;", "id;itme;", "itme: unknown column; did you mean 'item'", ""),
    "a hidden character in a header": ("prices.csv", "id;item;", f"id;item{HIDDEN};", "a zero-width space", ""),
    "a price that is no number": ("prices.csv", ";4951;", ";abc;", "is not a number", ""),
}


@pytest.mark.parametrize("case", NORWAY)
def test_one_cause_in_the_norwegian_pack_is_one_message(case: str, tmp_path: Path) -> None:
    file, old, new, what, also = NORWAY[case]
    folder = Path(shutil.copytree(ROOT / "assumptions" / "norway", tmp_path / "norway"))
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AssumptionError) as refused:
        read_pack(folder)
    (message,) = refused.value.problems
    assert what in str(message)
    assert also in message.also
    assert len(in_file(refused.value, catalogue("nb"))) == 1
