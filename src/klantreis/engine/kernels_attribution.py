"""Kernels of ``attribution``: the touches before each conversion, shared out in whole units."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel


@kernel
def share_out(weights, count, whole, units):
    """Split ``whole`` over the first ``count`` weights in whole units that add up to exactly ``whole``.

    Each running total is rounded, not each part, so that no touch is off by more than one unit.
    """
    total = 0.0
    for k in range(count):
        total += weights[k]
    running = 0.0
    given = np.int64(0)
    for k in range(count):
        running += weights[k]
        upto = whole if k == count - 1 else np.int64(np.rint(whole * (running / total)))
        units[k] = upto - given
        given = upto


@kernel
def touched(offsets, codes, times, window, wanted, first, last, conversions):
    """Per journey the conversions (code 1) that ``wanted`` touched; with ``first`` or ``last`` only as that touch.

    0 wants those that nothing touched. Touches are those that ``credit`` credits.
    """
    for j in range(offsets.size - 1):
        begin = offsets[j]
        conversions[j] = 0
        for i in range(begin, offsets[j + 1] - 1):
            if codes[i] != 1:
                continue
            while begin < i and times[i] - times[begin] > window:
                begin += 1
            hit = wanted == 0 and begin == i
            for k in range(begin, i):
                if codes[k] == wanted and (not first or k == begin) and (not last or k == i - 1):
                    hit = True
                    break
            conversions[j] += hit
            begin = i + 1


@kernel
def credit(offsets, codes, times, rows, money, one, half_life, window, tally, flow, counts):
    """Credit of every conversion (code 1) to the touches since the conversion before it (codes 2 …).

    ``tally`` (5 models, 2, codes): conversions in units of which ``one`` make a conversion, and money; last touch,
    first touch, linear, time-decay and position-based in this order: first, last, linear, decay, position. ``flow``
    (codes + 2)²: transitions of the chain, row and column 0 the start, 1 the conversion, the last the end. ``counts``:
    conversions, their money, conversions without touches, their money.
    """
    longest = 0
    for j in range(offsets.size - 1):
        longest = max(longest, offsets[j + 1] - offsets[j])
    weights = np.empty(max(longest, 1), np.float64)
    units = np.empty(max(longest, 1), np.int64)
    end = tally.shape[2]
    for j in range(offsets.size - 1):
        begin = offsets[j]
        stop = offsets[j + 1] - 1
        converted = False
        for i in range(begin, stop):
            if codes[i] != 1:
                continue
            converted = True
            value = money[rows[i]]
            counts[0] += 1
            counts[1] += value
            while begin < i and times[i] - times[begin] > window:
                begin += 1
            n = i - begin
            if n == 0:
                counts[2] += 1
                counts[3] += value
                begin = i + 1
                continue
            tally[0, 0, codes[begin]] += one
            tally[0, 1, codes[begin]] += value
            tally[1, 0, codes[i - 1]] += one
            tally[1, 1, codes[i - 1]] += value
            for model in range(2, 5):
                for k in range(n):
                    if model == 2:
                        weights[k] = 1.0
                    elif model == 3:
                        weights[k] = 2.0 ** (-(times[i - 1] - times[begin + k]) / half_life)
                    elif n <= 2:
                        weights[k] = 1.0
                    elif k == 0 or k == n - 1:
                        weights[k] = 0.4
                    else:
                        weights[k] = 0.2 / (n - 2)
                for kind in range(2):
                    share_out(weights, n, one if kind == 0 else value, units)
                    for k in range(n):
                        tally[model, kind, codes[begin + k]] += units[k]
            flow[0, codes[begin]] += 1
            for k in range(begin + 1, i):
                flow[codes[k - 1], codes[k]] += 1
            flow[codes[i - 1], 1] += 1
            begin = i + 1
        if not converted and begin < stop:
            flow[0, codes[begin]] += 1
            for k in range(begin + 1, stop):
                flow[codes[k - 1], codes[k]] += 1
            flow[codes[stop - 1], end] += 1
