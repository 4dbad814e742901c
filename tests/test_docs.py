"""The documentation names files, headings and commands that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tidlig.cli import app

pytestmark = pytest.mark.docs

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
RUN = [
    ROOT / "README.md",
    *(ROOT / "docs" / "use" / f"{name}.md" for name in ("finance-officer", "researcher", "presenter")),
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`|^(?: {4}|\t)(.+)$", re.MULTILINE)


def anchor(heading: str) -> str:
    """The name a heading is linked by: lower case, hyphens for spaces, no punctuation."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {anchor(line.lstrip("#")) for line in page.read_text(encoding="utf-8").splitlines() if line[:1] == "#"}


def commands(page: Path) -> list[str]:
    return [a or b for a, b in CODE.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, heading = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (heading and heading not in anchors(target)):
            broken.append(link)
    assert not broken


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {word for page in PAGES for text in commands(page) for word in re.findall(r"\bmake ([a-z]+)", text)}
    assert {"test", "app"} <= named
    assert named <= targets


def test_contributing_lists_the_kinds_of_test(pytestconfig: pytest.Config) -> None:
    kinds = {line.partition(":")[0] for line in pytestconfig.getini("markers") if ":" in line}
    rows = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"unit", "property", "published", "golden", "app", "browser", "docs", "package"} <= rows & kinds


def blocks(page: Path, language: str) -> list[str]:
    """A page's fenced blocks in one language."""
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def files_of(page: Path, folder: Path) -> None:
    """Write the YAML files that a page tells its reader to save; the first line of each names it."""
    for block in blocks(page, "yaml"):
        (folder / block.partition("\n")[0].removeprefix("# ")).write_text(block, encoding="utf-8")


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_commands_run_in_their_order(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files_of(page, tmp_path)
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    assert lines
    for line in lines:
        program, *arguments = shlex.split(line, comments=True)
        assert program == "tidlig"
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, (line, result.output)
        assert result.stdout.strip() or "--chart" in arguments, line


def test_python_of_the_readme_runs() -> None:
    (block,) = blocks(ROOT / "README.md", "python")
    names: dict[str, Any] = {}
    exec(block, names)
    assert names["model"].result().scenario == "ha-1000-dager"
    assert names["early"].npv("municipality") < 0.0


def test_the_batch_of_the_researcher_writes_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (block,) = blocks(ROOT / "docs" / "use" / "researcher.md", "python")
    exec(block, {})
    head, *rows = (tmp_path / "batch.csv").read_text(encoding="utf-8").splitlines()
    assert head.startswith("share.need,r.0_40,arm,public,society")
    assert len(rows) == len(set(rows)) == 6 * 3
