"""Fitted numbers written back: only their own cells change, whatever the file looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.files.tiny import copy_base

from tidlig.files.packs import read_pack
from tidlig.files.write.commit import LOCK
from tidlig.files.write.writeback import write_back
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.unit

# A byte-order mark, a comment, blank lines, spaces, quotes, a short line and both kinds of line ends.
NUMBERS = (
    "\ufeff# ours; 0,04 is the rate\r\n"
    "id;value;low;high;dist;unit;source;grade;note;status\r\n"
    "\r\n"
    "r.early;0,04;;;fixed;rate;;E\r\n"
    'share.need; 0,50 ;0,25;0,8;;share;;E;"ours; ""soft"" 0,5";judgement\n'
    "cost.public_funds;0,2;;;fixed;ratio;;E;;\r\n"
    "# g.need;9\n"
    'g.need;"2";1,5;3;;ratio;trial;B'
)
PRIORS = "id;prior;low;high;source;note\nshare.need;0,5;0,2;0,8;;\ng.need;2;1,5;3;trial;\n"
FITTED = {"share.need": (0.4123456, 0.3, 0.5000004), "g.need": (2.0, 1.7, 12.5)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tiny pack with an untidy numbers.csv and two numbers to fit."""
    folder = copy_base(tmp_path)
    (folder / "numbers.csv").write_bytes(NUMBERS.encode())
    (folder / "calibration.csv").write_text(PRIORS, encoding="utf-8")
    return folder


def test_only_value_interval_and_status_change(folder: Path) -> None:
    """Comments, order, line ends, quotes, spaces and the other numbers stay, byte by byte."""
    others = {path: path.read_bytes() for path in folder.rglob("*.*") if path.name not in ("numbers.csv", LOCK)}
    assert write_back(read_pack(folder), FITTED) == [(folder / "numbers.csv").resolve()]
    expected = (
        NUMBERS.replace(" 0,50 ;0,25;0,8;", " 0,41235 ;0,3;0,5;")
        .replace('0,5";judgement', '0,5";calibrated')
        .replace('g.need;"2";1,5;3;;ratio;trial;B', 'g.need;"2";1,7;12,5;;ratio;trial;B;;calibrated')
    )
    assert (folder / "numbers.csv").read_bytes().decode() == expected
    assert {path: path.read_bytes() for path in folder.rglob("*.*") if path.name not in ("numbers.csv", LOCK)} == others


def test_what_was_written_is_read(folder: Path) -> None:
    """With its status; a second time nothing changes."""
    write_back(read_pack(folder), FITTED)
    once = (folder / "numbers.csv").read_bytes()
    pack = read_pack(folder)
    number = pack.numbers["share.need"]
    assert (number.value, number.low, number.high, number.status) == (0.41235, 0.3, 0.5, "calibrated")
    assert (number.grade, number.note) == ("E", 'ours; "soft" 0,5')
    assert pack.numbers["g.need"].status == "calibrated"
    write_back(pack, FITTED)
    assert (folder / "numbers.csv").read_bytes() == once


def test_a_file_with_commas_keeps_its_decimal_point(folder: Path) -> None:
    """Separator and decimal mark are the file's own."""
    lines = ["id,value,low,high,dist,unit,source,grade,status", "r.early,0.04,,,fixed,rate,,E,"]
    lines += [
        "share.need,0.5,0.25,0.8,,share,,E,",
        "cost.public_funds,0.2,,,fixed,ratio,,E,",
        "g.need,2,1.5,3,,ratio,trial,B,",
    ]
    (folder / "numbers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_back(read_pack(folder), {"g.need": (2.25, 1.75, 3.0)})
    lines[-1] = "g.need,2.25,1.75,3,,ratio,trial,B,calibrated"
    assert (folder / "numbers.csv").read_text(encoding="utf-8") == "\n".join(lines) + "\n"


def test_a_missing_column_is_told_and_nothing_is_written(folder: Path) -> None:
    """Before any file is touched."""
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.name != LOCK}
    with pytest.raises(AssumptionError) as caught:
        write_back(read_pack(folder), {**FITTED, "neet.low": (0.1, 0.05, 0.2)})
    assert [str(problem) for problem in caught.value.problems] == [
        "tiny/transitions.csv: status: the column is missing; add it to the header line, for the fitted numbers"
    ]
    assert {path: path.read_bytes() for path in folder.rglob("*.*") if path.name != LOCK} == before


def test_the_ensemble_comes_back_as_it_was(folder: Path) -> None:
    """To the last bit, and it is part of the digest."""
    pack = read_pack(folder)
    draws = [[0.1 + 0.2, 1.0 / 3.0], [1e-7, 2.0]]
    write_back(pack, {}, (("share.need", "g.need"), draws))
    again = read_pack(folder)
    assert again.ensemble == {"share.need": (0.1 + 0.2, 1e-7), "g.need": (1.0 / 3.0, 2.0)}
    assert again.digest != pack.digest
    text = (folder / "ensemble.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "draw;share.need;g.need"
    assert text.splitlines()[2] == "2;1e-07;2,0"


def test_priors_are_read_and_count_in_the_digest(folder: Path) -> None:
    """Median, interval and source."""
    pack = read_pack(folder)
    assert [(p.id, p.value, p.low, p.high, p.source) for p in pack.priors] == [
        ("share.need", 0.5, 0.2, 0.8, ""),
        ("g.need", 2.0, 1.5, 3.0, "trial"),
    ]
    (folder / "calibration.csv").write_text(PRIORS.replace("0,2;", "0,3;"), encoding="utf-8")
    assert read_pack(folder).digest != pack.digest
