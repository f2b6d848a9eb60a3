"""Kernels of ``representatives``: edit distance, and medoids of a sample by swapping."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel


@kernel
def edits(codes, a, m, b, n, row):
    """Levenshtein distance of ``codes[a:a + m]`` and ``codes[b:b + n]``; ``row`` has room for n + 1 numbers."""
    while m > 0 and n > 0 and codes[a] == codes[b]:
        a += 1
        b += 1
        m -= 1
        n -= 1
    while m > 0 and n > 0 and codes[a + m - 1] == codes[b + n - 1]:
        m -= 1
        n -= 1
    if m == 0 or n == 0:
        return m + n
    for j in range(n + 1):
        row[j] = j
    for i in range(m):
        corner = row[0]
        row[0] = i + 1
        code = codes[a + i]
        for j in range(n):
            above = row[j + 1]
            best = corner if code == codes[b + j] else min(corner, above, row[j]) + 1
            row[j + 1] = best
            corner = above
    return row[n]


@kernel
def apart(offsets, codes, d, e, row):
    """Edit distance over the length of the longer sequence, 0 … 1."""
    m = offsets[d + 1] - 1 - offsets[d]
    n = offsets[e + 1] - 1 - offsets[e]
    return edits(codes, offsets[d], m, offsets[e], n, row) / max(m, n)


@kernel
def longest_of(offsets):
    """Room for the longest sequence."""
    longest = 1
    for d in range(offsets.size - 1):
        longest = max(longest, offsets[d + 1] - offsets[d])
    return longest + 1


@kernel
def square(offsets, codes, sample, begin, stop, distances):
    """Rows ``begin`` … ``stop`` of the distances between the sequences of ``sample``."""
    row = np.empty(longest_of(offsets), np.int64)
    for i in range(begin, stop):
        for j in range(sample.size):
            distances[i, j] = apart(offsets, codes, sample[i], sample[j], row)


@kernel
def to_each(offsets, codes, which, medoids, distances):
    """Distance of each sequence of ``which`` to each medoid, shape (which, medoids)."""
    row = np.empty(longest_of(offsets), np.int64)
    for i in range(which.size):
        for k in range(medoids.size):
            distances[i, k] = apart(offsets, codes, which[i], medoids[k], row)


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
