"""What is written in the files is what stands in the pack, however the files are laid out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.files.tiny import BASE, copy_base, edit, problems_in

from tidlig.files.packs import read_pack
from tidlig.pack.programme import Fade
from tidlig.pack.structure import Level

pytestmark = pytest.mark.unit


def test_structure() -> None:
    pack = read_pack(BASE)
    assert pack.factors["activity"] == (Level("school"), Level("neet", 2))
    assert [process.id for process in pack.processes] == ["birth", "death", "activity"]
    assert pack.discount.health == pack.discount.money == {0: "r.early"}
    assert pack.budgets == {"public": ("municipality", "state")}
    assert pack.items["tax"].of == "wage"
    assert pack.residents == {("ha", 2025): (200.0, 210.0, *[200.0] * 17)}
    assert pack.labels["care"] == {"nb": "omsorg", "en": "care"}


def test_a_number_knows_its_line_and_evidence() -> None:
    number = read_pack(BASE).numbers["care.price"]
    assert (number.value, number.low, number.high) == (100000.0, 90000.0, 120000.0)
    assert (number.file, number.line, number.layer) == ("_base/prices.csv", 2, "pack")
    assert (number.source, number.grade, number.status) == ("register", "A", "read")
    assert number.factor == pytest.approx(1.03)


def test_numbers_of_a_programme_have_paths_as_ids() -> None:
    pack = read_pack(BASE)
    help_ = pack.programmes["help"]
    ids = {id for id in pack.numbers if id.startswith("help.")}
    assert ids == {
        "help.reach", "help.cost", "help.paid_by.municipality", "help.paid_by.state", "help.calm", "help.stay",
        "help.less", "help.stay.fade.flat",
    }  # fmt: skip
    assert help_.reach == ("help.reach",)
    assert help_.spread == (0.6, 0.4)
    assert help_.effects[1].fade == Fade(flat="help.stay.fade.flat", until=5.0)
    assert help_.effects[2].fade == Fade()
    assert help_.effects[0].times == (("g.need", 0.5),)
    assert pack.numbers["help.paid_by.state"].dist == "fixed"
    assert (pack.numbers["help.calm"].file, pack.numbers["help.calm"].line) == ("_base/programmes/help.yaml", 8)


def test_rows() -> None:
    pack = read_pack(BASE)
    row = next(row for row in pack.transitions if row.id == "neet.high")
    assert (row.process, row.from_levels, row.to) == ("activity", ("school",), "neet")
    assert row.where.levels == {"need": ("high",)}
    assert (row.where.age_from, row.where.age_to) == (16, 19)
    assert row.times == (("g.need", 0.5),)
    later = next(row for row in pack.transitions if row.id == "school.later")
    assert later.where.years_in == (1,)
    assert [leg.id for leg in pack.splits if leg.rest] == ["care.own", "tax.public"]
    assert pack.targets[0].count == {"activity": {"neet": 0.5, "school": 0.0}}
    assert pack.targets[0].among == {"need": ("high",)}
    assert pack.targets[1].item == "care"


def test_several_levels_in_to_are_several_rows_of_one_number(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    edit(folder, "links.csv", "school;neet;high", ";neet|dead;high")
    links = read_pack(folder).links
    assert [(link.id, link.to, link.from_levels) for link in links] == [
        ("link.neet", "neet", ()),
        ("link.neet", "dead", ()),
    ]


def test_a_place_changes_only_what_it_names() -> None:
    number = read_pack(BASE).places["ha"]["care.price"]
    assert (number.value, number.low, number.high, number.layer) == (105000.0, 90000.0, 120000.0, "place")
    assert (number.grade, number.file, number.line) == ("B", "_base/places/ha.csv", 2)


def _points(text: str) -> str:
    return text.replace(",", ".").replace("beta(50. 50)", "beta(50, 50)")


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: _points(text),
        lambda text: _points(text).replace("beta(50, 50)", '"beta(50, 50)"').replace(";", ","),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "# a comment\n\n" + text.replace("\n", "\n;;;;\n"),
        lambda text: "\n".join([text.splitlines()[0], *reversed(text.splitlines()[1:])]),
        lambda text: "\n".join(";".join(reversed(line.split(";"))) for line in _full(text)),
        lambda text: "\n".join(line + ";;;" for line in text.splitlines()),
    ],
    ids=["points", "commas", "byte-order-mark", "line-ends", "comments", "row-order", "column-order", "excel-tails"],
)
def test_the_layout_of_a_table_does_not_change_the_digest(rewrite, tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    for name in ("numbers.csv", "transitions.csv", "use.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_bytes(rewrite(text).encode("utf-8"))
    assert read_pack(folder).digest == read_pack(BASE).digest


def _full(text: str) -> list[str]:
    """The lines with as many cells as the header."""
    header, *lines = text.splitlines()
    return [header, *(line + ";" * (header.count(";") - line.count(";")) for line in lines)]


def test_the_digest_follows_numbers_and_order_of_processes(tmp_path: Path) -> None:
    digests = {read_pack(BASE).digest}
    for n, (file, old, new) in enumerate(
        [
            ("numbers.csv", "2;1,5;3", "2,1;1,5;3"),
            ("deflators.csv", "103", "104"),
            ("programmes/help.yaml", "stays: 2", "stays: 3"),
            ("places/ha.csv", "105000", "106000"),
            ("sources.csv", "Table 1", "Table 2"),
            (
                "pack.yaml",
                "  - {id: death}\n  - {id: activity, factor: activity}",
                "  - {id: activity, factor: activity}\n  - {id: death}",
            ),
        ]
    ):
        folder = copy_base(tmp_path / str(n))
        edit(folder, file, old, new)
        digests.add(read_pack(folder).digest)
    assert len(digests) == 7


def test_comments_in_yaml_do_not_change_the_digest(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    edit(folder, "pack.yaml", "currency: NOK", "# the krone\n\ncurrency:    NOK")
    edit(folder, "programmes/help.yaml", "stays: 2", "stays: 2  # years")
    assert read_pack(folder).digest == read_pack(BASE).digest


def test_a_hole_that_other_rows_fill_is_none(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    edit(
        folder,
        "use.csv",
        "care.high;care;0;17;high;0,5;0,4;0,6;year/year;register;A",
        "a;care;0;5;;0,5;0,4;0,6;year/year;register;A\nb;care;6;9;high;0,5;0,4;0,6;year/year;register;A\n"
        "c;care;10;17;;0,5;0,4;0,6;year/year;register;A",
    )
    assert [row.id for row in read_pack(folder).uses] == ["a", "b", "c"]


def test_rows_of_two_programmes_do_not_meet(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    text = (folder / "programmes/help.yaml").read_text(encoding="utf-8")
    (folder / "programmes/more.yaml").write_text(text.replace("id: help", "id: more"), encoding="utf-8")
    edit(folder, "prices.csv", "id;item;activity", "id;item;programme")
    edit(folder, "prices.csv", "wage.school;wage;school", "wage.school;wage;help")
    edit(folder, "prices.csv", "wage.neet;wage;neet", "wage.neet;wage;more")
    assert {row.where.programme for row in read_pack(folder).prices} == {"", "help", "more"}


@pytest.mark.parametrize("name", ["programmes", "places", "rules"])
def test_what_stands_where_a_folder_should_is_told(tmp_path: Path, name: str) -> None:
    folder = copy_base(tmp_path)
    shutil.rmtree(folder / name, ignore_errors=True)
    (folder / name).symlink_to(tmp_path / "nowhere")
    assert f"tiny/{name}: is not a folder; remove it, or make it a folder" in problems_in(folder)
