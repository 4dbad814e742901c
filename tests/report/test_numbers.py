from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidlig.report.messages import LANGUAGES, catalogue
from tidlig.report.numbers import NumberProblem, exact, money, number, parse, persons, quantity, rough, signed

SPACE = "\u00a0"


@pytest.mark.unit
@pytest.mark.parametrize(
    ("value", "decimals", "nb", "en"),
    [
        (1234567.9, 1, "1 234 567,9", "1,234,567.9"),
        (-0.4, 0, "0", "0"),
        (-1500.0, 0, "−1 500", "−1,500"),
        (2.675, 2, "2,67", "2.67"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(value: float, decimals: int, nb: str, en: str) -> None:
    assert number(value, "nb", decimals) == nb.replace(" ", SPACE)
    assert number(value, "en", decimals) == en


@pytest.mark.unit
def test_amounts_carry_a_sign_and_shorten_to_millions() -> None:
    nb, en = catalogue("nb"), catalogue("en")
    assert money(1_250_000.0, nb) == "+1,2 mill. kr"
    assert money(-1_250_000.0, en) == "NOK −1.2 m"
    assert money(-66_400.0, nb) == f"−66{SPACE}000 kr"
    assert money(66_400.0, nb, sign=False) == f"66{SPACE}000 kr"
    assert money(0.0, nb) == "0 kr"
    assert money(-67.0, nb) == "0 kr"


@pytest.mark.unit
def test_amounts_on_the_page_are_no_finer_than_they_are_known() -> None:
    assert [rough(v) for v in (-12_345_678.0, 123_456.0, 4_567.0, -67.0, 0.0)] == [-12.3e6, 123e3, 5e3, 0.0, 0.0]
    assert [rough(v, 10.0) for v in (-4_915.0, 12_345.0, 67.0)] == [-4_920.0, 12_300.0, 70.0]
    assert signed(0.04, "nb", 1) == "0,0"


@pytest.mark.unit
@pytest.mark.parametrize(("count", "shown"), [(0.0, "0"), (0.4, "færre enn 5"), (4.99, "færre enn 5"), (5.0, "5")])
def test_small_counts_of_people_are_not_shown(count: float, shown: str) -> None:
    assert persons(count, catalogue("nb")) == shown


@pytest.mark.unit
@pytest.mark.parametrize(
    ("text", "unit", "language", "value"),
    [
        ("3,5", "years", "nb", 3.5),
        ("1 234", "NOK/case", "nb", 1234.0),
        ("1\u202f234\u00a0567,5", "NOK/case", "nb", 1234567.5),
        ("20 %", "share", "nb", 0.20),
        ("0,205", "share", "nb", 0.205),
        ("−0,4", "smd", "nb", -0.4),
        ("-0.4", "smd", "en", -0.4),
        ("1,234", "ratio", "nb", 1.234),
        ("1,234", "NOK/case", "en", 1234.0),
        ("1.234", "ratio", "en", 1.234),
        ("7.5%", "rate", "en", 0.075),
    ],
)
def test_typed_numbers_are_read(text: str, unit: str, language: str, value: float) -> None:
    assert parse(text, unit, language) == value


@pytest.mark.unit
@pytest.mark.parametrize(
    ("text", "unit", "language", "key"),
    [
        ("", "share", "nb", "empty"),
        ("   ", "share", "nb", "empty"),
        ("1.234", "NOK/case", "nb", "ambiguous"),
        ("1.234.567", "NOK/case", "nb", "ambiguous"),
        ("35,000", "NOK/case", "nb", "ambiguous"),
        ("3.5", "years", "nb", "separator"),
        ("0.205", "share", "nb", "separator"),
        ("3,5", "years", "en", "separator"),
        ("20 %", "NOK/case", "nb", "percent"),
        ("tolv", "years", "nb", "unreadable"),
        ("1e5", "years", "nb", "unreadable"),
        ("12 34", "years", "nb", "unreadable"),
        ("%", "share", "nb", "unreadable"),
        ("--4", "smd", "nb", "unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, unit: str, language: str, key: str) -> None:
    with pytest.raises(NumberProblem) as refused:
        parse(text, unit, language)
    assert refused.value.key == key
    assert catalogue(language).get(f"problem.{key}", text=text, example="1")


@pytest.mark.property
@given(
    st.floats(-1e7, 1e7).map(lambda x: round(x, 6)),
    st.sampled_from(["points", "ratio", "smd", "years"]),
    st.sampled_from(LANGUAGES),
)
def test_what_is_shown_in_a_field_reads_back_as_the_same_number(value: float, unit: str, language: str) -> None:
    assert parse(quantity(value, unit, language), unit, language) == pytest.approx(value, rel=1e-12, abs=1e-12)


@pytest.mark.property
@given(st.floats(0, 1).map(lambda x: round(x, 6)), st.sampled_from(LANGUAGES))
def test_a_share_shown_in_per_cent_reads_back_as_the_same_share(value: float, language: str) -> None:
    assert parse(quantity(value, "share", language), "share", language) == pytest.approx(value, rel=1e-12, abs=1e-12)


@pytest.mark.property
@given(st.integers(0, 10**9), st.sampled_from(LANGUAGES))
def test_whole_amounts_read_back_exactly(value: int, language: str) -> None:
    assert parse(exact(float(value), language), "NOK/case", language) == value


@pytest.mark.parametrize(
    ("text", "unit", "key"),
    [
        ("50", "share", "share"),
        ("-0,1", "probability", "share"),
        ("120 %", "share", "share"),
        ("-5", "NOK/child", "negative"),
    ],
)
@pytest.mark.unit
def test_numbers_that_cannot_be(text: str, unit: str, key: str) -> None:
    with pytest.raises(NumberProblem) as raised:
        parse(text, unit, "nb")
    assert raised.value.key == key


@pytest.mark.unit
def test_an_amount_may_carry_its_currency() -> None:
    assert parse("50 000 kr", "NOK/child", "nb") == 50_000
    assert parse("NOK 50,000", "NOK/child", "en") == 50_000
