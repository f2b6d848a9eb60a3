"""Kernels of ``explain``: the moment from which an outcome is awaited, and what was known by then."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

AFTER, AT, ENDS = 0, 1, 2
"""An outcome is an event after the landmark, something of the landmark itself, or how the journey ends."""


@kernel
def gates(offsets, codes, comes, before, reached, cases, seen):
    """Per code: journeys with the outcome that pass it before the outcome's first event, and all that reach it.

    ``comes`` marks the slots that are the outcome; ``cases`` counts the journeys with it; ``seen`` starts at -1.
    """
    for j in range(offsets.size - 1):
        stop = offsets[j + 1] - 1
        first = stop
        for i in range(offsets[j], stop):
            if comes[i]:
                first = i
                break
        if first < stop:
            cases[0] += 1
        for i in range(offsets[j], stop):
            code = codes[i]
            if seen[code] != j:
                seen[code] = j
                reached[code] += 1
                if i < first < stop:
                    before[code] += 1


@kernel
def landmarks(
    offsets, times, opens, comes, inside, told, anywhere, kind, missing, within, closed, land, happened, totals
):
    """The slot per journey up to which everything is known (-1: left out), and whether the outcome came.

    ``opens`` marks the slots that open the wait; with ``anywhere`` the first event does, and a journey that begins with
    an awaited event is left out. ``kind``: ``AFTER`` (``comes`` marks a later event, no more than ``within``
    microseconds later unless that is 0), ``AT`` (``comes`` marks the landmark), ``ENDS`` (no event is marked by
    ``comes``, and the last of those that ``told`` marks is one that ``inside`` marks; whoever has such an event up to
    the landmark cannot end so and is left out). ``missing`` turns the outcome round. A landmark after ``closed`` is too
    fresh to tell, whatever happened since, and without a ``within`` so is a journey whose last event is. ``totals``:
    journeys in, with the outcome, not reached, open.
    """
    for j in range(offsets.size - 1):
        begin = offsets[j]
        stop = offsets[j + 1] - 1
        land[j] = -1
        happened[j] = False
        at = -1
        for i in range(begin, stop):
            if anywhere or opens[i]:
                at = i
                break
        if at < 0 or (anywhere and kind == AFTER and comes[begin]):
            totals[2] += 1
            continue
        found = False
        came = False
        if kind == ENDS:
            for i in range(begin, at + 1):
                if comes[i]:
                    came = True
                    break
            if came:
                totals[2] += 1
                continue
        if kind == AT:
            found = comes[at]
        elif kind == AFTER:
            for i in range(at + 1, stop):
                if within > 0 and times[i] - times[at] > within:
                    break
                if comes[i]:
                    found = True
                    break
            came = found or within > 0
        else:
            for i in range(at + 1, stop):
                if comes[i]:
                    came = True
                    break
            if not came:
                for back in range(stop - begin):
                    i = stop - 1 - back
                    if told[i]:
                        found = inside[i]
                        break
        if kind != AT and (times[at] > closed or (not came and times[stop - 1] > closed)):
            totals[3] += 1
            continue
        land[j] = at
        happened[j] = found != missing
        totals[0] += 1
        totals[1] += happened[j]


@kernel
def known(offsets, land, less, numbers, found):
    """Per journey the last value given up to ``less`` events before the landmark; -1 without one."""
    for j in range(offsets.size - 1):
        found[j] = -1
        i = land[j] - less
        while land[j] >= 0 and i >= offsets[j]:
            if numbers[i] >= 0:
                found[j] = numbers[i]
                break
            i -= 1


@kernel
def tally(offsets, codes, times, land, happened, moments, bucket, keep, bases, edges, seen, count, table, ids, starts):
    """Adds every journey to the groups it is in, by what stands before its landmark.

    ``bases`` are the first numbers of the groups by: first activity, passed, passed more than once, directly before,
    at, waited, under way (-1: not asked). ``moments`` (J, M) are numbers of further groups.
    ``table[g, 2 * bucket + happened]`` counts journeys. The groups of journeys that ``keep`` marks are written to
    ``ids``, those of the r-th to ``ids[starts[r]:starts[r + 1]]``. ``seen`` starts at -1.
    """
    most = 0
    for j in range(offsets.size - 1):
        most = max(most, land[j] - offsets[j])
    mine = np.empty(2 * most + moments.shape[1] + 8, np.int64)
    written = 0
    kept = 0
    starts[0] = 0
    for j in range(offsets.size - 1):
        at = land[j]
        if at < 0:
            continue
        begin = offsets[j]
        size = 0
        mine[size] = bases[0] + codes[begin]
        size += 1
        for i in range(begin, at):
            code = codes[i]
            if seen[code] != j:
                seen[code] = j
                count[code] = 1
                mine[size] = bases[1] + code
                size += 1
            else:
                count[code] += 1
                if count[code] == 2:
                    mine[size] = bases[2] + code
                    size += 1
        if bases[4] >= 0:
            mine[size] = bases[4] + codes[at]
            size += 1
        if at > begin:
            mine[size] = bases[3] + codes[at - 1]
            size += 1
            for which in range(2):
                wait = times[at] - times[at - 1 if which == 0 else begin]
                place = 0
                while place < edges.size and wait >= edges[place]:
                    place += 1
                mine[size] = bases[5 + which] + place
                size += 1
        for m in range(moments.shape[1]):
            mine[size] = moments[j, m]
            size += 1
        place = 2 * bucket[j] + (1 if happened[j] else 0)
        for s in range(size):
            table[mine[s], place] += 1
        if keep[j]:
            for s in range(size):
                ids[written] = mine[s]
                written += 1
            kept += 1
            starts[kept] = written
