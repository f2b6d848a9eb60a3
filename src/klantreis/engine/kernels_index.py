"""Kernels of the journey index: count, lay out, scatter, sort and merge.

Every array named ``codes``, ``times`` or ``rows`` has one sentinel slot after each journey (see
``journeys.py``). Order within a journey is time, then row: the row is the event's place in its file.
"""

from __future__ import annotations

from klantreis.engine.compiled import kernel

SHORT = 24
"""Journeys up to this length are sorted by insertion, longer ones by merging runs of this length."""


@kernel
def count_keys(keys, counts):
    """Add the number of events per key to ``counts`` (length: above the greatest key)."""
    for i in range(keys.size):
        counts[keys[i]] += 1


@kernel
def lay_out(counts, present, offsets):
    """Turn counts per key into the first slot per key; list present keys and journey offsets."""
    slot = 0
    j = 0
    for key in range(counts.size):
        n = counts[key]
        counts[key] = slot
        if n > 0:
            present[j] = key
            offsets[j] = slot
            slot += n + 1
            j += 1
    offsets[j] = slot


@kernel
def scatter(keys, codes_in, times_in, rows_in, cursor, codes, times, rows, low, high):
    """Put each event with ``low <= key < high`` into the next free slot of its key.

    Threads call this with disjoint key ranges, so that no two write to the same slot.
    """
    for i in range(keys.size):
        key = keys[i]
        if low <= key < high:
            p = cursor[key]
            cursor[key] = p + 1
            codes[p] = codes_in[i]
            times[p] = times_in[i]
            rows[p] = rows_in[i]


@kernel
def insertion_sort(codes, times, rows, a, b):
    """Sort the slots ``a … b - 1`` in place."""
    for i in range(a + 1, b):
        t = times[i]
        r = rows[i]
        c = codes[i]
        p = i
        while p > a and (times[p - 1] > t or (times[p - 1] == t and rows[p - 1] > r)):
            times[p] = times[p - 1]
            rows[p] = rows[p - 1]
            codes[p] = codes[p - 1]
            p -= 1
        times[p] = t
        rows[p] = r
        codes[p] = c


@kernel
def merge_sort(codes, times, rows, a, b):
    """Sort the slots ``a … b - 1`` in place, from the bottom up; takes copies of them as scratch."""
    for begin in range(a, b, SHORT):
        insertion_sort(codes, times, rows, begin, min(begin + SHORT, b))
    width = SHORT
    while width < b - a:
        old_codes = codes[a:b].copy()
        old_times = times[a:b].copy()
        old_rows = rows[a:b].copy()
        for begin in range(0, b - a, 2 * width):
            i = begin
            j = i_end = min(begin + width, b - a)
            j_end = min(begin + 2 * width, b - a)
            for p in range(a + begin, a + j_end):
                first = j == j_end or (
                    i < i_end
                    and (old_times[i] < old_times[j] or (old_times[i] == old_times[j] and old_rows[i] < old_rows[j]))
                )
                k = i if first else j
                codes[p] = old_codes[k]
                times[p] = old_times[k]
                rows[p] = old_rows[k]
                if first:
                    i += 1
                else:
                    j += 1
        width *= 2


@kernel
def sort_journeys(offsets, codes, times, rows, first, last):
    """Sort journeys ``first … last - 1`` in place by time, then row, and write their sentinels.

    Most are in order already; no two events share a row, so the sorts need not be stable.
    """
    for j in range(first, last):
        a = offsets[j]
        b = offsets[j + 1] - 1
        for i in range(a + 1, b):
            if times[i] < times[i - 1] or (times[i] == times[i - 1] and rows[i] < rows[i - 1]):
                if b - a <= SHORT:
                    insertion_sort(codes, times, rows, a, b)
                else:
                    merge_sort(codes, times, rows, a, b)
                break
        codes[b] = 0
        rows[b] = 0
        times[b] = times[b - 1]


