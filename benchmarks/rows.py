"""What a design row costs, and what evaluating rows together saves; ratios within one run, nothing asserted.

python benchmarks/rows.py [ROWS]
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from tidlig.analysis.design import Design
from tidlig.analysis.evaluate import Evaluator
from tidlig.analysis.run import run
from tidlig.assumptions.locate import find_pack, find_scenario, packs_root
from tidlig.assumptions.overlay import layer
from tidlig.assumptions.read import read_pack
from tidlig.assumptions.scenario import read_scenario

REPEATS = 5


def best(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """Shortest wall time of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def evaluated(evaluator: Evaluator, bundle: tuple[str, ...], design: Design) -> int:
    """Evaluate a design for one arm; the number of blocks."""
    return sum(1 for _ in evaluator.evaluate({"arm": bundle}, design))


def main(rows: int) -> None:
    """Time reading, one run, and a design of many rows for each arm of one scenario."""
    root = packs_root(None)
    scenario = read_scenario(find_scenario("ha-1000-dager", root))
    folder = find_pack(scenario.pack, root)
    pack = layer(read_pack(folder), scenario, None)
    evaluator = Evaluator(pack)
    once = best(lambda: run(pack, scenario, evaluator))
    print(f"reading and checking the pack   {best(lambda: read_pack(folder)) * 1000:8.1f} ms")
    print(f"one run, three arms, both views {once * 1000:8.1f} ms")
    design = Design(rows, {"share.need": np.linspace(0.3, 0.7, rows)})
    for arm, bundle in scenario.arms.items():
        one = best(partial(evaluated, evaluator, bundle, Design()))
        many = best(partial(evaluated, evaluator, bundle, design), 1)
        print(
            f"{arm:8} one row {one * 1000:7.1f} ms   {rows} rows {many:7.2f} s   "
            f"{many / rows * 1000:6.3f} ms a row, {one / (many / rows):5.1f} times less than a row alone"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"largest memory of the process   {peak:8.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
