"""Pairs of consecutive events of journeys with many activities: counts, journeys, and all times between, per pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.groups import Groups, merged, offsets_of
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still

DENSE = 850
"""Up to this many codes a full matrix of pairs is counted; above it only the pairs that occur."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs that occur (``from * width + to``, ascending; code 0 is start and end), counts, and times between."""

    pairs: NDArray[np.uint64]
    counts: NDArray[np.int64]
    journeys: NDArray[np.int64]
    """Distinct journeys per pair."""
    waits: Groups
    """Microseconds per pair, none at start and end."""


def count(chunk: Journeys, width: int) -> Pairs:
    """The pairs of a chunk of whole journeys, whose codes are below ``width``."""
    codes, times = still(chunk.codes), still(chunk.times)
    return _sparse(codes, times, width) if width > DENSE else _dense(codes, times, width)


def merge(parts: Sequence[Pairs]) -> Pairs:
    """The pairs of several chunks as one."""
    from klantreis.engine import kernels_pairs as kernels

    if len(parts) == 1:
        return parts[0]
    pairs = reduce(_either, [part.pairs for part in parts])
    counts, in_journeys = np.zeros(len(pairs), np.int64), np.zeros(len(pairs), np.int64)
    waits = []
    for part in parts:
        where = np.empty(len(part.pairs), np.int64)
        kernels.find(pairs, still(part.pairs), where)
        counts[where] += part.counts
        in_journeys[where] += part.journeys
        waits.append((part.waits, where))
    return Pairs(pairs, counts, in_journeys, merged(waits, len(pairs)))


def _either(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """What is in either, ascending as they are."""
    from klantreis.engine import kernels_pairs as kernels

    both = np.empty(len(first) + len(second), np.uint64)
    return both[: kernels.either(still(first), still(second), both)]


def _dense(codes: NDArray[Any], times: NDArray[np.int64], width: int) -> Pairs:
    from klantreis.engine import kernels_transitions as kernels

    cells = width * width
    counts, seen = np.zeros(cells, np.int64), np.full(cells, -1, np.int64)
    in_journeys = np.zeros(cells, np.int64)
    kernels.count_pairs(codes, width, counts, in_journeys, seen)
    timed = counts.copy()
    timed[:width] = 0
    timed[::width] = 0
    offsets = offsets_of(timed)
    values = np.empty(int(offsets[-1]), np.int64)
    kernels.collect_times(codes, times, width, offsets[:-1].copy(), values)
    present = np.flatnonzero(counts)
    # Pairs that do not occur have no values, so the present ones lie next to each other.
    kept = np.concatenate((np.zeros(1, np.int64), offsets[1:][present]))
    return Pairs(present.astype(np.uint64), counts[present], in_journeys[present], Groups(kept, values))


def _sparse(codes: NDArray[Any], times: NDArray[np.int64], width: int) -> Pairs:
    """Sorted by counting, first by what an event follows and then, in a core's cache, by what it is."""
    from klantreis.engine import kernels_pairs as kernels

    slots = len(codes)
    begins = np.zeros(width + 1, np.int64)
    kernels.count_left(codes, begins)
    followers = np.empty((slots, 2), np.int64)
    kernels.by_left(codes, times, begins[:-1].copy(), followers)
    pairs, offsets = np.empty(slots, np.uint64), np.zeros(slots + 1, np.int64)
    counts, in_journeys, values = (np.empty(slots, np.int64) for _ in range(3))
    n = kernels.by_right(begins, followers, pairs, counts, in_journeys, offsets, values)
    # Copies, so that the room for as many pairs as slots goes.
    kept = offsets[: n + 1].copy()
    return Pairs(
        pairs[:n].copy(), counts[:n].copy(), in_journeys[:n].copy(), Groups(kept, values[: int(kept[-1])].copy())
    )
