"""Kernels of ``funnel``: the furthest step of each journey's best attempt, then that attempt walked.

``masks`` has one bit per step for each code. Why the earliest best attempt is found in two scans: attempts that are at
the same step pass the next one at the same event, so at the first event where any attempt gets furthest, every step-1
event still within the window belongs to such an attempt, and the earliest of them is the winner.
"""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel


@kernel
def levels_ordered(offsets, codes, times, masks, steps, window, level, first):
    """Steps passed by the best attempt of each journey, and the slot where the earliest such attempt begins."""
    start = np.zeros(steps, np.int64)
    for j in range(offsets.size - 1):
        a = offsets[j]
        best = 0
        reached = 0
        at = a
        for i in range(a, offsets[j + 1] - 1):
            mask = masks[codes[i]]
            if mask == 0:
                continue
            t = times[i]
            # Downwards, so that one event moves an attempt by one step only. start[k]: the latest begin among
            # the attempts that passed step k; a later begin can do whatever an earlier one still can.
            for k in range(min(reached, steps - 1), 0, -1):
                if (mask >> np.uint64(k)) & np.uint64(1) and t - start[k - 1] <= window:
                    start[k] = start[k - 1]
                    reached = max(reached, k + 1)
                    if k + 1 > best:
                        best = k + 1
                        at = i
            if mask & np.uint64(1):
                start[0] = t
                if reached == 0:
                    reached = 1
                if best == 0:
                    best = 1
                    at = i
            if best == steps:
                break
        level[j] = best
        first[j] = at
        if best > 1:
            for i in range(a, at):
                if masks[codes[i]] & np.uint64(1) and times[at] - times[i] <= window:
                    first[j] = i
                    break


@kernel
def levels_strict(offsets, codes, times, masks, steps, window, level, first):
    """As ``levels_ordered`` where each step must be the very next event after the one before."""
    start = np.zeros(steps, np.int64)
    for j in range(offsets.size - 1):
        best = 0
        at = offsets[j]
        alive = np.uint64(0)
        for i in range(offsets[j], offsets[j + 1] - 1):
            mask = masks[codes[i]]
            t = times[i]
            now = ((alive << np.uint64(1)) | np.uint64(1)) & mask
            for k in range(steps - 1, 0, -1):
                bit = np.uint64(1) << np.uint64(k)
                if now & bit:
                    if t - start[k - 1] <= window:
                        start[k] = start[k - 1]
                        if k + 1 > best:
                            best = k + 1
                            at = i
                    else:
                        now &= ~bit
            if now & np.uint64(1):
                start[0] = t
                if best == 0:
                    best = 1
                    at = i
            alive = now
            if best == steps:
                break
        level[j] = best
        first[j] = at - best + 1 if best > 0 else at


@kernel
def levels_any(offsets, codes, times, masks, steps, window, level, first):
    """The most first steps that all happen, in any order, within the window; and where that attempt begins."""
    last = np.zeros(steps, np.int64)
    for j in range(offsets.size - 1):
        a = offsets[j]
        best = 0
        at = a
        seen = np.uint64(0)
        for i in range(a, offsets[j + 1] - 1):
            mask = masks[codes[i]]
            if mask == 0:
                continue
            t = times[i]
            seen |= mask
            for k in range(steps):
                if (mask >> np.uint64(k)) & np.uint64(1):
                    last[k] = t
            full = 0
            while full < steps and (seen >> np.uint64(full)) & np.uint64(1) and t - last[full] <= window:
                full += 1
            if full > best:
                best = full
                at = i
                if best == steps:
                    break
        level[j] = best
        first[j] = at
        if best > 0:
            wanted = (np.uint64(1) << np.uint64(best)) - np.uint64(1)
            for i in range(a, at):
                if masks[codes[i]] & wanted and times[at] - times[i] <= window:
                    first[j] = i
                    break


@kernel
def walk(offsets, codes, times, masks, any_order, level, first, cursor, values, following):
    """Walk each best attempt: collect the time per step, and the code after the last step passed.

    ``cursor[k]`` is the next free place for the times to pass step ``k``; ``following[level - 1, code]`` counts what
    comes next (code 0: nothing). In any order, step ``k`` is passed when all steps up to ``k`` have happened.
    """
    for j in range(level.size):
        steps = level[j]
        if steps == 0:
            continue
        i = first[j]
        passed = 0
        seen = np.uint64(0)
        before = times[i]
        while True:
            mask = masks[codes[i]]
            if any_order:
                seen |= mask
                while passed < steps and (seen >> np.uint64(passed)) & np.uint64(1):
                    if passed > 0:
                        values[cursor[passed]] = times[i] - before
                        cursor[passed] += 1
                    before = times[i]
                    passed += 1
            elif (mask >> np.uint64(passed)) & np.uint64(1):
                if passed > 0:
                    values[cursor[passed]] = times[i] - before
                    cursor[passed] += 1
                before = times[i]
                passed += 1
            if passed == steps:
                break
            i += 1
        following[steps - 1, codes[i + 1]] += 1


@kernel
def complete(codes, masks, steps, level, first, at):
    """In any order: the slot at which a journey that passes all ``steps`` has them all; else untouched."""
    whole = (np.uint64(1) << np.uint64(steps)) - np.uint64(1)
    for j in range(level.size):
        if level[j] < steps:
            continue
        seen = np.uint64(0)
        i = first[j]
        while True:
            seen |= masks[codes[i]] & whole
            if seen == whole:
                break
            i += 1
        at[j] = i
