"""Price indices side by side: which amount is moved by which, and that a name alone moves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.files.tiny import BASE, base, copy_base, edit

from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario
from tidlig.files.packs import read_pack
from tidlig.layers.overlay import layer
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.prices import Index, in_price_year
from tidlig.problems import AssumptionError, Problems, Spot

FEES = "year;cpi;fees;fees.status\n2024;100;100;read\n2025;103;110;estimate\n2026;;115;\n"
CARE = 'by_definition: need, account: "252"}'


def with_fees(target: Path, table: str = FEES) -> Path:
    """The valid pack whose care and help name another index than the first."""
    folder = copy_base(target)
    (folder / "deflators.csv").write_text(table, encoding="utf-8")
    edit(folder, "pack.yaml", CARE, CARE.replace("}", ", index: fees}"))
    edit(folder, "programmes/help.yaml", "kind: early", "kind: early\nindex: fees")
    edit(folder, "programmes/help.yaml", "price_year: 2025", "price_year: 2024")
    return folder


def question(folder: Path, command: Mapping[str, str] | None = None) -> Pack:
    """The pack of a folder as the scenario beside it sees it."""
    pack = read_pack(folder)
    return layer(pack, read_scenario(folder / "scenario.yaml", pack), command)


@pytest.mark.unit
def test_indices_stand_side_by_side_with_their_status(tmp_path: Path) -> None:
    pack = read_pack(with_fees(tmp_path))
    assert list(pack.deflators) == ["cpi", "fees"]
    assert pack.deflators["cpi"] == Index({2024: 100.0, 2025: 103.0}, {2024: "", 2025: ""})
    assert pack.deflators["fees"].levels == {2024: 100.0, 2025: 110.0, 2026: 115.0}
    assert pack.deflators["fees"].status == {2024: "read", 2025: "estimate", 2026: ""}


@pytest.mark.unit
def test_a_table_of_one_index_may_call_it_what_it_likes() -> None:
    assert list(read_pack(BASE).deflators) == ["index"]


@pytest.mark.unit
def test_only_what_names_an_index_is_moved_by_it(tmp_path: Path) -> None:
    """Of the items care alone, in the pack and in a place; of the programmes help, and not the user's own."""
    folder = with_fees(tmp_path)
    edit(folder, "scenario.yaml", "price_year: 2025", "price_year: 2024")
    edit(folder, "prices.csv", "60000;NOK/year;2025", "60000;NOK/year;2024")
    pack = question(folder)
    assert pack.numbers["care.price"].factor == pytest.approx(1.10)
    assert (pack.numbers["care.price"].layer, pack.numbers["care.price"].index) == ("place", "fees")
    assert pack.numbers["help.cost"].factor == pytest.approx(1.10)
    assert pack.numbers["wage.school"].factor == pytest.approx(1.03)
    assert pack.numbers["mine.cost"].factor == pytest.approx(1.03)


@pytest.mark.unit
def test_a_programme_of_the_scenario_may_name_one_too(tmp_path: Path) -> None:
    folder = with_fees(tmp_path)
    edit(folder, "scenario.yaml", "    own: true\n", "    own: true\n    index: fees\n")
    edit(folder, "scenario.yaml", "price_year: 2025", "price_year: 2024")
    assert question(folder).numbers["mine.cost"].factor == pytest.approx(1.10)
    edit(folder, "scenario.yaml", "index: fees", "index: fee")
    with pytest.raises(AssumptionError, match=r"scenario\.yaml:\d+: index: unknown index 'fee'"):
        question(folder)


@pytest.mark.unit
def test_a_changed_price_keeps_its_index(tmp_path: Path) -> None:
    number = question(with_fees(tmp_path), {"care.price": "90000", "help.cost": "20000"}).numbers
    assert (number["care.price"].value, number["care.price"].factor) == (90000.0, pytest.approx(1.10))
    assert (number["help.cost"].value, number["help.cost"].factor) == (20000.0, pytest.approx(1.10))


@pytest.mark.unit
def test_thresholds_of_a_tax_are_moved_by_its_index(tmp_path: Path) -> None:
    """A number that two items share, named for both, is moved once."""
    folder = copy_base(tmp_path)
    (folder / "deflators.csv").write_text(FEES, encoding="utf-8")
    edit(folder, "pack.yaml", "{kind: transfer, of: wage}", "{kind: transfer, schedule: [wage], index: fees}")
    edit(
        folder,
        "numbers.csv",
        "g.need;2;1,5;3;;ratio;trial;B",
        "g.need;2;1,5;3;;ratio;;trial;B\nfloor;500;;;fixed;NOK/year;2024;;E",
    )
    edit(folder, "numbers.csv", "dist;unit;source", "dist;unit;price_year;source")
    for id in ("yearly_rate", "share", "fixed;ratio"):
        edit(folder, "numbers.csv", f"{id};;E", f"{id};;;E")
    (folder / "brackets.csv").write_text(
        "id;item;above;value;dist;grade\nstep;tax;floor;0,1;fixed;E\n", encoding="utf-8"
    )
    assert read_pack(folder).numbers["floor"].factor == pytest.approx(1.10)


@pytest.mark.property
def test_naming_an_index_equal_to_the_first_moves_no_result(tmp_path: Path) -> None:
    same = (
        FEES.replace("2024;100;100", "2024;100;200").replace("2025;103;110", "2025;103;206").replace("2026;;115;\n", "")
    )
    named, plain = with_fees(tmp_path / "named", same), with_fees(tmp_path / "plain", same)
    edit(plain, "pack.yaml", ", index: fees", "")
    edit(plain, "programmes/help.yaml", "index: fees\n", "")
    documents = []
    for folder in (named, plain):
        pack = read_pack(folder)
        scenario = read_scenario(folder / "scenario.yaml", pack)
        documents.append(run(layer(pack, scenario), scenario).arms)
    first, second = documents
    assert first == second
    pack, scenario = base()
    assert run(layer(pack, scenario), scenario).arms != first  # a cost of another year is another cost


LEVEL = st.floats(min_value=0.01, max_value=1e5)
AMOUNT = Assumption("x", 100.0, dist="fixed", unit="NOK/year", price_year=2020)


@pytest.mark.property
@given(own=LEVEL, target=LEVEL, other=LEVEL, scale=st.floats(min_value=0.1, max_value=10))
def test_the_factor_is_the_ratio_of_two_levels_whatever_the_base_of_the_index(
    own: float, target: float, other: float, scale: float
) -> None:
    deflators = {
        "first": Index({2020: other, 2025: other}),
        "second": Index({2020: own, 2025: target}),
        "scaled": Index({2020: own * scale, 2025: target * scale}),
    }
    problems = Problems()
    spot = Spot(problems, "file")
    moved = {
        name: in_price_year(replace(AMOUNT, index=name), 2025, deflators, spot).factor for name in ("", *deflators)
    }
    assert moved[""] == moved["first"] == 1.0
    assert moved["second"] == target / own
    assert moved["scaled"] == pytest.approx(moved["second"], rel=1e-12)
    assert not problems.found
