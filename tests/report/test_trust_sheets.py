"""Published figures, targets, grades and an explained figure as people read them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.engine.small import small_pack
from tests.texts import catalogue

from tidlig.analysis.explain.grading import grading, numbers_behind, weakest
from tidlig.analysis.explain.lines import explain
from tidlig.pack.digest import digest_of_files
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.pack.target import Target
from tidlig.report.explain import sheet as explain_sheet
from tidlig.report.explain.sheet import explained
from tidlig.report.trust import fit as fit_sheet
from tidlig.report.trust import sheet as trust_sheet
from tidlig.report.trust.fit_chart import fit_picture
from tidlig.report.trust.published import agreement, published_table
from tidlig.report.trust.sources import graded_figure, sources_document
from tidlig.report.words.messages import Names
from tidlig.report.words.numbers import signed

pytestmark = pytest.mark.unit

NB, EN = catalogue("nb"), catalogue("en")
SCENARIO = Scenario("s", "small", "small", 2027, {"early": ("early",)}, {}, {}, {}, {})
ROW: dict[str, Any] = {
    "case": "c", "title": {"nb": "Et forsøk", "en": "A trial"}, "row": "", "arm": "", "figure": "npv.public",
    "says": {"nb": "netto", "en": "net"}, "theirs": 63467.0, "ours": 63466.617, "why": "", "difference": -0.383,
    "tolerance": 0.5, "unit": "money", "money": "USD 2002", "ok": True, "standing": "computed", "not_reproduced": {},
    "perspective": "public", "country": "US", "source": "A paper", "url": "", "note": "",
}  # fmt: skip


def published(texts: Any, **parts: Any) -> dict[str, Any]:
    """One row of the table as texts."""
    shown = published_table([ROW | parts], texts)[1]
    return {str(key): value for key, value in shown.iloc[0].items()}


def test_a_published_figure_is_written_no_finer_than_a_tenth_of_its_tolerance() -> None:
    nb, en = published(NB), published(EN)
    assert (nb["Publisert"], nb["Vårt"], nb["Forskjell"], nb["Toleranse"]) == (
        "63\u00a0467",
        "63\u00a0466,62",
        "−0,38",
        "0,5",
    )
    assert (en["Published"], en["Ours"], en["Unit"], en["Seen from"]) == (
        "63,467",
        "63,466.62",
        "USD 2002",
        "public budgets",
    )


def test_a_published_share_is_in_per_cent_and_its_difference_too() -> None:
    row = published(NB, unit="share", theirs=0.193, ours=0.19304, difference=0.00004, tolerance=0.00005)
    assert [row[c] for c in ("Enhet", "Publisert", "Vårt", "Forskjell")] == [
        "prosent", "19,3\u00a0%", "19,304\u00a0%", "0,004\u00a0%",
    ]  # fmt: skip


def test_where_no_number_is_published_both_sides_are_told_in_words() -> None:
    row = published(NB, theirs="dominated", ours=None, why="dominated", difference=None, tolerance=0.0)
    assert [row[c] for c in ("Publisert", "Vårt", "Forskjell", "Toleranse")] == [
        "dårligere og dyrere", "dårligere og dyrere", "–", "–",
    ]  # fmt: skip
    data = published_table([ROW], NB)[0]
    assert data["Forskjell"].iloc[0] == -0.383


def test_the_sentence_counts_what_is_computed_stated_and_not_reproduced_apart() -> None:
    stated = ROW | {"standing": "identity"}
    missed = ROW | {"case": "d", "country": "none", "ok": False, "standing": "not_reproduced"}
    said = agreement([ROW, ROW, stated, missed], EN)
    assert said.startswith("2 published figures")
    assert "1 more rest on an input stated" in said
    assert "1 are shown but not reproduced" in said
    assert said.endswith("from 2 studies and calculations: the United States.")
    assert agreement([ROW, ROW | {"ok": False}], EN).endswith("1 are not as they should be.")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, "ja"),
        ({"ok": False}, "nei"),
        ({"standing": "identity"}, "hviler på et oppgitt tall"),
        ({"standing": "identity", "ok": False}, "nei"),
        ({"standing": "not_reproduced", "ok": False}, "ikke gjenskapt: mangler"),
        ({"standing": "not_reproduced", "ok": True}, "nei"),
    ],
)
def test_a_row_says_itself_whether_it_agrees_rests_on_an_input_or_is_not_reproduced(
    parts: dict[str, Any], said: str
) -> None:
    row = published(NB, **{"not_reproduced": {"nb": "mangler", "en": "missing"}} | parts)
    assert row["Treffer"] == said


REMARK = {"nb": "Navs telling", "en": "counted by Nav"}


def target(**parts: Any) -> Target:
    known: dict[str, Any] = {
        "id": "outside", "kind": "share", "age_from": 1, "age_to": 2, "count": {}, "among": {}, "item": "",
        "value": 0.16, "tolerance": 0.005, "year": 2023, "unit": "share", "source": "", "grade": "B",
        "note": "counted by Nav", "file": "targets.csv", "line": 2,
    }  # fmt: skip
    return Target(**(known | parts))


def row(id: str, misfit: float, fit: str = "yes") -> dict[str, Any]:
    return {"id": id, "observed": 0.16, "model": 0.157, "tolerance": 0.005, "misfit": misfit, "fit": fit}


def pack(*targets: Target) -> Pack:
    return replace(small_pack(), targets=targets)


def test_what_is_met_and_missed_is_counted_among_the_right_targets() -> None:
    rows = [row("a", 0.5), row("b", -1.5), row("c", 3.0, "no"), row("d", 9.0, "backtest"), row("e", -0.1, "no")]
    assert [r["id"] for r in fit_sheet.missed(rows)] == ["b", "c", "d"]
    said = fit_sheet.fit_said(rows, EN)
    assert "meets 1 of 2 observed figures" in said
    assert "2 within two tolerances. 2 more" in said
    assert "1 of them are within the tolerance" in said
    assert "older figures of the same moments the model meets 0 of 1" in said
    assert "older figures" not in fit_sheet.fit_said(rows[:3], EN)


def test_targets_have_units_and_the_remark_of_the_language() -> None:
    persons = target(id="n", kind="number", value=111000.0, tolerance=2000.0, note="")
    named = replace(pack(target(), persons), labels={"note.outside": REMARK, "n": {"nb": "Antall"}})
    rows = [row("outside", -0.6), row("n", 0.1) | {"observed": 111000.0, "model": 110543.2, "tolerance": 2000.0}]
    data, shown = fit_sheet.fit_table(named, rows, NB)
    assert list(shown["Observert"]) == ["16,0\u00a0%", "111\u00a0000 personer"]
    assert list(shown["Modell"]) == ["15,7\u00a0%", "110\u00a0500 personer"]
    assert list(shown["Toleranse"]) == ["± 0,5\u00a0%", "± 2\u00a0000 personer"]
    assert list(data["Modell"]) == [0.157, 110543.2]
    assert fit_sheet.reasons(named, rows, NB) == [("outside", "Navs telling")]
    assert fit_sheet.reasons(named, rows, EN) == [("outside", "counted by Nav")]
    assert fit_sheet.pair(persons, rows[1], EN) == "111,000 / 110,500 persons"


def test_a_remark_that_has_changed_is_not_shown_in_its_old_translation() -> None:
    changed = target(note="counted by somebody else")
    assert fit_sheet.reason(replace(pack(changed), labels={"note.outside": REMARK}), changed, "nb") == changed.note


@pytest.mark.parametrize(("texts", "figures"), [(NB, "16,0\u00a0% / 15,7\u00a0%"), (EN, "16.0\u00a0% / 15.7\u00a0%")])
def test_the_picture_of_the_fit_has_its_words_in_the_language(texts: Any, figures: str) -> None:
    rows = [row("outside", -0.6), row("old", 5.0, "backtest")]
    picture = fit_picture(pack(target(), target(id="old", fit="backtest")), rows, texts)
    drawn = picture.chart.to_json(ensure_ascii=False)
    assert figures in drawn
    assert texts.get("fit.how.yes") in drawn
    assert texts.get("fit.how.backtest") in drawn
    assert list(picture.data[texts.get("fit.off")]) == [-0.6, 5.0]
    assert picture.caption.title == texts.get("fit.title")
    assert "−0" in picture.caption.alt


def test_counts_by_grade_and_status_have_words_and_add_up() -> None:
    document = sources_document(small_pack())
    for by in ("grade", "status"):
        counts = trust_sheet.counts(document, by, NB)
        assert counts["Antall"].astype(int).sum() == document["total"]
        assert all(counts["Betydning"].str.len() > 4)


def test_what_rests_on_weak_numbers_is_d_and_e_together() -> None:
    plain = small_pack()
    weak_ones = {"early.cost": "E", "p.wage": "D"}
    numbers = {id: replace(n, grade=weak_ones.get(id, "A"), dist="") for id, n in plain.numbers.items()}
    small = replace(plain, numbers=numbers)
    found = grading(small, SCENARIO, "early", "society")
    figure = graded_figure(small, "s", "early", "society", found)
    assert min(found.by_grade["D"], found.by_grade["E"], found.by_grade["A"]) > 0.0
    assert figure["weak"] == found.by_grade["D"] + found.by_grade["E"]
    shown = trust_sheet.rests([figure | {"payer": "public"}], Names(small.labels, NB))
    assert shown[NB.get("trust.weak")].iloc[0] == f"{round(100 * figure['weak'])}\u00a0%"
    ((name, weak),) = trust_sheet.weakest(small, [figure | {"payer": "public"}], NB)
    assert name == "Tidlig, Offentlige budsjetter samlet"
    assert (weak.count("(E)"), weak.count("(D)")) == (1, 1)


def test_an_explained_figure_has_the_lines_their_sum_and_every_number_behind() -> None:
    small = small_pack()
    lines, figure = explain(small, SCENARIO, "early", "public")
    found = explained(small, SCENARIO, "early", "public", NB)
    assert found.figure == figure
    assert found.data["Beløp"].sum() == pytest.approx(sum(line.amount for line in lines))
    assert list(found.data["Beløp"].abs()) == sorted(found.data["Beløp"].abs(), reverse=True)
    product = found.data["Endring"] * found.data["Pris"] * found.data["Betalerens del"] * found.data["Årsaksandel"]
    assert list(product) == pytest.approx(list(found.data["Beløp"]))
    assert found.shown.iloc[-1]["Linje"] == "Sum"
    assert found.shown.iloc[-1]["Beløp"] == NB.get("unit.kroner", value=signed(figure, "nb"))
    behind = [numbers_behind(small, line) for line in lines]
    assert sorted(found.data["Svakeste"]) == sorted(weakest(numbers) for numbers in behind)
    assert len(found.numbers) == sum(map(len, behind))


def test_the_least_lines_stand_in_the_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    lines, _ = explain(small_pack(), SCENARIO, "early", "public")
    monkeypatch.setattr(explain_sheet, "SHOWN", sorted(abs(line.amount) for line in lines)[1])
    found = explained(small_pack(), SCENARIO, "early", "public", EN)
    assert len(found.data) == len(lines)
    assert len(found.shown) == len(lines)  # one less, and the sum


def test_the_digest_of_a_folder_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.yaml").write_text("1", encoding="utf-8")
    first = digest_of_files(tmp_path)
    assert digest_of_files(tmp_path) == first
    (tmp_path / "a" / "x.yaml").write_text("2", encoding="utf-8")
    second = digest_of_files(tmp_path)
    (tmp_path / "a" / "x.yaml").rename(tmp_path / "a" / "y.yaml")
    assert len({first, second, digest_of_files(tmp_path)}) == 3
