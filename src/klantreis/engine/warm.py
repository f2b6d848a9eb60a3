"""Compile every kernel on a tiny table, so that the first question is as quick as the second.

Machine code is kept on disk (see ``compiled.py``): after the first time this only loads it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from klantreis.engine.index import Batch, build, merge, split_by_gap
from klantreis.engine.journeys import Journeys


def warm(questions: tuple[Callable[[Journeys], object], ...] = ()) -> None:
    """Compile the kernels of the index, then ask each of ``questions`` of two small journeys of ``a`` and ``b``.

    Numba compiles per element type. Codes of one byte are warmed up; a workspace with more than 255 activities
    compiles for two bytes at its first question, which costs it half a second each.
    """
    batch = Batch(np.array([0, 0, 1, 1], np.uint32), np.array([1, 2, 1, 2]), np.array([5, 0, 1, 1]))
    index = merge(build([batch]), [batch])
    journeys = index.journeys((None, "a", "b"), lambda numbers: [str(number) for number in numbers])
    for ask in questions:
        ask(journeys)
    split_by_gap(journeys, 1)
