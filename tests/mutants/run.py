"""Errors planted in the model at random, one at a time: does some test see each?  ``make mutants``.

python -m tests.mutants.run [--mutants 200] [--seed 1] [--workers 2]

An error that changes no result is written into ``harmless.txt`` with the reason, and is then not counted.  Every other
one that no test sees is named, and the command ends with 1 where fewer than 95 in 100 were seen.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.mutants.mutation import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
HARMLESS = Path(__file__).parent / "harmless.txt"
PARTS = ("engine", "appraisal", "analysis")  # of the package: all that a figure is made of
# The quick and far-reaching first: most errors are seen by the golden results.
TESTS = ("tests/golden", "tests/appraisal", "tests/twin", "tests/published", "tests/engine", "tests/analysis")
PATIENCE = 900  # seconds, for all tests of one error; one that makes a loop endless is seen by that
ENOUGH = 0.95


def main() -> int:
    """Plant, test and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--mutants", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    chosen = _chosen(asked.mutants, asked.seed)
    missed = [mutant for mutant, seen in zip(chosen, _tested(chosen, asked.workers), strict=True) if not seen]
    harmless = {line.split(" | ")[0] for line in HARMLESS.read_text(encoding="utf-8").splitlines() if line}
    left = [mutant for mutant in missed if mutant.name not in harmless]
    counted = len(chosen) - (len(missed) - len(left))
    for mutant in left:
        print(f"not seen: line {mutant.line} of {mutant.name}")
    print(f"{len(chosen)} errors, {len(missed) - len(left)} without effect, {counted - len(left)} of {counted} seen")
    return 0 if counted - len(left) >= ENOUGH * counted else 1


def _chosen(number: int, seed: int) -> list[Mutant]:
    """Some of all errors that could be planted."""
    package = Path("model") / "tidlig"
    files = [file.relative_to(ROOT) for part in PARTS for file in sorted((ROOT / package / part).rglob("*.py"))]
    every = [mutant for file in files for mutant in mutants_of(ROOT, file)]
    return random.Random(seed).sample(every, min(number, len(every)))


def _tested(mutants: Sequence[Mutant], workers: int) -> list[bool]:
    """Whether some test saw each, in copies of the project: one for each worker."""
    with tempfile.TemporaryDirectory() as folder:
        free: Queue[Path] = Queue()
        for k in range(workers):
            free.put(_copied(Path(folder) / str(k)))
        if _fails(Path(folder) / "0"):
            sys.exit("the tests fail before any error is planted")

        def tested(mutant: Mutant) -> bool:
            copy = free.get()
            try:
                seen = _seen(mutant, copy)
            finally:
                free.put(copy)
            print("." if seen else "-", end="", flush=True)
            return seen

        with ThreadPoolExecutor(workers) as pool:
            found = list(pool.map(tested, mutants))
    print()
    return found


def _copied(copy: Path) -> Path:
    """The project with a package of its own, everything else as links."""
    copy.mkdir()
    for path in ROOT.iterdir():
        if path.name != "model" and not path.name.startswith("."):
            (copy / path.name).symlink_to(path)
    shutil.copytree(ROOT / "model", copy / "model", ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def _seen(mutant: Mutant, copy: Path) -> bool:
    """Whether a test fails with the error; the file is as it was afterwards."""
    file = copy / mutant.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(mutant.text, encoding="utf-8")
    try:
        return _fails(copy)
    finally:
        file.write_text(whole, encoding="utf-8")


def _fails(copy: Path) -> bool:
    """Whether a test of a copy fails, or takes too long."""
    environment = os.environ | {"PYTHONPATH": f"{copy / 'model'}{os.pathsep}{copy}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *TESTS]
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
