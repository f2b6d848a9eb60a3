"""Kernels that leave out journeys and give events other codes."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

ONE = np.uint64(1)


@kernel
def copy(begins, ends, source, places, out, first, last):
    """Copy the stretches ``first … last - 1`` of ``source`` to their places in ``out``."""
    for r in range(first, last):
        p = np.uint64(places[np.uint64(r)])
        for i in range(begins[np.uint64(r)], ends[np.uint64(r)]):
            out[p] = source[np.uint64(i)]
            p += np.uint64(1)


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
def bounds_of(offsets, times, chosen, first, last):
    """(earliest begin, latest end) of ``chosen[first … last - 1]`` with events; the first above the last without."""
    low = np.int64(2**63 - 1)
    high = np.int64(-(2**63))
    for w in range(first, last):
        j = np.uint64(chosen[np.uint64(w)])
        a = offsets[j]
        b = offsets[j + np.uint64(1)] - 1
        if b > a:
            low = min(low, times[np.uint64(a)])
            high = max(high, times[np.uint64(b)])
    return low, high


@kernel
def slots_of(offsets, mask):
    """How many slots the journeys have for which ``mask`` is true."""
    n = 0
    for j in range(mask.size):
        n += (offsets[np.uint64(j) + ONE] - offsets[np.uint64(j)]) * mask[np.uint64(j)]
    return n


@kernel
def blank(codes, mask, out):
    """Copy the codes of whole journeys, 0 where ``mask`` leaves a journey out.

    One flat loop without a branch: which journeys are chosen is as good as random, and so is how long they are.
    """
    j = np.uint64(0)
    for i in range(codes.size):
        code = codes[np.uint64(i)]
        out[np.uint64(i)] = code * mask[j]
        j += np.uint64(code == 0)


@kernel
def edges(offsets, times, early, late):
    """The journeys that begin first, earliest first, and that end last, latest first; -1 where there are no more."""
    size = early.size
    begins = np.full(size, np.int64(2**63 - 1))
    ends = np.full(size, np.int64(-(2**63)))
    for j in range(offsets.size - 1):
        a = offsets[j]
        b = offsets[j + 1] - 1
        if a == b:
            continue
        begin = times[a]
        if begin < begins[size - 1] or early[size - 1] < 0:
            p = size - 1
            while p > 0 and (early[p - 1] < 0 or begins[p - 1] > begin):
                begins[p] = begins[p - 1]
                early[p] = early[p - 1]
                p -= 1
            begins[p] = begin
            early[p] = j
        end = times[b]
        if end > ends[size - 1] or late[size - 1] < 0:
            p = size - 1
            while p > 0 and (late[p - 1] < 0 or ends[p - 1] < end):
                ends[p] = ends[p - 1]
                late[p] = late[p - 1]
                p -= 1
            ends[p] = end
            late[p] = j
