"""Numbers, ties, distributions and problems as text."""

from __future__ import annotations

import pytest

from tidlig.files.text.distributions import parse_family, quantile
from tidlig.files.text.numerals import FigureError, parse_number, parse_tie, parse_whole
from tidlig.pack import units
from tidlig.problems import AssumptionError, Message, Problem, nearest

pytestmark = pytest.mark.unit
MONEY = "NOK/participant"


@pytest.mark.parametrize(
    ("text", "number"), [("0,25", 0.25), ("0.25", 0.25), ("-3", -3.0), ("1e-3", 0.001), ("+2,5E2", 250.0), ("007", 7.0)]
)
def test_numbers(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("kr 40 000", MONEY, 40_000.0),
        ("40 000 kr", MONEY, 40_000.0),
        ("kr 40 000,-", MONEY, 40_000.0),
        ("40 000,-", MONEY, 40_000.0),
        ("NOK 40 000", MONEY, 40_000.0),
        ("40 000 kroner", MONEY, 40_000.0),
        ("40 000 kr,-", MONEY, 40_000.0),
        ("40 000,- kr", MONEY, 40_000.0),
        ("0,85 mill. kr.-", MONEY, 850_000.0),
        ("kr. 40 000", "DKK/family", 40_000.0),
        ("$40 000", "USD/year", 40_000.0),
        ("850 tusen", MONEY, 850_000.0),
        ("0,85 mill. kr", MONEY, 850_000.0),
        ("850\u00a0000", MONEY, 850_000.0),
        ("850\u202f000,50", MONEY, 850_000.5),
        ("\u2212400", MONEY, -400.0),
        ("44 %", "share", 0.44),
        ("44%", "probability", 0.44),
        ("44 prosent", "share", 0.44),
        ("3,5 per cent", "yearly_rate", 0.035),
        ("7 %", "rate", 0.07),
        ("1 000", "ratio", 1000.0),
        ("245,120", "index", 245.12),
        ("1,234", "ratio", 1.234),
        ("0,125", MONEY, 0.125),
        ("1234.567", MONEY, 1234.567),
    ],
)
def test_numbers_as_people_type_them(text: str, unit: str, number: float) -> None:
    assert parse_number(text, unit) == number
    assert parse_number(text, None) == number, "as far as can be told before the unit is known"


@pytest.mark.parametrize(
    ("text", "unit", "hint"),
    [
        ("100.000", MONEY, "write 100 or 100000"),
        ("167,435", MONEY, "write 167.4350 or 167435"),
        ("1.045", "case/year", "write 1.0450 or 1045"),
        ("12.500", "persons", "write 12.5 or 12500"),
        ("1.234.567", MONEY, "write 1234567"),
        ("1.234,5", "", "write 1234,5"),
        ("1,234,567", "", "write 1234567"),
        ("1_000", MONEY, "write 1000"),
        ("1'000", MONEY, "write 1000"),
        (".5", "share", "write 0.5"),
        ("5.", "share", "write 5"),
        ("20 %", "ratio", "write 0.2"),
        ("44 000 DKK", MONEY, "write a number such as 25000"),
        ("5 apples", MONEY, "write a number such as 25000"),
        ("nan", "", "write a number such as 0.25"),
        ("inf", "", "write a number such as 0.25"),
        ("1e999", "", "write a number such as 0.25"),
        ("٣", "", "write a number such as 0.25"),
        ("0x10", "", "write a number such as 0.25"),
        ("", "", "write a number such as 0.25"),
        ("9" * 5000, "", "write a number such as 0.25"),
    ],
)
def test_what_is_no_number_says_what_to_write(text: str, unit: str, hint: str) -> None:
    with pytest.raises(FigureError) as error:
        parse_number(text, unit)
    assert error.value.hint == hint
    for advice in hint.removeprefix("write ").split(" or "):
        if advice.replace(",", "").replace(".", "").isdigit():
            parse_number(advice, unit)


def test_a_bare_number_where_per_cent_is_shown_is_per_cent() -> None:
    assert parse_number("44", "share", percent=True) == 0.44
    assert parse_number("3,5", "yearly_rate", percent=True) == 0.035
    assert parse_number("0,44", "share", percent=True) == 0.0044
    assert parse_number("44", "ratio", percent=True) == 44.0


