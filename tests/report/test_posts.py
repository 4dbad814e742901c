"""What is said of the price of a post."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.analysis.test_posts import DEFLATORS, known_tax, priced
from tests.texts import catalogue

from tidlig.pack.pack import Pack
from tidlig.pack.prices import Index
from tidlig.report.catalogue.posts import posts_asked, posts_document, posts_note, posts_rows, posts_shown

pytestmark = pytest.mark.unit


def note(pack: Pack, language: str = "en") -> str:
    return posts_note(posts_document(pack), pack, catalogue(language))


def test_the_document_has_every_post_in_both_years_with_the_indices_used() -> None:
    document = posts_document(known_tax(0.2))
    assert [(row["post"], row["year"]) for row in document["posts"]] == [("nurse", 2025), ("nurse", 2026)]
    assert document["indices"]["cpi"] == {2025: {"level": 100.0, "status": ""}, 2026: {"level": 102.0, "status": ""}}
    assert document["asked"] == {}
    assert posts_document(known_tax(0.2), 2025)["posts"] == document["posts"][:1]


def test_amounts_are_shown_in_thousands_and_the_unknown_as_a_question() -> None:
    pack = priced(wage=replace(priced().numbers["wage"], value=400_400.0, low=380_000.0, high=420_000.0))
    document, words = posts_document(pack), catalogue("nb")
    shown = posts_shown(posts_rows(document, {}, words), words)
    assert list(shown[0])[:3] == [words.get("posts.post"), words.get("posts.year"), "part.wage"]
    assert [row["part.wage"] for row in shown] == ["551\u00a0000", "578\u00a0000"]  # 550 550 and 5 per cent more
    assert {row[column] for row in shown for column in ("part.tax", words.get("posts.price"))} == {"?"}
    [question] = posts_asked(document, pack, words)
    assert question.count("tax") >= 3
    assert "20" in question
    assert posts_asked(posts_document(known_tax(0.2)), known_tax(0.2), words) == []


def test_the_note_says_how_far_each_index_moved_and_where_it_is_from() -> None:
    estimated = replace(DEFLATORS["wages"], status={2026: "estimate"})
    said = note(replace(priced(), deflators={**DEFLATORS, "wages": estimated}))
    assert "1.050 to 2026 (an estimate)" in said
    assert "1.020 to 2026 (not given)" in said
    assert "1,050 til 2026 (ikke oppgitt)" in note(priced(), "nb")


def test_a_pack_with_one_year_has_nothing_to_say_of_other_years() -> None:
    one = {name: Index({2023: 90.0, 2025: 100.0}) for name in DEFLATORS}
    for deflators in (one, {}):
        said = note(replace(priced(), deflators=deflators))
        assert said.startswith("NOK a year")
        assert " to 20" not in said
