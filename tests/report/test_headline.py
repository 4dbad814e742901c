from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.report.varied import back, paid, worth
from tests.texts import catalogue

from tidlig.pack.structure import Roles
from tidlig.report.result.headline import Subject, rule, sentence
from tidlig.report.words.messages import LANGUAGES, Names, within
from tidlig.report.words.numbers import money
from tidlig.result.arm import Arm
from tidlig.result.break_even import BreakEven
from tidlig.result.figure import Figure, Reason

pytestmark = pytest.mark.unit

Build = Callable[..., Arm]
Flows = dict[str, list[float]]
Called = Callable[[str], Names]
PLAIN = Subject("Foreldretrening", "Hå", "2027–2030")
OWN = Subject("Leksehjelp", "Hå", "2027–2030", own=True, aim="slipper store vansker")


@pytest.fixture
def arm(build_arm: Build, early_flows: Flows) -> Arm:
    return build_arm("early", "early", early_flows)


@pytest.fixture
def called(payers: dict[str, Any]) -> Called:
    """The names of the payers in a language."""
    return lambda language: Names(payers, catalogue(language))


def changed(build_arm: Build, flows: Flows, **payers: list[float]) -> Arm:
    return build_arm("early", "early", flows | payers)


def repaid(arm: Arm, own: float, cash: float) -> Arm:
    """The arm with the municipality repaid after 18 years with interest, and these present values."""
    return paid(
        worth(arm, municipality=own),
        "municipality",
        npv_releasable=Figure(cash, "NOK"),
        payback_year_discounted=back(18),
    )


def needing(value: float | None, why: Reason | None = None) -> BreakEven:
    """The break-even of an own programme."""
    return BreakEven("own.effect", "own", "municipality", 10, -0.1, -1.0, 0.0, Figure(value, "points", why))


def test_a_repaid_municipality_is_told_after_how_many_years(arm: Arm, roles: Roles, called: Called) -> None:
    repaid_arm = repaid(arm, 9_000.0, 2_000.0)
    assert rule(repaid_arm, roles, PLAIN) == "repaid"
    text = sentence(repaid_arm, roles, PLAIN, called("nb"))
    assert text.startswith("Holder effekten, har foreldretrening betalt seg for kommunen 18 år etter første utgift.")


def test_value_that_no_budget_can_release_is_not_called_repaid(arm: Arm, roles: Roles, called: Called) -> None:
    released = repaid(arm, 9_000.0, -70_000.0)
    assert rule(released, roles, PLAIN) == "repaid_in_value"
    text = sentence(released, roles, PLAIN, called("nb"))
    assert "betalt seg" not in text
    assert "−70\u00a0000 kr" in text


def test_a_municipality_with_a_negative_present_value_is_never_called_repaid(arm: Arm, roles: Roles) -> None:
    assert arm.cohort.by["municipality"].payback_year.value is not None
    assert rule(repaid(arm, -22_000.0, -70_000.0), roles, PLAIN) == "others"


def test_a_municipality_that_loses_while_others_gain(
    build_arm: Build, early_flows: Flows, roles: Roles, called: Called
) -> None:
    arm = changed(build_arm, early_flows, municipality=[-900_000.0] + [0.0] * 19)
    assert rule(arm, roles, PLAIN) == "others"
    text = sentence(arm, roles, PLAIN, called("nb"))
    assert "−900\u00a0000 kr" in text
    others = sum(arm.cohort.npv(id) for id in ("other_municipalities", "county", "state"))
    assert f"i andre offentlige budsjetter: {money(others, catalogue('nb'))}." in text
    assert f"Samlet for offentlige budsjetter er nåverdien {money(others - 900_000.0, catalogue('nb'))}." in text
    assert "in other public budgets" in sentence(arm, roles, PLAIN, called("en"))


def test_a_public_loss_comes_before_a_repaid_municipality(build_arm: Build, early_flows: Flows, roles: Roles) -> None:
    arm = changed(build_arm, early_flows, state=[-400_000.0] * 20)
    assert arm.cohort.by["municipality"].payback_year.value is not None
    assert rule(arm, roles, PLAIN) == "loss"


def test_a_municipality_without_outlay(build_arm: Build, early_flows: Flows, roles: Roles) -> None:
    arm = changed(build_arm, early_flows, municipality=[0.0] * 20)
    assert rule(arm, roles, PLAIN) == "no_outlay"


def test_a_balance_that_ends_in_the_red_is_not_called_repaid(
    build_arm: Build, early_flows: Flows, roles: Roles
) -> None:
    arm = changed(build_arm, early_flows, municipality=[-100_000.0, 400_000.0] + [0.0] * 17 + [-350_000.0])
    assert arm.cohort.npv("municipality") > 0
    assert rule(arm, roles, PLAIN) == "late"


