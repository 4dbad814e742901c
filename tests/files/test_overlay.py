"""Layers: what is changed, where it comes from and what happens to its interval."""

from __future__ import annotations

from dataclasses import replace
from math import isclose, log
from pathlib import Path

import pytest
from tests.files.tiny import base, copy_base, edit

from tidlig.files.packs import read_pack
from tidlig.layers.check import check_layers
from tidlig.layers.overlay import layer
from tidlig.pack.change import changed
from tidlig.pack.number import Assumption
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.unit
SHARE = Assumption("x", 0.5, 0.3, 0.7, unit="share", source="s", grade="A", status="read")


def test_place_then_scenario_then_command_line() -> None:
    pack, scenario = base()
    layered = layer(pack, scenario, {"help.reach": "0,95", "g.need": "2.5"})
    assert layered.place == "ha"
    assert layered.numbers["care.price"].layer == "place"
    reach = layered.numbers["help.reach"]
    assert (reach.value, reach.layer, reach.file) == (0.95, "command", "--set")
    assert layered.numbers["g.need"].value == 2.5
    assert pack.numbers["help.reach"].value == 0.5
    assert layer(pack, scenario).numbers["help.reach"].reason == "two posts"
    assert layer(pack, scenario).numbers["help.reach"].line == 8


RULES = "id;value;unit;price_year;source;grade\ncare.price;90000;NOK/year;2025;register;B\ng.need;2.2;ratio;;trial;B\n"


def ruled(folder: Path) -> Path:
    """The valid pack with the rules of another year."""
    edit(copy_base(folder), "pack.yaml", "price_year: 2025\n", "price_year: 2025\nrules: 2025\n")
    (folder / "tiny" / "rules").mkdir()
    (folder / "tiny" / "rules" / "2026.csv").write_text(RULES, encoding="utf-8")
    return folder / "tiny"


def test_rules_lie_over_the_pack_and_under_the_place(tmp_path: Path) -> None:
    pack, (_, scenario) = read_pack(ruled(tmp_path)), base()
    assert (pack.rules_year, list(pack.rules), pack.rules[2025]) == (2025, [2025, 2026], {})
    layered = layer(pack, replace(scenario, text="", rules=2026))
    need = layered.numbers["g.need"]
    assert (need.value, need.layer, need.file, need.line) == (2.2, "rules", "tiny/rules/2026.csv", 3)
    assert (layered.numbers["care.price"].value, layered.numbers["care.price"].layer) == (105000.0, "place")
    assert layered.rules_year == 2026
    without = layer(pack, replace(scenario, text="", rules=2026, place="")).numbers["care.price"]
    assert (without.value, without.layer) == (90000.0, "rules")
    assert layer(pack, replace(scenario, text="", rules=2026), {"g.need": "2.3"}).numbers["g.need"].layer == "command"


def test_the_packs_own_rules_change_nothing(tmp_path: Path) -> None:
    pack, (_, scenario) = read_pack(ruled(tmp_path)), base()
    own, named = layer(pack, scenario), layer(pack, replace(scenario, text="", rules=2025))
    assert (own.rules_year, named.rules_year) == (2025, 2025)
    assert named.digest == own.digest != layer(pack, replace(scenario, text="", rules=2026)).digest
    assert own.numbers["g.need"].layer == "pack"


def test_own_programmes_join_the_pack() -> None:
    pack, scenario = base()
    layered = layer(pack, scenario)
    assert list(layered.programmes) == ["help", "mine"]
    assert layered.programmes["mine"].reach == ("mine.reach.identified", "mine.reach.offered")
    assert layered.numbers["mine.cost"].layer == "scenario"
    assert layer(pack, scenario, {"mine.cost": "2000"}).numbers["mine.cost"].value == 2000


def test_the_digest_follows_the_numbers() -> None:
    pack, scenario = base()
    same = replace(scenario, place="", changes={}, programmes={}, programme_numbers={}, arms={"early": ("help",)})
    assert layer(pack, same).digest == pack.digest
    assert layer(pack, same, {"g.need": "2.1"}).digest != pack.digest
    assert layer(pack, scenario).digest != pack.digest


