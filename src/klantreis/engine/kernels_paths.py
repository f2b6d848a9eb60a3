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
def durations(offsets, times, numbers, mask, groups, which, values):
    """Collect the time from first to last event of journeys whose path has a group (not -1); returns how many."""
    n = np.uint64(0)
    for j in range(numbers.size):
        group = groups[np.uint64(numbers[np.uint64(j)])]
        if group >= 0 and (mask.size == 0 or mask[np.uint64(j)]):
            which[n] = group
            values[n] = times[np.uint64(offsets[np.uint64(j + 1)] - 1)] - times[np.uint64(offsets[np.uint64(j)])]
            n += np.uint64(1)
    return n
