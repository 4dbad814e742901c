"""What tests take of a block where it is run."""

from __future__ import annotations

import numpy as np

from tidlig.analysis.evaluate.evaluator import Block


def payers_of(block: Block) -> tuple[int, np.ndarray]:
    """First row of a block, and every arm's gains by payer and year."""
    return block.start, np.concatenate([arm.payers for arm in block.arms.values()])
