"""Kernels of ``timing``."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel
from klantreis.engine.kernels_bits import LAST, NONE, ONE, SIX, after, holds, lowest, taken

BLOCK = 1024
"""Journeys at a time, so that what is listed stays in a core's first cache."""

BEGIN = 1
END = 2


@kernel
def first_spans(offsets, times, mask, bits, out):
    """As ``spans`` with one span per journey, from its first begin; (spans, journeys with a begin).

    ``mask``: which journeys to look at, empty for all. ``bits``: where begins stand, and where ends. What a journey has
    is as good as random, so nothing branches on it: slots are listed first, and times read of those listed.
    """
    since = np.empty(BLOCK, np.uint64)
    until = np.empty(BLOCK, np.uint64)
    n = 0
    started = 0
    for low in range(0, offsets.size - 1, BLOCK):
        few = np.uint64(0)
        for j in range(low, min(low + BLOCK, offsets.size - 1)):
            looked_at = mask.size == 0 or mask[np.uint64(j)]
            begin = np.uint64(offsets[np.uint64(j)])
            length = np.uint64(offsets[np.uint64(j) + ONE]) - ONE - begin
            word = begin >> SIX
            if length > LAST:
                if not looked_at:
                    continue
                first, last = long_span(bits, begin, begin + length)
                started += first < begin + length
                since[few] = first
                until[few] = last
                few += np.uint64(last < begin + length)
                continue
            begins = taken(bits[np.uint64(0), word], bits[np.uint64(0), word + ONE], begin, length) * np.uint64(
                looked_at
            )
            first = lowest(begins) & LAST
            ends = taken(bits[np.uint64(1), word], bits[np.uint64(1), word + ONE], begin, length) & after(first)
            since[few] = begin + first
            until[few] = begin + lowest(ends)
            started += begins != NONE
            few += np.uint64((begins != NONE) & (ends != NONE))
        for k in range(few):
            out[n + k] = times[until[np.uint64(k)]] - times[since[np.uint64(k)]]
        n += few
    return n, started


@kernel
def long_span(bits, begin, end):
    """(slot of the first begin, slot of the first end after it) of a journey longer than a word; ``end`` for none."""
    first = begin
    while first < end and not holds(bits, 0, first):
        first += ONE
    last = min(first + ONE, end)
    while last < end and not holds(bits, 1, last):
        last += ONE
    return first, last


@kernel
def spans(offsets, codes, times, roles, each, out):
    """Times from a begin to the first end after it; returns (spans, journeys with one, journeys with a begin).

    ``roles`` per code: BEGIN, END or both added up. With ``each``, every end takes the latest begin before it that
    no end has taken; else one span per journey, from its first begin. With ``out`` of length 0 it only counts.
    """
    n = 0
    finished = 0
    started = 0
    for j in range(offsets.size - 1):
        is_open = False
        begun = False
        found = 0
        since = times[0] if times.size else 0
        for i in range(offsets[j], offsets[j + 1] - 1):
            role = roles[codes[i]]
            if role == 0:
                continue
            if is_open and role & END:
                if out.size:
                    out[n] = times[i] - since
                n += 1
                found += 1
                is_open = False
                if not each:
                    break
            if role & BEGIN and (each or not begun):
                begun = True
                is_open = True
                since = times[i]
        if begun:
            started += 1
        if found:
            finished += 1
    return n, finished, started


@kernel
def stays(offsets, codes, times, inside, out):
    """Time from the first to the last event inside, per journey that has one; returns (journeys, with one event)."""
    n = 0
    single = 0
    for j in range(offsets.size - 1):
        first = -1
        last = -1
        for i in range(offsets[j], offsets[j + 1] - 1):
            if inside[codes[i]]:
                if first < 0:
                    first = i
                last = i
        if first >= 0:
            out[n] = times[last] - times[first]
            n += 1
            if first == last:
                single += 1
    return n, single
