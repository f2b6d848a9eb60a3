"""Kernels of a funnel's variants: every attempt, or each journey's best, as the slots where it passes each step.

``masks`` has one bit per step for each code; a row of ``passes`` has one slot per step, -1 where it is not passed.
Steps that may be left out (``spare``) take no part in finding an attempt, except in strict order, where only they may
stand in between.

Why one pair per step is enough in ``furthest``: the newest event that some row of events leads to has both the latest
pass and, because rows of events that cross can be exchanged, the latest begin; whatever another could do, it can.
"""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

ONE = np.uint64(1)


@kernel
def furthest(codes, times, masks, steps, limits, a, b, single, newest, begin):
    """(steps passed, slot of the last) by the best attempt in the slots ``a … b - 1``; with ``single``, from ``a``."""
    window, limit = limits
    best = 0
    at = a
    for k in range(steps):
        newest[k] = -1
    moved = times[a]
    for i in range(a, b):
        t = times[i]
        if single and (t - times[a] > window or t - moved > limit):
            break
        mask = masks[codes[i]]
        if mask == 0:
            continue
        # Downwards, so that one event passes one step of an attempt.
        for k in range(steps - 1, 0, -1):
            if (
                (mask >> np.uint64(k)) & ONE
                and newest[k - 1] >= 0
                and t - times[newest[k - 1]] <= limit
                and t - begin[k - 1] <= window
            ):
                newest[k] = i
                begin[k] = begin[k - 1]
                moved = t
                if k + 1 > best:
                    best = k + 1
                    at = i
        if mask & ONE and (i == a or not single):
            newest[0] = i
            begin[0] = t
            moved = t
            if best == 0:
                best = 1
                at = i
        if best == steps:
            break
    return best, at


@kernel
def trace(codes, times, masks, best, limits, a, at, single, newest, alive, columns, row):
    """Write the attempt of ``best`` steps that ends at ``at``: the earliest begin, then each step as early as it can.

    A scan backwards marks in ``alive`` the steps from which ``at`` can still be reached at each slot.
    """
    window, limit = limits
    for k in range(best):
        newest[k] = -1
    if best > 1:
        newest[best - 1] = at
    else:
        newest[0] = at
    first = at
    for i in range(at - 1, a - 1, -1):
        alive[i - a] = np.uint64(0)
        if times[at] - times[i] > window:
            break
        mask = masks[codes[i]]
        for k in range(best - 1):
            if (
                (mask >> np.uint64(k)) & ONE
                and newest[k + 1] >= 0
                and times[newest[k + 1]] - times[i] <= limit
                and (k > 0 or i == a or not single)
            ):
                alive[i - a] |= ONE << np.uint64(k)
                newest[k] = i
                if k == 0:
                    first = i
    row[columns[0]] = first
    i = first
    for k in range(1, best - 1):
        before = i
        i += 1
        while not (alive[i - a] >> np.uint64(k)) & ONE or times[i] - times[before] > limit:
            i += 1
        row[columns[k]] = i
    if best > 1:
        row[columns[best - 1]] = at


@kernel
def ordered(offsets, codes, times, masks, columns, limits, each, owners, passes):
    """All attempts (``each``), or the best of each journey: fills ``owners`` and ``passes``, returns how many.

    ``masks`` and ``columns`` are those of the steps that may not be left out.
    """
    steps = columns.size
    newest = np.empty(steps, np.int64)
    begin = np.empty(steps, np.int64)
    longest = 0
    for j in range(offsets.size - 1):
        longest = max(longest, offsets[j + 1] - offsets[j])
    alive = np.zeros(longest, np.uint64)
    n = 0
    for j in range(offsets.size - 1):
        b = offsets[j + 1] - 1
        for i in range(offsets[j], b):
            if masks[codes[i]] & ONE:
                best, at = furthest(codes, times, masks, steps, limits, i, b, each, newest, begin)
                owners[n] = j
                trace(codes, times, masks, best, limits, i, at, each, newest, alive, columns, passes[n])
                n += 1
                if not each:
                    break
    return n


@kernel
def on_the_way(codes, times, masks, columns, limits, passes):
    """Add to each attempt the steps that may be left out, where they happen between the steps around them."""
    window, limit = limits
    total = passes.shape[1]
    for n in range(passes.shape[0]):
        for m in range(columns.size):
            low = columns[m]
            high = columns[m + 1] if m + 1 < columns.size else total
            since = passes[n, low]
            if since < 0:
                break
            stop = passes[n, high] if high < total else -1
            if high == low + 1:
                continue
            i = since + 1
            while codes[i] != 0 and i != stop:
                if times[i] - times[passes[n, 0]] > window or times[i] - times[since] > limit:
                    break
                mask = masks[codes[i]]
                for k in range(low + 1, high):
                    if passes[n, k] < 0 and (mask >> np.uint64(k)) & ONE:
                        passes[n, k] = i
                i += 1


@kernel
def walk_strictly(codes, times, masks, spare, limits, a, b, row):
    """Write the attempt that begins at ``a``, each event a step; returns how many steps of those that may not be left
    out it passes.
    """
    window, limit = limits
    total = row.size
    for k in range(total):
        row[k] = -1
    row[0] = a
    passed = 1
    at = 0
    since = times[a]
    for i in range(a + 1, b):
        t = times[i]
        if t - times[a] > window or t - since > limit:
            break
        mask = masks[codes[i]]
        k = at + 1
        while k < total and spare[k]:
            k += 1
        if k < total and (mask >> np.uint64(k)) & ONE:
            row[k] = i
            at = k
            since = t
            passed += 1
            continue
        found = False
        for o in range(at + 1, k):
            if row[o] < 0 and (mask >> np.uint64(o)) & ONE:
                row[o] = i
                found = True
                break
        if not found:
            break
    return passed


@kernel
def strict(offsets, codes, times, masks, spare, limits, each, owners, passes):
    """As ``ordered`` where nothing but steps that may be left out comes in between."""
    row = np.empty(passes.shape[1], np.int64)
    n = 0
    for j in range(offsets.size - 1):
        b = offsets[j + 1] - 1
        best = 0
        for i in range(offsets[j], b):
            if masks[codes[i]] & ONE:
                passed = walk_strictly(codes, times, masks, spare, limits, i, b, row)
                if each or passed > best:
                    slot = n if each or best == 0 else n - 1
                    owners[slot] = j
                    for k in range(row.size):
                        passes[slot, k] = row[k]
                    if each or best == 0:
                        n += 1
                    best = passed
    return n