@pytest.mark.parametrize("name", units.UNITS)
def test_every_limit_just_inside_and_just_outside(name: str) -> None:
    unit = units.UNITS[name]
    written = {units.MONEY: MONEY, units.COUNT: "case/year"}.get(name, name)
    step = max(abs(unit.low), abs(unit.high)) * 1e-9
    assert units.outside(unit.low, written) is None
    assert units.outside(unit.high, written) is None
    too_low, too_high = units.outside(unit.low - step, written), units.outside(unit.high + step, written)
    assert too_low is not None
    assert too_low[1].startswith("write at least")
    assert too_high is not None
    assert too_high[1].startswith("write at most")


@pytest.mark.parametrize("value", [1.045, 167.435, 999.999, 12.5, 100.0, 1234.567, 0.125, -3.141])
@pytest.mark.parametrize("unit", [MONEY, "case/year", "ratio", "share"])
def test_what_we_write_has_one_reading(value: float, unit: str) -> None:
    assert parse_number(units.written(value, unit), unit) == value


def test_units_are_known_by_their_form() -> None:
    assert units.is_money("NOK/year")
    assert not units.is_money("EURO/year")
    assert not units.is_money("nok/year")
    assert units.of("EURO/year").called == "a number per year"
    assert not units.is_unit("money"), "a kind of unit is no unit"


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
        ("uniform(0,2; 0,8)", ("uniform", 0.2, 0.8)),
        ("beta(200; 3,5)", ("beta", 200.0, 3.5)),
        ("gamma(30; scale 0,005)", ("gamma", 30.0, 200.0)),
    ],
)
def test_distributions(text: str, family: tuple[str, float, float]) -> None:
    assert parse_family(text) == pytest.approx(family)


@pytest.mark.parametrize(
    "text",
    [
        "beta(1)",
        "beta(0, 1)",
        "gamma(1, 2)",
        "normal(1, 0)",
        "uniform(2, 1)",
        "cauchy(0, 1)",
        "beta(1, x)",
        "beta",
        "",
        "uniform(0,2, 0,8)",
    ],
)
def test_distributions_that_do_not_exist(text: str) -> None:
    with pytest.raises(FigureError):
        parse_family(text)


def test_quantiles_of_distributions() -> None:
    """Against closed forms: beta(1, b), the exponential, the normal, and a lognormal by its mean and deviation."""
    assert quantile(("beta", 1.0, 3.0), 0.25) == pytest.approx(1 - 0.75 ** (1 / 3))
    assert quantile(("gamma", 1.0, 2.0), 0.5) == pytest.approx(0.34657359)
    assert quantile(("normal", 1.0, 2.0), 0.75) == pytest.approx(1 + 2 * 0.67448975)
    assert quantile(("uniform", 2.0, 4.0), 0.25) == 2.5
    assert quantile(("lognormal", 2.0, 1.0), 0.5) == pytest.approx(2.0 / 1.25**0.5)


def test_a_problem_as_text() -> None:
    missing, write = Message("is missing"), Message("write {what}", what="it")
    assert str(Problem("a.csv", 3, "low", missing, write)) == "a.csv:3: low: is missing; write it"
    assert str(Problem("a.csv", 0, "", Message("the file is missing"))) == "a.csv: the file is missing"


def test_what_a_user_wrote_is_shown_short_and_without_control_characters() -> None:
    message = Message("unknown name '{name}'", name="\x1b[31mred\u202e" + "x" * 100)
    assert message.startswith("unknown name '?[31mred?xxx")
    assert len(message) < 60
    assert message.template == "unknown name '{name}'"


def test_problems_are_sorted_and_told_once() -> None:
    wrong = Message("is wrong")
    first, second = Problem("a.csv", 2, "x", wrong), Problem("a.csv", 10, "x", wrong)
    assert AssumptionError([second, first, second]).problems == [first, second]


def test_at_most_twenty_problems_are_told() -> None:
    error = AssumptionError(Problem("a.csv", n, "x", Message("is wrong")) for n in range(1, 31))
    assert len(error.problems) == 30
    assert str(error).count("\n") == 20
    assert str(error).endswith("and 10 more")


def test_the_nearest_name() -> None:
    assert nearest("helth", ["health", "need"]) == "health"
    assert nearest("NEED", ["health", "need"]) == "need"
    assert nearest("zzz", ["health", "need"]) == ""
