from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.figures import npv
from tests.shipped import shipped

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario, read_scenario_text
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack
from tidlig.pack.units import bounds

ROOT = Path(__file__).parents[2]
PAGE: dict[str, Any] = YAML(typ="safe").load((ROOT / "app" / "page.yaml").read_text(encoding="utf-8"))
PACK = shipped("norway")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACK


def to_yaml(choice: Any, reason: str = "because", title: str = "X") -> str:
    """The scenario file of a choice that came from no file."""
    from choice.scenario import tree

    from tidlig.files.documents.scenario_text import yaml_of

    return yaml_of(tree(choice, PACK, reason, {"en": title}, PAGE))


def make(**parts: Any) -> Any:
    from choice.choice import Choice, Own

    own = Own("Leksehjelp: =1+1", 30000.0, 0.2, 6, 8, "need", "high_need")
    known = {"early": ("parent_training",), "repair": ("ips_ung",), "changes": {"share.need": 0.3}, "own": own}
    return Choice("en", "ha", 2028, **({"rules": 2026} | known | parts))


def default() -> Any:
    return make(early=("nfp",), repair=(), changes={}, own=None, rules=None)


@pytest.mark.property
@given(
    st.dictionaries(st.sampled_from(sorted(PACK.numbers)), st.floats(0, 1), max_size=4),
    st.floats(0, 1e6),
    st.text(max_size=80),
    st.lists(st.sampled_from(["parent_training", "nfp", "cbt_groups"]), unique=True),
)
def test_a_link_holds_the_whole_choice(changes: dict[str, float], cost: float, name: str, early: list[str]) -> None:
    from choice.link import from_query, to_query

    limits = {id: bounds(PACK.numbers[id].unit) for id in changes}
    allowed = {id: limits[id][0] + share * (limits[id][1] - limits[id][0]) for id, share in changes.items()}
    choice = make(changes=allowed, early=tuple(early))
    choice = replace(choice, own=replace(choice.own, cost=cost, name=name))
    assert from_query(to_query(choice, PACK), default(), PACK, PAGE) == (choice, [])


@pytest.mark.unit
def test_names_of_a_pack_that_mean_something_in_a_link_are_told_apart() -> None:
    from choice.link import from_query, to_query

    names = ["lang", "place", "start", "early", "own_programme.cost", "set.place", "set.set.x"]
    number, programme = PACK.numbers["share.need"], PACK.programmes["nfp"]
    pack = replace(
        PACK,
        numbers=dict(PACK.numbers) | {id: replace(number, id=id) for id in names},
        programmes=dict(PACK.programmes) | {"none": replace(programme, id="none")},
    )
    for early in ((), ("none",), ("none", "nfp")):
        choice = make(early=early, changes={id: k / 10 for k, id in enumerate(names)})
        assert from_query(to_query(choice, pack), default(), pack, PAGE) == (choice, [])


@pytest.mark.unit
def test_a_link_without_programmes_stays_without() -> None:
    from choice.link import from_query, to_query

    bare = make(early=(), repair=(), own=None)
    query = {key: value for key, value in to_query(bare, PACK).items() if value}  # a browser may drop what is empty
    assert from_query(query, default(), PACK, PAGE)[0] == bare


@pytest.mark.unit
@pytest.mark.parametrize(
    ("query", "what"),
    [
        ({"place": "atlantis"}, ["place=atlantis"]),
        ({"start": "soon"}, ["start=soon"]),
        ({"start": "1066"}, ["start=1066"]),
        ({"rules": "2017"}, ["rules=2017"]),
        ({"rules": "soon"}, ["rules=soon"]),
        ({"start": "2090"}, ["start=2090"]),
        ({"early": "parent_training,ips_ung,magic"}, ["early=ips_ung", "early=magic"]),
        ({"share.need": "half"}, ["share.need=half"]),
        ({"nfp.cost": "1_000"}, ["nfp.cost=1_000"]),
        ({"nfp.cost": "100.000"}, ["nfp.cost=100.000"]),
        ({"nfp.cost": "1e308"}, ["nfp.cost=1e308"]),
        ({"r.0_40": "4"}, ["r.0_40=4"]),
        ({"share.need": "nan"}, ["share.need=nan"]),
        ({"share.nede": "0.5"}, ["share.nede=0.5"]),
        ({"own_programme.name": "X"}, ["own_programme.*"]),
        ({"utm_source": "mail"}, ["utm_source=mail"]),
    ],
)
def test_what_a_link_gets_wrong_is_left_out_and_told(query: dict[str, str], what: list[str]) -> None:
    from choice.link import from_query

    choice, wrong = from_query(query, default(), PACK, PAGE)
    assert [told.partition(" (")[0] for told in wrong] == what
    assert choice.place == "ha"
    assert choice.start_year == 2028
    assert choice.rules is None


@pytest.mark.unit
@pytest.mark.parametrize("ages", [(5, 4), (-1, 4), (5, 99)])
def test_a_link_with_impossible_ages_has_no_own_programme(ages: tuple[int, int]) -> None:
    from choice.link import from_query, to_query

    choice = make()
    query = to_query(replace(choice, own=replace(choice.own, age_from=ages[0], age_to=ages[1])), PACK)
    assert from_query(query, default(), PACK, PAGE)[0].own is None


