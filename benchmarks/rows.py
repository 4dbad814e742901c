"""What a design row costs, new engine against the former one, and what memory a design takes; nothing is asserted.

python -m benchmarks.rows [ROWS] [--workers N] [--heormodel PYTHON] [--json FILE]

Times are processor time of one run, so that their ratios hold on a machine that does other things too; those of
several processes are by the clock.  PYTHON is that of an environment of its own, with heormodel installed.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import tests.former.evaluate as former
from benchmarks import c_loop, peer
from tests.former.design import Design as FormerDesign

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import BLOCK, Block, Evaluator
from tidlig.analysis.evaluate.workers import taken_of
from tidlig.analysis.one.run import run
from tidlig.files.documents.scenario import read_scenario
from tidlig.files.packs import read_pack
from tidlig.files.text.locate import find_pack, find_scenario, packs_root
from tidlig.layers.overlay import layer
from tidlig.pack.pack import Pack

Arms = Mapping[str, tuple[str, ...]]
SCENARIO = "norge-tidlig-eller-sent"
FEW = 960  # rows of the comparison with the former engine
REPEATS = 3
SPREAD = 0.02


def best(action: Callable[[], object]) -> float:
    """Shortest processor time of several runs, in seconds."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def varied(pack: Pack, rows: int) -> dict[str, np.ndarray]:
    """Every number of a pack moved by up to two per cent in every row; what is 0 or 1 stays."""
    draw = np.random.default_rng(0)
    return {
        id: number.value * (np.ones(rows) if number.value == 1.0 else draw.uniform(1.0 - SPREAD, 1.0, rows))
        for id, number in pack.numbers.items()
    }


def compiled(pack: Pack, bundles: list[tuple[str, ...]]) -> None:
    """Compile some plans anew: plans are kept by the objects that a pack is made of, and this one has another."""
    evaluator = Evaluator(replace(pack, factors=dict(pack.factors)))
    for bundle in bundles:
        evaluator.plan(bundle)


def evaluated(blocks: Iterable[Any]) -> int:
    """Take every arm's gains by payer out of every block; the number of blocks."""
    count = 0
    for block in blocks:
        count += 1
        for arm in block.arms.values():
            arm.payers  # noqa: B018
    return count


def width(block: Block) -> int:
    """Rows of a block, once every arm's gains by payer are taken out of it."""
    evaluated([block])
    return block.baseline.values.rows


def shared(pack: Pack, arms: Arms, rows: int, workers: int) -> float:
    """Seconds by the clock of a design with every number varied, in several processes, their start included."""
    design = Design(rows, varied(pack, rows))
    start = time.monotonic()
    counted = sum(taken_of(pack, arms, design, width, workers))
    assert counted == rows
    return time.monotonic() - start


def peak() -> float:
    """Largest memory of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(rows: int, workers: int, heormodel: Path | None) -> dict[str, float]:
    """Times and memory by name: milliseconds, microseconds a draw, megabytes."""
    root = packs_root(None)
    scenario = read_scenario(find_scenario(SCENARIO, root))
    folder = find_pack(scenario.pack, root)
    pack = layer(read_pack(folder), scenario, None)
    arms = dict(list(scenario.arms.items())[:2])
    ours, theirs, columns = Evaluator(pack), former.Evaluator(pack), varied(pack, FEW)
    found = {
        "reading the pack, ms": 1e3 * best(lambda: read_pack(folder)),
        "compiling the plans, ms": 1e3 * best(lambda: compiled(pack, [(), *arms.values()])),
        "one run, every arm and figure, ms": 1e3 * best(lambda: run(pack, scenario, ours)),
        "a draw, us": 1e6 / FEW * best(lambda: evaluated(ours.evaluate(arms, Design(FEW, columns)))),
        "memory after few draws, MB": peak(),
        "a draw, former engine, us": 1e6
        / FEW
        * best(lambda: evaluated(theirs.evaluate(arms, FormerDesign(FEW, columns)))),
    }
    if c_loop.compiler():
        with c_loop.written_down() as done:
            evaluated(ours.evaluate(arms, Design(BLOCK, {id: column[:BLOCK] for id, column in columns.items()})))
        found["a draw, the same moves and counts in C, us"] = 1e6 / BLOCK * best(c_loop.replayed(done, BLOCK))
        found["engine / C"] = found["a draw, us"] / found["a draw, the same moves and counts in C, us"]
    found["former engine / engine"] = found["a draw, former engine, us"] / found["a draw, us"]
    before = peak()
    evaluated(ours.evaluate(arms, Design(rows, {"share.need": np.linspace(0.3, 0.7, rows)})))
    found[f"more memory for {rows} draws, MB"] = peak() - before
    found[f"{rows} draws in {workers} processes, s by the clock"] = shared(pack, arms, rows, workers)
    return found | (peer.compared(heormodel) if heormodel else {})


def main() -> None:
    """Measure, print, and write as JSON where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("rows", type=int, nargs="?", default=10_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--heormodel", type=Path)
    asked = parser.parse_args()
    found = measured(asked.rows, asked.workers, asked.heormodel)
    for name, value in found.items():
        print(f"{name:48}{value:10.1f}")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
