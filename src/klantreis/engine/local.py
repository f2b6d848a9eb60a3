"""Where an analysis runs on one machine: chunks of whole journeys on threads.

The one protocol of every analysis: a *kernel* turns a chunk of whole journeys into a partial result
(plain arrays), a *merge* turns the partial results, in the order of the chunks, into one, and the
analysis freezes that. Kernels release the interpreter lock, so threads use all cores.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock, local
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.journeys import Journeys

P = TypeVar("P")
T = TypeVar("T")
SMALL = 50_000
"""Below this many slots one thread is quicker than starting several."""

PIECE = 1 << 23
"""Slots of a piece of a chunk; see ``in_pieces``."""


def run(
    kernel: Callable[[Journeys], P],
    merge: Callable[[Sequence[P]], P],
    journeys: Journeys,
    threads: int | None = None,
) -> P:
    """``merge`` of ``kernel`` over chunks of ``journeys``; the same answer for any number of threads."""
    workers = threads or threads_to_use()
    # No journeys give no chunks, and still an answer.
    chunks = list(journeys.chunks(1 if _reach(journeys) < SMALL else workers)) or [journeys]
    if len(chunks) == 1:
        return merge([kernel(chunks[0])])
    return merge(side_by_side(kernel, chunks, workers))


def side_by_side(work: Callable[[T], P], items: Sequence[T], workers: int | None = None) -> list[P]:
    """``work`` of each item, in their order, on threads that stay; in this one where it is one of them already."""
    if len(items) < 2 or getattr(_HERE, "busy", False):
        return [work(item) for item in items]

    def inside(item: T) -> P:
        _HERE.busy = True
        try:
            return work(item)
        finally:
            _HERE.busy = False

    return list(_pool(workers or threads_to_use()).map(inside, items))


def in_pieces(kernel: Callable[[Journeys], P], merge: Callable[[Sequence[P]], P], chunk: Journeys) -> P:
    """``merge`` of ``kernel`` over pieces of a chunk, one after another: what a piece needs stays in a core's cache.

    For kernels that make room per slot or per journey: room for many millions comes from the system anew each time.
    """
    parts = -(-_reach(chunk) // PIECE)
    return kernel(chunk) if parts < 2 else merge([kernel(piece) for piece in chunk.chunks(parts)] or [kernel(chunk)])


_HERE = local()
_POOLS: dict[tuple[int, int], ThreadPoolExecutor] = {}


def _pool(workers: int) -> ThreadPoolExecutor:
    """Threads are kept, since starting them costs as much as a quick question; a forked process starts its own."""
    key = (os.getpid(), workers)
    with _LOCK:
        if key not in _POOLS:
            _POOLS[key] = ThreadPoolExecutor(workers, thread_name_prefix="klantreis-engine")
        return _POOLS[key]


_LOCK = Lock()
os.register_at_fork(after_in_child=lambda: globals().__setitem__("_LOCK", Lock()))


def _reach(journeys: Journeys) -> int:
    """The slots that kernels may look at: of a selection, all that it was chosen from."""
    return journeys.slots if journeys.chosen is None else journeys.chosen.base.slots


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
