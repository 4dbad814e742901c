"""A hint, when followed, removes its message; one cause gives one message, with place and hint."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.assumptions.follow import follow
from tests.assumptions.tiny import BAD, CASES, MISSING, copy_base, found_in

from tidlig.assumptions.problems import Problem

pytestmark = pytest.mark.unit


def bad(case: str, target: Path) -> tuple[Path, list[Problem]]:
    """The folder of a case and its problems."""
    folder = copy_base(target)
    shutil.copytree(BAD / case, folder, dirs_exist_ok=True)
    if (BAD / case / MISSING).exists():
        (folder / (BAD / case / MISSING).read_text(encoding="utf-8").strip()).unlink()
    return folder, found_in(folder)


@pytest.mark.parametrize("case", CASES)
def test_every_message_has_a_place_and_a_hint(case: str, tmp_path: Path) -> None:
    _, problems = bad(case, tmp_path)
    assert all(problem.file and problem.hint for problem in problems)
    assert len({(problem.file, problem.line, problem.field) for problem in problems}) == len(problems)


@pytest.mark.parametrize("case", CASES)
def test_a_hint_that_is_followed_removes_its_message(case: str, tmp_path: Path) -> None:
    _folder, problems = bad(case, tmp_path)
    for place, problem in enumerate(problems):
        again, _ = bad(case, tmp_path / str(place))
        root = again if problem.file == "scenario.yaml" else again.parent
        if follow(problem, root):
            left = [(each.file, each.line, each.what) for each in found_in(again)]
            assert (problem.file, problem.line, problem.what) not in left
