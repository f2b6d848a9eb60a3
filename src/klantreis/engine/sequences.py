"""How many journeys run each distinct sequence, and how long they take: exact, mergeable, near the speed of sorting.

Each journey gets a key of 64 bits, keys are sorted with the journey's number below them, and equal keys stand together.
Short sequences are their key; of longer ones the codes are compared, so no two sequences are ever taken for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.groups import Groups, quantiles
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still


@dataclass(frozen=True, eq=False)
class Counted:
    """The partial result: D distinct sequences, ascending by the upper half of their key."""

    keys: NDArray[np.uint64]
    starts: NDArray[np.int64]
    """Sequence ``d`` begins at ``codes[starts[d]]`` and ends before the next 0."""
    codes: NDArray[Any]
    durations: Groups
    """Time from first to last event of the journeys that run each, in microseconds."""

    @property
    def counts(self) -> NDArray[np.int64]:
        """Journeys per sequence, shape (D,)."""
        return self.durations.sizes

    @property
    def empty(self) -> int | None:
        """Which sequence is the one without events, if any."""
        found = np.flatnonzero(self.keys == 0)
        return int(found[0]) if len(found) else None

    def medians_of(self, which: NDArray[np.int64]) -> NDArray[np.float64]:
        """Median seconds from first to last event of the journeys that run each of some sequences."""
        return quantiles(self.durations, (0.5,), which)[:, 0]

    def sequences(self, which: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """Some of them copied as (offsets, codes), in the layout of ``Journeys``."""
        from klantreis.engine import kernels_sequences as kernels

        offsets = np.zeros(len(which) + 1, np.int64)
        kernels.measure(still(self.starts), still(self.codes), still(which), offsets)
        np.cumsum(offsets, out=offsets)
        codes = np.empty(int(offsets[-1]), self.codes.dtype)
        kernels.copy(still(self.starts), still(self.codes), still(which), offsets, codes)
        return offsets, codes


def count(chunk: Journeys, *, collapse: bool = False) -> Counted:
    """The kernel. ``collapse`` writes immediate repeats once."""
    from klantreis.engine import kernels_paths
    from klantreis.engine import kernels_sequences as kernels

    chosen = chunk.chosen if chunk.chosen is not None and chunk.chosen.most else None
    whole = chunk if chosen is None else chosen.base
    offsets, codes = still(whole.offsets), still(whole.codes)
    took = np.empty(whole.n, np.int64)
    kernels.durations(offsets, still(whole.times), took)
    if collapse:
        shorter, written = np.empty(whole.n + 1, np.int64), np.empty(len(codes), codes.dtype)
        used = kernels_paths.collapse(offsets, codes, shorter, written)
        offsets, codes = still(shorter), still(written[:used])
    keys = np.empty(whole.n, np.uint64)
    kernels.keys(codes, codes.dtype.itemsize * 8, keys)
    # Two halves in one number, so that NumPy's sort of plain numbers (SIMD) does all the work.
    ordered = (keys & np.uint64(0xFFFFFFFF00000000)) | np.arange(whole.n, dtype=np.uint64)
    if chosen is not None:
        ordered = ordered[chosen.mask]
    ordered.sort()
    found = _room(chunk.n, chunk.n)
    n = kernels.runs(ordered, still(keys), offsets, codes, still(took), found)
    return _small(_made(found, int(n), codes))


def merge(parts: Sequence[Counted]) -> Counted:
    """The merge: two and two, so that many parts cost no more than a few rounds."""
    left = list(parts)
    while len(left) > 1:
        left = [_two(*left[i : i + 2]) if i + 1 < len(left) else left[i] for i in range(0, len(left), 2)]
    return left[0]


def candidates(counts: NDArray[np.integer], limit: int | None, empty: int | None) -> NDArray[np.int64]:
    """The sequences that can be among the ``limit`` with the largest counts, or all that occur; not the empty one."""
    from klantreis.engine import kernels_paths as kernels

    wanted = min(len(counts), (limit or 0) + (empty is not None))
    least = 1 if limit is None else max(1, int(kernels.nth_largest(still(counts), wanted)))
    found = np.flatnonzero(counts >= counts.dtype.type(least))
    return found if empty is None else found[found != empty]


def _two(left: Counted, right: Counted) -> Counted:
    from klantreis.engine import kernels_sequences as kernels

    found = _room(len(left.keys) + len(right.keys), len(left.durations.values) + len(right.durations.values))
    sides = [
        (
            still(side.keys), still(side.starts), still(side.codes), still(side.durations.offsets),
            still(side.durations.values),
        )
        for side in (left, right)
    ]  # fmt: skip
    n = kernels.merge(*sides, found)
    return _made(found, int(n), np.concatenate((left.codes, right.codes)))


def _room(sequences: int, journeys: int) -> tuple[NDArray[Any], ...]:
    return (
        np.empty(sequences, np.uint64),
        np.empty(sequences, np.int64),
        np.empty(sequences + 1, np.int64),
        np.empty(journeys, np.int64),
    )


def _made(found: tuple[NDArray[Any], ...], n: int, codes: NDArray[Any]) -> Counted:
    keys, starts, offsets, values = found
    return Counted(keys[:n], starts[:n], codes, Groups(offsets[: n + 1], values))


def _small(counted: Counted) -> Counted:
    """The same over codes of its own where few sequences stand for many journeys: a partial result may travel."""
    if 4 * len(counted.keys) > len(counted.durations.values):
        return counted
    offsets, codes = counted.sequences(np.arange(len(counted.keys)))
    return Counted(counted.keys, offsets[:-1], codes, counted.durations)