def test_a_value_within_the_interval_keeps_it() -> None:
    number = changed(SHARE, Assumption("x", 0.6))
    assert (number.low, number.high, number.dist, number.grade, number.source) == (0.3, 0.7, "", "E", "")


def test_a_value_outside_the_interval_moves_it_on_the_scale_of_its_unit() -> None:
    number = changed(SHARE, Assumption("x", 0.9))
    assert number.low is not None
    assert number.high is not None

    def odds(p: float) -> float:
        return log(p / (1 - p))

    assert isclose(odds(number.low) - odds(0.3), odds(0.9) - odds(0.5))
    assert isclose(odds(number.high) - odds(0.7), odds(0.9) - odds(0.5))
    money = changed(Assumption("x", 100.0, 50.0, 200.0, unit="NOK/year", price_year=2020), Assumption("x", 400.0))
    assert (money.low, money.high, money.price_year) == (pytest.approx(200), pytest.approx(800), 2020)
    points = changed(Assumption("x", 0.0, -1.0, 1.0, unit="smd"), Assumption("x", 3.0))
    assert (points.low, points.high) == (2.0, 4.0)


def test_a_value_with_no_place_on_the_scale_is_fixed() -> None:
    number = changed(SHARE, Assumption("x", 1.0))
    assert (number.low, number.high, number.dist) == (None, None, "fixed")


def test_a_distribution_does_not_outlive_its_value() -> None:
    beta = Assumption("x", 0.5, dist="beta(5, 5)", unit="share")
    assert changed(beta, Assumption("x", 0.6)).dist == "fixed"
    assert changed(beta, Assumption("x", 0.5)).dist == "beta(5, 5)"
    assert changed(replace(beta, low=0.3, high=0.7), Assumption("x", 0.6)).dist == ""
    assert changed(beta, Assumption("x", 0.6, dist="beta(6, 4)")).dist == "beta(6, 4)"


def test_what_is_given_is_taken() -> None:
    number = changed(SHARE, Assumption("x", 0.2, 0.1, 0.4, source="t", grade="B"))
    assert (number.low, number.high, number.source, number.grade, number.unit) == (0.1, 0.4, "t", "B", "share")
    assert changed(SHARE, Assumption("x", 0.9, dist="fixed")).low is None


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ({"help.rech": "1"}, "--set: help.rech: unknown id 'help.rech'; did you mean 'help.reach'?"),
        ({"help.reach": "much"}, "--set: help.reach: 'much' is not a number; write a number such as 0.25"),
        ({"help.reach": "1,5"}, "--set: help.reach.value: 1.5 is too high for a share; write at most 1 (100 %)"),
        ({"g.need": "-1"}, "--set: g.need.value: -1 is too low for a ratio; write at least 0"),
        (
            {"help.paid_by.state": "0.3"},
            "--set: help.paid_by.state: the shares add up to 1.2; change them so that they add up to 1",
        ),
        (
            {"wage.person": "0.5"},
            "--set: wage.person: the legs of 'wage' add up to 0.5 at age 0, not 1; "
            "write what every payer gains or pays, or the word rest for one of them",
        ),
        (
            {"g.need": "100"},
            "--set: g.need: the exits of 'school' add up to 1 at age 16: g.need 100 (--set), "
            "neet.high 0.1 (transitions.csv:5); lower one of them: together they must be below 1",
        ),
        (
            {"neet.low": "1"},
            "--set: neet.low: the exits of 'school' add up to 1 at age 16: neet.low 1 (--set); "
            "lower one of them: together they must be below 1",
        ),
    ],
)
def test_the_command_line_is_checked(command: dict[str, str], message: str) -> None:
    pack, scenario = base()
    with pytest.raises(AssumptionError) as error:
        layer(pack, scenario, command)
    assert [str(problem) for problem in error.value.problems] == [message]


def test_a_place_that_does_not_fit_the_pack_is_found_before_a_scenario_names_it(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    with (folder / "places" / "ha.csv").open("a", encoding="utf-8") as file:
        file.write("neet.high;0,9;probability;;register;B\n")
    pack = read_pack(folder)
    with pytest.raises(AssumptionError, match=r"places/ha.csv"):
        check_layers(pack)
