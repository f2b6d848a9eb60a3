"""Kernels of ``paths``."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel


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
def durations(offsets, times, numbers, mask, listed, groups, which, values):
    """Collect the time from first to last event of journeys whose path is listed; returns how many.

    ``listed`` is a byte per path, which a core's cache holds; most paths are not.
    """
    n = np.uint64(0)
    for j in range(numbers.size):
        path = np.uint64(numbers[np.uint64(j)])
        if listed[path] and (mask.size == 0 or mask[np.uint64(j)]):
            begin = offsets[np.uint64(j)]
            last = offsets[np.uint64(j + 1)] - 2
            which[n] = groups[path]
            # of journeys of one event, the commonest, no time need be fetched from memory
            values[n] = times[np.uint64(last)] - times[np.uint64(begin)] if last > begin else 0
            n += np.uint64(1)
    return n
