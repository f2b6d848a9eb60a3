"""Kernel of ``reach``."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

EVENTS, JOURNEYS, REPEATED, AT_ONCE, SEEN, SEEN_TWICE, SEEN_AT_ONCE, WIDTH = range(8)
"""What the eight numbers per code are; the last is not used, it keeps a code in half a cache line."""
ONE, TWO, THREE, FOUR, FIVE, SIX = (np.uint64(k) for k in range(1, 7))
SHIFT = np.uint64(3)


@kernel
def reach(codes, cells):
    """Count per code: events, journeys, journeys that repeat it, journeys that repeat it at once.

    ``cells`` has eight numbers per code, the fifth to seventh starting at -1: the last journey counted in each way.
    Nothing branches: what a code was before is as good as random, and a wrong guess costs more than all the rest.
    """
    before = codes[np.uint64(0)] - codes[np.uint64(0)] if codes.size else np.uint8(0)
    journey = cells[0] - cells[0]
    for i in range(codes.size):
        code = codes[np.uint64(i)]
        cell = np.uint64(code) << SHIFT
        again = cells[cell | FOUR] == journey
        twice = again & (cells[cell | FIVE] != journey)
        next_to = (code == before) & (code != 0)
        at_once = next_to & (cells[cell | SIX] != journey)
        cells[cell] += 1
        cells[cell | ONE] += not again
        cells[cell | TWO] += twice
        cells[cell | THREE] += at_once
        cells[cell | FOUR] = journey
        cells[cell | FIVE] = journey if again else cells[cell | FIVE]
        cells[cell | SIX] = journey if next_to else cells[cell | SIX]
        journey += code == 0
        before = code
