"""What people wrote in files reaches the terminal as words, never as orders to it."""

from __future__ import annotations

import ast
import csv
import json
import shutil
from pathlib import Path

import pytest
from rich.table import Table
from typer.testing import CliRunner

from tidlig.cli import app
from tidlig.report.terminal import screen as terminals
from tidlig.report.terminal.screen import Terminal, bold, terminal
from tidlig.report.words.visible import json_text, visible

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
# Red text, a link, a window's title, a line gone back over, another direction, a sign without width, C1's own escape.
HOSTILE = (
    "[bold]x[/bold] [link=https://a.example]y[/link] :smile: \x1b[31mred\x1b]0;t\x07 \r\x08 \u202eabc \u200b \x9b1m"
)
STEERING = set("\x1b\x07\x08\r\x9b\u202e\u200b\u2066\u2028")
SHOWN = "[bold]x[/bold] [link=https://a.example]y[/link] :smile:"


def printed(*what: object) -> str:
    console = Terminal(width=400, force_terminal=True, color_system="truecolor")
    with console.capture() as caught:
        for each in what:
            console.print(each)
    return caught.get()


def test_text_is_printed_as_it_is_written() -> None:
    text = printed(f"a {HOSTILE}")
    assert text.startswith(f"a {SHOWN}")
    assert not STEERING & set(text)


def test_so_are_titles_columns_and_cells_of_a_table() -> None:
    table = Table(title=f"title {HOSTILE}", caption=f"caption {HOSTILE}")
    table.add_column(f"column {HOSTILE}", style="none", header_style="none")
    table.add_row(f"cell {HOSTILE}")
    text = printed(table)
    for part in ("title", "column", "cell", "caption"):
        assert f"{part} {SHOWN}" in text
    assert not {"\x07", "\x9b", "\u202e", "\u200b", "\x08"} & set(text)
    assert "\x1b[31m" not in text
    assert "]0;t" in text
    assert "\x1b]" not in text


def test_bold_text_too() -> None:
    text = printed(bold(HOSTILE))
    assert SHOWN in text
    assert "\x1b]" not in text
    assert "\x1b[31m" not in text


@pytest.mark.parametrize(
    "sign", ["\x00", "\x1b", "\x7f", "\x9b", "\u200b", "\u202e", "\u2028", "\u2066", "\ufeff", "\ue000"]
)
def test_what_cannot_be_seen_leaves_a_mark(sign: str) -> None:
    assert visible(f"a{sign}b") == "a\ufffdb"


def test_what_can_be_seen_stays() -> None:
    text = "Blåbærsyltetøy, 40\u00a0000\u202fkr – «ja» 漢字 😀\nneste"
    assert visible(text) == text
    assert visible("a\tb") == "a b"


def test_json_is_the_same_data_and_safe_to_look_at() -> None:
    document = {"a": HOSTILE, "b": ["Blåbær 😀", 1.5, None]}
    text = json_text(document)
    assert json.loads(text) == document
    assert "Blåbær 😀" in text
    assert not STEERING & set(text)
    with pytest.raises(ValueError, match="JSON"):
        json_text({"a": float("nan")})


def test_a_pipe_has_lines_of_160_signs() -> None:
    console = terminal()
    assert console.is_terminal or console.width == terminals.PIPE


def test_nothing_else_prints_with_markup() -> None:
    """One console for all: whoever makes another gets markup, links and control signs back."""
    wrong = []
    for path in sorted((ROOT / "model").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = {ast.unparse(node.func)} if isinstance(node, ast.Call) else set()
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rich"):
                named = {alias.name for alias in node.names}
            if path.name != "screen.py" and named & {"Console", "escape", "print", "Text.from_markup", "typer.echo"}:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {named}")
    allowed = {"model/tidlig/boundary.py", "model/tidlig/cli.py"}  # lines already shown as they may be
    assert not [line for line in wrong if line.split(":")[0] not in allowed]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Norwegian pack with hostile labels, notes, publishers and areas, and a scenario with a hostile title."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "assumptions" / "norway", root / "norway")
    texts = {"labels": ("nb", "en"), "sources": ("publisher", "document", "note"), "targets": ("note",)}
    for name, columns in texts.items():
        path = root / "norway" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=";", lineterminator="\n")
            writer.writeheader()
            refused = dict.fromkeys(map(ord, "\r\u202e\u200b"))  # by the reader, wherever they stand
            printable = HOSTILE.translate(refused).replace(";", ",")
            writer.writerows(row | {c: f"{row[c]} {printable}" for c in columns if row.get(c)} for row in rows)
    (root / "scenarios").mkdir()
    text = (ROOT / "assumptions" / "scenarios" / "ha-1000-dager.yaml").read_text(encoding="utf-8")
    title = 'title: {en: "t [bold]x[/bold] \\e[31m \\u202E \\x9B", nb: "t"}'
    lines = [title if line.startswith("title:") else line for line in text.splitlines()]
    (root / "scenarios" / "mine.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "command",
    [
        ("run", "mine"),
        ("run", "mine", "--by", "area"),
        ("explain", "mine"),
        ("sources", "norway", "--scenario", "mine"),
        ("programmes",),
        ("programmes", "--language", "nb"),
        ("places",),
        ("rules",),
        ("assumptions",),
        ("break-even", "mine", "nfp.cost"),
        ("break-even", "mine", "no[bold]such\x1b[31m"),
        ("run", "no\x1b[31msuch"),
        ("check", "norway"),
        ("run", "mine", "--json"),
        ("programmes", "--json"),
    ],
    ids=" ".join,
)
def test_no_command_lets_a_file_steer_the_terminal(hostile: Path, command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, "--assumptions", str(hostile)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert not STEERING & set(result.output)
    if command[0] in ("places", "run") and "--json" not in command and command[1:] != ("no\x1b[31msuch",):
        assert "[bold]x[/bold]" in result.output
