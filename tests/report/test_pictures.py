from __future__ import annotations

import re
import struct
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from tests.texts import catalogue

from tidlig.report.result import pictures
from tidlig.report.result.pictures import Picture, Setting
from tidlig.report.words.messages import LANGUAGES, Names
from tidlig.report.words.numbers import rough
from tidlig.report.write.charts import COLOURS, DASHES, FILLS
from tidlig.report.write.export import csv, png, stamped, svg
from tidlig.result.result import Result

pytestmark = pytest.mark.unit

Make = Callable[[str], Setting]
MAKERS = {"balance": pictures.balance, "who": pictures.who, "arms": pictures.arms}


@pytest.fixture
def setting(result: Result, payers: dict[str, Any]) -> Make:
    """What a picture is made from in a language."""
    return lambda language: Setting(
        result, result.arm("early"), "Foreldretrening", "Hå", Names(payers, catalogue(language))
    )


@pytest.fixture(params=[(name, language) for name in MAKERS for language in LANGUAGES], ids="-".join)
def picture(request: pytest.FixtureRequest, setting: Make) -> Picture:
    name, language = request.param
    return MAKERS[name](setting(language))


def texts_of(xml: bytes) -> str:
    return " ".join(part for part in ElementTree.fromstring(xml).itertext() if part.strip())


def test_title_unit_price_year_and_source_stand_in_the_picture(picture: Picture) -> None:
    drawn = texts_of(svg(picture.chart))
    assert picture.caption.title in drawn
    assert "2025" in drawn
    assert "mill" in drawn
    assert "norway abc123" in drawn
    assert "Foreldretrening" in drawn


def test_the_picture_carries_its_description(picture: Picture) -> None:
    assert len(picture.caption.alt) > 40
    assert picture.chart.to_dict()["description"] == picture.caption.alt
    assert picture.page.to_dict()["description"] == picture.caption.alt
    assert 'aria-label="' in svg(picture.chart).decode("utf-8")


def test_the_png_is_a_picture_of_print_width(picture: Picture) -> None:
    raw = png(picture.chart)
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", raw[16:24])
    assert width >= 1200
    assert height >= 500


def test_every_number_of_the_picture_stands_in_its_table(picture: Picture) -> None:
    amounts = picture.data.iloc[:, 1:]
    assert amounts.shape[1] == picture.shown.shape[1]
    assert len(picture.data) == len(picture.shown)
    numbers = [float(re.sub(r"[+,\u00a0]", "", cell).replace("−", "-")) for cell in picture.shown.iloc[:, 0]]
    assert numbers == pytest.approx([rough(value) for value in amounts.iloc[:, 0]])


def test_the_chart_on_the_page_leaves_title_and_source_to_the_page(picture: Picture) -> None:
    drawn = texts_of(svg(picture.page))
    assert picture.caption.title not in drawn
    assert "2025" in drawn


def test_decimals_are_written_in_the_language_of_the_picture(setting: Make) -> None:
    nb, en = (texts_of(svg(pictures.balance(setting(language)).chart)) for language in LANGUAGES)
    assert "0,5" in nb
    assert "0.5" not in nb
    assert "0.5" in en


def test_amounts_in_bars_carry_signs(setting: Make) -> None:
    drawn = texts_of(svg(pictures.who(setting("nb")).chart))
    assert "−1,3 mill. kr" in drawn
    assert "+4,7 mill. kr" in drawn


def test_amounts_in_bars_carry_their_currency_beside_an_axis_in_millions(setting: Make) -> None:
    drawn = texts_of(svg(pictures.who(setting("en")).chart))
    assert "NOK −1.3 m" in drawn
    assert "NOK +4.7 m" in drawn


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", COLOURS)
def test_lines_stand_out_from_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 3.0


def test_nothing_is_told_apart_by_hue_alone() -> None:
    assert len({tuple(dash) for dash in DASHES}) == len(DASHES) == len(COLOURS)
    lightness = sorted(luminance(fill) for fill in FILLS)
    assert all(b - a > 0.05 for a, b in pairwise(lightness))


def test_a_csv_opens_in_the_excel_of_its_language(setting: Make) -> None:
    data = pictures.balance(setting("nb")).data
    lines = csv(data, "nb").decode("utf-8").split("\r\n")
    assert lines[0].startswith("\ufeffÅr;Egen kommune;")
    assert lines[1].startswith("2027;-900000,0;")
    assert csv(data, "en").decode("utf-8-sig").split("\r\n")[1].startswith("2027,-900000.0,")


def test_every_row_of_a_csv_says_what_it_counts_and_amounts_have_two_decimals() -> None:
    frame = pd.DataFrame({"Budsjett": ["Kommunen", "Staten"], "Nåverdi": [-1234.5678, 2.0], "Endring": [0.12345, 1.0]})
    said = {"Sted": "Hå", "Tiltak": ["Los", "Jobb"]}
    lines = csv(stamped(frame, said, {"Nåverdi": 2, "Endring": 4}), "nb").decode("utf-8-sig").split("\r\n")
    assert lines[:3] == [
        "Budsjett;Nåverdi;Endring;Sted;Tiltak",
        "Kommunen;-1234,57;0,1234;Hå;Los",
        "Staten;2,0;1,0;Hå;Jobb",
    ]


def test_text_that_looks_like_a_formula_is_marked_as_text_and_numbers_stay_numbers(setting: Make) -> None:
    data = pictures.balance(setting("nb")).data.head(1)
    data.insert(0, "=cmd|' /C calc'!A0", ["@SUM(A1)"])
    lines = csv(data, "nb").decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("'=cmd|")
    assert lines[1].startswith("'@SUM(A1);2027;-900000,0;")
