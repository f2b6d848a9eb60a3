"""Customers with several journeys, for ``drift``: theirs resemble each other, and so are no witnesses of their own.

Customers are dealt over buckets by a hash of their id. Whole buckets are dealt out anew, not journeys, and the share of
journeys that reach a touchpoint is held against its spread between buckets.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import by_buckets
from klantreis.engine.dealing import BUCKETS, buckets_of, dealt
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still, threads_to_use
from klantreis.engine.source import Source

DEALT = 8 * BUCKETS
"""Buckets that are dealt out; few journeys on one side take few of them."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ByCustomer:
    """The journeys of a window with events, by bucket of their customers."""

    journeys: Ints
    """Shape (DEALT,)."""
    reached: Ints
    """Journeys that reach each code, shape (DEALT, codes)."""
    events: Ints
    """Shape (DEALT, codes)."""
    keys: Ints
    """Transitions that occur: (bucket · codes + from) · codes + to, ascending."""
    counts: Ints

    def in_order(self, place: Ints) -> ByCustomer:
        """The same with code ``c`` written as ``place[c]``, a new order of the codes."""
        width = len(place)
        pairs, to = np.divmod(self.keys, width)
        bucket, before = np.divmod(pairs, width)
        keys = (bucket * width + place[before]) * width + place[to]
        order, back = np.argsort(keys), np.argsort(place)
        return ByCustomer(self.journeys, self.reached[:, back], self.events[:, back], keys[order], self.counts[order])


def by_customer(before: Source, after: Source) -> tuple[ByCustomer, ByCustomer] | None:
    """Both windows by customer; None where every journey is a customer's own."""
    if buckets_of(before) == 1 and buckets_of(after) == 1:
        return None
    width = len(before.labels)

    def count(chunk: Journeys) -> ByCustomer:
        from klantreis.engine import kernels_drift as kernels

        journeys, (reached, events) = np.zeros(DEALT, np.int64), np.zeros((2, DEALT, width), np.int64)
        keys = np.empty(len(chunk.codes), np.int64)
        made = kernels.by_bucket(
            *(still(chunk.offsets), still(chunk.codes), still(dealt(chunk, DEALT))),
            *(journeys, reached, events, keys, np.full(width, -1, np.int64)),
        )
        return ByCustomer(journeys, reached, events, *np.unique(keys[:made], return_counts=True))

    first, second = (window.run(count, added) for window in (before, after))
    return first, second


def added(parts: Sequence[ByCustomer]) -> ByCustomer:
    """The merge: counts added up."""
    if len(parts) == 1:
        return parts[0]
    keys, which = np.unique(np.concatenate([part.keys for part in parts]), return_inverse=True)
    counts = np.zeros(len(keys), np.int64)
    np.add.at(counts, which, np.concatenate([part.counts for part in parts]))
    sums = (np.sum([getattr(part, name) for part in parts], axis=0) for name in ("journeys", "reached", "events"))
    return ByCustomer(*sums, keys, counts)


def spread_p(before: ByCustomer, after: ByCustomer, codes: Ints) -> NDArray[np.float64]:
    """Per code, the two-sided p of its reach in both windows by the spread of their covariance between buckets."""
    both = added((before, after))
    members, everybody = _folded(after.journeys), _folded(both.journeys)
    hits, came = _folded(after.reached[:, codes]), _folded(both.reached[:, codes])
    part, risk = members.sum() / everybody.sum(), came.sum(axis=0) / everybody.sum()
    scores = hits - np.outer(members, risk) - came * part + np.outer(everybody, part * risk)
    return np.minimum(1.0, 2 * by_buckets(scores.T, about=-np.abs(scores.sum(axis=0))))


def _folded(counts: Ints) -> Ints:
    """Counts of as many buckets as a spread is taken of; they are the same customers in either."""
    return counts.reshape(-1, BUCKETS, *counts.shape[1:]).sum(axis=0)


def permuted(before: ByCustomer, after: ByCustomer, size: int, seeds: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """Distances, shape (rounds, 2), of random choices of customers with at most ``size`` journeys.

    ``seeds``: rounds and seed per block, whatever the number of threads.
    """
    from klantreis.engine import kernels_drift as kernels

    both = added((before, after))
    bucket, pairs = np.divmod(both.keys, both.events.shape[1] ** 2)
    kinds, numbers = np.unique(pairs, return_inverse=True)
    starts = np.searchsorted(bucket, np.arange(DEALT + 1))
    arrays = (still(each) for each in (starts, numbers.astype(np.int64), both.counts, both.events, both.journeys))
    told = (*arrays, len(kinds), size)

    def drawn(block: tuple[int, int]) -> NDArray[np.float64]:
        found = np.empty((block[0], 2))
        kernels.permute_buckets(*told, block[0], np.uint64(block[1]), found)
        return found

    with ThreadPoolExecutor(threads_to_use()) as pool:
        return np.concatenate(list(pool.map(drawn, seeds)))
