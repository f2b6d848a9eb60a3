"""Kernels of ``paths``."""

from __future__ import annotations

from klantreis.engine.compiled import kernel


@kernel
def collapse(offsets, codes, offsets_out, codes_out):
    """Copy journeys with immediate repeats written once; returns the slots used."""
    p = 0
    for j in range(offsets.size - 1):
        offsets_out[j] = p
        before = 0
        for i in range(offsets[j], offsets[j + 1] - 1):
            if codes[i] != before:
                before = codes[i]
                codes_out[p] = codes[i]
                p += 1
        codes_out[p] = 0
        p += 1
    offsets_out[offsets.size - 1] = p
    return p


@kernel
def copy_journeys(offsets, codes, which, offsets_out, codes_out):
    """Copy the journeys ``which`` to the places that ``offsets_out`` gives."""
    for w in range(which.size):
        p = offsets_out[w]
        for i in range(offsets[which[w]], offsets[which[w] + 1]):
            codes_out[p] = codes[i]
            p += 1
