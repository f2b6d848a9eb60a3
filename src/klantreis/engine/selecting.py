"""Journeys left out, and events told by other codes, at the speed of copying; on all threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.journeys import Journeys, later
from klantreis.engine.local import SMALL, still, threads_to_use


def select(journeys: Journeys, mask: NDArray[np.bool_], filters: dict[str, Any]) -> Journeys:
    """Only the journeys where ``mask`` is true, in the same order.

    Cost: copying the codes that are kept, one byte an event; times and rows are copied when they are first read.
    """
    from klantreis.engine import kernels_selecting as kernels

    chosen = np.flatnonzero(mask)
    offsets = np.zeros(len(chosen) + 1, np.int64)
    np.cumsum(journeys.offsets[chosen + 1] - journeys.offsets[chosen], out=offsets[1:])

    # Journeys that are chosen next to each other are copied as one stretch.
    breaks = np.flatnonzero(np.diff(chosen) != 1) + 1
    first = np.concatenate((np.zeros(min(len(chosen), 1), np.int64), breaks))
    last = np.concatenate((first[1:], np.full(min(len(chosen), 1), len(chosen)))) - 1
    begins, ends, places = journeys.offsets[chosen[first]], journeys.offsets[chosen[last] + 1], offsets[first]

    def taken(source: NDArray[Any]) -> NDArray[Any]:
        out = np.empty(int(offsets[-1]), source.dtype)
        given = (still(begins), still(ends), still(source), still(places), out)
        _on_threads(len(first), lambda a, b: kernels.copy(*given, a, b), len(out))
        return out

    columns = {name: replace(known, numbers=taken(known.numbers)) for name, known in journeys.columns.items()}
    made = replace(
        journeys,
        offsets=offsets,
        codes=taken(journeys.codes),
        times=later(_once(lambda: taken(journeys.times))),
        customers=journeys.customers[chosen],
        rows=None if journeys.rows is None else later(_once(lambda: taken(np.asarray(journeys.rows)))),
        columns=columns,
        filters=filters,
    )
    # The time range is read where the times still are, so that a question about codes alone copies codes alone.
    found: list[tuple[int, int]] = []
    given = (still(journeys.offsets), still(journeys.times), still(chosen))
    _on_threads(len(chosen), lambda a, b: found.append(kernels.bounds_of(*given, a, b)), int(offsets[-1]))
    low, high = min(each[0] for each in found), max(each[1] for each in found)
    vars(made)["_span"] = None if low > high else (int(low), int(high))
    return made


def told(codes: NDArray[Any], table: NDArray[Any]) -> NDArray[Any]:
    """``table[codes]``; the table's type is the answer's."""
    from klantreis.engine import kernels_selecting as kernels

    out = np.empty(len(codes), table.dtype)
    plain = still(table)
    _on_threads(len(codes), lambda a, b: kernels.look_up(still(codes[a:b]), plain, out[a:b]))
    return out


def present(codes: NDArray[Any], width: int) -> NDArray[np.int64]:
    """Slots per code, shape (width,)."""
    from klantreis.engine import kernels_selecting as kernels

    counts = np.zeros(width, np.int64)
    kernels.present(still(codes), counts)
    return counts


def _on_threads(n: int, work: Callable[[int, int], None], size: int | None = None) -> None:
    """``work(a, b)`` over ranges that cover 0 … n - 1; in this thread when ``size`` slots are few."""
    workers = threads_to_use()
    if workers == 1 or (n if size is None else size) < SMALL:
        work(0, n)
        return
    with ThreadPoolExecutor(workers) as pool:
        for job in [pool.submit(work, a, b) for a, b in pairwise(np.linspace(0, n, workers + 1).astype(int).tolist())]:
            job.result()


def _once(make: Callable[[], NDArray[Any]]) -> Callable[[], NDArray[Any]]:
    made: list[NDArray[Any]] = []
    lock = Lock()

    def get() -> NDArray[Any]:
        with lock:
            if not made:
                made.append(make())
            return made[0]

    return get
