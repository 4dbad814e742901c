"""The engine's own moves and counts, written down call by call and done again by a plain loop in C.

What it leaves out: the tables of chances and weights, which are given, and everything that is not moving or counting
people.  It says how near the engine is to what a compiled loop of the same arithmetic would take.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from tidlig.engine import account, life
from tidlig.engine.plan.axes import Floats
from tidlig.engine.plan.counts import Weighted
from tidlig.engine.plan.exits import Exits
from tidlig.engine.year import flows, ledger
from tidlig.engine.year.buffers import Buffers
from tidlig.engine.year.flows import Chances

C = r"""
typedef struct { long n; const int *from, *to; const double *times; } op;

void replay(long n, const op *ops, long rows, const double *people, double *after) {
  enum { STRIP = 32 };
  for (long first = 0; first < rows; first += STRIP) {
    long width = rows - first < STRIP ? rows - first : STRIP;
    for (const op *o = ops; o < ops + n; o++)
      for (long k = 0; k < o->n; k++) {
        const double *p = people + o->from[k] * rows + first;
        double *a = after + o->to[k] * rows + first;
        if (o->times) {
          const double *t = o->times + k * rows + first;
          for (long r = 0; r < width; r++) a[r] += p[r] * t[r];
        } else
          for (long r = 0; r < width; r++) a[r] += p[r];
      }
  }
}
"""


class _Op(ctypes.Structure):
    _fields_ = (
        ("n", ctypes.c_long),
        ("source", ctypes.POINTER(ctypes.c_int)),
        ("target", ctypes.POINTER(ctypes.c_int)),
        ("times", ctypes.POINTER(ctypes.c_double)),
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """People of cells added to others, times a number by row where there is one, (n, rows)."""

    source: np.ndarray
    target: np.ndarray
    times: Floats | None


def compiler() -> str | None:
    """The C compiler of this machine, if it has one."""
    return next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)


@contextmanager
def written_down() -> Iterator[list[Moved]]:
    """Everything that is moved and counted while the context is open."""
    found: list[Moved] = []
    known: dict[int, tuple[object, Moved]] = {}

    def once(key: object, made: Callable[[], Moved]) -> None:
        if id(key) not in known:  # chances and weights are kept while they hold, and so are these
            known[id(key)] = key, made()
        found.append(known[id(key)][1])

    def step(exits: Exits, chances: Chances, people: Floats, after: Floats, buffers: Buffers) -> None:
        once(chances, lambda: _moves(exits, chances, people))
        flows.step(exits, chances, people, after, buffers)

    def persons(counts: account.Counts, base: Floats, stock: Floats, watched: Floats | None) -> Floats:
        masks = [(counts.masks, len(base))] + [(counts.by_track, stock[..., 0].size)] * bool(len(counts.by_track))
        for mask, _ in masks:
            once(mask, lambda mask=mask: Moved(*np.nonzero(mask.T), None))
        return ledger.persons_by_mask(counts, base, stock, watched)

    def by_item(weighted: Weighted, weight: Floats, people: Floats) -> Floats:
        item, pair = np.nonzero(weighted.sums)
        once(weight, lambda: Moved(weighted.people[pair], item, weight[pair]))
        return ledger.by_item(weighted, weight, people)

    with (
        patch.object(life, "step", step),
        patch.object(account, "persons_by_mask", persons),
        patch.object(account, "by_item", by_item),
    ):
        yield found


def _moves(exits: Exits, chances: Chances, people: Floats) -> Moved:
    """Those who stay and those who leave, one cell after another."""
    cells = np.arange(people[..., 0].size).reshape(people.shape[:-1])
    rows, parts = people.shape[-1], []
    for stay, share in zip(exits.stays, chances.stay, strict=True):
        there = cells[stay.here if stay.older is None else stay.older]
        parts.append((cells[stay.here], there, np.ones(1) if share is None else share))
    for way, share in zip(exits.ways, chances.leave, strict=True):
        if way.there is not None:
            parts.append((cells[way.here], cells[way.there], share))
    full = [(a.ravel(), b.ravel(), np.broadcast_to(c, (*a.shape, rows)).reshape(-1, rows)) for a, b, c in parts]
    return Moved(*(np.concatenate(column) for column in zip(*full, strict=True)))


def replayed(done: Sequence[Moved], rows: int) -> Callable[[], None]:
    """A call that does all of it again, compiled."""
    cells = 1 + max(int(max(each.source.max(initial=0), each.target.max(initial=0))) for each in done)
    people, after = np.full((cells, rows), 1e-3), np.zeros((cells, rows))
    kept: dict[int, tuple[np.ndarray, ...]] = {}
    ops = (_Op * len(done))()
    for op, each in zip(ops, done, strict=True):
        if id(each) not in kept:
            times = () if each.times is None else (np.ascontiguousarray(each.times),)
            kept[id(each)] = (each.source.astype(np.int32), each.target.astype(np.int32), *times)
        source, target, *times = kept[id(each)]
        op.n, op.source, op.target = len(source), _ints(source), _ints(target)
        op.times = times[0].ctypes.data_as(ctypes.POINTER(ctypes.c_double)) if times else None
    double = ctypes.POINTER(ctypes.c_double)
    library, given = _built(), (people.ctypes.data_as(double), after.ctypes.data_as(double))

    def replay() -> None:
        assert kept
        library.replay(ctypes.c_long(len(done)), ops, ctypes.c_long(rows), *given)

    return replay


def _ints(array: np.ndarray) -> ctypes._Pointer[ctypes.c_int]:
    return array.ctypes.data_as(ctypes.POINTER(ctypes.c_int))


def _built() -> ctypes.CDLL:
    """The loop, compiled on the spot."""
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder) / "loop.c", Path(folder) / "loop.so"
        source.write_text(C, encoding="utf-8")
        command = [str(compiler()), "-O3", "-march=native", "-shared", "-fPIC", "-o", str(library), str(source)]
        subprocess.run(command, check=True)
        return ctypes.CDLL(str(library))
