"""Kernels of ``drift``: two windows of journeys, and what chance alone makes of them."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel


@kernel
def present(offsets, codes, weights, events, journeys, last):
    """Events and journeys per code over distinct sequences run by ``weights`` journeys each; ``last`` starts at -1."""
    for d in range(offsets.size - 1):
        weight = weights[d]
        if weight == 0:
            continue
        for i in range(offsets[d], offsets[d + 1] - 1):
            code = codes[i]
            events[code] += weight
            if last[code] != d:
                last[code] = d
                journeys[code] += weight


@kernel
def pairs(offsets, numbers, weights, counts):
    """Transitions per number over distinct sequences that ``weights`` journeys run each."""
    for d in range(offsets.size - 1):
        weight = weights[d]
        if weight:
            for i in range(offsets[d], offsets[d + 1]):
                counts[numbers[i]] += weight


@kernel
def distance(first, both):
    """Jensen–Shannon distance (base 2, 0 … 1) of counts ``first`` and ``both - first``."""
    a = 0.0
    b = 0.0
    for k in range(first.size):
        a += first[k]
        b += both[k] - first[k]
    if a == 0 or b == 0:
        return 0.0
    total = 0.0
    for k in range(first.size):
        p = first[k] / a
        q = (both[k] - first[k]) / b
        if p > 0:
            total += p * np.log2(2 * p / (p + q))
        if q > 0:
            total += q * np.log2(2 * q / (p + q))
    return np.sqrt(max(total / 2, 0.0))


@kernel
def permute(offsets, codes, numbers, both, width, kinds, size, rounds, seed, distances):
    """Distances of ``rounds`` random choices of ``size`` of the journeys, shape (rounds, 2): touchpoints, transitions.

    ``both`` journeys run each distinct sequence. Each choice is a shuffle's beginning, drawn by xorshift64*.
    """
    total = 0
    for d in range(both.size):
        total += both[d]
    deck = np.empty(total, np.int32)
    place = 0
    for d in range(both.size):
        for _ in range(both[d]):
            deck[place] = d
            place += 1
    all_events = np.zeros(width, np.int64)
    all_pairs = np.zeros(kinds, np.int64)
    present(offsets, codes, both, all_events, np.zeros(width, np.int64), np.full(width, -1, np.int64))
    pairs(offsets, numbers, both, all_pairs)
    state = np.uint64(seed)
    chosen = np.zeros(both.size, np.int64)
    events = np.zeros(width, np.int64)
    found = np.zeros(kinds, np.int64)
    for r in range(rounds):
        chosen[:] = 0
        events[:] = 0
        found[:] = 0
        for k in range(size):
            state ^= state >> np.uint64(12)
            state ^= state << np.uint64(25)
            state ^= state >> np.uint64(27)
            draw = (state * np.uint64(2685821657736338717)) >> np.uint64(11)
            other = k + np.int64(draw % np.uint64(total - k))
            deck[k], deck[other] = deck[other], deck[k]
            chosen[deck[k]] += 1
        for d in range(both.size):
            weight = chosen[d]
            if weight:
                begin = offsets[d]
                stop = offsets[d + 1] - 1
                for i in range(begin, stop):
                    events[codes[i]] += weight
                    found[numbers[i]] += weight
                found[numbers[stop]] += weight
        distances[r, 0] = distance(events, all_events)
        distances[r, 1] = distance(found, all_pairs)


@kernel
def by_bucket(offsets, codes, bucket, journeys, reached, events, keys, last):
    """Journeys with events, and those that reach each code, and its events, per ``bucket`` of customers.

    ``keys`` gets a number per transition: (bucket · codes + from) · codes + to; gives how many. ``last`` starts at -1.
    """
    width = reached.shape[1]
    n = 0
    for j in range(offsets.size - 1):
        begin = offsets[j]
        stop = offsets[j + 1] - 1
        if begin == stop:
            continue
        b = bucket[j]
        journeys[b] += 1
        before = np.int64(0)
        for i in range(begin, stop):
            code = np.int64(codes[i])
            events[b, code] += 1
            if last[code] != j:
                last[code] = j
                reached[b, code] += 1
            keys[n] = (b * width + before) * width + code
            n += 1
            before = code
        keys[n] = (b * width + before) * width
        n += 1
    return n


@kernel
def permute_buckets(starts, numbers, counts, events, journeys, kinds, size, rounds, seed, distances):
    """As ``permute``, of whole buckets of customers: as many as have at most ``size`` journeys together, at least one.

    The transitions of bucket ``b`` are ``numbers`` (below ``kinds``) and ``counts`` from ``starts[b]`` to
    ``starts[b + 1]``; ``events`` per bucket and code.
    """
    buckets, width = events.shape
    all_events = np.zeros(width, np.int64)
    all_pairs = np.zeros(kinds, np.int64)
    for b in range(buckets):
        all_events += events[b]
        for i in range(starts[b], starts[b + 1]):
            all_pairs[numbers[i]] += counts[i]
    deck = np.arange(buckets)
    state = np.uint64(seed)
    first = np.zeros(width, np.int64)
    found = np.zeros(kinds, np.int64)
    for r in range(rounds):
        first[:] = 0
        found[:] = 0
        taken = 0
        for k in range(buckets - 1):
            state ^= state >> np.uint64(12)
            state ^= state << np.uint64(25)
            state ^= state >> np.uint64(27)
            draw = (state * np.uint64(2685821657736338717)) >> np.uint64(11)
            other = k + np.int64(draw % np.uint64(buckets - k))
            deck[k], deck[other] = deck[other], deck[k]
            b = deck[k]
            if taken > 0 and taken + journeys[b] > size:
                break
            taken += journeys[b]
            first += events[b]
            for i in range(starts[b], starts[b + 1]):
                found[numbers[i]] += counts[i]
        distances[r, 0] = distance(first, all_events)
        distances[r, 1] = distance(found, all_pairs)
