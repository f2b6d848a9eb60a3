"""Kernels of ``transitions``: pairs of consecutive codes in one flat loop over all slots.

The sentinel 0 is "start" on the left of a pair and "end" on the right; (0, 0) is an empty journey.
"""

from __future__ import annotations

from klantreis.engine.compiled import kernel


@kernel
def count_pairs(codes, width, counts, journeys, seen):
    """Count pair ``from * width + to`` and the journeys it occurs in; ``seen`` starts at -1."""
    before = 0
    journey = 0
    for i in range(codes.size):
        code = codes[i]
        pair = before * width + code
        counts[pair] += 1
        if seen[pair] != journey:
            seen[pair] = journey
            journeys[pair] += 1
        if code == 0:
            journey += 1
        before = code


@kernel
def collect_times(codes, times, width, cursor, values):
    """Put the time between two events at the next free place of their pair; moves ``cursor``."""
    before = 0
    for i in range(codes.size):
        code = codes[i]
        if before != 0 and code != 0:
            pair = before * width + code
            values[cursor[pair]] = times[i] - times[i - 1]
            cursor[pair] += 1
        before = code
