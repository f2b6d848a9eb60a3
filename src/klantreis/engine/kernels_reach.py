"""Kernel of ``reach``."""

from __future__ import annotations

from klantreis.engine.compiled import kernel


@kernel
def reach(codes, events, journeys, repeated, at_once, last):
    """Count per code: events, journeys, journeys that repeat it, journeys that repeat it at once.

    ``last`` (shape (3, codes), starting at -1) holds the last journey counted in each way.
    """
    before = 0
    journey = 0
    for i in range(codes.size):
        code = codes[i]
        if code == 0:
            journey += 1
        else:
            events[code] += 1
            if last[0, code] != journey:
                last[0, code] = journey
                journeys[code] += 1
            else:
                if last[1, code] != journey:
                    last[1, code] = journey
                    repeated[code] += 1
                if code == before and last[2, code] != journey:
                    last[2, code] = journey
                    at_once[code] += 1
        before = code
