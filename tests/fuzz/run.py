"""Inputs made at random through every door: ``make fuzz``.

    python -m tests.fuzz.run [--inputs 100000] [--first 1] [--workers 2] [--every 1000]

A failure names its seed: ``--first SEED --inputs 1`` runs it again.
"""

from __future__ import annotations

import argparse
import collections
import multiprocessing
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.fuzz.doors import asked
from tests.fuzz.inputs import made

LIMIT = 20  # seconds of processor time for one input: a busy machine is no fault
Answer = tuple[int, str, str, float]  # seed, kind, answer, seconds


def main() -> None:
    """Run the inputs and print what came of them; status 1 where one raised what it should not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=int, default=1000, help="inputs between two lines of progress")
    given = parser.parse_args()
    seen: collections.Counter[str] = collections.Counter()
    wrong: dict[str, list[int]] = {}
    slowest = (0, "", "", 0.0)
    begun = time.monotonic()
    for n, each in enumerate(answers(range(given.first, given.first + given.inputs), given.workers), 1):
        seed, kind, what, _ = each
        if n % given.every == 0:
            passed = time.monotonic() - begun
            print(f"{n} of {given.inputs} in {passed:.0f} s, uncaught {len(wrong)} kinds", file=sys.stderr, flush=True)
        known = what in ("accepted", "refused")
        seen[f"{kind} {what if known else 'uncaught'}"] += 1
        slowest = max(slowest, each, key=lambda one: one[3])
        if not known:
            wrong.setdefault(what, []).append(seed)
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"{given.inputs} inputs in {time.monotonic() - begun:.0f} s; "
        + ", ".join(f"{k} {n}" for k, n in sorted(seen.items()))
    )
    print(f"slowest: seed {slowest[0]}, {slowest[3]:.2f} s; most memory of a process: {memory / 1024:.0f} MB")
    for what, seeds in sorted(wrong.items(), key=lambda each: -len(each[1])):
        print(f"\nuncaught, {len(seeds)} times, seeds {seeds[:5]}:\n{what}")
    sys.exit(1 if wrong else 0)


def answers(seeds: range, workers: int) -> Iterator[Answer]:
    """Yield what came of every input, in no order."""
    with tempfile.TemporaryDirectory() as folder:
        if workers == 1:
            yield from map(partial(answer, folder), seeds)
            return
        with multiprocessing.get_context("fork").Pool(workers, maxtasksperchild=2000) as pool:
            yield from pool.imap_unordered(partial(answer, folder), seeds, chunksize=50)


def answer(folder: str, seed: int) -> Answer:
    """Return what came of the input of one seed: ``accepted``, ``refused``, or the end of a traceback."""
    own = Path(folder) / multiprocessing.current_process().name
    own.mkdir(exist_ok=True)
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    begun, given = time.monotonic(), made(seed)
    try:
        what = asked(given, own)
    except Exception:
        what = "".join(traceback.format_exc().splitlines(keepends=True)[-5:])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return seed, given.kind, what, time.monotonic() - begun


def _stop(*_: object) -> None:
    raise TimeoutError(f"more than {LIMIT} s")


if __name__ == "__main__":
    main()
