"""Kernels of ``representatives``: edit distance, and medoids of a sample by swapping."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel


@kernel
def prepare(codes, begin, length, places):
    """Where a pattern has each code: bit ``i % 64`` of ``places[code, i // 64]`` for its i-th event."""
    for i in range(length):
        places[codes[begin + i], i >> 6] |= np.uint64(1) << np.uint64(i & 63)


@kernel
def forget(codes, begin, length, places):
    """Take a pattern out of ``places`` again."""
    for i in range(length):
        places[codes[begin + i], i >> 6] = np.uint64(0)


@kernel
def edits(codes, begin, n, m, places, up, down):
    """Levenshtein distance of ``codes[begin:begin + n]`` to the prepared pattern of ``m`` events, m > 0.

    A column of the edit table is kept as the places where it rises and where it falls, 64 to a word, and one event
    moves all of them at once (Myers 1999, in the form of Hyyrö 2003). ``up`` and ``down`` have room for the pattern.
    """
    one = np.uint64(1)
    zero = np.uint64(0)
    high = np.uint64(63)
    words = (m + 63) >> 6
    last = np.uint64((m - 1) & 63)
    score = m
    if words == 1:
        rises, falls = ~zero, zero
        for j in range(n):
            equal = places[codes[begin + j], 0]
            across = equal | falls
            along = (((equal & rises) + rises) ^ rises) | equal
            plus = falls | ~(along | rises)
            minus = rises & along
            score += np.int64((plus >> last) & one) - np.int64((minus >> last) & one)
            plus = (plus << one) | one
            minus = minus << one
            rises = minus | ~(across | plus)
            falls = plus & across
        return score
    for w in range(words):
        up[w] = ~zero
        down[w] = zero
    for j in range(n):
        code = codes[begin + j]
        carry_plus, carry_minus = one, zero
        for w in range(words):
            rises, falls = up[w], down[w]
            equal = places[code, w]
            across = equal | falls
            equal = equal | carry_minus
            along = (((equal & rises) + rises) ^ rises) | equal
            plus = falls | ~(along | rises)
            minus = rises & along
            if w == words - 1:
                score += np.int64((plus >> last) & one) - np.int64((minus >> last) & one)
            next_plus, next_minus = plus >> high, minus >> high
            plus = (plus << one) | carry_plus
            minus = (minus << one) | carry_minus
            up[w] = minus | ~(across | plus)
            down[w] = plus & across
            carry_plus, carry_minus = next_plus, next_minus
    return score


@kernel
def longest_of(offsets, some):
    """Events of the longest of some sequences, at least 1."""
    longest = 1
    for i in range(some.size):
        longest = max(longest, offsets[some[i] + 1] - 1 - offsets[some[i]])
    return longest


@kernel
def square(offsets, codes, alphabet, sample, begin, step, distances):
    """Every ``step``-th row from ``begin`` of the distances between the sequences of ``sample``, and their mirror.

    A distance is the edits over the length of the longer sequence, 0 … 1. Codes are below ``alphabet``.
    """
    words = (longest_of(offsets, sample) + 63) >> 6
    places = np.zeros((alphabet, words), np.uint64)
    up, down = np.empty(words, np.uint64), np.empty(words, np.uint64)
    for i in range(begin, sample.size, step):
        at = offsets[sample[i]]
        m = offsets[sample[i] + 1] - 1 - at
        prepare(codes, at, m, places)
        distances[i, i] = 0.0
        for j in range(i):
            other = offsets[sample[j]]
            n = offsets[sample[j] + 1] - 1 - other
            apart = edits(codes, other, n, m, places, up, down) / max(m, n)
            distances[i, j] = apart
            distances[j, i] = apart
        forget(codes, at, m, places)


@kernel
def to_each(offsets, codes, alphabet, which, medoids, distances):
    """Distance of each sequence of ``which`` to each medoid, shape (which, medoids)."""
    words = (longest_of(offsets, medoids) + 63) >> 6
    places = np.zeros((alphabet, words), np.uint64)
    up, down = np.empty(words, np.uint64), np.empty(words, np.uint64)
    for k in range(medoids.size):
        at = offsets[medoids[k]]
        m = offsets[medoids[k] + 1] - 1 - at
        prepare(codes, at, m, places)
        for i in range(which.size):
            other = offsets[which[i]]
            n = offsets[which[i] + 1] - 1 - other
            distances[i, k] = edits(codes, other, n, m, places, up, down) / max(m, n)
        forget(codes, at, m, places)


@kernel
def build(distances, weights, k, medoids):
    """The greedy beginning of PAM: each next medoid takes away the most distance."""
    size = weights.size
    nearest = np.full(size, np.inf)
    for c in range(k):
        best = np.inf
        for i in range(size):
            taken = False
            for e in range(c):
                taken |= medoids[e] == i
            if taken:
                continue
            total = 0.0
            for j in range(size):
                total += weights[j] * min(nearest[j], distances[i, j])
            if total < best:
                best = total
                medoids[c] = i
        for j in range(size):
            nearest[j] = min(nearest[j], distances[medoids[c], j])


@kernel
def swap(distances, weights, medoids, rounds):
    """Swap medoids for other sequences as long as that lessens the distance (FastPAM1's gains); the total distance."""
    size = weights.size
    k = medoids.size
    total = 0.0
    for _ in range(rounds):
        near = np.zeros(size, np.int64)
        first = np.full(size, np.inf)
        second = np.full(size, np.inf)
        for j in range(size):
            for c in range(k):
                d = distances[medoids[c], j]
                if d < first[j]:
                    second[j] = first[j]
                    first[j] = d
                    near[j] = c
                elif d < second[j]:
                    second[j] = d
        total = 0.0
        for j in range(size):
            total += weights[j] * first[j]
        gain = 0.0
        out = -1
        into = -1
        loss = np.zeros(k, np.float64)
        for i in range(size):
            shared = 0.0
            loss[:] = 0.0
            for j in range(size):
                d = distances[i, j]
                w = weights[j]
                if d < first[j]:
                    shared += w * (d - first[j])
                else:
                    loss[near[j]] += w * (min(d, second[j]) - first[j])
            # where the new one is nearer, it does not matter that the old one goes: `shared` holds it for all
            for c in range(k):
                change = shared + loss[c]
                if change < gain - 1e-12 * (1.0 + total):
                    gain = change
                    out = c
                    into = i
        if out < 0:
            break
        medoids[out] = into
        total += gain
    return total
