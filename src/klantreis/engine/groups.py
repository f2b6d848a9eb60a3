"""Values per group, mergeable, with exact quantiles.

Medians of waiting times are exact here, not read from a histogram: the values of a group are kept
together and selected from. That holds 8 bytes per value in memory while a question runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.local import side_by_side, still, threads_to_use

SMALL = 512
"""Ranks of groups up to this size are selected by a kernel; NumPy's costs more per call but less per value."""

TOGETHER = 100_000
"""Up to so many values one thread is quicker than starting several."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Microsecond values of G groups: group ``g`` is ``values[offsets[g]:offsets[g + 1]]``."""

    offsets: NDArray[np.int64]
    values: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Values per group, shape (G,)."""
        return np.diff(self.offsets)


def collect(keys: NDArray[np.integer], values: NDArray[np.int64], groups: int) -> Groups:
    """Groups of ``values`` by ``keys`` (0 … groups - 1), each in the order given."""
    from klantreis.engine import kernels_groups as kernels

    counts = np.zeros(groups, np.int64)
    kernels.sizes(still(keys), counts)
    offsets = offsets_of(counts)
    grouped = np.empty(len(values), np.int64)
    kernels.collect(still(keys), still(values), offsets[:-1].copy(), grouped)
    return Groups(offsets, grouped)


def merged(parts: Sequence[tuple[Groups, NDArray[np.int64]]], groups: int) -> Groups:
    """One set of ``groups`` groups; of each part, group ``g`` goes to group ``where[g]``."""
    from klantreis.engine import kernels_groups as kernels

    sizes = np.zeros(groups, np.int64)
    for part, where in parts:
        np.add.at(sizes, where, part.sizes)
    offsets = offsets_of(sizes)
    cursor = offsets[:-1].copy()
    values = np.empty(int(offsets[-1]), np.int64)
    for part, where in parts:
        kernels.append(still(part.offsets), still(part.values), still(where), cursor, values)
    return Groups(offsets, values)


def quantiles(groups: Groups, shares: Sequence[float], which: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
    """Exact quantiles in seconds, shape (len(which), len(shares)); NaN for a group without values.

    Between two values it interpolates in a straight line (Hyndman and Fan's type 7, SQL's ``percentile_cont``).
    """
    from klantreis.engine import kernels_groups as kernels

    chosen = np.arange(len(groups.offsets) - 1) if which is None else np.asarray(which, np.int64)
    wanted = np.asarray(shares, np.float64)
    out = np.full((len(chosen), len(wanted)), np.nan)
    sizes = groups.sizes[chosen]
    most = int(sizes[sizes <= TOGETHER].max(initial=0))

    def selected(part: tuple[NDArray[np.int64], NDArray[np.float64]]) -> None:
        which, found = part
        kernels.quantiles(still(groups.values), still(groups.offsets), still(which), still(wanted), most, found)

    parts = threads_to_use() if sizes.sum() > TOGETHER else 1
    side_by_side(selected, list(zip(_even(chosen, sizes, parts), _even(out, sizes, parts), strict=True)))
    for place in np.flatnonzero(sizes > most):
        g = chosen[place]
        out[place] = _select(groups.values[groups.offsets[g] : groups.offsets[g + 1]], wanted)
    return out / 1e6


def _even(rows: NDArray[Any], sizes: NDArray[np.int64], parts: int) -> list[NDArray[Any]]:
    """The rows in so many parts, views of them, whose sizes together are about equal."""
    edges = np.searchsorted(np.cumsum(sizes), sizes.sum() * np.arange(1, parts) / parts)
    return np.split(rows, edges)


def nth(groups: Groups, group: NDArray[np.integer], place: NDArray[np.integer]) -> NDArray[np.int64]:
    """The value of rank ``place`` (from 0) in each ``group``, by selection, without sorting; shape as ``group``."""
    from klantreis.engine import kernels_groups as kernels

    order = np.lexsort((place.ravel(), group.ravel()))
    which, ranks = group.ravel()[order].astype(np.int64), place.ravel()[order].astype(np.int64)
    wanted = groups.offsets[which] + ranks
    found = np.empty(len(which), np.int64)
    values = groups.values.copy()
    # Ascending ranks of one group: what was put in its place stays there.
    kernels.nth_small(values, still(groups.offsets), still(which), still(ranks), SMALL)
    for g in np.unique(which[groups.sizes[which] > SMALL]):
        values[groups.offsets[g] : groups.offsets[g + 1]].partition(np.unique(ranks[which == g]))
    found[order] = values[wanted]
    return found.reshape(group.shape)


def offsets_of(sizes: NDArray[np.integer]) -> NDArray[np.int64]:
    """Where groups of these sizes begin, and the total at the end."""
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return offsets


def _select(values: NDArray[np.int64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    ranks = (len(values) - 1) * shares
    low = ranks.astype(np.int64)
    high = np.minimum(low + 1, len(values) - 1)
    wanted: NDArray[Any] = np.unique(np.concatenate((low, high)))
    few, before = _narrowed(values, wanted)
    ordered = np.partition(few, wanted - before)
    below, above = (ordered[ranks - before[np.searchsorted(wanted, ranks)]] for ranks in (low, high))
    return below + (ranks - low) * (above - below)


def _narrowed(values: NDArray[np.int64], wanted: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Values among which those of the ranks ``wanted`` are, and how many that are less were left out before each."""
    from klantreis.engine import kernels_groups as kernels

    parts = _slices(values)

    def counted(part: NDArray[np.int64]) -> NDArray[np.int64]:
        found = np.zeros(kernels.STEPS, np.int64)
        kernels.histogram(part, found)
        return found

    each = side_by_side(counted, parts)
    counts = np.sum(each, axis=0)
    chosen = np.zeros(kernels.STEPS, np.bool_)
    steps = np.searchsorted(np.cumsum(counts), wanted, side="right")
    chosen[steps] = True

    def taken(given: tuple[NDArray[np.int64], NDArray[np.int64]]) -> NDArray[np.int64]:
        part, found = given
        few = np.empty(min(int(found[chosen].sum()) + 1, len(part)), np.int64)
        return few[: kernels.in_steps(part, still(chosen), few)]

    few = np.concatenate(side_by_side(taken, list(zip(parts, each, strict=True))))
    left_out = np.cumsum(np.where(chosen, 0, counts))
    return few, left_out[steps]


def _slices(values: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The values in as many parts as there are threads; few values stay together."""
    parts = 1 if len(values) < TOGETHER else threads_to_use()
    edges = np.linspace(0, len(values), parts + 1).astype(int).tolist()
    return [still(values[a:b]) for a, b in pairwise(edges)]


def spread(values: NDArray[np.int64], edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many values lie from each edge up to the next, the last up to any; none below the first.

    ``edges`` ascend, the first is 0, and the others lie at least an eighth apart, so that a step of the scale that
    ``quantiles`` uses holds one of them at most.
    """
    from klantreis.engine import kernels_groups as kernels

    starts = np.zeros(kernels.STEPS, np.int64)
    bounds = np.full(kernels.STEPS, np.iinfo(np.int64).max)
    for edge in edges[1:]:
        bounds[kernels.step(edge)] = edge
    starts[1:] = np.cumsum(bounds < np.iinfo(np.int64).max)[:-1]

    def counted(part: NDArray[np.int64]) -> NDArray[np.int64]:
        found = np.zeros(len(edges), np.int64)
        kernels.spread(part, still(starts), still(bounds), found)
        return found

    return np.sum(side_by_side(counted, _slices(values)), axis=0)
