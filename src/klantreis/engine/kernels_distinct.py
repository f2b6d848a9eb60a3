"""The kernel that finds which journeys are the same sequence of codes."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel


@kernel
def group(offsets, codes):
    """(number of the sequence per journey, first journey per sequence), by open addressing.

    Sentinel slots are part of the layout and of no sequence. FNV-1a over codes picks the place.
    """
    journeys = len(offsets) - 1
    size = 16
    while size < 2 * journeys:
        size *= 2
    mask = np.uint64(size - 1)
    table = np.full(size, -1, np.int64)
    hashes = np.zeros(journeys, np.uint64)
    of = np.empty(journeys, np.int64)
    first = np.empty(journeys, np.int64)
    found = 0
    for k in range(journeys):
        lo = offsets[k]
        length = offsets[k + 1] - 1 - lo
        h = np.uint64(14695981039346656037)
        for e in range(lo, lo + length):
            h = (h ^ np.uint64(codes[e])) * np.uint64(1099511628211)
        h ^= h >> np.uint64(29)
        place = np.int64(h & mask)
        while True:
            known = table[place]
            if known < 0:
                table[place] = found
                hashes[found] = h
                first[found] = k
                of[k] = found
                found += 1
                break
            if hashes[known] == h:
                other = offsets[first[known]]
                same = offsets[first[known] + 1] - 1 - other == length
                if same:
                    for e in range(length):
                        if codes[other + e] != codes[lo + e]:
                            same = False
                            break
                if same:
                    of[k] = known
                    break
            place = (place + 1) & np.int64(mask)
    return of, first[:found].copy()
