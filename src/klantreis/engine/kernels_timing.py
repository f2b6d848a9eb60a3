"""Kernels of ``timing``."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

BEGIN = 1
END = 2
BLOCK = 4096
ONE = np.uint64(1)


@kernel
def first_spans(codes, times, roles, out):
    """As ``spans`` with one span per journey, from its first begin; slots of no role are skipped without branching."""
    matter = np.empty(BLOCK, np.int64)
    n = np.uint64(0)
    started = 0
    waiting = True
    is_open = False
    since = np.int64(0)
    for a in range(0, codes.size, BLOCK):
        size = min(BLOCK, codes.size - a)
        few = np.uint64(0)
        for k in range(size):
            i = np.uint64(a) + np.uint64(k)
            matter[few] = i
            few += np.uint64((codes[i] == 0) | (roles[np.uint64(codes[i])] != 0))
        for m in range(few):
            i = np.uint64(matter[np.uint64(m)])
            role = roles[np.uint64(codes[i])]
            if codes[i] == 0:
                waiting = True
                is_open = False
            elif waiting:
                if role & BEGIN:
                    waiting = False
                    is_open = True
                    since = times[i]
                    started += 1
            elif is_open and role & END:
                out[n] = times[i] - since
                n += ONE
                is_open = False
    return n, started


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
