"""Every text of the page goes through one module, which shows it as it is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.unit

APP = Path(__file__).parents[2] / "app"
# What the rest of the app may take of Streamlit: none of it draws a text that is read as Markdown.
TEXTLESS = {
    "App", "Page", "altair_chart", "cache_data", "cache_resource", "code", "column_config", "columns", "components",
    "container", "context", "dataframe", "empty", "fragment", "navigation", "query_params", "rerun", "session_state",
    "set_page_config", "sidebar", "stop",
}  # fmt: skip
# Commands that draw: called on a container they would pass the wrapper by.
DRAWS = {name for name in dir(st) if callable(getattr(st, name)) and hasattr(st.delta_generator.DeltaGenerator, name)}
ORDINARY = {"title", "empty"}  # of strings and frames


ALLOWED = {"config", "get_script_run_ctx", "RerunException"}  # of Streamlit's own modules
NOT_DRAWN = {"LOG", "problems"}  # other things with commands of the same names


def foreign(path: Path) -> Iterator[str]:
    """Every use of Streamlit in a module that could show a text without the wrapper."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {alias.asname or alias.name for node in imports for alias in node.names} - {"st"}
    for node in ast.walk(tree):
        where = f"{path.name}:{getattr(node, 'lineno', 0)}"
        yield from (f"{where}: {what}" for what in _foreign(node, modules | NOT_DRAWN))


def _foreign(node: ast.AST, others: set[str]) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit"):
        yield from (f"from streamlit import {a.name}" for a in node.names if a.name not in ALLOWED)
    elif isinstance(node, ast.Import):
        yield from (f"import {a.name}" for a in node.names if a.name.startswith("streamlit") and a.asname != "st")
    elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st" and node.attr not in TEXTLESS:
        yield f"st.{node.attr}"
    elif isinstance(node, ast.Call):
        owner, _, name = ast.unparse(node.func).rpartition(".")
        if owner not in {"", "st"} | others and name in DRAWS - TEXTLESS - ORDINARY:
            yield f"{owner}.{name}"
        if name in ("getattr", "vars") and ast.unparse(node.args[0]) == "st":
            yield ast.unparse(node)


def test_no_module_draws_text_but_through_the_wrapper() -> None:
    modules = [path for path in sorted(APP.rglob("*.py")) if path.name != "say.py"]
    assert len(modules) > 20
    assert [line for path in modules for line in foreign(path)] == []


@pytest.mark.parametrize(
    "line",
    ["st.error('a')", "st.sidebar.markdown('a')", "columns[0].caption('a')", "place = st.empty(); place.error('a')",
     "with st.container() as c: c.error('a')",
     "import streamlit", "d = st.write",
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
    from shell.say import plain

    assert plain(text) == shown


def test_lines_are_paragraphs_and_entries_of_lists() -> None:
    from shell.say import block

    assert block("a\n\n- b *c*\n- d\ne") == "a\n\n- b \\*c\\*\n- d\n\ne"
    assert block("# a\n> b") == "\\# a\n\n\\> b"


def test_a_file_is_told_by_its_name_alone() -> None:
    from shell.say import file_name

    assert file_name("C:\\Users\\me\\case.yaml") == "case.yaml"
    assert file_name("../../etc/case.yaml") == "case.yaml"
    assert len(file_name("x" * 5000 + ".yaml")) == 40
    assert "\u202e" not in file_name("a\u202elmay.exe.yaml")


HOSTILE = "[Sign in](http://elsewhere.example) <img src=x> :red[now]"


@pytest.mark.parametrize(
    "field", ["place", "start", "rules", "early", "repair", "nfp.cost", "no.such", "own_programme.aim"]
)
def test_nothing_of_a_link_is_read_as_markdown(field: str) -> None:
    """Whatever part of an address is wrong, it is told back as it was written."""
    at = AppTest.from_file(str(APP / "Home.py"), default_timeout=120)
    at.query_params[field] = HOSTILE
    at.run()
    assert not at.exception
    told = " ".join(
        element.value for kind in ("warning", "error", "info", "markdown", "caption") for element in at.get(kind)
    )
    assert at.warning
    assert not re.search(r"(?<!\\)(\[|<img|:red)", told)


def test_nothing_of_an_uploaded_file_is_read_as_markdown() -> None:
    at = AppTest.from_file(str(APP / "Home.py"), default_timeout=120)
    at.run()
    text = f"id: x\npack: norway\nplace: '{HOSTILE}'\nstart_year: 2027\narms: {{'{HOSTILE}': ['{HOSTILE}']}}\n"
    at.file_uploader[0].set_value((f"{HOSTILE}.yaml", text.encode(), "text/yaml"))
    at.run()
    assert not re.search(r"(?<!\\)(\[|<img|:red)", at.error[0].value)
    assert len(at.error) == 1
