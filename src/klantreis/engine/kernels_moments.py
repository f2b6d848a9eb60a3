"""Kernel of ``moments``: per kind of experience and place, how journeys end after a good and after a bad one."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

NPS, CSAT, CES, WAIT, REPEAT = range(5)
KINDS = 5
NONE, NEUTRAL, GOOD, BAD = range(4)


@kernel
def moments(
    offsets,
    codes,
    times,
    bucket,
    places,
    goals,
    kinds,
    classes,
    finals,
    medians,
    late,
    horizon,
    outcome,
    scored,
    squares,
    unknown,
):
    """Count endings per experience and place, and by ``bucket`` of the journey's customer.

    ``places`` gives the place per code (0: too rare to be compared). ``goals`` flags the slots that pass the outcome;
    ``kinds`` and ``classes`` say per slot which score is given (-1: none) and whether it is good; ``finals`` is the
    score, NaN where none, that may end a journey; ``medians`` gives the usual wait per code (-1: not known). The first
    experience of a kind at a place counts; for REPEAT coming once is good and coming again bad. ``outcome``: journeys
    by kind, place, bucket, good or bad, without and with the outcome within ``horizon``; ``scored``: n and sum of the
    final scores given after it; ``squares``: the sum of their squares; ``unknown``: known
    after ``late``, so that it cannot be followed.
    """
    width = unknown.shape[1]
    felt = np.zeros(KINDS * width, np.int64)
    moment = np.zeros(KINDS * width, np.int64)
    touched = np.zeros(KINDS * width, np.int64)
    for j in range(offsets.size - 1):
        begin = offsets[j]
        stop = offsets[j + 1] - 1
        goal = -1
        final = -1
        for e in range(begin, stop):
            if goal < 0 and goals[e]:
                goal = e
            if not np.isnan(finals[e]):
                final = e
        n = 0
        for e in range(begin, stop if goal < 0 else goal):
            code = codes[e]
            place = places[code]
            if place == 0:
                continue
            flat = REPEAT * width + place
            if felt[flat] == NONE:
                felt[flat] = GOOD
                moment[flat] = e
                touched[n] = flat
                n += 1
            elif felt[flat] == GOOD:
                felt[flat] = BAD
                moment[flat] = e
            if kinds[e] >= 0:
                flat = kinds[e] * width + place
                if felt[flat] == NONE:
                    felt[flat] = classes[e]
                    moment[flat] = e
                    touched[n] = flat
                    n += 1
            if e > begin and medians[code] >= 0:
                flat = WAIT * width + place
                if felt[flat] == NONE:
                    felt[flat] = BAD if times[e] - times[e - 1] > medians[code] else GOOD
                    moment[flat] = e
                    touched[n] = flat
                    n += 1
        for i in range(n):
            flat = touched[i]
            if felt[flat] > NEUTRAL:
                kind = flat // width
                place = flat - kind * width
                b = bucket[j]
                side = felt[flat] - GOOD
                at = moment[flat]
                if times[at] > late:
                    unknown[kind, place] += 1
                else:
                    won = 1 if goal >= 0 and times[goal] - times[at] <= horizon else 0
                    outcome[kind, place, b, side, won] += 1
                if final > at:
                    scored[kind, place, b, side, 0] += 1
                    scored[kind, place, b, side, 1] += finals[final]
                    squares[kind, place, side] += finals[final] * finals[final]
            felt[flat] = NONE
