"""Working memory of one worker, handed out again for every year and every call."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from tidlig.engine.plan.axes import Floats


class Buffers:
    """Named pieces of memory; asking for a name again gives the same memory, its former contents lost."""

    def __init__(self) -> None:
        self._flat: dict[str, Floats] = {}

    def other(self, shape: Sequence[int], *used: Floats) -> Floats:
        """A stock's array of a shape, not cleared, in none of the memory that is in use."""
        names = (f"stock {k}" for k in range(len(used) + 1))
        free = (self.get(name, shape) for name in names)
        return next(array for array in free if not any(np.may_share_memory(array, each) for each in used))

    def get(self, name: str, shape: Sequence[int]) -> Floats:
        """An array of a shape, not cleared."""
        size = prod(shape)
        if name not in self._flat or self._flat[name].size < size:
            self._flat[name] = np.empty(size)
        return self._flat[name][:size].reshape(shape)
