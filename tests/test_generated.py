"""The generated parts of the documentation are what would be generated now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tools.doc_tables import accounts
from tools.doc_tables.__main__ import MARKED, PAGES, PARTS, page
from tools.doc_tables.meanings import MEANINGS
from tools.doc_tables.text import kroner, millions, plain
from tools.doc_tables.world import country, per_participant

import tidlig

pytestmark = pytest.mark.docs

ROOT = Path(__file__).parents[1]


def test_every_part_stands_once_on_its_page_and_no_other_does() -> None:
    for file in PAGES.rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        names = [found[1] for found in MARKED.finditer(text)]
        assert sorted(names) == sorted(PARTS.get(str(file.relative_to(PAGES)), {}))
        assert len(names) == text.count("<!-- generated: ") == text.count("<!-- end -->")


@pytest.mark.parametrize("name", PARTS)
def test_pages_are_current(name: str) -> None:
    written = (PAGES / name).read_text(encoding="utf-8")
    assert page(name) == written, f"docs/{name} is not what the pack gives: run make docs and read the difference"


def test_a_page_with_another_number_is_not_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (PAGES / "trust/programmes.md").read_text(encoding="utf-8")
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust/programmes.md").write_text(text.replace("| early |", "| late |", 1), encoding="utf-8")
    monkeypatch.setattr("tools.doc_tables.__main__.PAGES", tmp_path)
    assert page("trust/programmes.md") == text


def test_every_programme_has_its_section_and_every_null_is_marked() -> None:
    text = (PAGES / "trust/programmes.md").read_text(encoding="utf-8")
    sections = {part.split("`")[1]: part for part in text.split("\n### ")[1:]}
    assert sections.keys() == country().programmes.keys()
    for id, programme in country().programmes.items():
        said = "**The honest effect is null.**" in sections[id] or "**No gain is credited:**" in sections[id]
        assert said == programme.null


def test_every_item_of_the_account_plan_says_what_it_stands_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """An item without words, or words without an item, are told by name."""
    assert all(stands and left_out for stands, left_out in MEANINGS.values())
    monkeypatch.delitem(MEANINGS, "bup")
    with pytest.raises(ValueError, match=r"differ in: bup$"):
        accounts.meanings()


def test_losses_stand_with_their_sign() -> None:
    """A programme without effect loses what it costs, and the page says so."""
    text = (PAGES / "trust/programmes.md").read_text(encoding="utf-8")
    figures = per_participant()["light_parenting"]
    assert figures["municipality"] < 0.0
    assert figures["society"] == pytest.approx(1.2 * figures["municipality"])
    assert f"own municipality {kroner(figures['municipality'])}, the state 0" in text


@pytest.mark.parametrize(
    ("written", "expected"),
    [(kroner(1249.0), "+1 200"), (kroner(-1249.0), "−1 200"), (kroner(-49.0), "0"), (millions(-1234567.0), "−1.23"),
     (millions(2000.0), "0"), (plain(0.03833), "0.03833"), (plain(-0.4), "−0.4"), (plain(181600.0), "181 600")],
)  # fmt: skip
def test_numbers_carry_their_sign(written: str, expected: str) -> None:
    assert written == expected


def test_the_citation_has_the_version_and_the_licences() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    citation = YAML(typ="safe").load(text)
    assert citation["version"] == tidlig.__version__
    assert citation["license"] == "MIT"
    assert [reference["license"] for reference in citation["references"]] == ["NLOD-2.0"]
    assert re.search(r"NLOD\) 2\.0", text)
