"""The kernel of the plain funnel in order: each journey's events of the steps as bits, and its best attempt among them.

Steps taken as early as they come from the journey's first event of step 1 tell how far any attempt can get, and reach
that step as early as any does. Where that lies within the window it is the best attempt; only where it does not, the
events of the steps are gone through one by one, as ``kernels_funnel.levels_ordered`` does. Only times that count are
read.
"""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel
from klantreis.engine.kernels_bits import LAST, NONE, ONE, SIX, after, holds, lowest, taken

BLOCK = 1024
"""Journeys at a time, so that what is listed stays in a core's first cache."""


@kernel
def opening(offsets, mask, bits, base, low, high, some, opened, places, far):
    """List the journeys of a block that have step 1, with where they have it, and first; in ``far`` those too long.

    ``bits`` begin with word ``base``. Gives how many of each.
    """
    n = NONE
    longer = NONE
    for j in range(low, high):
        looked_at = mask.size == 0 or mask[np.uint64(j)]
        begin = np.uint64(offsets[np.uint64(j)])
        length = np.uint64(offsets[np.uint64(j) + ONE]) - ONE - begin
        word = (begin >> SIX) - base
        if length > LAST:
            far[longer] = j
            longer += np.uint64(looked_at)
            continue
        first = taken(bits[np.uint64(0), word], bits[np.uint64(0), word + ONE], begin, length)
        some[n] = j
        opened[n] = first
        places[n] = lowest(first)
        n += np.uint64((first != NONE) & looked_at)
    return n, longer


@kernel
def best(offsets, codes, times, mask, bits, window, counts, following, cursor, values):
    """Count journeys per furthest step, and what comes next; collect the time to pass each step.

    ``mask``: which journeys to look at, empty for all. ``counts`` has a place per number of steps passed;
    ``following[k, code]`` is for those that stop after step ``k`` (code 0: the journey ends). ``values[k]`` gets the
    times to pass step ``k + 1`` from the one before, ``cursor[k]`` how many.

    What a journey has is as good as random, so that a branch on it costs more than the work: journeys with step 1 are
    listed, then those of them with step 2, and only these are looked at one by one.
    """
    steps = bits.shape[0]
    own = np.zeros(steps, np.uint64)
    start = np.zeros(steps, np.int64)
    some = np.empty(BLOCK, np.int64)
    opened = np.empty(BLOCK, np.uint64)
    places = np.empty(BLOCK, np.uint64)
    stopped = np.zeros(following.shape[1], np.int64)
    far = np.empty(BLOCK, np.int64)
    for low in range(0, offsets.size - 1, BLOCK):
        n, longer = opening(
            offsets, mask, bits, NONE, low, min(low + BLOCK, offsets.size - 1), some, opened, places, far
        )
        for m in range(longer):
            j = np.uint64(far[np.uint64(m)])
            begin = np.uint64(offsets[j])
            length = np.uint64(offsets[j + ONE]) - ONE - begin
            long(begin, length, codes, times, bits, window, start, counts, following, cursor, values)
        further = NONE
        for m in range(n):
            j = np.uint64(some[np.uint64(m)])
            begin = np.uint64(offsets[j])
            first = opened[np.uint64(m)]
            at = places[np.uint64(m)]
            goes_on = False
            if steps > 1:
                length = np.uint64(offsets[j + ONE]) - ONE - begin
                word = begin >> SIX
                goes_on = (
                    taken(bits[np.uint64(1), word], bits[np.uint64(1), word + ONE], begin, length) & after(at) != NONE
                )
            stopped[np.uint64(codes[begin + at + ONE])] += not goes_on
            some[further] = j
            opened[further] = first
            further += np.uint64(goes_on)
        counts[1] += n - further
        for m in range(further):
            j = np.uint64(some[np.uint64(m)])
            begin = np.uint64(offsets[j])
            length = np.uint64(offsets[j + ONE]) - ONE - begin
            word = begin >> SIX
            own[0] = opened[np.uint64(m)]
            first = lowest(own[0])
            at = first
            passed = 1
            while passed < steps:
                own[passed] = taken(bits[np.uint64(passed), word], bits[np.uint64(passed), word + ONE], begin, length)
                ahead = own[passed] & after(at)
                if ahead == NONE:
                    break
                at = lowest(ahead)
                passed += 1
            if times[begin + at] - times[begin + first] > window:
                events = NONE
                for k in range(passed):
                    events |= own[k]
                passed, at = stepwise(begin, events, own, times, passed, window, start)
                first = lowest(own[0])
                while times[begin + at] - times[begin + first] > window:
                    first = lowest(own[0] & after(first))
            counts[passed] += 1
            following[passed - 1, np.uint64(codes[begin + at + ONE])] += 1
            place = first
            before = times[begin + first]
            for k in range(1, passed):
                place = lowest(own[k] & after(place))
                t = times[begin + place]
                values[k - 1, np.uint64(cursor[k - 1])] = t - before
                cursor[k - 1] += 1
                before = t
    following[0] += stopped


@kernel
def stepwise(begin, events, own, times, steps, window, start):
    """(steps passed, place of the last) by the best attempt among ``events``, one after the other."""
    furthest = 0
    at = NONE
    while events != NONE:
        place = lowest(events)
        events &= events - ONE
        t = times[begin + place]
        # start[k]: the latest begin among the attempts that passed step k; see ``kernels_funnel``
        for k in range(min(furthest, steps - 1), 0, -1):
            if (own[k] >> place) & ONE and t - start[k - 1] <= window:
                start[k] = start[k - 1]
                if k == furthest:
                    furthest = k + 1
                    at = place
        if (own[0] >> place) & ONE:
            start[0] = t
            if furthest == 0:
                furthest = 1
                at = place
        if furthest == steps:
            break
    return furthest, at


@kernel
def reached(begin, length, times, bits, base, window, start):
    """(steps passed, slot of the journey's first step 1, slot of the last step) by the best attempt, event by event.

    ``bits`` begin with slot ``base``. Where no ``times`` are given none is read, and any window holds.
    """
    steps = bits.shape[0]
    furthest = 0
    first = begin
    at = begin
    for i in range(begin, begin + length):
        t = times[i] if times.size else 0
        for k in range(min(furthest, steps - 1), 0, -1):
            if holds(bits, k, np.uint64(i) - base) and t - start[k - 1] <= window:
                start[k] = start[k - 1]
                if k == furthest:
                    furthest = k + 1
                    at = i
        if holds(bits, 0, np.uint64(i) - base):
            start[0] = t
            if furthest == 0:
                furthest = 1
                first = i
                at = i
        if furthest == steps:
            break
    return furthest, first, at


@kernel
def long(begin, length, codes, times, bits, window, start, counts, following, cursor, values):
    """The same of one journey with more events than a word has bits."""
    furthest, first, at = reached(begin, length, times, bits, NONE, window, start)
    if furthest == 0:
        return
    counts[furthest] += 1
    following[furthest - 1, np.uint64(codes[at + ONE])] += 1
    if furthest > 1:
        while times[at] - times[first] > window or not holds(bits, 0, first):
            first += ONE
        before = times[first]
        i = first
        for k in range(1, furthest):
            i += ONE
            while not holds(bits, k, i):
                i += ONE
            values[k - 1, np.uint64(cursor[k - 1])] = times[i] - before
            cursor[k - 1] += 1
            before = times[i]
