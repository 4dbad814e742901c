"""Nothing in a table that we write is run by the program that opens it, and every number stays a number."""

from __future__ import annotations

import ast
import csv
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tidlig.cli import app
from tidlig.report.write.export import csv as for_people
from tidlig.report.write.spreadsheet import harmless, table_text

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
STARTS = "=+-@＝＋－＠"
PASSED = ["", " ", "\t", "\r", "\n", "\r\n ", "\u00a0", "\ufeff", "\u200b", "\u2003", "\x0b", "\x00"]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", PASSED, ids=repr)
def test_a_formula_becomes_text_whatever_stands_before_it(start: str, before: str) -> None:
    marked = harmless(f"{before}{start}1+1")
    assert marked.startswith("'")
    assert marked.replace("'", "") == f"{before}{start}1+1"


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("between", [";", ",", "\t", "; ", ';"', "\n", "\r\n", "|"], ids=repr)
def test_so_does_what_another_separator_would_cut_off(start: str, between: str) -> None:
    marked = harmless(f"a{between}{start}1+1")
    assert marked.replace("'", "") == f"a{between}{start}1+1"
    assert re.search(r"""[;,\t\r\n|]'["\s]*.1\+1$""", marked)


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx"])
def test_a_sign_that_ends_a_cell_is_marked_too(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["", "Barnevern", "a-b", "1+1", "a=b", "me@a.example", "Help, and more", "'=1", "−5 (typed)", "0-18 år", "a; b"],
)
def test_ordinary_text_stays(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("number", [-2, -2.5, np.float64(-2.5), np.int64(-1), 0, None, True])
def test_numbers_stay_numbers(number: Any) -> None:
    assert harmless(number) is number


cells = st.text(alphabet=st.sampled_from([*STARTS, *" \t\r\n;,|\"'a1\ufeff\u00a0"]), max_size=8)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(cell=cells, head=cells, number=st.floats(-1e6, 1e6))
def test_no_cell_of_any_table_is_a_formula_whatever_separates(
    separator: str, cell: str, head: str, number: float
) -> None:
    text = table_text(pd.DataFrame({f"{head}x": [cell, cell], "n": [number, number]}))
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        for found in row:
            bare = found.lstrip(' \t\r\n\x0b\ufeff\u00a0"')
            assert not bare or bare[0] not in STARTS or _number(found.split(",")[0]), repr(text)


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_heads_cells_and_numbers_of_the_page_s_tables() -> None:
    frame = pd.DataFrame({"=head": ["=1+1", "a;b"], "n": [-1.5, 2.0]})
    assert for_people(frame, "nb").decode("utf-8-sig") == "'=head;n\r\n'=1+1;-1,5\r\n\"a;b\";2,0\r\n"
    assert for_people(frame, "en").decode("utf-8-sig") == "'=head,n\r\n'=1+1,-1.5\r\na;b,2.0\r\n"


def test_every_table_of_a_run_is_harmless(tmp_path: Path) -> None:
    """An arm, an own programme and an area that read as formulas."""
    text = (ROOT / "assumptions" / "scenarios" / "ha-1000-dager.yaml").read_text(encoding="utf-8")
    first = text.index("arms:")
    (tmp_path / "mine.yaml").write_text(f'{text[:first]}arms: {{"=2-3": [nfp]}}\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["run", str(tmp_path / "mine.yaml"), "--out", str(tmp_path / "o")])
    if done.exit_code == 2:  # an id that is no id is refused before there is a table
        assert "=2-3" in done.output
        return
    assert done.exit_code == 0, done.output
    for name in ("yearly", "budget", "areas"):
        arms = pd.read_csv(tmp_path / "o" / f"{name}.csv", keep_default_na=False)["arm"]
        assert set(arms) == {"'=2-3"}, name


def test_no_table_is_written_another_way() -> None:
    wrong = []
    for path in sorted([*(ROOT / "model").rglob("*.py"), *(ROOT / "app").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if (
                name in ("to_csv", "to_excel", "DictWriter", "to_clipboard", "to_html")
                and path.name != "spreadsheet.py"
            ):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {name}")  # type: ignore[attr-defined]
    assert not wrong