@kernel
def merged_size(old_keys, new_keys):
    """Number of distinct keys in two ascending lists."""
    i = 0
    j = 0
    n = 0
    while i < old_keys.size or j < new_keys.size:
        if j == new_keys.size or (i < old_keys.size and old_keys[i] < new_keys[j]):
            i += 1
        elif i == old_keys.size or new_keys[j] < old_keys[i]:
            j += 1
        else:
            i += 1
            j += 1
        n += 1
    return n


@kernel
def merged_layout(old_keys, old_offsets, new_keys, new_offsets, keys, offsets):
    """Keys and offsets of the union of two indexes."""
    i = 0
    j = 0
    slot = 0
    for m in range(keys.size):
        length = 0
        take_old = i < old_keys.size and (j == new_keys.size or old_keys[i] <= new_keys[j])
        take_new = j < new_keys.size and (i == old_keys.size or new_keys[j] <= old_keys[i])
        if take_old:
            keys[m] = old_keys[i]
            length += old_offsets[i + 1] - old_offsets[i] - 1
            i += 1
        if take_new:
            keys[m] = new_keys[j]
            length += new_offsets[j + 1] - new_offsets[j] - 1
            j += 1
        offsets[m] = slot
        slot += length + 1
    offsets[keys.size] = slot


@kernel
def merge_journeys(old, new, merged, first, last, i, j):
    """Fill the merged journeys ``first … last - 1``; ``i`` and ``j`` are where to begin in old and new.

    ``old``, ``new`` and ``merged`` are (keys, offsets, codes, times, rows).
    """
    old_keys, old_offsets, old_codes, old_times, old_rows = old
    new_keys, new_offsets, new_codes, new_times, new_rows = new
    keys, offsets, codes, times, rows = merged
    for m in range(first, last):
        p = offsets[m]
        a = 0
        a_end = 0
        b = 0
        b_end = 0
        if i < old_keys.size and old_keys[i] == keys[m]:
            a = old_offsets[i]
            a_end = old_offsets[i + 1] - 1
            i += 1
        if j < new_keys.size and new_keys[j] == keys[m]:
            b = new_offsets[j]
            b_end = new_offsets[j + 1] - 1
            j += 1
        while a < a_end or b < b_end:
            from_old = a < a_end and (
                b == b_end
                or old_times[a] < new_times[b]
                or (old_times[a] == new_times[b] and old_rows[a] <= new_rows[b])
            )
            if from_old:
                codes[p] = old_codes[a]
                times[p] = old_times[a]
                rows[p] = old_rows[a]
                a += 1
            else:
                codes[p] = new_codes[b]
                times[p] = new_times[b]
                rows[p] = new_rows[b]
                b += 1
            p += 1
        codes[p] = 0
        rows[p] = 0
        times[p] = times[p - 1]


@kernel
def count_gaps(offsets, times, gap):
    """Number of journeys after cutting each journey wherever more than ``gap`` µs pass."""
    n = 0
    for j in range(offsets.size - 1):
        n += 1
        for i in range(offsets[j] + 1, offsets[j + 1] - 1):
            if times[i] - times[i - 1] > gap:
                n += 1
    return n


@kernel
def split_gaps(offsets, codes, times, rows, customers, gap, split):
    """Copy journeys cut at gaps into ``split`` = (offsets, codes, times, rows, customers)."""
    offsets_out, codes_out, times_out, rows_out, customers_out = split
    n = 0
    p = 0
    for j in range(offsets.size - 1):
        offsets_out[n] = p
        customers_out[n] = customers[j]
        n += 1
        end = offsets[j + 1] - 1
        for i in range(offsets[j], end):
            if i > offsets[j] and times[i] - times[i - 1] > gap:
                codes_out[p] = 0
                times_out[p] = times[i - 1]
                rows_out[p] = 0
                p += 1
                offsets_out[n] = p
                customers_out[n] = customers[j]
                n += 1
            codes_out[p] = codes[i]
            times_out[p] = times[i]
            rows_out[p] = rows[i]
            p += 1
        codes_out[p] = 0
        times_out[p] = times[end]
        rows_out[p] = 0
        p += 1
    offsets_out[n] = p
