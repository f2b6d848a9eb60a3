"""Kernels over values that are kept together per group."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

STEPS = 4096
SHIFT = np.int64(52 - 6)
FIRST = np.int64(1023 << 6)
SEED, STEP, ODD = np.uint64(0x9E3779B97F4A7C15), np.uint64(6364136223846793005), np.uint64(1442695040888963407)
"""A linear congruential sequence (Knuth's MMIX); its upper half is what is drawn."""
HALF = np.uint64(32)


@kernel
def collect(keys, values, cursor, grouped):
    """Put ``values[i]`` at the next free place of group ``keys[i]``; moves ``cursor``."""
    for i in range(keys.size):
        k = keys[i]
        grouped[cursor[k]] = values[i]
        cursor[k] += 1


@kernel
def sizes(keys, counts):
    """Count how often each key occurs."""
    for i in range(keys.size):
        counts[np.uint64(keys[np.uint64(i)])] += 1


@kernel
def histogram(values, counts):
    """Count values per step of a scale of 64 steps an octave, in their order."""
    for i in range(values.size):
        counts[step(values[np.uint64(i)])] += 1


@kernel
def step(value):
    """The place of a value on that scale: the exponent and six bits of the fraction of a float; below 1 it is 0."""
    return np.uint64(max((np.float64(value).view(np.int64) >> SHIFT) - FIRST, np.int64(0)))


@kernel
def spread(values, starts, bounds, counts):
    """Count values between edges: ``starts`` per step the edges below it, ``bounds`` the edge inside it."""
    for i in range(values.size):
        value = values[np.uint64(i)]
        place = step(value)
        counts[np.uint64(starts[place] + (value >= bounds[place]))] += 1


@kernel
def in_steps(values, wanted, few):
    """Copy the values whose step is wanted; returns how many."""
    n = np.uint64(0)
    for i in range(values.size):
        few[n] = values[np.uint64(i)]
        n += np.uint64(wanted[step(values[np.uint64(i)])])
    return n


@kernel
def append(offsets, values, where, cursor, grouped):
    """Append each group ``g`` of (offsets, values) to group ``where[g]`` of ``grouped``; moves ``cursor``."""
    for g in range(where.size):
        p = cursor[where[g]]
        for i in range(offsets[g], offsets[g + 1]):
            grouped[p] = values[i]
            p += 1
        cursor[where[g]] = p


@kernel
def select(values, low, high, wanted):
    """Put the value that belongs at ``wanted`` in its place among ``values[low] … values[high]``, the less before it.

    Hoare's selection. The pivot's place is as good as drawn, so that no order of values makes it slow.
    """
    drawn = SEED
    while low < high:
        drawn = drawn * STEP + ODD
        pivot = values[low + np.int64((drawn >> HALF) % np.uint64(high - low + 1))]
        i = low
        j = high
        while i <= j:
            while values[i] < pivot:
                i += 1
            while pivot < values[j]:
                j -= 1
            if i <= j:
                value = values[i]
                values[i] = values[j]
                values[j] = value
                i += 1
                j -= 1
        if wanted <= j:
            high = j
        elif wanted >= i:
            low = i
        else:
            break


@kernel
def quantiles(values, offsets, which, shares, most, out):
    """Exact quantiles of the groups ``which`` with at most ``most`` values; rows of ``out`` elsewhere stay.

    Selects from a copy of each group: what lies below a rank that was found need not be looked at for a higher one.
    """
    few = np.empty(most, np.int64)
    for w in range(which.size):
        a = offsets[which[w]]
        n = offsets[which[w] + 1] - a
        if n == 0 or n > most:
            continue
        for i in range(n):
            few[i] = values[a + i]
        done = np.int64(0)
        for s in range(shares.size):
            rank = (n - 1) * shares[s]
            low = np.int64(rank)
            if low < done:
                done = np.int64(0)
            select(few, done, n - 1, low)
            out[w, s] = few[low]
            if low + 1 < n:
                select(few, low + 1, n - 1, low + 1)
                out[w, s] += (rank - low) * (few[low + 1] - few[low])
            done = low


@kernel
def nth_small(values, offsets, group, place, most):
    """Put the value of rank ``place[k]`` of ``group[k]`` at its place, in place.

    Only groups of at most ``most`` values; a group's lower ranks come first, so that later ones need not look there.
    """
    for k in range(group.size):
        g = group[k]
        if g >= 0 and offsets[g + 1] - offsets[g] <= most:
            select(values, offsets[g], offsets[g + 1] - 1, offsets[g] + place[k])


@kernel
def bounds(offsets, times):
    """(earliest begin, latest end) of the journeys that have events, in microseconds."""
    low = np.int64(2**63 - 1)
    high = np.int64(-(2**63))
    for j in range(offsets.size - 1):
        a = offsets[np.uint64(j)]
        b = offsets[np.uint64(j + 1)] - 1
        if b > a:
            low = min(low, times[np.uint64(a)])
            high = max(high, times[np.uint64(b)])
    return low, high
