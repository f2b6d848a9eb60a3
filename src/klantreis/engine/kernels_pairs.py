"""Kernels that sort pairs of consecutive codes by counting, for codes too many for a matrix of pairs.

The sentinel 0 is "start" on the left of a pair and "end" on the right; (0, 0) is an empty journey. Codes are below
2³², and so are the journeys of a chunk.
"""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

HALF = np.int64(32)
LOW = np.int64((1 << 32) - 1)
FEW = 8
"""Below one in so many codes among the followers, those that occur are listed and sorted; else all are gone over."""


@kernel
def count_left(codes, begins):
    """Where the slots that follow each code begin, in ``begins``, zero before and one longer than there are codes."""
    before = 0
    for i in range(codes.size):
        begins[before + 1] += 1
        before = codes[i]
    for k in range(1, begins.size):
        begins[k] += begins[k - 1]


@kernel
def by_left(codes, times, cursor, followers):
    """Per slot (journey and code in one number, microseconds since the slot before), by the code it follows."""
    before = 0
    journey = np.int64(0)
    since = np.int64(0)
    for i in range(codes.size):
        code = np.int64(codes[i])
        place = cursor[before]
        cursor[before] = place + 1
        followers[place, 0] = (journey << HALF) | code
        followers[place, 1] = times[i] - since
        since = times[i]
        journey += code == 0
        before = code


@kernel
def by_right(begins, followers, pairs, counts, journeys, offsets, values):
    """Fill the pairs in ascending order, with counts, distinct journeys, and the times between; returns how many.

    ``offsets`` begins with 0 and gets where the times of each pair end; pairs with start or end have none.
    """
    width = begins.size - 1
    held = np.zeros(width, np.int64)
    within = np.zeros(width, np.int64)
    last = np.full(width, -1, np.int64)
    at = np.zeros(width, np.int64)
    listed = np.empty(width, np.int64)
    n = 0
    filled = np.int64(0)
    for left in range(width):
        low, high = begins[left], begins[left + 1]
        if low == high:
            continue
        different = 0
        for i in range(low, high):
            right = followers[i, 0] & LOW
            journey = followers[i, 0] >> HALF
            if held[right] == 0:
                listed[different] = right
                different += 1
            held[right] += 1
            if last[right] != journey:
                last[right] = journey
                within[right] += 1
        if different * FEW < width:
            listed[:different].sort()
        else:
            different = 0
            for right in range(width):
                if held[right]:
                    listed[different] = right
                    different += 1
        for k in range(different):
            right = listed[k]
            pairs[n] = np.uint64(left) * np.uint64(width) + np.uint64(right)
            counts[n] = held[right]
            journeys[n] = within[right]
            at[right] = filled
            if left != 0 and right != 0:
                filled += held[right]
            held[right] = 0
            within[right] = 0
            last[right] = -1
            n += 1
            offsets[n] = filled
        if left != 0:
            for i in range(low, high):
                right = followers[i, 0] & LOW
                if right != 0:
                    values[at[right]] = followers[i, 1]
                    at[right] += 1
    return n


@kernel
def find(among, which, where):
    """Where each of ``which`` stands in ``among``; both ascend, and all are there."""
    place = 0
    for k in range(which.size):
        while among[place] < which[k]:
            place += 1
        where[k] = place


@kernel
def either(first, second, both):
    """Put what is in one of two ascending lists, or in both, in ``both``, ascending; returns how many."""
    a = b = n = 0
    while a < first.size or b < second.size:
        value = first[a] if b == second.size or (a < first.size and first[a] <= second[b]) else second[b]
        a += a < first.size and first[a] == value
        b += b < second.size and second[b] == value
        both[n] = value
        n += 1
    return n
