"""Kernels that write what an index keeps besides codes and times: a mark per slot, and the number of each path."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel
from klantreis.engine.kernels_sequences import same

ONE = np.uint64(1)
FRESH = np.uint8(128)


@kernel
def mark(offsets, codes, times, scale, width, first, last, marks):
    """Mark the slots of journeys ``first … last - 1``: the class of the time since the event before, and ``FRESH``.

    ``FRESH`` where the pair of codes that ends in the slot occurs for the first time in its journey, starts and ends
    too. The class is how many of ``scale`` (ascending) are not above the time; where there is no time between it is 0.
    """
    seen = np.zeros(width * width, np.int64)
    for j in range(first, last):
        a = np.uint64(offsets[np.uint64(j)])
        b = np.uint64(offsets[np.uint64(j) + ONE]) - ONE
        before = np.uint64(0)
        since = times[a]
        for i in range(a, b):
            code = np.uint64(codes[i])
            cell = before * np.uint64(width) + code
            low = 0
            if i > a:
                took = times[i] - since
                high = scale.size
                while low < high:
                    middle = (low + high) >> 1
                    if scale[middle] <= took:
                        low = middle + 1
                    else:
                        high = middle
            marks[i] = np.uint8(low) | (FRESH if seen[cell] != j + 1 else np.uint8(0))
            seen[cell] = j + 1
            before = code
            since = times[i]
        marks[b] = FRESH


@kernel
def number(keys, offsets, codes, table, table_keys, numbers, firsts):
    """The number of each journey's path, in order of first appearance, and the first journey of each; returns how many.

    ``keys`` as ``kernels_sequences.keys`` makes them: equal for equal paths; where a key can mean two, the codes are
    compared. ``table`` starts at 0; its size, and that of ``table_keys``, is a power of two above the journeys.
    """
    places = np.uint64(table.size - 1)
    n = np.uint32(0)
    for j in range(keys.size):
        key = keys[np.uint64(j)]
        place = (key >> np.uint64(20)) & places
        while True:
            known = table[place]
            if known == 0:
                firsts[n] = j
                numbers[np.uint64(j)] = n
                n += np.uint32(1)
                table[place] = n
                table_keys[place] = key
                break
            if table_keys[place] == key and same(
                key, codes, offsets[np.uint64(j)], codes, offsets[np.uint64(firsts[known - 1])]
            ):
                numbers[np.uint64(j)] = known - 1
                break
            place = (place + ONE) & places
    return n