@pytest.mark.unit
def test_a_scenario_file_holds_the_whole_choice(pack: Pack) -> None:
    from choice.scenario import from_scenario

    choice = make()
    text = to_yaml(choice, title=choice.own.name)
    scenario = read_scenario_text(text, "x.yaml", pack)
    assert list(scenario.arms) == ["own", "early", "repair", "both"]
    assert scenario.changes["share.need"].reason == "because"
    assert layer(pack, scenario).numbers["own_programme.cost"].value == 30000.0
    assert scenario.rules == 2026
    assert from_scenario(scenario, pack, default(), PAGE) == choice


@pytest.mark.unit
def test_the_packs_own_rules_are_the_default_however_they_are_named(pack: Pack) -> None:
    from choice.link import from_query, to_query
    from choice.scenario import from_scenario

    assert from_query({"rules": "2025"}, default(), PACK, PAGE)[0].rules is None
    assert "rules" not in to_query(default(), PACK)
    text = SCENARIO.format(pack="norway", arms="{early: [nfp]}") + "rules: 2025\n"
    assert from_scenario(read_scenario_text(text, "x.yaml", pack), pack, default(), PAGE).rules is None


SCENARIO = """id: x
pack: {pack}
place: ha
start_year: 2027
arms: {arms}
"""


@pytest.mark.unit
@pytest.mark.parametrize(
    ("arms", "problem"),
    [
        ("{early: [parent_training], other: [nfp]}", "arms"),
        ("{both: [parent_training, ips_ung]}", "arms"),
        ("{early: [parent_training], repair: [ips_ung], both: [nfp, ips_ung]}", "arms"),
    ],
)
def test_a_file_the_page_cannot_show_is_refused(pack: Pack, arms: str, problem: str) -> None:
    from choice.scenario import from_scenario

    scenario = read_scenario_text(SCENARIO.format(pack="norway", arms=arms), "x.yaml", pack)
    with pytest.raises(ValueError, match=f"^{problem}$"):
        from_scenario(scenario, pack, default(), PAGE)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("paid_by: {state_tax: 1}", "own_file"),
        ("stays: 3", "own_file"),
        ("kind: repair", "own_file"),
        ("account: '252'", "own_file"),
    ],
)
def test_an_own_programme_that_does_more_than_its_form_says_is_refused(pack: Pack, change: str, problem: str) -> None:
    from choice.scenario import from_scenario

    key = change.split(":")[0]
    tree = YAML(typ="safe").load(to_yaml(make()))
    programme = tree["programmes"][0] | YAML(typ="safe").load(change)
    text = to_yaml(make()).split("programmes:")[0] + "programmes:\n  - " + json.dumps(programme) + "\n"
    assert programme[key] != tree["programmes"][0][key]
    with pytest.raises(ValueError, match=f"^{problem}$"):
        from_scenario(read_scenario_text(text, "x.yaml", pack), pack, default(), PAGE)


@pytest.mark.unit
def test_a_number_of_the_own_programme_that_the_form_lacks_is_not_lost(pack: Pack) -> None:
    from choice.scenario import from_scenario

    text = SCENARIO.format(pack="norway", arms="{own: [own]}") + "set: {own.effect: {value: -0.1, reason: mine}}\n"
    with pytest.raises(ValueError, match=r"^own_file$"):
        from_scenario(read_scenario_text(text, "x.yaml", pack), pack, default(), PAGE)


@pytest.mark.unit
def test_a_file_without_a_place_is_refused(pack: Pack) -> None:
    from choice.scenario import from_scenario

    text = SCENARIO.format(pack="norway", arms="{early: [nfp]}").replace("place: ha\n", "")
    with pytest.raises(ValueError, match=r"^no_place$"):
        from_scenario(read_scenario_text(text, "x.yaml", pack), pack, default(), PAGE)


@pytest.mark.unit
def test_what_the_page_offers_exists_in_the_pack(pack: Pack) -> None:
    assert PAGE["default"]["place"] in pack.places
    assert {*PAGE["default"]["early"], *PAGE["default"]["repair"]} <= set(pack.programmes)
    assert set(PAGE["controls"]) <= set(pack.numbers)
    from choice.owned import suggestion

    own = suggestion(pack, PAGE, "X")
    assert own.group in PAGE["groups"]
    assert own.aim in PAGE["aims"]


@pytest.mark.unit
@pytest.mark.parametrize("path", sorted((ROOT / "assumptions" / "scenarios").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_shipped_scenario_opens_on_the_page_with_the_same_result(pack: Pack, path: Path) -> None:
    from choice.scenario import from_scenario

    scenario = read_scenario(path, pack)
    choice = from_scenario(scenario, pack, default(), PAGE)
    again = read_scenario_text(to_yaml(choice), "x.yaml", pack)
    first, second = (run(layer(pack, s), s) for s in (scenario, again))
    for arm in first.arms:
        same = [a for a in second.arms if len(a.programmes) == len(arm.programmes) and a.kind == arm.kind]
        assert npv(same[0]) == pytest.approx(npv(arm), rel=1e-12, abs=1e-6)


@pytest.mark.app
def test_a_link_says_why_a_part_was_left_out_and_what_to_write() -> None:
    from choice.link import from_query

    said = {
        ("nfp.cost", "100.000"): "«100.000» kan bety to tall. Skriv 100 eller 100000.",
        ("share.nede", "0.5"): "Mente du «share.need»?",
        ("place", "Guovdageaidnu"): "Mente du «kautokeino»?",
        ("start", "1066"): "Skriv et år fra",
        ("early", "parent_trainin"): "Mente du «parent_training»?",
    }
    for (key, text), why in said.items():
        (told,) = from_query({"lang": "nb", key: text}, default(), PACK, PAGE)[1]
        assert told.startswith(f"{key}={text} (")
        assert why in told
