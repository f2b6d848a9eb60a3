"""Where an analysis runs on one machine: chunks of whole journeys on threads.

The one protocol of every analysis: a *kernel* turns a chunk of whole journeys into a partial result
(plain arrays), a *merge* turns the partial results, in the order of the chunks, into one, and the
analysis freezes that. Kernels release the interpreter lock, so threads use all cores.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.journeys import Journeys

P = TypeVar("P")
SMALL = 50_000
"""Below this many slots one thread is quicker than starting several."""


def run(
    kernel: Callable[[Journeys], P],
    merge: Callable[[Sequence[P]], P],
    journeys: Journeys,
    threads: int | None = None,
) -> P:
    """``merge`` of ``kernel`` over chunks of ``journeys``; the same answer for any number of threads."""
    workers = threads or threads_to_use()
    # No journeys give no chunks, and still an answer.
    chunks = list(journeys.chunks(1 if len(journeys.codes) < SMALL else workers)) or [journeys]
    if len(chunks) == 1:
        return merge([kernel(chunks[0])])
    with ThreadPoolExecutor(workers) as pool:
        return merge(list(pool.map(kernel, chunks)))


def threads_to_use() -> int:
    """Cores this process may use; ``KLANTREIS_THREADS`` overrides."""
    asked = os.environ.get("KLANTREIS_THREADS", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def still(array: NDArray[Any]) -> NDArray[Any]:
    """A plain, contiguous, read-only view, so that every kernel is compiled once per element type.

    Numba compiles separately for writable, read-only and memory-mapped arrays; callers pass each
    array they only read through here.
    """
    view = np.ascontiguousarray(array).view(np.ndarray)
    if view.flags.writeable:
        view = view[:]
        view.flags.writeable = False
    return view
