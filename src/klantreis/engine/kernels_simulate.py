"""Kernel of ``simulate``: every step up to the first conversion, with the two events before it."""

from __future__ import annotations

from klantreis.engine.compiled import kernel


@kernel
def followed(offsets, codes, times, converts, at, closed, marks):
    """How each journey ended that came to ``at`` (-1: to anything) before it converted.

    0: it did not come there, 1: without a conversion, 2: with one, 3: open, as ``steps`` has it.
    """
    for j in range(offsets.size - 1):
        stop = offsets[j + 1] - 1
        came = at < 0 and offsets[j] < stop
        won = False
        for i in range(offsets[j], stop):
            if converts[codes[i]]:
                won = True
                break
            if codes[i] == at:
                came = True
        marks[j] = 0
        if came:
            marks[j] = 2 if won else 3 if times[stop - 1] > closed else 1


@kernel
def steps(offsets, codes, times, converts, width, closed, before, to, first, first_won, totals, seen):
    """Steps of every journey until its first conversion, and first visits.

    A step goes from the last two codes (0: the start), ``before`` = second last · width + last, ``to`` a code: 0 is the
    end, ``width`` the conversion. A journey without one whose last event is after ``closed`` is open: it takes no step
    to the end and its first visits are not kept. ``first`` holds visits as ``before`` at their moment · width + code,
    ``first_won`` whether the journey converted. ``totals``: journeys with events, conversions, open ones. ``seen``
    (codes) starts at -1. Returns how many steps and first visits there are.
    """
    m = 0
    f = 0
    for j in range(offsets.size - 1):
        begin = offsets[j]
        stop = offsets[j + 1] - 1
        if begin == stop:
            continue
        totals[0] += 1
        older = 0
        last = 0
        won = False
        mine = f
        for i in range(begin, stop):
            code = codes[i]
            before[m] = older * width + last
            if converts[code]:
                to[m] = width
                m += 1
                won = True
                break
            to[m] = code
            m += 1
            if seen[code] != j:
                seen[code] = j
                first[f] = last * width + code
                f += 1
            older = last
            last = code
        if won:
            totals[1] += 1
        elif times[stop - 1] > closed:
            totals[2] += 1
            f = mine
        else:
            before[m] = older * width + last
            to[m] = 0
            m += 1
        for k in range(mine, f):
            first_won[k] = won
    return m, f
