"""The kernels of drafting; imported only when they are needed, because Numba is slow to load."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.compiled import kernel

Ints = NDArray[np.int64]


@kernel
def count(offsets: Ints, codes: NDArray[np.int32], size: int) -> tuple[Ints, Ints]:
    """Journeys in which ``a`` comes before ``b``, and journeys with ``b`` right after ``a``; (size, size) each.

    A journey has ``a`` before ``b`` when of its pairs of an event of ``a`` and one of ``b`` more have ``a`` first than
    ``b``: so a journey that goes round counts for the way it mostly goes. Code 0 is skipped as if it were not there.
    """
    before = np.zeros((size, size), np.int64)
    follows = np.zeros((size, size), np.int64)
    pair_seen = np.full((size, size), -1, np.int64)
    times = np.zeros(size, np.int64)
    ahead = np.zeros((size, size), np.int64)
    found = np.zeros(size, np.int64)
    for k in range(len(offsets) - 1):
        some = 0
        last = 0
        for e in range(offsets[k], offsets[k + 1] - 1):
            c = codes[e]
            if c == 0:
                continue
            if times[c] == 0:
                found[some] = c
                some += 1
            for i in range(some):
                ahead[found[i], c] += times[found[i]]
            times[c] += 1
            if last > 0 and pair_seen[last, c] != k:
                pair_seen[last, c] = k
                follows[last, c] += 1
            last = c
        for i in range(some):
            for j in range(i + 1, some):
                a, b = found[i], found[j]
                if ahead[a, b] > ahead[b, a]:
                    before[a, b] += 1
                elif ahead[b, a] > ahead[a, b]:
                    before[b, a] += 1
        for i in range(some):
            times[found[i]] = 0
            for j in range(some):
                ahead[found[i], found[j]] = 0
    return before, follows


@kernel
def tally(offsets: Ints, codes: NDArray[np.int32], size: int) -> tuple[Ints, Ints, Ints]:
    """Events, journeys and repeating journeys per code, shape (size,) each; code 0 is not counted."""
    events, reached, repeating = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    seen = np.full(size, -1, np.int64)
    twice = np.full(size, -1, np.int64)
    for k in range(len(offsets) - 1):
        for e in range(offsets[k], offsets[k + 1] - 1):
            c = codes[e]
            if c == 0:
                continue
            events[c] += 1
            if seen[c] != k:
                seen[c] = k
                reached[c] += 1
            elif twice[c] != k:
                twice[c] = k
                repeating[c] += 1
    return events, reached, repeating


@kernel
def passing(  # noqa: PLR0912
    offsets: Ints, codes: NDArray[np.int32], phase_of: Ints, phases: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """Who moves on from each phase, and what they had passed there by then.

    A journey moves on from a phase when a later phase comes after its first event there; what it does in
    the phase after that no longer counts. Returns journeys per phase, those that move on, journeys per
    code that passed it before moving on (or without moving on), and those of them that moved on.
    """
    size = len(phase_of)
    entered_n, moved_n = np.zeros(phases, np.int64), np.zeros(phases, np.int64)
    passed_n, passed_moved = np.zeros(size, np.int64), np.zeros(size, np.int64)
    entered, moved = np.full(phases, -1, np.int64), np.full(phases, -1, np.int64)
    passed, ever = np.full(size, -1, np.int64), np.full(size, -1, np.int64)
    found = np.zeros(size, np.int64)
    for k in range(len(offsets) - 1):
        count_found = 0
        for e in range(offsets[k], offsets[k + 1] - 1):
            c = codes[e]
            if c == 0:
                continue
            q = phase_of[c]
            for p in range(q):
                if entered[p] == k:
                    moved[p] = k
            entered[q] = k
            if ever[c] != k:
                ever[c] = k
                found[count_found] = c
                count_found += 1
            if moved[q] != k:
                passed[c] = k
        for p in range(phases):
            if entered[p] == k:
                entered_n[p] += 1
                if moved[p] == k:
                    moved_n[p] += 1
        for i in range(count_found):
            c = found[i]
            if passed[c] == k:
                passed_n[c] += 1
                if moved[phase_of[c]] == k:
                    passed_moved[c] += 1
    return entered_n, moved_n, passed_n, passed_moved
