"""Sick-Sicker in this engine and in heormodel: the same draws, the same answers, the time of each."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import Block, Evaluator
from tidlig.analysis.one.effectiveness import worth_by_period
from tidlig.appraisal.discounting import discount_factors, present_value
from tidlig.files.packs import read_pack
from tidlig.files.text.locate import find_pack, packs_root
from tidlig.pack.pack import Pack

ARMS = {"a": ("a",), "b": ("b",), "ab": ("a", "b")}
DRAWS = 960
VARIED = ("rate", "ratio", "USD/year", "qaly/year")  # who pays and how it is discounted stays
SPREAD = 0.02
SIDE = Path(__file__).parent / "heormodel_side.py"


def compared(python: Path) -> dict[str, float]:
    """Microseconds a draw of four strategies in both; ``python`` is that of an environment with heormodel.

    Raises AssertionError where an incremental cost or effect of a draw differs by more than a billionth.
    """
    pack = read_pack(find_pack("published/sick_sicker", packs_root(None)))
    random = np.random.default_rng(0)
    draws = {
        id: number.value * (random.uniform(1.0 - SPREAD, 1.0, DRAWS) if number.unit in VARIED else np.ones(DRAWS))
        for id, number in pack.numbers.items()
    }
    engine = Evaluator(pack)
    blocks, ours = [], float("inf")
    for _ in range(2):  # the plans are compiled in the first
        begun = time.process_time()
        blocks = list(engine.evaluate(ARMS, Design(DRAWS, draws)))
        ours = min(ours, time.process_time() - begun)
    with tempfile.TemporaryDirectory() as folder:
        given, answered = Path(folder) / "draws.npz", Path(folder) / "answers.npz"
        np.savez(given, **draws)  # type: ignore[arg-type]
        subprocess.run([python, SIDE, given, answered], check=True)
        theirs = dict(np.load(answered))
    cost, effect = _increments(pack, blocks)
    np.testing.assert_allclose(cost, theirs["cost"][1:] - theirs["cost"][0], rtol=1e-9)
    np.testing.assert_allclose(effect, theirs["effect"][1:] - theirs["effect"][0], rtol=1e-9)
    found = {"Sick-Sicker, a draw, us": 1e6 / DRAWS * ours}
    found["Sick-Sicker, a draw, heormodel, us"] = 1e6 / DRAWS * float(theirs["seconds"])
    return found | {"heormodel / engine": float(theirs["seconds"]) / ours}


def _increments(pack: Pack, blocks: list[Block]) -> tuple[np.ndarray, np.ndarray]:
    """Discounted cost and effect of every arm beyond standard care, (arms, draws) each."""
    cost, effect = [], []
    for block in blocks:
        values = block.baseline.values
        money = [arm.payers.sum(axis=0) for arm in block.arms.values()]
        factors = discount_factors(pack.discount.money, values.__getitem__, len(money[0]), first=pack.discount.first)
        cost.append([-present_value(each, factors) for each in money])
        effect.append([worth_by_period(pack, values, arm, "qaly").sum(axis=0) for arm in block.arms.values()])
    return np.concatenate(cost, axis=-1), np.concatenate(effect, axis=-1)
