"""How many journeys run each path, where the index keeps a path number per journey: no code is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.groups import Groups, collect, merged, quantiles
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.prepared import Prepared
from klantreis.engine.selecting import skippable
from klantreis.engine.source import Source


@dataclass(frozen=True, eq=False)
class Numbered:
    """Paths by their number in the index; a selection may have none of some."""

    journeys: Journeys
    prepared: Prepared
    counts: NDArray[np.uint32]
    """Journeys per path."""

    empty: None = None
    """Which path is the one without events: an index has none."""

    def sequences(self, which: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """Some paths as (offsets, codes), in the layout of ``Journeys``."""
        return self.prepared.sequences(which)

    def medians_of(self, which: NDArray[np.int64]) -> NDArray[np.float64]:
        """Median seconds from first to last event of the journeys that run each of some paths."""
        owners = self.prepared.firsts[which].astype(np.int64)
        # a journey of one event takes no time, and those are the commonest: no time of theirs is fetched
        longer = np.flatnonzero(self.prepared.offsets[owners + 1] - self.prepared.offsets[owners] > 2)
        medians = np.zeros(len(which))
        if len(longer):
            medians[longer] = quantiles(self._durations(which[longer]), (0.5,))[:, 0]
        return medians

    def _durations(self, which: NDArray[np.int64]) -> Groups:
        # Common paths appear early, so that their numbers are small and this table is short.
        groups = np.full(int(which.max()) + 2, -1, np.int32)
        groups[which] = np.arange(len(which), dtype=np.int32)
        most, same = int(self.counts[which].sum()), np.arange(len(which))
        return self.journeys.run(
            lambda chunk: _durations(chunk, groups, len(which), most),
            lambda parts: merged([(part, same) for part in parts], len(which)),
        )


def count(journeys: Source) -> Numbered | None:
    """The paths of journeys that an index keeps numbers for; None of others."""
    if not isinstance(journeys, Journeys):
        return None
    prepared = skippable(journeys)[0].prepared
    if prepared is None:
        return None
    size = len(prepared.firsts)
    counts = journeys.run(lambda chunk: _count(chunk, size), _added)
    return Numbered(journeys, prepared, counts)


def _added(parts: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    for part in parts[1:]:
        np.add(parts[0], part, out=parts[0])
    return parts[0]


def _numbers(chunk: Journeys) -> tuple[Journeys, NDArray[np.bool_], NDArray[np.uint32]]:
    whole, mask = skippable(chunk)
    if whole.prepared is None:
        raise ValueError("these journeys have no path numbers")
    return whole, mask, still(whole.prepared.numbers)


def _count(chunk: Journeys, size: int) -> NDArray[np.uint32]:
    from klantreis.engine import kernels_paths as kernels

    counts = np.zeros(size, np.uint32)
    if chunk.n:
        _, mask, numbers = _numbers(chunk)
        kernels.count(numbers, mask, counts)
    return counts


def _durations(chunk: Journeys, groups: NDArray[np.int32], size: int, most: int) -> Groups:
    from klantreis.engine import kernels_paths as kernels

    whole, mask, numbers = _numbers(chunk)
    which, values = np.empty(min(most, chunk.n), np.int32), np.empty(min(most, chunk.n), np.int64)
    given = (still(whole.offsets), still(whole.times), numbers, mask, still(groups))
    n = kernels.durations(*given, which, values)
    return collect(which[:n], values[:n], size)
