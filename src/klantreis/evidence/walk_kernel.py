"""The kernels of ``walk``; imported only when they are needed, because Numba is slow to load."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.compiled import kernel

Ints = NDArray[np.int64]


@kernel
def count(  # noqa: PLR0917
    offsets: Ints, codes: NDArray[Any], times: Ints, phase_of: Ints, touchpoints: int, phases: int
) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints, Ints, Ints, Ints, Ints]:
    """Counts per code, per journey and per wait.

    ``codes`` are those of ``Bound`` (1 … T on the map, above off it); ``phase_of`` gives the phase per
    code, -1 off the map. Returns, with C codes, J journeys and W on-map events that have an on-map event
    before them: events (C,), journeys (C,), repeating journeys (C,), last on-map code per journey (J,) or
    0, first slot per journey and phase (J, P) or -1, last slot (J, P), code per wait (W,), microseconds
    per wait (W,), off-map events by code and last on-map code (C - T - 1, T + 1), and by code and phase
    (C - T - 1, P).
    """
    size = len(phase_of)
    n = len(offsets) - 1
    ghosts = max(size - touchpoints - 1, 0)
    events, reached, repeated = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    times_in = np.zeros(size, np.int64)
    stamp = np.full(size, -1, np.int64)
    last = np.zeros(n, np.int64)
    first_slot = np.full((n, phases), -1, np.int64)
    last_slot = np.full((n, phases), -1, np.int64)
    wait_code = np.zeros(len(codes), np.int64)
    wait = np.zeros(len(codes), np.int64)
    waits = 0
    after = np.zeros((ghosts, touchpoints + 1), np.int64)
    within = np.zeros((ghosts, phases), np.int64)
    for k in range(n):
        before = 0
        since = np.int64(0)
        lo, hi = offsets[k], offsets[k + 1] - 1
        for e in range(lo, hi):
            c = np.int64(codes[e])
            events[c] += 1
            if stamp[c] != k:
                stamp[c] = k
                times_in[c] = 1
                reached[c] += 1
            else:
                times_in[c] += 1
                if times_in[c] == 2:
                    repeated[c] += 1
            if c <= touchpoints:
                p = phase_of[c]
                if before == 0:
                    # what came before anything on the map belongs to the phase that comes next
                    for f in range(lo, e):
                        within[codes[f] - touchpoints - 1, p] += 1
                if first_slot[k, p] < 0:
                    first_slot[k, p] = e
                last_slot[k, p] = e
                if before > 0:
                    wait_code[waits] = c
                    wait[waits] = times[e] - since
                    waits += 1
                before = c
                since = times[e]
            else:
                after[c - touchpoints - 1, before] += 1
                if before > 0:
                    within[c - touchpoints - 1, phase_of[before]] += 1
        last[k] = before
    return events, reached, repeated, last, first_slot, last_slot, wait_code[:waits], wait[:waits], after, within


@kernel
def holds_from(offsets: Ints, starts: Ints, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Per journey, whether any slot from ``starts[k]`` to its end is flagged; never for a start of -1."""
    n = len(offsets) - 1
    out = np.zeros(n, np.bool_)
    for k in range(n):
        if starts[k] >= 0:
            for e in range(starts[k], offsets[k + 1] - 1):
                if flags[e]:
                    out[k] = True
                    break
    return out
