"""The generated parts of the documentation are what would be generated now."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from ruamel.yaml import YAML
from tools.doc_tables import accounts
from tools.doc_tables.__main__ import MARKED, PAGES, PARTS, page
from tools.doc_tables.meanings import MEANINGS
from tools.doc_tables.text import kroner, millions, plain
from tools.doc_tables.world import country, label, per_participant
from tools.pictures import life_course

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


def test_the_picture_of_the_life_course_is_current_and_whole() -> None:
    drawn = life_course.picture()
    assert life_course.FILE.read_text(encoding="utf-8") == drawn, "docs/life-course.svg is old: run make docs"
    written = {
        " ".join(text.itertext()) for text in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")
    }
    words = " ".join(written)
    levels = [label(f"{factor}.{level.name}") for factor, of in country().factors.items() for level in of]
    assert not [name for name in levels if not set(name.split()) <= set(words.split())]
    assert {label(item) for item in country().items} | {label(factor) for factor in country().factors} <= written


def test_a_link_and_a_move_are_arrows_of_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its links the pack has no arrows between factors, and without a move one arrow less beside a box."""
    pack, whole = country(), life_course.picture().count("marker-end")
    linked = len(
        {(factor, link.process) for link in pack.links if link.process != "death" for factor in link.where.levels}
    )
    less = tuple(row for row in pack.transitions if (row.process, row.to) != ("education", "completed"))
    monkeypatch.setattr(life_course, "country", lambda: replace(pack, links=()))
    assert life_course.picture().count("marker-end") == whole - linked
    monkeypatch.setattr(life_course, "country", lambda: replace(pack, transitions=less))
    assert life_course.picture().count("marker-end") == whole - 1


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
