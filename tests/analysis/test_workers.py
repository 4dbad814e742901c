"""Any number of processes gives the same bytes in the same order."""

import numpy as np
import pytest
from tests.analysis.taken import payers_of
from tests.shipped import shipped

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import BLOCK
from tidlig.analysis.evaluate.workers import taken_of

ARMS = {"a": ("a",), "ab": ("a", "b")}
ROWS = 2 * BLOCK + 7


@pytest.mark.property
@pytest.mark.parametrize("workers", [2, 3])
def test_the_same_bytes_for_any_number_of_workers(workers):
    pack = shipped("published/sick_sicker")
    design = Design(ROWS, {"p.progress": np.linspace(0.05, 0.2, ROWS), "c.a": np.linspace(9000, 15000, ROWS)})
    alone = list(taken_of(pack, ARMS, design, payers_of))
    shared = list(taken_of(pack, ARMS, design, payers_of, workers))
    assert [start for start, _ in shared] == [0, BLOCK, 2 * BLOCK]
    assert [(start, found.tobytes()) for start, found in shared] == [(s, f.tobytes()) for s, f in alone]


@pytest.mark.unit
def test_no_workers_is_refused():
    with pytest.raises(ValueError, match="0 workers; write 1 or more"):
        next(taken_of(shipped("published/sick_sicker"), ARMS, Design(1), payers_of, 0))
