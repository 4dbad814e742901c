"""Levels without a row are a note, not a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.files.tiny import copy_base, edit

from tidlig.analysis.check.levels import LeftOut, left_out
from tidlig.analysis.check.summary import summary
from tidlig.files.packs import read_pack
from tidlig.report.terminal.check import show_summary

pytestmark = pytest.mark.unit


def test_levels_that_no_row_of_an_item_names_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copy_base(tmp_path)
    pack = read_pack(folder)
    assert left_out(pack) == [LeftOut("use", "care", "need", ("low",))]
    show_summary(pack, summary(pack))
    said = capsys.readouterr().out
    assert "Levels without a row" in said
    assert summary(pack)["left_out"] == [{"table": "use", "item": "care", "factor": "need", "levels": ("low",)}]
    edit(folder, "use.csv", "17;high;", "17;;")
    assert left_out(read_pack(folder)) == []


def test_a_price_without_a_level_is_listed_too(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    edit(folder, "prices.csv", "wage.neet;wage;neet", "wage.neet;wage;school")
    edit(folder, "prices.csv", "wage.school;wage;school;50000;40000;60000;NOK/year;2025;;E\n", "")
    assert LeftOut("prices", "wage", "activity", ("neet",)) in left_out(read_pack(folder))
