"""Kernels of ``paths``."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel
from klantreis.engine.kernels_groups import select

BLOCK = 4096
"""Journeys that are listed before their times are fetched: their numbers stay in a core's cache."""


@kernel
def collapse(offsets, codes, offsets_out, codes_out):
    """Copy journeys with immediate repeats written once; returns the slots used."""
    p = 0
    for j in range(offsets.size - 1):
        offsets_out[j] = p
        before = 0
        for i in range(offsets[j], offsets[j + 1] - 1):
            if codes[i] != before:
                before = codes[i]
                codes_out[p] = codes[i]
                p += 1
        codes_out[p] = 0
        p += 1
    offsets_out[offsets.size - 1] = p
    return p


@kernel
def copy_journeys(offsets, codes, which, offsets_out, codes_out):
    """Copy the journeys ``which`` to the places that ``offsets_out`` gives."""
    for w in range(which.size):
        p = offsets_out[w]
        for i in range(offsets[which[w]], offsets[which[w] + 1]):
            codes_out[p] = codes[i]
            p += 1


@kernel
def count(numbers, mask, counts):
    """Count the journeys per path number; ``mask``: which journeys to look at, empty for all."""
    for j in range(numbers.size):
        if mask.size == 0 or mask[np.uint64(j)]:
            counts[np.uint64(numbers[np.uint64(j)])] += np.uint32(1)


@kernel
def durations(offsets, times, numbers, mask, groups, which, values):
    """Collect the time from first to last event of journeys whose path has a group; returns how many.

    ``groups``: the group per path number, -1 for none; its last entry stands for all greater numbers. The journeys are
    listed first, without a branch that a processor must guess, and their times fetched after it, many at once.
    """
    n = np.uint64(0)
    beyond = np.uint64(groups.size - 1)
    found = np.empty(BLOCK, np.uint32)
    for begin in range(0, numbers.size, BLOCK):
        m = np.uint64(0)
        for j in range(begin, min(begin + BLOCK, numbers.size)):
            found[m] = j
            listed = groups[min(np.uint64(numbers[np.uint64(j)]), beyond)] >= 0
            m += np.uint64(listed and (mask.size == 0 or mask[np.uint64(j)]))
        for k in range(m):
            journey = np.uint64(found[np.uint64(k)])
            last = np.uint64(offsets[journey + np.uint64(1)] - 2)
            which[n] = groups[np.uint64(numbers[journey])]
            values[n] = times[last] - times[np.uint64(offsets[journey])]
            n += np.uint64(1)
    return n


@kernel
def nth_largest(counts, n):
    """The ``n``-th largest of ``counts``, or 0 where fewer than ``n`` of them are above 0.

    Most counts are small: those kept so far soon tell what is too small to be looked at.
    """
    few = np.empty(2 * n, counts.dtype)
    kept = 0
    least = counts.dtype.type(0)
    for i in range(counts.size):
        value = counts[np.uint64(i)]
        if value > least:
            few[kept] = value
            kept += 1
            if kept == few.size:
                select(few, 0, kept - 1, n)
                few[:n] = few[n:]
                kept = n
                least = few[0]
    if kept < max(n, 1):
        return np.int64(0)
    select(few, 0, kept - 1, kept - n)
    return np.int64(few[kept - n])
