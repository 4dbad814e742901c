"""A choice is in force once the page is drawn with it; whatever goes wrong, the reader keeps a page that works."""

from __future__ import annotations

from collections.abc import Callable
from decimal import InvalidOperation
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.testing.v1 import AppTest
from tests.app.test_page import field, figures
from tests.texts import catalogue

pytestmark = pytest.mark.app

Open = Callable[..., AppTest]
WORDS = catalogue("nb")
COST = ": kostnad per deltaker"
UNEXPECTED = WORDS.get("problem.unexpected")


@pytest.fixture
def broken(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose figures cannot be drawn at a cost of 66 666."""
    from choice import state
    from result import answer

    real = answer.figures

    def drawn(*given: Any) -> Any:
        if 66666.0 in state.current().changes.values():
            raise InvalidOperation("out of digits")
        return real(*given)

    monkeypatch.setattr(answer, "figures", drawn)


@pytest.mark.usefixtures("broken")
def test_a_number_that_cannot_be_drawn_stays_in_its_field_with_the_reason(
    open_page: Open, caplog: pytest.LogCaptureFixture
) -> None:
    at = open_page(parent_training__cost="50000")
    before, link = figures(at), dict(at.query_params)
    field(at, COST).set_value("66 666").run()
    assert not at.exception
    assert [error.value for error in at.error] == [WORDS.get("problem.refused", problem=UNEXPECTED)]
    assert field(at, COST).value.replace("\u00a0", " ") == "66 666"
    assert (figures(at), dict(at.query_params)) == (before, link)
    assert any(record.exc_info and record.exc_info[0] is InvalidOperation for record in caplog.records)
    field(at, COST).set_value("60 000").run()
    assert not at.error
    assert figures(at) != before


@pytest.mark.usefixtures("broken")
def test_a_link_that_cannot_be_drawn_opens_what_is_left_of_it(open_page: Open) -> None:
    at = open_page(parent_training__cost="66666", place="gausdal")
    assert [warning.value for warning in at.warning] == [UNEXPECTED]
    assert len(figures(at)) == 4
    assert at.query_params["place"] in ("gausdal", ["gausdal"])
    assert "parent_training.cost" not in at.query_params


@pytest.mark.usefixtures("broken")
def test_a_file_that_cannot_be_drawn_changes_nothing(open_page: Open) -> None:
    at = open_page(place="gausdal")
    before, link = figures(at), dict(at.query_params)
    text = "id: x\npack: norway\nplace: ha\nstart_year: 2027\narms: {early: [parent_training]}\n"
    text += "set: {parent_training.cost: {value: 66666, reason: ours}}\n"
    at.file_uploader[0].set_value(("x.yaml", text.encode(), "text/yaml"))
    at.run()
    assert not at.exception
    assert not at.success
    assert UNEXPECTED in [warning.value for warning in at.warning]
    assert (figures(at), dict(at.query_params)) == (before, link)


def test_what_the_model_stumbles_over_is_refused_like_any_other_number(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page()
    before = figures(at)
    import cached

    real = cached.result

    def result(choice: Any) -> Any:
        if choice.changes:
            raise ZeroDivisionError
        return real(choice)

    monkeypatch.setattr(cached, "result", result)
    field(at, COST).set_value("44 444").run()
    assert not at.exception
    assert [error.value for error in at.error] == [WORDS.get("problem.refused", problem=UNEXPECTED)]
    assert figures(at) == before


def test_a_page_that_cannot_be_drawn_at_all_says_so_and_comes_back(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page()
    from result import answer

    with monkeypatch.context() as patched:
        patched.setattr(answer, "answer", lambda *_: 1 / 0)
        at.run()
        assert not at.exception
        assert WORDS.get("problem.page") in [error.value for error in at.error]
    at.run()
    assert len(figures(at)) == 4
    assert WORDS.get("problem.page") not in [error.value for error in at.error]


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ({"start": "9" * 5000}, "start=9999"),
        ({"start": "٢٠٢٨"}, "start="),
        ({"parent_training__cost": "1e308"}, "parent_training.cost=1e308"),
        ({"parent_training__cost": "9" * 400}, "parent_training.cost=9999"),
        ({"place": "x" * 9000}, "place=xxx"),
        ({"early": ",".join("xy" for _ in range(5000))}, "early=xy"),
        ({"own_programme__age_from": "9" * 5000}, "own_programme"),
        ({"x" * 5000: "1"}, "xxx"),
        ({"share__need": "1.7", "parent_training__cost": "50000"}, "share.need"),
        ({f"utm_{n}": "x" for n in range(200)}, "og 195 til"),
    ],
)
def test_a_bad_link_opens_with_one_line_on_what_was_left_out(
    open_page: Open, query: dict[str, str], left_out: str
) -> None:
    at = open_page(place="gausdal", **query) if "place" not in query else open_page(**query)
    assert len(figures(at)) == 4
    (note,) = (warning.value.replace("\\", "") for warning in at.warning)
    assert left_out in note
    assert len(note) < 600
    if "place" not in query:
        assert at.query_params["place"] in ("gausdal", ["gausdal"])
    assert ("parent_training.cost" in at.query_params) is (query.get("parent_training__cost") == "50000")


def test_an_address_that_the_reader_goes_back_to_is_read_again(open_page: Open) -> None:
    at = open_page(parent_training__cost="50000", lang="en")
    first, link = figures(at), {k: v[0] if isinstance(v, list) else v for k, v in at.query_params.items()}
    field(at, "cost per participant").set_value("60 000").run()
    second = figures(at)
    assert second != first
    for key, value in link.items():
        at.query_params[key] = value
    at.run()
    assert figures(at) == first
    assert field(at, "cost per participant").value.replace("\u00a0", "").replace(",", "") == "50000"
    at.query_params["lang"] = "nb"
    at.run()
    assert at.title[0].value == WORDS.get("page.title")
    assert at.radio(key="language").value == "nb"


@pytest.mark.usefixtures("broken")
def test_an_address_in_the_history_that_cannot_be_drawn_leaves_the_choice_as_it_was(open_page: Open) -> None:
    at = open_page(place="gausdal")
    before = figures(at)
    at.query_params["parent_training.cost"] = "66666"
    at.run()
    assert (figures(at), [warning.value for warning in at.warning]) == (before, [UNEXPECTED])
    assert "parent_training.cost" not in at.query_params


def test_a_file_goes_back_with_the_address_to_the_step_it_was_opened_in(open_page: Open) -> None:
    at = open_page()
    link = {k: v[0] if isinstance(v, list) else v for k, v in at.query_params.items()}
    text = "# ours\nid: sak-14\npack: norway\nplace: ha\nstart_year: 2027\narms: {B: [nfp]}\n"
    at.file_uploader[0].set_value(("x.yaml", text.encode(), "text/yaml"))
    at.run()
    assert at.code[0].value == text.rstrip("\n")
    opened = {k: v[0] if isinstance(v, list) else v for k, v in at.query_params.items()}
    for query, id in ((link, "app-ha-early"), (opened, "sak-14")):
        at.query_params.clear()
        at.query_params.update(query)
        at.run()
        assert f"id: {id}" in at.code[0].value


def saved(at: AppTest, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """What the page hands to the browser from now on."""
    from forms import save

    made: list[tuple[str, bytes]] = []
    monkeypatch.setattr(save, "hand_over", lambda file, content: made.append((file.name, content)))
    return made


def test_a_file_is_made_once_and_only_when_it_is_asked_for(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    at = open_page()
    made = saved(at, monkeypatch)
    at.run()
    assert made == []
    field(at, COST).set_value("50 000")
    at.button(key="save:tidlig-values.csv").click().run()
    assert [name for name, _ in made] == ["tidlig-values.csv"]
    assert "til 50" in made[0][1].decode("utf-8-sig")
    at.run()
    assert len(made) == 1


def test_no_file_is_made_while_a_field_on_the_page_holds_a_refused_number(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page()
    made = saved(at, monkeypatch)
    field(at, COST).set_value("50.000")
    at.button(key="save:tidlig-scenario.yaml").click().run()
    assert made == []
    told = [error.value.replace("\\", "") for error in at.error]
    assert any(text.startswith("Filen er ikke laget") and "50.000" in text for text in told)
    at.multiselect[0].set_value(["nfp"]).run()  # the field is gone, and what was typed in it
    at.button(key="save:tidlig-scenario.yaml").click().run()
    assert [name for name, _ in made] == ["tidlig-scenario.yaml"]
    assert made[0][1].decode("utf-8") == at.code[0].value + "\n"


def test_a_file_that_cannot_be_made_is_told_and_the_page_goes_on(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page()
    made = saved(at, monkeypatch)
    from forms import save

    monkeypatch.setattr(save, "csv", lambda *_: 1 / 0)
    at.button(key="save:tidlig-values.csv").click().run()
    assert (made, len(figures(at))) == ([], 4)
    assert WORDS.get("save.failed", name="tidlig-values.csv") in [e.value.replace("\\", "") for e in at.error]


def test_what_a_field_does_is_done_to_its_end_however_often_it_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    from choice import state

    asked: list[RerunData] = []
    requests = SimpleNamespace(request_rerun_batch=asked.extend)
    monkeypatch.setattr(state, "get_script_run_ctx", lambda: SimpleNamespace(script_requests=requests))
    breaks = [RerunData(query_string="a=1"), RerunData(query_string="a=2")]
    waiting, done = list(breaks), []

    def act(field: str) -> None:
        if waiting:
            raise RerunException(waiting.pop(0))
        done.append(field)

    state.guarded(act)("cost")
    assert done == ["cost"]
    assert asked == breaks  # the next run is still to come
