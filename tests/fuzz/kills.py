"""Writers killed at random, and two writers at once: ``make kills``.  Every folder has to read as old or as new.

python -m tests.fuzz.kills [--kills 500] [--seconds 10] [--seed 1]
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tidlig.files.packs import read_pack
from tidlig.files.write.commit import JOURNAL, consistent

BASE = Path(__file__).parents[1] / "bad" / "_base"
# A fit of one number in each of two files, always the same figure in both.
FIT = """
import sys
from pathlib import Path
from tidlig.problems import AssumptionError
from tidlig.files.packs import read_pack
from tidlig.files.write.writeback import write_back
n = refused = 0
for _ in range(int(sys.argv[2])):
    pack = read_pack(Path(sys.argv[1]))
    value = pack.numbers["g.need"].value % 2.9 + 0.001
    try:
        write_back(pack, {"g.need": (value, value, value), "fit.twin": (value, value, value)})
        n += 1
    except AssumptionError:
        refused += 1
    print(n, refused, flush=True)
"""
# A result with its tables, every file naming the same count.
RESULT = """
import sys
from pathlib import Path
from tidlig.analysis.run import run
from tidlig.layers.overlay import layer
from tidlig.files.packs import read_pack
from tidlig.files.documents.scenario import read_scenario
from tidlig.report.files import write_result
base, out = Path(sys.argv[3]), Path(sys.argv[1])
scenario = read_scenario(base / "scenario.yaml")
pack = layer(read_pack(base), scenario)
document = run(pack, scenario)
for n in range(int(sys.argv[2])):
    write_result(document | {"scenario": f"n{n}"}, pack, scenario, out)
    print(n, 0, flush=True)
"""
WRITES = "1000000"


def main() -> None:
    """Kill writers, set two against each other, print what was seen; status 1 where a folder read as neither."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        seen = Counter(_killed(kind, Path(folder), draw) for kind in ("fit", "result") for _ in range(asked.kills // 2))
        print(f"{asked.kills} kills: " + ", ".join(f"{n} {what}" for what, n in sorted(seen.items())))
        lost = _two_writers(Path(folder), asked.seconds)
    sys.exit(1 if lost or any(what.endswith("broken") for what in seen) else 0)


def pack_folder(folder: Path) -> Path:
    """Return a small pack with a number in each of two files that a fit writes together."""
    made = folder / "pack"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(BASE, made)
    numbers = (made / "numbers.csv").read_text(encoding="utf-8").splitlines()
    (made / "numbers.csv").write_text("\n".join([f"{numbers[0]};status", *numbers[1:]]) + "\n", encoding="utf-8")
    uses = (made / "use.csv").read_text(encoding="utf-8").splitlines()
    columns = uses[0].split(";")
    twin = {"id": "fit.twin", "item": "care", "need": "low", "value": "2", "low": "2", "high": "2", "unit": "year/year",
            "grade": "E"}  # fmt: skip
    row = ";".join(twin.get(column, "") for column in columns)
    (made / "use.csv").write_text("\n".join([f"{uses[0]};status", *uses[1:], row]) + "\n", encoding="utf-8")
    return made


def _killed(kind: str, folder: Path, draw: random.Random) -> str:
    """Start a writer, kill it after a moment, and tell how its folder reads."""
    target = pack_folder(folder) if kind == "fit" else folder / "result"
    code = FIT if kind == "fit" else RESULT
    command = [sys.executable, "-c", code, str(target), WRITES, str(BASE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()  # it has written once
        time.sleep(draw.uniform(0.0, 0.05))
        writer.kill()
    half = "finished by the reader" if (target / JOURNAL).exists() else "as it was"
    return f"{kind} {half}" if _whole(kind, target) else f"{kind} broken"


def _whole(kind: str, target: Path) -> bool:
    """Tell whether every file of a folder belongs to the same writing."""
    if kind == "fit":
        numbers = read_pack(target).numbers
        return numbers["g.need"].value == numbers["fit.twin"].value
    return consistent(target, lambda: _of_one_result(target))


def _of_one_result(target: Path) -> bool:
    name = json.loads((target / "result.json").read_text(encoding="utf-8"))["scenario"]
    tables = [path.read_text(encoding="utf-8").splitlines() for path in target.glob("*.csv")]
    column = [table[0].split(",").index("scenario") for table in tables]
    return all(row.split(",")[k] == name for table, k in zip(tables, column, strict=True) for row in table[1:])


def _two_writers(folder: Path, seconds: float) -> bool:
    """Let two writers fit one pack at once; tell whether anything was lost."""
    target = pack_folder(folder)
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in target.glob("*.csv")}
    command = [sys.executable, "-c", FIT, str(target), WRITES]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    first = [writer.stdout.readline() for writer in writers if writer.stdout]  # both are at work
    time.sleep(seconds)
    for writer in writers:
        writer.terminate()
    told = [begun + writer.communicate()[0] for begun, writer in zip(first, writers, strict=True)]
    last = [text.split("\n")[-2].split() for text in told]
    after = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in target.glob("*.csv")}
    whole = _whole("fit", target) and after == lines
    written, refused = (sum(int(each[k]) for each in last) for k in (0, 1))
    print(f"two writers, {seconds:g} s: {written} fits written, {refused} refused since the other was first, "
          f"{'nothing lost' if whole else 'LINES OR FITS LOST'}")  # fmt: skip
    return not whole


if __name__ == "__main__":
    main()
