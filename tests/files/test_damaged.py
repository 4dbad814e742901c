"""Packs damaged at random: every message has a hint and a translation, and reads without error in every language."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from tests.files.tiny import copy_base, found_in
from tests.texts import catalogue

from tidlig.problems import AssumptionError, Message
from tidlig.report.words.problems import in_file, translations

pytestmark = pytest.mark.property

WRITTEN = [
    "", "0", "-1", "9", "1e9", "1,5", "abc", "need", "\u00a0", "\t", "\u200b", "{x}", "[", "}", ":", "'", '"', "&a",
    "null", "2027", '"3"', "rest", "fixed", "50 %", "NOK/year", "sted", "|", "0|1", "neet", "x" * 70,
]  # fmt: skip


def damage(folder: Path, chance: random.Random) -> None:
    """Write something else over one word or sign of one file."""
    path = chance.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    text = path.read_text(encoding="utf-8")
    start, end = chance.choice([match.span() for match in re.finditer(r"[\w.\-]+|[^\w\s]", text)])
    new = chance.choice([chance.choice(WRITTEN), "", text[start : end - 1], chance.choice(WRITTEN) + text[start:end]])
    path.write_text(text[:start] + new + text[end:], encoding="utf-8")


@pytest.mark.parametrize("seed", range(100))
def test_every_message_of_a_damaged_pack_can_be_followed_and_read(seed: int, tmp_path: Path) -> None:
    folder = copy_base(tmp_path)
    damage(folder, random.Random(seed))
    problems = found_in(folder)
    messages: list[Message] = [message for problem in problems for message in (problem.what, problem.hint)]
    assert all(messages)
    assert {message.template for message in messages} <= set(translations("nb"))
    assert len(in_file(AssumptionError(problems), catalogue("nb"))) == min(len(problems), 21)
