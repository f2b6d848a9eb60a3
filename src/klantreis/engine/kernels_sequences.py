"""Kernels that count equal journeys: a key per journey, runs of equal keys, and the merge of two counted lists.

A key is an odd multiple of what a journey's codes were packed into. Up to seven codes of one byte (three of two, one of
four) are packed as they are, so equal keys are equal journeys; longer ones are hashed, have the top bit set before
multiplying, and are compared code by code. Lists are ascending by the upper half of the key; what shares an upper half
is looked at one by one.
"""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

ODD = np.uint64(0x9E3779B97F4A7C15)
INVERSE = np.uint64(0xF1DE83E19937733D)
"""ODD * INVERSE = 1 modulo 2^64."""
FINAL = np.uint64(0xFF51AFD7ED558CCD)
HALF = np.uint64(32)
LOWER = np.uint64(0xFFFFFFFF)
ONE = np.uint64(1)
TOP = np.uint64(1) << np.uint64(63)


@kernel
def keys(codes, bits, keys_out):
    """The key of each journey; ``bits`` per code (8, 16 or 32)."""
    most = np.uint64(np.uint64(64) // np.uint64(bits) - ONE)
    shift = np.uint64(bits)
    packed = np.uint64(0)
    hashed = np.uint64(0)
    held = np.uint64(0)
    j = np.uint64(0)
    for i in range(codes.size):
        code = np.uint64(codes[np.uint64(i)])
        if code == np.uint64(0):
            if hashed != np.uint64(0):
                packed = (hashed ^ packed) * ODD
                packed = ((packed ^ (packed >> HALF)) * FINAL) | TOP
            keys_out[j] = packed * ODD
            j += ONE
            packed = np.uint64(0)
            hashed = np.uint64(0)
            held = np.uint64(0)
        else:
            if held == most:
                hashed = (hashed ^ packed) * ODD
                hashed = ((hashed ^ (hashed >> HALF)) * FINAL) | ONE
                packed = np.uint64(0)
                held = np.uint64(0)
            packed = (packed << shift) | code
            held += ONE


@kernel
def same(key, codes, a, other_codes, b):
    """Whether two journeys with one key, which begin at these slots, are one sequence."""
    if key * INVERSE < TOP:
        return True
    while codes[a] == other_codes[b]:
        if codes[a] == 0:
            return True
        a += 1
        b += 1
    return False


@kernel
def runs(ordered, all_keys, starts, codes, durations, found):
    """Group journeys; returns how many distinct sequences.

    ``ordered``: upper half of the key and number of the journey, ascending; used up. ``found``: (key, start, offset)
    per sequence and durations in their order.
    """
    keys_out, starts_out, offsets, values = found
    n = np.uint64(0)
    out = np.uint64(0)
    size = np.uint64(ordered.size)
    a = np.uint64(0)
    while a < size:
        upper = ordered[a] >> HALF
        # One sequence after the other is taken out of what shares the upper half; nearly always there is one only.
        while a < size and ordered[a] >> HALF == upper:
            first = ordered[a] & LOWER
            key = all_keys[first]
            start = starts[first]
            keys_out[n] = key
            starts_out[n] = start
            offsets[n] = out
            values[out] = durations[first]
            n += ONE
            out += ONE
            others = a + ONE
            i = others
            while i < size and ordered[i] >> HALF == upper:
                j = ordered[i] & LOWER
                if all_keys[j] == key and same(key, codes, start, codes, starts[j]):
                    values[out] = durations[j]
                    out += ONE
                    # move what stays behind to the end, so that the rest begins right after what was taken
                    ordered[i] = ordered[others]
                    others += ONE
                i += ONE
            a = others
    offsets[n] = out
    return n


@kernel
def merge(left, right, found):
    """Merge two counted lists (keys, starts, codes, offsets, values) into one; returns how many sequences.

    ``found``: keys, starts (those of the right list lie after all codes of the left), offsets and values.
    """
    keys_a, starts_a, codes_a, offsets_a, values_a = left
    keys_b, starts_b, codes_b, offsets_b, values_b = right
    keys_out, starts_out, offsets, values = found
    n = 0
    out = 0
    a = 0
    b = 0
    taken = np.zeros(keys_b.size, np.bool_)
    while a < keys_a.size or b < keys_b.size:
        upper_a = keys_a[a] >> HALF if a < keys_a.size else LOWER + ONE
        upper_b = keys_b[b] >> HALF if b < keys_b.size else LOWER + ONE
        offsets[n] = out
        if upper_a <= upper_b:
            keys_out[n] = keys_a[a]
            starts_out[n] = starts_a[a]
            for i in range(offsets_a[a], offsets_a[a + 1]):
                values[out] = values_a[i]
                out += 1
            k = b
            while k < keys_b.size and keys_b[k] >> HALF == upper_a:
                if (
                    not taken[k]
                    and keys_b[k] == keys_a[a]
                    and same(keys_a[a], codes_a, starts_a[a], codes_b, starts_b[k])
                ):
                    taken[k] = True
                    for i in range(offsets_b[k], offsets_b[k + 1]):
                        values[out] = values_b[i]
                        out += 1
                    break
                k += 1
            n += 1
            a += 1
        else:
            if not taken[b]:
                keys_out[n] = keys_b[b]
                starts_out[n] = starts_b[b] + codes_a.size
                for i in range(offsets_b[b], offsets_b[b + 1]):
                    values[out] = values_b[i]
                    out += 1
                n += 1
            b += 1
    offsets[n] = out
    return n


@kernel
def durations(offsets, times, took):
    """Time from the first to the last event of each journey, 0 without events."""
    for j in range(took.size):
        took[np.uint64(j)] = times[np.uint64(offsets[np.uint64(j + 1)] - 1)] - times[np.uint64(offsets[np.uint64(j)])]


@kernel
def measure(starts, codes, which, lengths):
    """Slots of each sequence, its sentinel too, at ``lengths[1 …]``."""
    for w in range(which.size):
        i = starts[which[w]]
        while codes[i] != 0:
            i += 1
        lengths[w + 1] = i + 1 - starts[which[w]]


@kernel
def copy(starts, codes, which, offsets, copied):
    """Copy sequences to the places that ``offsets`` gives."""
    for w in range(which.size):
        i = starts[which[w]]
        for p in range(offsets[w], offsets[w + 1]):
            copied[p] = codes[i]
            i += 1
