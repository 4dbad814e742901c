"""The second page and the calculation behind a figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from tests.figures import npv as npv_of
from tests.shipped import shipped
from tests.texts import catalogue

from tidlig.analysis.explain.grading import grading
from tidlig.analysis.fit.targets import compare
from tidlig.analysis.one.run import run
from tidlig.analysis.published.published import published_rows
from tidlig.cases.read import read_cases
from tidlig.files.documents.scenario import read_scenario_text
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack
from tidlig.pack.scenario import Scenario
from tidlig.report.trust.fit import reason
from tidlig.report.trust.published import agreement, verdict
from tidlig.report.words.numbers import money, number

pytestmark = pytest.mark.app

ROOT = Path(__file__).parents[2]
PACK = shipped("norway")
Open = Callable[..., AppTest]


def question(at: AppTest) -> tuple[Pack, Scenario]:
    """The scenario file that the first page offers, layered as on the command line."""
    scenario = read_scenario_text(at.code[0].value, "x.yaml", PACK)
    return layer(PACK, scenario), scenario


def trusted(at: AppTest) -> AppTest:
    at.switch_page("views/trust.py").run()
    assert not at.exception
    return at


def table(at: AppTest, column: str) -> pd.DataFrame:
    return next(t.value for t in at.table if column in t.value.columns)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_second_page_has_its_five_parts_in_each_language(open_page: Open, language: str) -> None:
    at, words = trusted(open_page(lang=language)), catalogue(language)
    assert [title.value for title in at.title] == [words.get("trust.title")]
    parts = ("trust.limits", "trust.rests", "trust.known", "fit.title", "published.title")
    assert set(map(words.get, parts)) <= {header.value for header in at.header}
    limits = next(m.value for m in at.markdown if words.get("trust.not.1")[:20] in m.value)
    assert limits.count("\n- ") == 6


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_published_figure_stands_beside_ours_with_unit_country_and_source(open_page: Open, language: str) -> None:
    at, words = trusted(open_page(lang=language)), catalogue(language)
    shown = next(d.value for d in at.dataframe if words.get("published.theirs") in d.value.columns)
    rows = published_rows(read_cases(ROOT / "assumptions"))
    assert len(shown) == len(rows)
    assert list(shown[words.get("published.agrees")]) == [verdict(row, words) for row in rows]
    for column in ("country", "perspective", "source"):
        assert all(shown[words.get(f"published.{column}")].str.len() > 1)
    assert all(shown[words.get("table.unit")].str.len() > 2)
    assert agreement(rows, words) in [m.value for m in at.markdown]


@pytest.mark.parametrize(("language", "outside"), [("nb", "16,0\u00a0%"), ("en", "16.0\u00a0%")])
def test_what_is_quoted_stands_beside_the_model(open_page: Open, language: str, outside: str) -> None:
    at, words = trusted(open_page(lang=language)), catalogue(language)
    quoted = table(at, words.get("fit.observed"))
    assert list(quoted[words.get("fit.observed")]) == [
        outside, *(words.get("fit.persons", n=number(n, language)) for n in (111_000, 120_000))
    ]  # fmt: skip
    model = {c.target.id: c.model for c in compare(PACK)}
    found = list(quoted[words.get("fit.model")])
    assert found[0] == f"{number(100 * model['outside.20_29'], language, 1)}\u00a0%"
    assert found[2] == words.get("fit.persons", n=number(round(model["outside.16_29_number"], -2), language))


def test_everything_that_does_not_fit_is_shown_with_its_reason_in_bokmaal(open_page: Open) -> None:
    at = trusted(open_page())
    off = [c.target for c in compare(PACK) if not c.ok]
    missed = [t.value for t in at.table if "Observert" in t.value.columns][1]
    assert list(missed.index) == [PACK.labels[target.id]["nb"] for target in off]
    said = " ".join(m.value.replace("\\", "") for m in at.markdown)
    assert off
    assert all(PACK.labels[f"note.{target.id}"]["nb"] in said for target in off if target.note)
    failed = [target for target in off if target.fit == "backtest"]
    assert list(missed["Brukt"]).count(catalogue("nb").get("fit.how.backtest")) == len(failed) > 0


def test_every_remark_on_a_target_can_be_read_in_bokmaal() -> None:
    lacking = [t.id for t in PACK.targets if t.note and reason(PACK, t, "nb") == t.note]
    assert not lacking


def test_what_the_figures_rest_on_follows_the_choice(open_page: Open) -> None:
    at = open_page(parent_training__cost="50000", early="parent_training", repair="none")
    pack, scenario = question(at)
    rests = table(trusted(at), catalogue("nb").get("trust.weak"))
    for name, payer in (("Egen kommune", "municipality"), ("Offentlige budsjetter samlet", "public")):
        found = grading(pack, scenario, "early", payer)
        row = rests[rests["Budsjett"] == name].iloc[0]
        assert row["Nåverdi"] == money(found.figure, catalogue("nb"))
        assert row["Hviler på D og E"] == f"{round(100 * (found.by_grade['D'] + found.by_grade['E']))}\u00a0%"


def test_the_second_page_keeps_the_choice_in_the_link_and_a_link_opens_it(open_page: Open) -> None:
    at = open_page(parent_training__cost="50000", place="gausdal")
    link = dict(at.query_params)
    assert dict(trusted(at).query_params) == link
    at.radio(key="language").set_value("en").run()
    assert at.title[0].value == catalogue("en").get("trust.title")
    assert dict(at.query_params) == link | {"lang": "en"}
    at.switch_page("views/result.py").run()
    assert at.title[0].value == catalogue("en").get("page.title")
    assert "value: 50000" in at.code[0].value


def test_the_first_page_shows_the_same_arm_again_after_the_second(open_page: Open) -> None:
    at = open_page()
    at.radio(key="arm").set_value("repair").run()
    trusted(at).switch_page("views/result.py").run()
    assert at.radio(key="arm").value == "repair"


def test_without_programmes_the_second_page_asks_for_one_and_shows_the_rest(open_page: Open) -> None:
    at = trusted(open_page(early="none", repair="none"))
    assert at.info[0].value == catalogue("nb").get("page.none_chosen")
    assert table(at, catalogue("nb").get("fit.observed")).shape[0] == 3


def opened(at: AppTest, language: str) -> AppTest:
    at.session_state[f"explain@{language}0"] = True
    at.run()
    assert not at.exception
    return at


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_figure_is_explained_line_by_line_when_opened(open_page: Open, language: str) -> None:
    at, words = open_page(lang=language), catalogue(language)
    amount = words.get("explain.amount")
    assert not [d for d in at.dataframe if amount in d.value.columns]
    lines = next(d.value for d in opened(at, language).dataframe if amount in d.value.columns)
    npv = npv_of(run(*question(at)).arms[0])
    assert lines.iloc[-1][amount] == words.get("unit.kroner", value=signed_whole(npv["municipality"], language))
    assert all(lines[words.get("explain.grade")].iloc[:-1].isin(list("ABCDE")))
    assert all(lines[words.get("explain.sources")].iloc[:-1].str.len() > 3)
    assert lines[words.get("explain.line")].is_unique
    payer = next(s for s in at.selectbox if s.label == words.get("explain.payer"))
    payer.set_value("public").run()
    lines = next(d.value for d in at.dataframe if amount in d.value.columns)
    assert lines.iloc[-1][amount] == words.get("unit.kroner", value=signed_whole(npv["public"], language))


def signed_whole(value: float, language: str) -> str:
    return ("+" if value > 0 else "") + number(value, language)


def test_nothing_is_explained_before_it_is_asked_for(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    open_page()  # the modules of the page are there
    import cached

    monkeypatch.setattr(cached, "explained", lambda *_: asked.append("explained"))
    monkeypatch.setattr(cached, "published", lambda: asked.append("published"))
    open_page()
    assert asked == []


def test_a_programme_of_the_readers_own_is_called_by_its_name(open_page: Open) -> None:
    at = open_page()
    at.checkbox[0].check().run()
    next(t for t in at.text_input if t.label == catalogue("nb").get("choose.own_name")).set_value("Leksehjelp").run()
    lines = next(d.value for d in opened(at, "nb").dataframe if "Beløp" in d.value.columns)
    assert list(lines["Linje"]) == ["Leksehjelp", "Sum"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nb",
            [
                "bad.yaml:3: place: ukjent sted «haa»; mente du «ha»?",
                "parent_training.reach.identified.value: 9 er for høyt for en andel",
            ],
        ),
        (
            "en",
            [
                "bad.yaml:3: place: unknown place 'haa'; did you mean 'ha'?",
                "reach.identified.value: 9 is too high for a share",
            ],
        ),
    ],
)
def test_a_broken_scenario_file_is_told_in_the_language_of_the_page(
    open_page: Open, language: str, said: list[str]
) -> None:
    at = open_page(lang=language)
    broken = "id: x\npack: norway\nplace: {}\nstart_year: 2027\narms: {{early: [parent_training]}}\n{}"
    wrong = "set: {parent_training.reach.identified: {value: 9, reason: mine}}\n"
    for text, expected in zip((broken.format("haa", ""), broken.format("ha", wrong)), said, strict=True):
        at.file_uploader[0].set_value(("bad.yaml", text.encode(), "text/yaml"))
        at.run()
        assert catalogue(language).get("problem.file") in at.error[0].value
        assert expected in at.error[0].value


def test_a_change_that_cannot_be_run_is_told_in_bokmaal(open_page: Open) -> None:
    at = open_page(share__need="1.7")
    assert any("share.need=1.7" in warning.value for warning in at.warning)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_figures_that_others_quote_are_told_with_what_they_count(open_page: Open, language: str) -> None:
    at = trusted(open_page(lang=language))
    said = next(m.value for m in at.markdown if "73 " in m.value and "Oslo Economics" in m.value)
    assert said.count("\n- ") == 2
    assert all(figure in said for figure in ("120 000", "111 000", "2017", "2023"))
