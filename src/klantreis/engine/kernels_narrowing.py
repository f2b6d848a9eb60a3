"""Kernels that find exact quantiles of times between consecutive events without keeping all times.

One pass counts each pair's times in buckets of an eighth of an octave; a second collects only those in the buckets that
hold the wanted ranks. The bucket is read off the bits of the time as a float: eight steps per doubling, in order.

Where the index keeps a mark per slot (see ``prepared.py``) its class is the bucket, and no time is read at all but of
what is collected; the mark also says whether the pair is new in its journey, so one counter per slot counts everything.

Why blocks: the number of (pair, bucket) for a block of slots is computed by SIMD instructions into a small buffer, and
only then counted. Unsigned indexes spare numba's check for negative ones.
"""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

BUCKET_BITS = 9
BUCKETS = 1 << BUCKET_BITS
BLOCK = 256
SHIFT = np.int64(52 - 3)
FIRST = np.int64((1023 << 3) - 1)
LAST = np.int64(BUCKETS - 1)
BITS = np.uint32(BUCKET_BITS)
ONE, TWO = np.uint64(1), np.uint64(2)
STRETCH = 4096
EIGHT = np.uint32(8)
SEVEN, PAIR_OF_MARK, CLASS = np.uint64(7), np.uint64(8), np.uint64(127)
PAIR, CELL = np.uint64(BUCKET_BITS), np.uint64(2)


@kernel
def number(codes, times, width, first, size, numbers):
    """(from * width + to) * BUCKETS + bucket of ``size`` slots from ``first`` (at least 1) on.

    Where there is no time between (at starts and ends) the bucket means nothing.
    """
    for k in range(size):
        i = np.uint64(first) + np.uint64(k)
        pair = np.uint32(codes[i - ONE]) * np.uint32(width) + np.uint32(codes[i])
        took = np.float64(times[i] - times[i - ONE]).view(np.int64)
        numbers[k] = (pair << BITS) | np.uint32(max((took >> SHIFT) - FIRST, np.int64(0)) & LAST)


@kernel
def count(codes, times, width, cells, buckets):
    """Count pairs, their journeys and their times per bucket.

    ``cells`` has four numbers per pair: count, journeys, and the journey last seen (starts at -1). The first slot has
    nothing on its left and is left to the caller, but its journey is 0.
    """
    numbers = np.empty(BLOCK, np.uint32)
    journey = cells[0] - cells[0]
    for a in range(1, codes.size, BLOCK):
        size = min(BLOCK, codes.size - a)
        number(codes, times, width, a, size, numbers)
        for k in range(size):
            place = np.uint64(numbers[np.uint64(k)])
            buckets[place] += np.uint32(1)
            cell = (place >> PAIR) << CELL
            cells[cell] += 1
            cells[cell | ONE] += cells[cell | TWO] != journey
            cells[cell | TWO] = journey
            journey += codes[np.uint64(a) + np.uint64(k)] == 0


@kernel
def pick(codes, times, width, wanted, groups, which, values):
    """Collect the times in the ``wanted`` buckets with the group of each; returns how many."""
    numbers = np.empty(BLOCK, np.uint32)
    n = np.uint64(0)
    for a in range(1, codes.size, BLOCK):
        size = min(BLOCK, codes.size - a)
        number(codes, times, width, a, size, numbers)
        for k in range(size):
            place = np.uint64(numbers[np.uint64(k)])
            if wanted[place]:
                i = np.uint64(a) + np.uint64(k)
                which[n] = groups[place]
                values[n] = times[i] - times[i - ONE]
                n += ONE
    return n


@kernel
def count_marked(codes, marks, width, cells):
    """Count slots per pair and mark: ``cells[pair << 8 | mark]``, from the second slot on."""
    wide = np.uint32(width)
    before = np.uint32(codes[np.uint64(0)]) * wide
    for i in range(1, codes.size):
        code = np.uint32(codes[np.uint64(i)])
        cells[np.uint64(((before + code) << EIGHT) | np.uint32(marks[np.uint64(i)]))] += np.uint32(1)
        before = code * wide


@kernel
def pick_marked(codes, marks, times, width, wanted, groups, which, values):
    """As ``pick`` by marks: ``wanted`` per pair and mark, ``groups`` per pair and class."""
    wide = np.uint32(width)
    before = np.uint32(codes[np.uint64(0)]) * wide
    slots = np.empty(STRETCH, np.int64)
    places = np.empty(STRETCH, np.uint32)
    n = np.uint64(0)
    for a in range(1, codes.size, STRETCH):
        found = np.uint64(0)
        for i in range(a, min(a + STRETCH, codes.size)):
            code = np.uint32(codes[np.uint64(i)])
            place = ((before + code) << EIGHT) | np.uint32(marks[np.uint64(i)])
            slots[found] = i
            places[found] = place
            found += np.uint64(wanted[np.uint64(place)])
            before = code * wide
        for k in range(found):
            i = np.uint64(slots[np.uint64(k)])
            place = np.uint64(places[np.uint64(k)])
            which[n] = groups[((place >> PAIR_OF_MARK) << SEVEN) | (place & CLASS)]
            values[n] = times[i] - times[i - ONE]
            n += ONE
    return n


@kernel
def plan(buckets, shares, groups, group, place):
    """Which buckets hold the ranks of ``shares`` among each row's values; returns how many buckets are wanted.

    ``buckets`` has a row per pair. ``groups`` (flat, starting at -1) numbers the wanted ones; for share ``s`` of row
    ``r``, ``group[r, s, 0 or 1]`` and ``place[r, s, 0 or 1]`` say where the values around the rank stand.
    """
    n = 0
    size = buckets.shape[1]
    before = np.empty(size + 1, np.int64)
    for r in range(buckets.shape[0]):
        before[0] = 0
        for b in range(size):
            before[b + 1] = before[b] + buckets[r, b]
        total = before[size]
        if total == 0:
            continue
        for s in range(shares.size):
            low = int((total - 1) * shares[s])
            for side in range(2):
                rank = min(low + side, total - 1)
                a = 0
                b = size
                while b - a > 1:
                    middle = (a + b) >> 1
                    if before[middle] <= rank:
                        a = middle
                    else:
                        b = middle
                if groups[r * size + a] < 0:
                    groups[r * size + a] = n
                    n += 1
                group[r, s, side] = groups[r * size + a]
                place[r, s, side] = rank - before[a]
    return n
