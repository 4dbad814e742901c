"""Numbers, ties, distributions and problems as text."""

from __future__ import annotations

import pytest

from tidlig.assumptions.figures import FigureError, parse_family, parse_number, parse_tie, parse_whole
from tidlig.assumptions.problems import AssumptionError, Problem, nearest

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "number"), [("0,25", 0.25), ("0.25", 0.25), ("-3", -3.0), ("1e-3", 0.001), ("+2,5E2", 250.0), ("007", 7.0)]
)
def test_numbers(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1 000", "write 1000, without spaces or separators between thousands"),
        ("1\u00a0000,5", "write 1000,5, without spaces or separators between thousands"),
        ("1.234,5", "write 1234,5, without spaces or separators between thousands"),
        ("1,234,567", "write 1234567, without spaces or separators between thousands"),
        ("\u22120,4", "write -0,4, without spaces or separators between thousands"),
        ("20 %", "write a share, 0.2 for 20 %"),
        ("nan", "write a number such as 0.25"),
        ("inf", "write a number such as 0.25"),
        ("1e999", "write an ordinary number"),
        ("٣", "write a number such as 0.25"),
        ("0x10", "write a number such as 0.25"),
        ("", "write a number such as 0.25"),
    ],
)
def test_what_is_no_number_says_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(FigureError) as error:
        parse_number(text)
    assert error.value.hint == hint


def test_whole_numbers_and_ties() -> None:
    assert parse_whole("18") == 18
    assert parse_tie("g.work") == ("g.work", 1.0)
    assert parse_tie("g.work^-0,5") == ("g.work", -0.5)
    for text in ("18,0", "1.0", "3-5", "1e2"):
        with pytest.raises(FigureError):
            parse_whole(text)
    for text in ("g^", "g^x", "g*h", "^2"):
        with pytest.raises(FigureError):
            parse_tie(text)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("beta(200, 3)", ("beta", 200.0, 3.0)),
        ("gamma(30, rate 200)", ("gamma", 30.0, 200.0)),
        ("gamma(30,scale 0.005)", ("gamma", 30.0, 200.0)),
        ("normal(-1, 2)", ("normal", -1.0, 2.0)),
        ("lognormal(0.4, 0.1)", ("lognormal", 0.4, 0.1)),
        ("uniform(0, 1.5)", ("uniform", 0.0, 1.5)),
    ],
)
def test_distributions(text: str, family: tuple[str, float, float]) -> None:
    assert parse_family(text) == pytest.approx(family)


@pytest.mark.parametrize(
    "text",
    ["beta(1)", "beta(0, 1)", "gamma(1, 2)", "normal(1, 0)", "uniform(2, 1)", "cauchy(0, 1)", "beta(1, x)", "beta", ""],
)
def test_distributions_that_do_not_exist(text: str) -> None:
    with pytest.raises(FigureError):
        parse_family(text)


def test_a_problem_as_text() -> None:
    assert str(Problem("a.csv", 3, "low", "is missing", "write it")) == "a.csv:3: low: is missing; write it"
    assert str(Problem("a.csv", 0, "", "the file is missing")) == "a.csv: the file is missing"


def test_problems_are_sorted_and_told_once() -> None:
    first, second = Problem("a.csv", 2, "x", "is wrong"), Problem("a.csv", 10, "x", "is wrong")
    assert AssumptionError([second, first, second]).problems == [first, second]


def test_the_nearest_name() -> None:
    assert nearest("helth", ["health", "need"]) == "health"
    assert nearest("NEED", ["health", "need"]) == "need"
    assert nearest("zzz", ["health", "need"]) == ""
