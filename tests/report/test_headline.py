from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tidlig.report.result.headline import Subject, rule, sentence, within
from tidlig.report.words.messages import LANGUAGES, catalogue
from tidlig.report.words.numbers import money

pytestmark = pytest.mark.unit

Arm = dict[str, Any]
Build = Callable[..., Arm]
PLAIN = Subject("Foreldretrening", "Hå", "2027–2030")
OWN = Subject("Leksehjelp", "Hå", "2027–2030", own=True, aim="slipper store vansker")


@pytest.fixture
def arm(build_arm: Build, early_flows: dict[str, list[float]]) -> Arm:
    return build_arm("early", "early", early_flows)


def changed(build_arm: Build, flows: dict[str, list[float]], **payers: list[float]) -> Arm:
    return build_arm("early", "early", flows | payers)


def repaid(arm: Arm, own: float, cash: float) -> Arm:
    """The arm with the municipality repaid after 18 years with interest, and these present values."""
    npv = arm["npv"] | {"municipality": own}
    later = arm["payback_year_discounted"] | {"municipality": 18}
    return arm | {"npv": npv, "payback_year_discounted": later, "cash": {"npv": npv | {"municipality": cash}}}


def test_a_repaid_municipality_is_told_after_how_many_years(arm: Arm) -> None:
    repaid_arm = repaid(arm, 9_000.0, 2_000.0)
    assert rule(repaid_arm, PLAIN) == "repaid"
    text = sentence(repaid_arm, PLAIN, catalogue("nb"))
    assert text.startswith("Holder effekten, har foreldretrening betalt seg for kommunen 18 år etter første utgift.")


def test_value_that_no_budget_can_release_is_not_called_repaid(arm: Arm) -> None:
    worth = repaid(arm, 9_000.0, -70_000.0)
    assert rule(worth, PLAIN) == "repaid_in_value"
    text = sentence(worth, PLAIN, catalogue("nb"))
    assert "betalt seg" not in text
    assert "−70\u00a0000 kr" in text


def test_a_municipality_with_a_negative_present_value_is_never_called_repaid(arm: Arm) -> None:
    assert arm["payback_year"]["municipality"] is not None
    assert rule(repaid(arm, -22_000.0, -70_000.0), PLAIN) == "others"


def test_a_municipality_that_loses_while_others_gain(build_arm: Build, early_flows: dict[str, list[float]]) -> None:
    arm = changed(build_arm, early_flows, municipality=[-900_000.0] + [0.0] * 19)
    assert rule(arm, PLAIN) == "others"
    text = sentence(arm, PLAIN, catalogue("nb"))
    assert "−900\u00a0000 kr" in text
    npv = arm["npv"]
    others = npv["other_municipalities"] + npv["county"] + npv["state"]
    assert f"i andre offentlige budsjetter: {money(others, catalogue('nb'))}." in text
    assert f"Samlet for offentlige budsjetter er nåverdien {money(others - 900_000.0, catalogue('nb'))}." in text
    assert "in other public budgets" in sentence(arm, PLAIN, catalogue("en"))


def test_a_public_loss_comes_before_a_repaid_municipality(
    build_arm: Build, early_flows: dict[str, list[float]]
) -> None:
    arm = changed(build_arm, early_flows, state=[-400_000.0] * 20)
    assert arm["payback_year"]["municipality"] is not None
    assert rule(arm, PLAIN) == "loss"


def test_a_municipality_without_outlay(build_arm: Build, early_flows: dict[str, list[float]]) -> None:
    arm = changed(build_arm, early_flows, municipality=[0.0] * 20)
    assert rule(arm, PLAIN) == "no_outlay"


def test_a_balance_that_ends_in_the_red_is_not_called_repaid(
    build_arm: Build, early_flows: dict[str, list[float]]
) -> None:
    arm = changed(build_arm, early_flows, municipality=[-100_000.0, 400_000.0] + [0.0] * 17 + [-350_000.0])
    assert arm["npv"]["municipality"] > 0
    assert rule(arm, PLAIN) == "late"


