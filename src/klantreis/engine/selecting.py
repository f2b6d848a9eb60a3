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

    def taken(source: NDArray[Any]) -> NDArray[Any]:
        return _copied(still(journeys.offsets), still(source), chosen, offsets)

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
    low, high = kernels.bounds_of(still(journeys.offsets), still(journeys.times), still(chosen))
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


def _copied(
    offsets: NDArray[np.int64], source: NDArray[Any], chosen: NDArray[np.int64], offsets_out: NDArray[np.int64]
) -> NDArray[Any]:
    from klantreis.engine import kernels_selecting as kernels

    out = np.empty(int(offsets_out[-1]), source.dtype)
    which, places = still(chosen), still(offsets_out)
    _on_threads(len(which), lambda a, b: kernels.copy(offsets, source, which, places, out, a, b), len(out))
    return out


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
