"""Exact quantiles in two rounds: count in narrow buckets, then look only at the buckets that hold the wanted ranks.

Both rounds are a kernel with a merge, so they run anywhere; between them only some megabytes of counts are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.groups import Groups, collect, nth
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.prepared import CLASSES
from klantreis.engine.selecting import flat


@dataclass(frozen=True, eq=False)
class Counted:
    """First round, per pair ``from * width + to``: shapes (width²,) and, for ``buckets``, (width², BUCKETS).

    What is in the buckets of pairs with a start or an end means nothing until ``plan``.
    """

    counts: NDArray[np.int64]
    journeys: NDArray[np.int64]
    buckets: NDArray[Any]


@dataclass(frozen=True, eq=False)
class Wanted:
    """Which buckets the second round collects, and where each quantile then stands."""

    groups: NDArray[np.int32]
    """Number of the wanted bucket, -1 elsewhere; shape (width² * BUCKETS,)."""
    sizes: NDArray[np.int64]
    """Values per wanted bucket."""
    group: NDArray[np.int32]
    """Wanted bucket of the values below and above the rank, shape (width², shares, 2); -1 without values."""
    place: NDArray[np.int64]
    """Their places in it when sorted."""
    fraction: NDArray[np.float64]
    """How far the rank lies between the two, shape (width², shares)."""


def count(chunk: Journeys, width: int) -> Counted:
    """The kernel of the first round."""
    from klantreis.engine import kernels_narrowing as kernels

    marked = _marked(chunk)
    if marked is not None:
        return _counted_by_marks(marked[0], marked[1], width)
    codes, journeys = flat(chunk)
    times, pairs = still(journeys.times), width * width
    small = len(codes) < 2**31
    cells = np.zeros(pairs * 4, np.int32 if small else np.int64)
    cells[2::4] = -1
    buckets = np.zeros(pairs * kernels.BUCKETS, np.uint32 if small else np.int64)
    if len(codes):
        begin = int(codes[0]) * 4
        cells[begin : begin + 3] = (1, 1, 0)
        if codes[0] == 0:
            # an empty journey comes first: journeys are counted from 1 on
            cells[2] = -2
        kernels.count(codes, times, width, cells, buckets)
    counts, distinct = cells[0::4].astype(np.int64), cells[1::4].astype(np.int64)
    # each slot of a journey that is left out looks like an empty journey
    left_out = journeys.slots - chunk.slots
    counts[0] -= left_out
    distinct[0] -= left_out
    return Counted(counts, distinct, buckets.reshape(pairs, kernels.BUCKETS))


def _marked(chunk: Journeys) -> tuple[NDArray[Any], NDArray[np.uint8], NDArray[np.int64]] | None:
    """Codes, a mark per slot, and times; None where no marks are kept. Journeys left out are seen as empty ones."""
    chosen = chunk.chosen
    prepared = chunk.prepared if chosen is None else chosen.base.prepared if chosen.most else None
    if prepared is None or prepared.marks is None or not len(prepared.marks):
        return None
    codes, journeys = flat(chunk)
    return codes, still(prepared.marks), still(journeys.times)


def _counted_by_marks(codes: NDArray[Any], marks: NDArray[np.uint8], width: int) -> Counted:
    from klantreis.engine import kernels_narrowing as kernels

    small = len(codes) < 2**31
    cells = np.zeros((width * width, 2, CLASSES), np.uint32 if small else np.int64)
    cells[int(codes[0]), 1, 0] += 1  # the first slot has nothing on its left
    kernels.count_marked(codes, marks, width, cells.reshape(-1))
    fresh = cells[:, 1].sum(axis=1, dtype=np.int64)
    counts = fresh + cells[:, 0].sum(axis=1, dtype=np.int64)
    counts[0] = fresh[0] = 0  # journeys that are left out, seen as empty ones
    cells[:, 0] += cells[:, 1]
    return Counted(counts, fresh, cells[:, 0])


def merge(parts: Sequence[Counted]) -> Counted:
    """The merge of the first round."""
    counts, journeys, buckets = (
        part.astype(np.int64) for part in (parts[0].counts, parts[0].journeys, parts[0].buckets)
    )
    for part in parts[1:]:
        counts += part.counts
        journeys += part.journeys
        buckets += part.buckets
    return Counted(counts, journeys, buckets)


def plan(counted: Counted, width: int, shares: Sequence[float]) -> Wanted:
    """What the second round has to look at."""
    from klantreis.engine import kernels_narrowing as kernels

    pairs, wanted = len(counted.counts), np.asarray(shares, np.float64)
    counted.buckets[:width] = 0  # at a start and an end there is no time between
    counted.buckets[::width] = 0
    groups = np.full(counted.buckets.size, -1, np.int32)
    group = np.full((pairs, len(shares), 2), -1, np.int32)
    place = np.zeros((pairs, len(shares), 2), np.int64)
    n = kernels.plan(still(counted.buckets), still(wanted), groups, group, place)
    chosen = np.flatnonzero(groups >= 0)
    sizes = np.zeros(n, np.int64)
    sizes[groups[chosen]] = counted.buckets.reshape(-1)[chosen]
    ranks = np.maximum(counted.buckets.sum(axis=1) - 1, 0)[:, None] * wanted
    return Wanted(groups, sizes, group, place, ranks - np.floor(ranks))


def pick(chunk: Journeys, width: int, wanted: Wanted) -> Groups:
    """The kernel of the second round: the values in each wanted bucket."""
    from klantreis.engine import kernels_narrowing as kernels

    marked = _marked(chunk)
    if marked is None:
        codes, journeys = flat(chunk)
        marks, times = None, still(journeys.times)
    else:
        codes, marks, times = marked
    most = min(int(wanted.sizes.sum()), len(codes))
    which, values = np.empty(most, np.int32), np.empty(most, np.int64)
    groups, here = still(wanted.groups), wanted.groups >= 0
    if marks is None:
        n = kernels.pick(codes, times, width, still(here), groups, which, values)
    else:
        both = np.repeat(here.reshape(-1, 1, CLASSES), 2, axis=1).reshape(-1)
        n = kernels.pick_marked(codes, marks, times, width, still(both), groups, which, values)
    return collect(which[:n], values[:n], len(wanted.sizes))


def quantiles(wanted: Wanted, found: Groups) -> NDArray[np.float64]:
    """Exact quantiles in seconds, shape (width², shares); NaN for a pair without times. Type 7, as in ``groups``."""
    out = np.full(wanted.fraction.shape, np.nan)
    has = wanted.group[:, 0, 0] >= 0
    around = nth(found, wanted.group[has], wanted.place[has])
    below, above = around[:, :, 0], around[:, :, 1]
    out[has] = below + wanted.fraction[has] * (above - below)
    return out / 1e6