def test_a_null_programme_is_called_a_cost(arm: Arm, roles: Roles, called: Called) -> None:
    null = Subject("Lette grupper", "Hå", "2027–2030", null=True)
    cost = arm.cohort.npv("programme_cost")
    arm = worth(arm, public=cost, society=1.2 * cost, tax_financing=0.2 * cost)
    assert rule(arm, roles, null) == "null"
    assert "utgift for kommunen på 600\u00a0000 kr" in sentence(
        worth(arm, municipality=-600_000.0), roles, null, called("nb")
    )
    spared = worth(arm, municipality=0.0, public=-1_000_000.0)
    assert "utgift for offentlige budsjetter på 1,0 mill. kr" in sentence(spared, roles, null, called("nb"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Stiftelser og andre private bærer hele utgiften, 600\u00a0000 kr"),
        ("en", "bear the whole outlay, NOK 600,000"),
    ],
)
def test_a_null_programme_that_a_foundation_pays_is_no_public_outlay(
    arm: Arm, roles: Roles, called: Called, language: str, said: str
) -> None:
    null = Subject("Lette grupper", "Hå", "2027–2030", null=True)
    given = {"public": 0.0, "municipality": 0.0, "foundation": -600_000.0, "society": -600_000.0}
    arm = worth(arm, **given, tax_financing=0.0, programme_cost=-600_000.0)
    assert rule(arm, roles, null) == "null_given"
    text = sentence(arm, roles, null, called(language))
    assert said in text
    assert not re.search(r"(?<!\d)(?<!\u00a0)0\u00a0kr|NOK 0", text)


def test_a_null_programme_that_a_foundation_pays_in_part_is_a_public_outlay(arm: Arm, roles: Roles) -> None:
    null = Subject("Lette grupper", "Hå", "2027–2030", null=True)
    arm = worth(arm, public=-100.0, foundation=-500.0, society=-620.0, tax_financing=-20.0, programme_cost=-600.0)
    assert rule(arm, roles, null) == "null"


def test_a_null_programme_that_moves_money_is_judged_by_its_numbers(arm: Arm, roles: Roles) -> None:
    null = Subject("Kortere stønad", "Hå", "2027–2030", null=True)
    arm = worth(arm, public=-290_000.0, society=-378_000.0, tax_financing=-58_000.0, programme_cost=0.0)
    assert rule(arm, roles, null) == "shifts"


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
            "Less for the state NOK −1.6 m, participants and families NOK −243,000.",
            "More for the municipality NOK +215,000.",
        ),
    ],
)
def test_a_shift_that_costs_nothing_says_who_loses_and_who_gains(
    arm: Arm, roles: Roles, called: Called, language: str, losers: str, gainers: str
) -> None:
    moved = dict.fromkeys(arm.cohort.by, 0.0) | {
        "municipality": 215_000.0, "state": -1_600_000.0, "participants": -243_000.0, "county": -400.0,
        "public": -1_385_400.0, "society": -1_900_000.0,
    }  # fmt: skip
    text = sentence(worth(arm, **moved), roles, Subject("Kortere stønad", "Oslo", "2027–2030"), called(language))
    assert losers in text
    assert gainers in text
    assert not any(word in text for word in ("barn", "children", "enn det koster", "than it costs"))


def test_nobody_enrolled_comes_first(build_arm: Build, early_flows: Flows, roles: Roles) -> None:
    assert rule(build_arm("early", "early", early_flows, persons=0.0), roles, OWN) == "nobody"


def test_an_own_programme_is_answered_by_its_break_even(arm: Arm, roles: Roles, called: Called) -> None:
    text = sentence(arm, roles, OWN, called("nb"), needed=needing(-0.21))
    assert "hvis minst 3 av 12 barn slipper store vansker" in text


def test_few_participants_are_not_counted_out(
    build_arm: Build, early_flows: Flows, roles: Roles, called: Called
) -> None:
    arm = build_arm("own", "early", early_flows, persons=3.4)
    text = sentence(arm, roles, OWN, called("nb"), needed=needing(-0.21))
    assert "hvis minst 21\u00a0% av deltakerne" in text
    assert "3" not in text


@pytest.mark.parametrize(
    ("why", "key"), [("always_loss", "own_never"), ("no_change", "own_unseen"), ("always_gain", "own_always")]
)
def test_an_own_programme_without_a_break_even(arm: Arm, roles: Roles, why: Reason, key: str) -> None:
    assert rule(arm, roles, OWN, needing(None, why)) == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_recommends(arm: Arm, roles: Roles, called: Called, language: str) -> None:
    for subject in (PLAIN, OWN):
        text = sentence(arm, roles, subject, called(language), needed=needing(-0.2))
        assert not any(word in text.lower() for word in ("bør", "anbefal", "should", "recommend", "lønn", "profit"))


def test_a_name_within_a_sentence_keeps_its_abbreviation() -> None:
    assert [within(name) for name in ("Foreldretrening", "IPS", "MST")] == ["foreldretrening", "IPS", "MST"]
