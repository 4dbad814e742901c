"""A few hundred of the inputs that ``make fuzz`` makes by the hundred thousand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fuzz.doors import asked
from tests.fuzz.inputs import made

pytestmark = pytest.mark.property


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_what_is_taken_also_runs_and_what_is_refused_says_why(first: int, tmp_path: Path) -> None:
    answers = {asked(made(seed), tmp_path) for seed in range(first, first + 20)}
    assert answers <= {"accepted", "refused"}
