"""Blocks of a design in several processes: the same bytes, in the same order, for any number of them."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from tidlig.analysis.evaluate.design import Design
from tidlig.analysis.evaluate.evaluator import BLOCK, Block, Evaluator
from tidlig.pack.pack import Pack

Taken = TypeVar("Taken")
WAITING = 2  # blocks handed out to a worker at a time: memory does not grow with the rows of a design


def taken_of(
    pack: Pack,
    arms: Mapping[str, tuple[str, ...]],
    design: Design,
    take: Callable[[Block], Taken],
    workers: int = 1,
) -> Iterator[Taken]:
    """What is taken of each block of a design, block by block.

    ``take`` is a function of a module, for it is run where the block is: a block is large, what is taken of it small.
    Raises ValueError for fewer than one worker, and what ``take`` and the engine raise.
    """
    if workers < 1:
        raise ValueError(f"{workers} workers; write 1 or more")
    if workers == 1 or design.rows <= BLOCK:
        yield from map(take, Evaluator(pack).evaluate(arms, design))
        return
    # A new process, not a copy of this one: a copy made while other threads hold locks can wait for ever.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (pack, arms)) as pool:
        asked: deque[Future[Taken]] = deque()
        for start in range(0, design.rows, BLOCK):
            if len(asked) == WAITING * workers:
                yield asked.popleft().result()
            asked.append(pool.submit(_one, design.some(start, start + BLOCK), start, take))
        while asked:
            yield asked.popleft().result()


_here: list[tuple[Evaluator, Mapping[str, tuple[str, ...]]]] = []  # a worker's own evaluator: its plans and buffers


def _begin(pack: Pack, arms: Mapping[str, tuple[str, ...]]) -> None:
    _here[:] = [(Evaluator(pack), arms)]


def _one(part: Design, start: int, take: Callable[[Block], Taken]) -> Taken:
    ((evaluator, arms),) = _here
    (block,) = evaluator.evaluate(arms, part)
    return take(block.moved(start))
