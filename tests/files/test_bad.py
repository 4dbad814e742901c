"""Every kind of mistake has its exact message: the base pack with the files of one folder of tests/bad laid over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.files.tiny import BAD, BASE, CASES, MISSING, copy_base, edit, problems_in

from tidlig.files.packs import read_pack
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("case", CASES)
def test_a_bad_pack_gives_exactly_its_messages(case: str, tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    shutil.copytree(BAD / case, folder, dirs_exist_ok=True)
    if (BAD / case / MISSING).exists():
        (folder / (BAD / case / MISSING).read_text(encoding="utf-8").strip()).unlink()
    expected = (BAD / case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert expected
    assert problems_in(folder) == expected


def test_the_base_pack_is_good() -> None:
    assert problems_in(BASE) == []


def test_mistakes_in_several_files_are_told_at_once(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    edit(folder, "numbers.csv", "trial;B", "trail;B")
    edit(folder, "prices.csv", "wage.neet;wage", "wage.neet;wages")
    edit(folder, "programmes/help.yaml", "use: care", "use: cure")
    assert [line.split(":")[0] for line in problems_in(folder)] == [
        "tiny/numbers.csv",
        "tiny/prices.csv",
        "tiny/programmes/help.yaml",
    ]


def test_a_missing_folder_and_a_missing_pack_yaml(tmp_path: Path) -> None:
    with pytest.raises(AssumptionError, match=r"^nowhere: the pack's folder is missing; write the name or path"):
        read_pack(tmp_path / "nowhere")
    with pytest.raises(AssumptionError, match=r"/pack\.yaml: the file is missing; add it"):
        read_pack(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "id;nb;en\ncare;omsorg på døgn;care\n".encode("cp1252"),
            "tiny/labels.csv:2: the text is not UTF-8; save it as 'CSV UTF-8' or as plain text in UTF-8",
        ),
        (
            b"id;nb;en\ncare;\x00\x01;care\n",
            "tiny/labels.csv: the file is not text in UTF-8; save it as 'CSV UTF-8' or as plain text in UTF-8",
        ),
        (
            "id;nb;en\n".encode("utf-16"),
            "tiny/labels.csv: the file is not text in UTF-8; save it as 'CSV UTF-8' or as plain text in UTF-8",
        ),
    ],
    ids=["cp1252", "binary", "utf-16"],
)
def test_a_file_that_is_not_utf8(content: bytes, message: str, tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    (folder / "labels.csv").write_bytes(content)
    assert problems_in(folder) == [message]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    (folder / "labels.csv").write_text("id;nb\n" + "x;y\n" * 1_300_000, encoding="utf-8")
    assert problems_in(folder) == ["tiny/labels.csv: the file is larger than 5 MB; split it or remove what is not used"]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 5_000, "- " * 5_000, "\n".join(" " * n + "a:" for n in range(900))]
)
def test_deep_yaml_is_refused(text: str, tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    (folder / "programmes" / "deep.yaml").write_text(text, encoding="utf-8")
    assert problems_in(folder) == [
        "tiny/programmes/deep.yaml:LINE: nested too deeply; write at most 12 levels".replace(
            "LINE", "13" if "\n" in text else "1"
        )
    ]


def test_aliases_that_explode_are_refused(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    layers = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    (folder / "programmes" / "bomb.yaml").write_text("a0: &a0 [x]\n" + "\n".join(layers), encoding="utf-8")
    assert problems_in(folder) == [
        "tiny/programmes/bomb.yaml:1: anchors and aliases (& and *) are not used; write the value where it is needed"
    ]


def test_no_message_names_this_machine(tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    edit(folder, "pack.yaml", "need: share.need", "need: share.ned")
    (folder / "labels.csv").write_bytes(b"\xe5")
    assert not [line for line in problems_in(folder) if str(tmp_path) in line]
