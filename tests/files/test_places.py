"""places.csv: names to find a place by, its numbers, and what follows from a threshold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.files.tiny import base, copy_base, edit

from tidlig.files.packs import read_pack
from tidlig.layers.overlay import in_place, layer
from tidlig.pack.change import moved
from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.structure import Place

pytestmark = pytest.mark.unit

TABLE = """id;name;names;number;region;group;centrality;g.need;care.price
gran;Gran;;3446;Innlandet;3;4;2,5;90000
lom;Lom;Loom | Lomr;0514;Innlandet;;;1,6;
ha;Hå;;1119;Rogaland;;;;95000
"""
THRESHOLD = "thresholds: {share.need: {number: g.need, below: limit}}\ntax_financing"


def tabled(folder: Path, table: str = TABLE) -> Pack:
    """The valid pack with a table of places, and a share that is 1 where a place's number is below 2."""
    tiny = copy_base(folder)
    (tiny / "places.csv").write_text(table, encoding="utf-8")
    edit(tiny, "pack.yaml", "tax_financing", THRESHOLD)
    edit(tiny, "numbers.csv", "g.need;", "limit;2;;;fixed;ratio;;E\ng.need;")
    return read_pack(tiny)


def test_names_numbers_and_labels_of_places(tmp_path: Path) -> None:
    pack = tabled(tmp_path)
    assert list(pack.places) == ["gran", "ha", "lom"]
    assert pack.known_places["lom"] == Place("lom", "Lom", ("Loom", "Lomr"), "0514", "Innlandet")
    assert pack.labels["gran"] == {"nb": "Gran", "nn": "Gran", "en": "Gran", "da": "Gran"}


def test_labels_csv_goes_before_the_name_of_the_table(tmp_path: Path) -> None:
    tiny = copy_base(tmp_path)
    (tiny / "places.csv").write_text("id;name\ngran;Gran\n", encoding="utf-8")
    edit(tiny, "labels.csv", "care;", "gran;;The spruce\ncare;")
    assert read_pack(tiny).labels["gran"] == {"nb": "Gran", "nn": "Gran", "en": "The spruce", "da": "Gran"}


def test_a_number_of_the_table_is_the_packs_with_another_value(tmp_path: Path) -> None:
    """Unit, source, grade, status and dist stay, the interval moves along, and it knows its own line."""
    pack = tabled(tmp_path)
    price, own = pack.places["gran"]["care.price"], pack.numbers["care.price"]
    assert (price.value, price.low, price.high) == (90000.0, 80000.0, 110000.0)
    assert (
        replace(price, value=own.value, low=own.low, high=own.high, file=own.file, line=own.line, layer="pack") == own
    )
    assert (price.layer, price.file, price.line) == ("place", "tiny/places.csv", 2)


def test_a_blank_cell_leaves_the_packs_number_and_a_file_of_the_place_goes_before_the_table(tmp_path: Path) -> None:
    pack = tabled(tmp_path)
    assert list(pack.places["lom"]) == ["g.need"]
    price = pack.places["ha"]["care.price"]
    assert (price.value, price.file) == (105000.0, "tiny/places/ha.csv")


SHARE = Assumption("x", 0.5, 0.3, 0.7, unit="share", source="s", grade="A", status="read", note="why")


@pytest.mark.parametrize(
    ("number", "value", "low", "high", "dist"),
    [
        (SHARE, 0.6, 0.4, 0.8, ""),
        (SHARE, 0.5, 0.3, 0.7, ""),
        (SHARE, 0.9, None, None, "fixed"),  # 1.1 is no share, and 1 has no place on its scale
        (replace(SHARE, dist="fixed"), 0.9, 0.7, 1.0, "fixed"),
        (replace(SHARE, dist="beta(5, 5)"), 0.6, 0.4, 0.8, ""),
        (replace(SHARE, dist="beta(5, 5)", low=None, high=None), 0.6, None, None, "fixed"),
        (replace(SHARE, unit="smd"), 4.9, 4.7, 5.0, ""),
        (replace(SHARE, unit="proportion", value=1.0, low=0.9, high=1.1), 0.05, None, None, "fixed"),
    ],
)
def test_the_interval_moves_by_the_same_difference(
    number: Assumption, value: float, low: float | None, high: float | None, dist: str
) -> None:
    found = moved(number, value)
    assert found.value == value
    assert [found.low, found.high] == pytest.approx([low, high])
    assert (found.dist, found.note, found.source, found.grade) == (dist, "why", "s", "A")


