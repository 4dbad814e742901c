from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.texts import catalogue

from tidlig.files.text.numerals import parse_number
from tidlig.report.words.messages import LANGUAGES
from tidlig.report.words.numbers import exact, money, number, persons, quantity, rough, signed

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
    assert money(-1_021_000.0, en, beside=-936_000.0) == "NOK −1,021,000"  # side by side they are rounded alike
    assert money(-936_000.0, en, beside=-1_021_000.0) == "NOK −936,000"
    assert money(-1_021_000.0, en, beside=2e6) == "NOK −1.0 m"


@pytest.mark.unit
def test_amounts_on_the_page_are_no_finer_than_they_are_known() -> None:
    assert [rough(v) for v in (-12_345_678.0, 123_456.0, 4_567.0, -67.0, 0.0)] == [-12.3e6, 123e3, 5e3, 0.0, 0.0]
    assert [rough(v, 10.0) for v in (-4_915.0, 12_345.0, 67.0)] == [-4_920.0, 12_300.0, 70.0]
    assert signed(0.04, "nb", 1) == "0,0"


@pytest.mark.unit
@pytest.mark.parametrize(("count", "shown"), [(0.0, "0"), (0.4, "færre enn 5"), (4.99, "færre enn 5"), (5.0, "5")])
def test_small_counts_of_people_are_not_shown(count: float, shown: str) -> None:
    assert persons(count, catalogue("nb")) == shown


@pytest.mark.property
@given(
    st.floats(-1e7, 1e7).map(lambda x: round(x, 6)),
    st.sampled_from(["points", "ratio", "smd", "years"]),
    st.sampled_from(LANGUAGES),
)
def test_what_is_shown_in_a_field_reads_back_as_the_same_number(value: float, unit: str, language: str) -> None:
    assert parse_number(quantity(value, unit, language), unit) == pytest.approx(value, rel=1e-12, abs=1e-12)


@pytest.mark.property
@given(st.floats(0, 1).map(lambda x: round(x, 6)), st.sampled_from(LANGUAGES))
def test_a_share_shown_in_per_cent_reads_back_as_the_same_share(value: float, language: str) -> None:
    assert parse_number(quantity(value, "share", language), "share") == pytest.approx(value, rel=1e-12, abs=1e-12)


@pytest.mark.property
@given(st.integers(0, 10**9), st.sampled_from(LANGUAGES))
def test_whole_amounts_read_back_exactly(value: int, language: str) -> None:
    assert parse_number(quantity(float(value), "NOK/case", language), "NOK/case") == value


@pytest.mark.unit
@pytest.mark.parametrize("value", [1e308, -1e41, 1e21, 1e-300, 5e-324, 0.1 + 0.2, 1e-9])
def test_any_number_can_be_written(value: float) -> None:
    for language in LANGUAGES:
        assert number(value, language)
        assert quantity(value, "share", language)


@pytest.mark.unit
def test_no_field_shows_a_form_with_two_readings() -> None:
    assert quantity(50_000.0, "NOK/case", "en") == f"50{SPACE}000"
    assert quantity(50_000.0, "NOK/case", "nb") == f"50{SPACE}000"
    assert exact(0.000000012, "nb") == "0,000000012"
