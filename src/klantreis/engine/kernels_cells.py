"""Kernels of ``cells``: how often each journey is in a number of an answer."""

from __future__ import annotations

from klantreis.engine.compiled import kernel


@kernel
def pairs(offsets, codes, left, right, times):
    """Times per journey that an event marked in ``right`` directly follows one marked in ``left``.

    Code 0 is the start on the left and the end on the right; a journey without events has neither.
    """
    for j in range(offsets.size - 1):
        times[j] = 0
        stop = offsets[j + 1] - 1
        before = 0
        for i in range(offsets[j], stop):
            if left[before] and right[codes[i]]:
                times[j] += 1
            before = codes[i]
        if before != 0 and left[before] and right[0]:
            times[j] += 1


@kernel
def sequences(offsets, codes, wanted, collapse, times):
    """1 for a journey that is exactly ``wanted``; with ``collapse`` immediate repeats count once."""
    for j in range(offsets.size - 1):
        place = 0
        same = True
        before = 0
        for i in range(offsets[j], offsets[j + 1] - 1):
            code = codes[i]
            if collapse and code == before:
                continue
            if place == wanted.size or wanted[place] != code:
                same = False
                break
            place += 1
            before = code
        times[j] = 1 if same and place == wanted.size and place > 0 else 0


@kernel
def events(offsets, codes, marked, times):
    """Events per journey with a marked code."""
    for j in range(offsets.size - 1):
        times[j] = 0
        for i in range(offsets[j], offsets[j + 1] - 1):
            if marked[codes[i]]:
                times[j] += 1


@kernel
def first_spans(offsets, codes, times, roles, spans):
    """Microseconds from the first begin (role 1) to the first end (role 2) after it; -1: no begin, -2: no end."""
    for j in range(offsets.size - 1):
        spans[j] = -1
        since = 0
        begun = False
        for i in range(offsets[j], offsets[j + 1] - 1):
            role = roles[codes[i]]
            if begun and role & 2:
                spans[j] = times[i] - since
                break
            if not begun and role & 1:
                begun = True
                since = times[i]
                spans[j] = -2


@kernel
def stays(offsets, codes, times, inside, spans, events):
    """Microseconds from the first to the last event inside, -1 without any; and how many events there are inside."""
    for j in range(offsets.size - 1):
        first = -1
        last = -1
        events[j] = 0
        for i in range(offsets[j], offsets[j + 1] - 1):
            if inside[codes[i]]:
                if first < 0:
                    first = i
                last = i
                events[j] += 1
        spans[j] = times[last] - times[first] if first >= 0 else -1