def test_a_null_programme_is_called_a_cost(arm: Arm) -> None:
    null = Subject("Lette grupper", "Hå", "2027–2030", null=True)
    cost = arm["npv"]["programme_cost"]
    npv = arm["npv"] | {"public": cost, "society": 1.2 * cost, "tax_financing": 0.2 * cost}
    assert rule(arm | {"npv": npv}, null) == "null"
    assert "utgift for kommunen på 600\u00a0000 kr" in sentence(
        arm | {"npv": npv | {"municipality": -600_000.0}}, null, catalogue("nb")
    )
    spared = arm | {"npv": npv | {"municipality": 0.0, "public": -1_000_000.0}}
    assert "utgift for offentlige budsjetter på 1,0 mill. kr" in sentence(spared, null, catalogue("nb"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Stiftelser og andre private bærer hele utgiften, 600\u00a0000 kr"),
        ("en", "bear the whole outlay, NOK 600,000"),
    ],
)
def test_a_null_programme_that_a_foundation_pays_is_no_public_outlay(arm: Arm, language: str, said: str) -> None:
    null = Subject("Lette grupper", "Hå", "2027–2030", null=True)
    given = {"public": 0.0, "municipality": 0.0, "foundation": -600_000.0, "society": -600_000.0}
    npv = arm["npv"] | given | {"tax_financing": 0.0, "programme_cost": -600_000.0}
    assert rule(arm | {"npv": npv}, null) == "null_given"
    text = sentence(arm | {"npv": npv}, null, catalogue(language))
    assert said in text
    assert not re.search(r"(?<!\d)(?<!\u00a0)0\u00a0kr|NOK 0", text)


def test_a_null_programme_that_a_foundation_pays_in_part_is_a_public_outlay(arm: Arm) -> None:
    null = Subject("Lette grupper", "Hå", "2027–2030", null=True)
    npv = arm["npv"] | {"public": -100.0, "foundation": -500.0, "society": -620.0, "tax_financing": -20.0}
    assert rule(arm | {"npv": npv | {"programme_cost": -600.0}}, null) == "null"


def test_a_null_programme_that_moves_money_is_judged_by_its_numbers(arm: Arm) -> None:
    null = Subject("Kortere stønad", "Hå", "2027–2030", null=True)
    npv = arm["npv"] | {"public": -290_000.0, "society": -378_000.0, "tax_financing": -58_000.0, "programme_cost": 0.0}
    assert rule(arm | {"npv": npv}, null) == "shifts"


@pytest.mark.parametrize(
    ("language", "losers", "gainers"),
    [
        (
            "nb",
            "Mindre til staten −1,6 mill. kr, deltakerne og familiene −243\u00a0000 kr.",
            "Mer til kommunen +215\u00a0000 kr.",
        ),
        (
            "en",
            "Less for state NOK −1.6 m, participants and families NOK −243,000.",
            "More for the municipality NOK +215,000.",
        ),
    ],
)
def test_a_shift_that_costs_nothing_says_who_loses_and_who_gains(
    arm: Arm, language: str, losers: str, gainers: str
) -> None:
    moved = dict.fromkeys(arm["npv"], 0.0) | {
        "municipality": 215_000.0, "state": -1_600_000.0, "participants": -243_000.0, "county": -400.0,
        "public": -1_385_400.0, "society": -1_900_000.0,
    }  # fmt: skip
    text = sentence(arm | {"npv": moved}, Subject("Kortere stønad", "Oslo", "2027–2030"), catalogue(language))
    assert losers in text
    assert gainers in text
    assert not any(word in text for word in ("barn", "children", "enn det koster", "than it costs"))


def test_nobody_enrolled_comes_first(build_arm: Build, early_flows: dict[str, list[float]]) -> None:
    assert rule(build_arm("early", "early", early_flows, persons=0.0), OWN) == "nobody"


def test_an_own_programme_is_answered_by_its_break_even(arm: Arm) -> None:
    text = sentence(arm, OWN, catalogue("nb"), needed={"value": -0.21, "why": ""})
    assert "hvis minst 3 av 12 barn slipper store vansker" in text


def test_few_participants_are_not_counted_out(build_arm: Build, early_flows: dict[str, list[float]]) -> None:
    arm = build_arm("own", "early", early_flows, persons=3.4)
    text = sentence(arm, OWN, catalogue("nb"), needed={"value": -0.21, "why": ""})
    assert "hvis minst 21\u00a0% av deltakerne" in text
    assert "3" not in text


@pytest.mark.parametrize(
    ("why", "key"), [("always_loss", "own_never"), ("no_change", "own_unseen"), ("always_gain", "own_always")]
)
def test_an_own_programme_without_a_break_even(arm: Arm, why: str, key: str) -> None:
    assert rule(arm, OWN, {"value": None, "why": why}) == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_recommends(arm: Arm, language: str) -> None:
    for subject in (PLAIN, OWN):
        text = sentence(arm, subject, catalogue(language), needed={"value": -0.2, "why": ""})
        assert not any(word in text.lower() for word in ("bør", "anbefal", "should", "recommend", "lønn", "profit"))


def test_a_name_within_a_sentence_keeps_its_abbreviation() -> None:
    assert [within(name) for name in ("Foreldretrening", "IPS", "MST")] == ["foreldretrening", "IPS", "MST"]
