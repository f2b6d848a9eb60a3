"""The kernel that only counts a plain funnel in order: each journey is left at the first step it does not pass.

The first attempt of ``kernels_attempt`` says how far any can get. A journey that is whole within the window needs no
more; of the others that pass two steps the times of that attempt are read, and only where it takes too long, others
are tried.
"""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel
from klantreis.engine.kernels_attempt import BLOCK, opening, reached, stepwise
from klantreis.engine.kernels_bits import NONE, ONE, SIX, after, find, look_up, lowest, taken

FEW = 8
"""Up to so many steps attempts are tried one after another; see ``sooner``."""


@kernel
def advance(offsets, row, base, left, some, opened, places):
    """Keep those of the listed journeys that pass one more step, whose bits are ``row``, with where; gives how many."""
    further = NONE
    for m in range(left):
        j = np.uint64(some[np.uint64(m)])
        first = opened[np.uint64(m)]
        begin = np.uint64(offsets[j])
        length = np.uint64(offsets[j + ONE]) - ONE - begin
        word = (begin >> SIX) - base
        ahead = taken(row[word], row[word + ONE], begin, length) & after(places[np.uint64(m)])
        some[further] = j
        opened[further] = first
        places[further] = lowest(ahead)
        further += np.uint64(ahead != NONE)
    return further


@kernel
def widest(offsets):
    """The words of bits that a block needs at most, one beyond its last included."""
    most = 0
    for low in range(0, offsets.size - 1, BLOCK):
        most = max(most, (offsets[min(low + BLOCK, offsets.size - 1)] >> 6) - (offsets[low] >> 6))
    return most + 2


@kernel
def count(offsets, codes, times, spans, beyond, mask, wanted, sizes, held_by, window, counts):
    """Only ``counts`` of ``best``: each journey is left at the first step it does not pass.

    Step ``k`` has ``sizes[k]`` codes: ``wanted[k]``, or where more than fit there, those of which ``held_by[k]`` is
    true. Their bits are made for a block at a time, and are in a core's cache when they are read.

    Where no ``times`` are given none is read, and any window holds. Else a journey that passes two steps is held
    against it, unless it is whole within: its class in ``spans`` below ``beyond``. Without ``spans`` all are.
    """
    steps = sizes.size
    start = np.zeros(steps, np.int64)
    some = np.empty(BLOCK, np.int64)
    opened = np.empty(BLOCK, np.uint64)
    places = np.empty(BLOCK, np.uint64)
    far = np.empty(BLOCK, np.int64)
    unsure = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.int64), np.empty(BLOCK, np.uint64)
    room = (*unsure, np.zeros(steps, np.uint64), start)
    timed = times.size > 0 and steps > 1
    bits = np.empty((steps, widest(offsets)), np.uint64)
    may = np.ones(BLOCK, np.bool_)
    for low in range(0, offsets.size - 1, BLOCK):
        high = min(low + BLOCK, offsets.size - 1)
        first_word = offsets[low] >> 6
        base = np.uint64(first_word)
        words = (offsets[high] >> 6) - first_word + 2
        for k in range(steps):
            if sizes[k] <= wanted.shape[1]:
                find(codes, wanted[k, : sizes[k]], first_word, bits[k, :words])
            else:
                look_up(codes, held_by[k], first_word, bits[k, :words])
        if timed and spans.size:
            for j in range(high - low):
                may[np.uint64(j)] = spans[np.uint64(low + j)] >= beyond
        left, longer = opening(offsets, mask, bits, base, low, high, some, opened, places, far)
        for m in range(longer):
            j = np.uint64(far[np.uint64(m)])
            begin = np.uint64(offsets[j])
            length = np.uint64(offsets[j + ONE]) - ONE - begin
            counts[reached(begin, length, times, bits, base << SIX, window, start)[0]] += 1
        # the list grows shorter with every step
        for k in range(1, steps):
            further = advance(offsets, bits[k], base, left, some, opened, places)
            counts[k] += left - further
            left = further
            if timed and k == 1:
                # who passes one step alone takes no time
                in_time(offsets, times, bits, base, low, left, window, some, opened, places, may, room, counts)
        counts[steps] += left


@kernel
def in_time(offsets, times, bits, base, low, left, window, some, opened, places, may, room, counts):
    """Set ``counts`` right for the listed journeys, which pass two steps, as if they had been counted without a window.

    ``may``: which journeys of the block, that begins with ``low``, may be over it. Where the first attempt ends is
    found for all of these before times are read, so that the reads need not wait for each other.
    """
    which, reach, ends, own, start = room
    n = NONE
    for m in range(left):
        which[n] = m
        n += np.uint64(may[np.uint64(some[np.uint64(m)] - low)])
    steps = bits.shape[0]
    for u in range(n):
        m = which[np.uint64(u)]
        j = np.uint64(some[m])
        begin = np.uint64(offsets[j])
        length = np.uint64(offsets[j + ONE]) - ONE - begin
        word = (begin >> SIX) - base
        at = places[m]
        gets = 2
        while gets < steps:
            row = np.uint64(gets)
            ahead = taken(bits[row, word], bits[row, word + ONE], begin, length) & after(at)
            if ahead == NONE:
                break
            at = lowest(ahead)
            gets += 1
        reach[np.uint64(u)] = gets
        ends[np.uint64(u)] = at
    late = NONE
    for u in range(n):
        m, gets, at = which[np.uint64(u)], reach[np.uint64(u)], ends[np.uint64(u)]
        begin = np.uint64(offsets[np.uint64(some[m])])
        which[late] = m
        reach[late] = gets
        ends[late] = at
        late += np.uint64(times[begin + at] - times[begin + lowest(opened[m])] > window)
    for u in range(late):
        j = np.uint64(some[which[np.uint64(u)]])
        begin = np.uint64(offsets[j])
        length = np.uint64(offsets[j + ONE]) - ONE - begin
        word = (begin >> SIX) - base
        gets = reach[np.uint64(u)]
        events = NONE
        for k in range(gets):
            row = np.uint64(k)
            own[row] = taken(bits[row, word], bits[row, word + ONE], begin, length)
            events |= own[row]
        counts[gets] -= 1
        if gets <= FEW:
            gets = sooner(begin, own, times, gets, ends[np.uint64(u)], window)
        else:
            gets = stepwise(begin, events, own, times, gets, window, start)[0]
        counts[gets] += 1


@kernel
def sooner(begin, own, times, gets, at, window):
    """Steps passed by the best attempt where the first one takes too long to pass ``gets`` steps, the last at ``at``.

    Attempt by attempt, which is quick for a few steps: whoever begins later ends no sooner, so those that began too
    long before that end are passed over.
    """
    while True:
        first = lowest(own[0])
        place = at
        while True:
            early = times[begin + place] - window
            if times[begin + first] >= early:
                return gets
            later = own[0] & after(first)
            while later != NONE and times[begin + lowest(later)] < early:
                later &= later - ONE
            if later == NONE:
                break
            first = lowest(later)
            place = first
            k = 1
            while k < gets:
                ahead = own[k] & after(place)
                if ahead == NONE:
                    break
                place = lowest(ahead)
                k += 1
            if k < gets:
                break
        gets -= 1
        if gets == 1:
            return gets
        at = lowest(own[0])
        for k in range(1, gets):
            at = lowest(own[k] & after(at))
