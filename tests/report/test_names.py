"""Names of what the shipped pack has: countries, assumptions, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidlig.assumptions.read import read_pack
from tidlig.report.messages import LANGUAGES, catalogue
from tidlig.report.names import country_name

pytestmark = pytest.mark.unit

PACK = read_pack(Path(__file__).parents[2] / "assumptions" / "norway")


def test_several_countries_are_named_one_by_one() -> None:
    assert country_name("NO/DK", catalogue("nb")) == "Norge og Danmark"
    assert country_name("NO/UK", catalogue("en")) == "Norway and the United Kingdom"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_of_a_programme_has_a_name(language: str) -> None:
    codes = {code for p in PACK.programmes.values() for code in p.country.split("/") if code}
    assert codes
    assert not [code for code in sorted(codes) if not catalogue(language).has(f"country.{code}")]
