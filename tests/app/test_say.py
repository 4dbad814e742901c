"""Every text of the page goes through one module, which shows it as it is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

pytestmark = pytest.mark.unit

APP = Path(__file__).parents[2] / "app"
# What the rest of the app may take of Streamlit: none of it draws a text that is read as Markdown.
TEXTLESS = {
    "App", "Page", "altair_chart", "cache_data", "cache_resource", "code", "column_config", "columns", "components",
    "container", "context", "dataframe", "fragment", "navigation", "query_params", "rerun", "session_state",
    "set_page_config", "sidebar", "stop",
}  # fmt: skip
# Commands that draw: called on a container they would pass the wrapper by.
DRAWS = {name for name in dir(st) if callable(getattr(st, name)) and hasattr(st.delta_generator.DeltaGenerator, name)}
SILENT = ("config", "get_script_run_ctx")  # draw nothing
OWN = {"say", "save", "address", "problems", "LOG"}  # modules and records of ours
ORDINARY = {"title", "empty"}  # of strings and frames


def foreign(path: Path) -> Iterator[str]:
    """Every use of Streamlit in a module that could show a text without the wrapper."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        where = f"{path.name}:{getattr(node, 'lineno', 0)}"
        yield from (f"{where}: {what}" for what in _foreign(node))


def _foreign(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit"):
        yield from (
            f"from streamlit import {a.name}" for a in node.names if a.name not in ("config", "get_script_run_ctx")
        )
    elif isinstance(node, ast.Import):
        yield from (f"import {a.name}" for a in node.names if a.name.startswith("streamlit") and a.asname != "st")
    elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st" and node.attr not in TEXTLESS:
        yield f"st.{node.attr}"
    elif isinstance(node, ast.Call):
        owner, _, name = ast.unparse(node.func).rpartition(".")
        if owner not in ("", "st", *OWN) and name in DRAWS - TEXTLESS - ORDINARY:
            yield f"{owner}.{name}"
        if name in ("getattr", "vars") and ast.unparse(node.args[0]) == "st":
            yield ast.unparse(node)


def test_no_module_draws_text_but_through_the_wrapper() -> None:
    modules = [path for path in sorted(APP.rglob("*.py")) if path.name != "say.py"]
    assert len(modules) > 20
    assert [line for path in modules for line in foreign(path)] == []


@pytest.mark.parametrize(
    "line",
    ["st.error('a')", "st.sidebar.markdown('a')", "columns[0].caption('a')", "import streamlit", "d = st.write",
     "from streamlit import warning", "import streamlit as other", "getattr(st, 'error')('a')", "st.html('a')"],
)  # fmt: skip
def test_the_search_finds_what_it_looks_for(line: str, tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text(f"import streamlit as st\n{line}\n", encoding="utf-8")
    assert list(foreign(tmp_path / "new.py"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hå kommune, 0,5 %", "Hå kommune, 0,5 %"),
        ("**a**", r"\*\*a\*\*"),
        ("1. one", r"1\. one"),
        ("http://a.example", "http:\u2060//a.example"),
        ("www.a.example", "www\u2060.a.example"),
        ("me@a.example", "me\u2060@a.example"),
        (":smile:", "\\:\u2060smile:"),
        ("kl. 12:30 - 14 (nå)", "kl. 12:30 - 14 (nå)"),
        ("a:b", r"a\:b"),
        ("special_education and _this_", r"special_education and \_this\_"),
        ("a__b__c", r"a\_\_b\_\_c"),
        ("+3 530 000", "+3 530 000"),
        ("16.0 %", "16.0 %"),
        ("bad.yaml:3: place", "bad.yaml:3: place"),
        ("bad.yaml:100: place", "bad.yaml:\u2060100: place"),
        ("a\nb", "a b"),
        ("a\u202eb\x1b", "a\ufffdb\ufffd"),
        ("   code", "code"),
    ],
)
def test_a_text_is_written_so_that_it_is_only_words(text: str, shown: str) -> None:
    from parts.say import plain

    assert plain(text) == shown


def test_lines_are_paragraphs_and_entries_of_lists() -> None:
    from parts.say import block

    assert block("a\n\n- b *c*\n- d\ne") == "a\n\n- b \\*c\\*\n- d\n\ne"
    assert block("# a\n> b") == "\\# a\n\n\\> b"
