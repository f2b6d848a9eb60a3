"""Kernels that leave out journeys and give events other codes."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel


@kernel
def copy(offsets, source, chosen, offsets_out, out, first, last):
    """Copy the slots of the journeys ``chosen[first … last - 1]`` to their places in ``out``."""
    for w in range(first, last):
        i = np.uint64(offsets[np.uint64(chosen[np.uint64(w)])])
        for p in range(offsets_out[np.uint64(w)], offsets_out[np.uint64(w + 1)]):
            out[np.uint64(p)] = source[i]
            i += np.uint64(1)


@kernel
def look_up(codes, table, out):
    """Give each slot the code that ``table`` has for its own."""
    for i in range(codes.size):
        out[i] = table[np.uint64(codes[np.uint64(i)])]


@kernel
def present(codes, counts):
    """Count the slots per code."""
    for i in range(codes.size):
        counts[np.uint64(codes[np.uint64(i)])] += 1


@kernel
def bounds_of(offsets, times, chosen):
    """(earliest begin, latest end) of the ``chosen`` journeys that have events; the first above the last without."""
    low = np.int64(2**63 - 1)
    high = np.int64(-(2**63))
    for w in range(chosen.size):
        j = np.uint64(chosen[np.uint64(w)])
        a = offsets[j]
        b = offsets[j + np.uint64(1)] - 1
        if b > a:
            low = min(low, times[np.uint64(a)])
            high = max(high, times[np.uint64(b)])
    return low, high
