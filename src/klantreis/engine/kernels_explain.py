"""Kernels of ``explain``: the moment from which an outcome is awaited, and what was known by then."""

from __future__ import annotations

from klantreis.engine.compiled import kernel


@kernel
def landmarks(offsets, codes, times, opens, outcome, anywhere, closed, missing, land, happened, totals):
    """The slot per journey up to which everything is known (-1: left out), and whether the outcome came after it.

    ``opens`` marks the codes that open the wait; with ``anywhere`` the first event does, and a journey that begins with
    the outcome is left out. Without the outcome a journey whose last event is after ``closed`` is open and left out.
    ``missing`` turns the outcome round. ``totals``: journeys in, with the outcome, not reached, open.
    """
    for j in range(offsets.size - 1):
        begin = offsets[j]
        stop = offsets[j + 1] - 1
        land[j] = -1
        happened[j] = False
        for i in range(begin, stop):
            if anywhere or opens[codes[i]]:
                land[j] = i
                break
        if land[j] < 0 or (anywhere and outcome[codes[begin]]):
            land[j] = -1
            totals[2] += 1
            continue
        found = False
        for i in range(land[j] + 1, stop):
            if outcome[codes[i]]:
                found = True
                break
        if not found and times[stop - 1] > closed:
            land[j] = -1
            totals[3] += 1
            continue
        happened[j] = found != missing
        totals[0] += 1
        totals[1] += happened[j]


@kernel
def known(offsets, land, happened, numbers, table):
    """Journeys per value (row) without and with the outcome: the last value given up to the landmark."""
    for j in range(offsets.size - 1):
        i = land[j]
        while i >= offsets[j]:
            value = numbers[i]
            if value >= 0:
                table[value, 1 if happened[j] else 0] += 1
                break
            i -= 1


@kernel
def passed(offsets, codes, land, happened, table, seen):
    """Journeys per code without and with the outcome, that have an event of it before the landmark."""
    for j in range(offsets.size - 1):
        for i in range(offsets[j], land[j]):
            code = codes[i]
            if seen[code] != j:
                seen[code] = j
                table[code, 1 if happened[j] else 0] += 1
