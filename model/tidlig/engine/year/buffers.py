"""Working memory of one worker, handed out again for every year and every call."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tidlig.engine.plan.axes import Floats


class Buffers:
    """Named pieces of memory; asking for a name again gives the same memory, its former contents lost."""

    def __init__(self) -> None:
        self._flat: dict[str, Floats] = {}

    def get(self, name: str, shape: Sequence[int]) -> Floats:
        """An array of a shape, not cleared."""
        size = int(np.prod(shape))
        if name not in self._flat or self._flat[name].size < size:
            self._flat[name] = np.empty(size)
        return self._flat[name][:size].reshape(shape)
