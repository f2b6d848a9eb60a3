"""Kernels of the plain funnel in order: one pass that skips what is of no step, and a walk of what got somewhere.

A block of slots is first reduced to those that matter, without branching, which a processor does at one slot per cycle;
only these go through the steps. How the best attempt is found: see ``kernels_funnel``.
"""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

BLOCK = 4096
ONE = np.uint64(1)
NONE = np.uint64(0)


@kernel
def best(codes, times, masks, steps, window, counts, following, begun, level):
    """Count journeys per furthest step and what comes next; list the attempts that pass two steps or more.

    ``counts`` has a place per number of steps passed; ``following[k, code]`` is for those that stop after step ``k``
    (code 0: the journey ends). Of the listed, ``begun`` is the slot of the first step and ``level`` the steps passed.
    Returns how many are listed.
    """
    matter = np.empty(BLOCK, np.int64)
    start = np.zeros(steps, np.int64)
    furthest = 0
    first = NONE
    at = NONE
    listed = NONE
    for a in range(0, codes.size, BLOCK):
        size = min(BLOCK, codes.size - a)
        n = NONE
        for k in range(size):
            i = np.uint64(a) + np.uint64(k)
            matter[n] = i
            n += np.uint64((codes[i] == 0) | (masks[np.uint64(codes[i])] != NONE))
        for m in range(n):
            i = np.uint64(matter[np.uint64(m)])
            mask = masks[np.uint64(codes[i])]
            if codes[i] == 0:
                if furthest == 1:
                    counts[1] += 1
                    following[0, np.uint64(codes[first + ONE])] += 1
                elif furthest > 1:
                    counts[furthest] += 1
                    following[furthest - 1, np.uint64(codes[at + ONE])] += 1
                    # the earliest event of step 1 that is still within the window leads there
                    while times[at] - times[first] > window or masks[np.uint64(codes[first])] & ONE == NONE:
                        first += ONE
                    begun[listed] = first
                    level[listed] = furthest
                    listed += ONE
                furthest = 0
            elif furthest == 0:
                if mask & ONE:
                    furthest = 1
                    first = i
                    start[0] = times[i]
            elif furthest < steps:
                t = times[i]
                for k in range(furthest, 0, -1):
                    if (mask >> np.uint64(k)) & ONE and t - start[k - 1] <= window:
                        start[k] = start[k - 1]
                        if k == furthest:
                            furthest = k + 1
                            at = i
                if mask & ONE:
                    start[0] = t
    return listed


@kernel
def walk(codes, times, masks, begun, level, cursor, values):
    """The time to pass each step from the one before, of each listed attempt, at the next free place of its step."""
    for n in range(begun.size):
        i = np.uint64(begun[np.uint64(n)])
        before = times[i]
        passed = np.uint64(1)
        steps = np.uint64(level[np.uint64(n)])
        while passed < steps:
            i += ONE
            if (masks[np.uint64(codes[i])] >> passed) & ONE:
                t = times[i]
                values[cursor[passed]] = t - before
                cursor[passed] += 1
                before = t
                passed += ONE
