"""Kernels of ``timing``."""

from __future__ import annotations

from klantreis.engine.compiled import kernel

BEGIN = 1
END = 2


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