def share_of(pack: Pack, place: str, command: dict[str, str] | None = None) -> Assumption:
    """The number that a threshold decides, in a place."""
    _, scenario = base()
    return layer(pack, replace(scenario, text="", place=place), command).numbers["share.need"]


def test_a_threshold_decides_by_the_number_of_the_place(tmp_path: Path) -> None:
    pack = tabled(tmp_path)
    above, below = share_of(pack, "gran"), share_of(pack, "lom")
    assert (above.value, below.value, below.dist, below.unit, below.layer) == (0.0, 1.0, "fixed", "share", "place")
    assert (below.file, below.line, below.source, below.status) == ("tiny/places.csv", 3, "trial", "derived")
    assert below.note == "g.need 1.6 < limit 2"
    assert above.note == "g.need 2.5 >= limit 2"


def test_the_packs_own_number_decides_nothing(tmp_path: Path) -> None:
    """It is an average: without one for the place the share stays as it is."""
    assert share_of(tabled(tmp_path), "ha").value == 0.5


@pytest.mark.parametrize(
    ("place", "command", "value"),
    [
        ("ha", {"g.need": "1,9"}, 1.0),
        ("ha", {"g.need": "2"}, 0.0),  # not below
        ("lom", {"g.need": "2,1"}, 0.0),
        ("lom", {"limit": "1,5"}, 0.0),
        ("ha", {"limit": "9"}, 0.5),
        ("lom", {"share.need": "0,25"}, 0.25),
        ("lom", {"share.need": "0,25", "g.need": "1"}, 0.25),
    ],
)
def test_the_command_line_moves_a_place_over_the_threshold(
    place: str, command: dict[str, str], value: float, tmp_path: Path
) -> None:
    assert share_of(tabled(tmp_path), place, command).value == value


def test_what_a_place_says_itself_is_not_decided(tmp_path: Path) -> None:
    pack = tabled(tmp_path, "id;g.need;share.need\nlom;1,6;0,3\n")
    assert share_of(pack, "lom").value == 0.3


def test_the_numbers_of_a_place_are_those_of_a_calculation_there(tmp_path: Path) -> None:
    pack = tabled(tmp_path)
    assert in_place(pack, "lom")["share.need"] == share_of(pack, "lom")
    changed = in_place(pack, "lom", None, {"g.need": 3.0})
    assert (changed["g.need"].value, changed["share.need"].value) == (1.6, 0.0)
    assert in_place(pack, "nowhere") == pack.numbers


def classed(folder: Path, *rows: str) -> Pack:
    """The valid pack with a table of places and one of classes."""
    tiny = copy_base(folder)
    (tiny / "places.csv").write_text(TABLE, encoding="utf-8")
    text = "\n".join(["column;class;id;value;low;high;grade", *rows, ""])
    (tiny / "classes.csv").write_text(text, encoding="utf-8")
    (tiny / "places").mkdir(exist_ok=True)
    (tiny / "places" / "ha.csv").write_text("id;value;grade\nshare.need;0,8;E\n", encoding="utf-8")
    return read_pack(tiny)


def test_a_class_of_places_gives_each_of_them_a_number(tmp_path: Path) -> None:
    """A place's own cell and its own file go before what its classes have; others keep the pack's."""
    pack = classed(
        tmp_path,
        "region;Innlandet;care.price;80000;70000;90000;E",
        "region;Rogaland;care.price;85000;70000;99000;E",
        "centrality;4;share.need;0,6;0,5;0,7;E",
    )
    assert pack.places["gran"]["care.price"].value == 90000.0  # its own cell
    lom, gran, ha = (pack.places[id] for id in ("lom", "gran", "ha"))
    assert (lom["care.price"].value, lom["care.price"].low, lom["care.price"].high) == (80000.0, 70000.0, 90000.0)
    assert (lom["care.price"].layer, lom["care.price"].file) == ("place", "tiny/classes.csv")
    assert (gran["share.need"].value, ha["share.need"].value) == (0.6, 0.8)
    assert "share.need" not in lom


def test_a_place_that_only_has_a_file_has_no_class(tmp_path: Path) -> None:
    tiny = copy_base(tmp_path)
    (tiny / "places.csv").write_text("id;region\ngran;Innlandet\n", encoding="utf-8")
    (tiny / "classes.csv").write_text(
        "column;class;id;value;grade\nregion;Innlandet;care.price;90;E\n", encoding="utf-8"
    )
    (tiny / "places").mkdir(exist_ok=True)
    (tiny / "places" / "other.csv").write_text("id;value;grade\nshare.need;0,8;E\n", encoding="utf-8")
    assert set(read_pack(tiny).places["other"]) == {"share.need"}
