"""The alignment kernel of ``fitness``; imported only when it is needed, because Numba is slow to load.

An alignment keeps some events of a journey and drops the rest. Its cost is (events dropped) +
(required touchpoints with no kept event) = events + required - gain, where a kept event gains 1, and
1 more when it is the first kept event of a required touchpoint. So the cheapest alignment is the one
with the largest gain, and because phases come in order, ``best[p][j]`` = the largest gain of phases
0 … p over the first j events is enough:

    best[p][j] = max over i <= j of best[p-1][i] + gain of phase p over events i … j-1.

For a phase whose order is free, one more event raises the gain of every start i by the same amount,
except the starts after its previous occurrence, which gain more. Only starts that beat every later
start can win, and their differences only shrink, so a chain of surviving starts with union-find gives
every maximum in one pass. For a fixed order a row of "best gain whose last kept touchpoint is number
k" is enough. Both are linear in the events (times the touchpoints of a fixed phase).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.compiled import kernel


@kernel
def align(  # noqa: PLR0912, PLR0915, PLR0917
    offsets: NDArray[np.int64],
    codes: NDArray[np.int32],
    weight: NDArray[np.int64],
    fixed: NDArray[np.bool_],
    phase_of: NDArray[np.int32],
    place_of: NDArray[np.int32],
    required: NDArray[np.int32],
    repeatable: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Cheapest alignment of every sequence, and what its cost is made of.

    ``offsets`` and ``codes`` are CSR without sentinels; ``weight`` is how many journeys run each
    sequence. Per code: ``phase_of`` (-1 is off the plan), ``place_of`` within its phase, ``required``
    and ``repeatable`` (0 or 1). Returns cost per sequence, and per code, weighted: unexpected events, the
    journeys they are in, journeys that left a required touchpoint out, and those of them that were in a
    later phase all the same.
    """
    sequences = len(offsets) - 1
    labels = len(phase_of)
    phases = len(fixed)
    longest = 0
    for s in range(sequences):
        longest = max(longest, offsets[s + 1] - offsets[s])
    # Loops, not slices or reductions of arrays: those take several seconds longer to compile.
    asked = np.zeros(labels, np.int64)  # the required codes: few, where labels may be many
    total_required = 0
    widest = 1
    for c in range(labels):
        if required[c] == 1:
            asked[total_required] = c
            total_required += 1
        widest = max(widest, place_of[c] + 1)

    cost = np.zeros(sequences, np.int64)
    unexpected = np.zeros(labels, np.int64)
    unexpected_in = np.zeros(labels, np.int64)
    left_out = np.zeros(labels, np.int64)
    skipped = np.zeros(labels, np.int64)

    before = np.zeros(longest + 1, np.int32)
    best = np.zeros(longest + 1, np.int32)
    how = np.full((phases, longest + 1), -1, np.int32)
    same = np.full(longest, -1, np.int32)
    last = np.full(labels, -1, np.int32)
    parent = np.zeros(longest + 1, np.int32)
    earlier = np.full(longest, -1, np.int32)
    ahead = np.zeros(longest, np.int32)
    behind = np.full(longest, -1, np.int32)
    row = np.zeros(widest, np.int32)
    row_event = np.zeros(widest, np.int32)
    kept = np.zeros(longest, np.bool_)
    seen = np.full(labels, -1, np.int64)
    wrong = np.full(labels, -1, np.int64)

    for s in range(sequences):
        lo = offsets[s]
        n = offsets[s + 1] - lo
        for e in range(n):
            c = codes[lo + e]
            same[e] = last[c]
            last[c] = e
            kept[e] = False
        for e in range(n):
            last[codes[lo + e]] = -1
        for e in range(n + 1):
            before[e] = 0

        for p in range(phases):
            top = np.int32(-1)  # the best gain among starts (free) or last kept events (fixed)
            top_at = np.int32(-1)
            tail = np.int32(-1)
            if fixed[p]:
                for m in range(widest):
                    row[m] = -1
            best[0] = before[0]
            how[p, 0] = -1
            for e in range(n):
                c = codes[lo + e]
                if phase_of[c] == p:
                    if fixed[p]:
                        k = place_of[c]
                        value = before[e]
                        link = np.int32(-1)
                        for m in range(k):
                            if row[m] > value:
                                value = row[m]
                                link = row_event[m]
                        value += 1 + required[c]
                        if repeatable[c] == 1 and row[k] + 1 > value and row[k] >= 0:
                            value = row[k] + 1
                            link = row_event[k]
                        behind[e] = link
                        if value > row[k]:
                            row[k] = value
                            row_event[k] = e
                        if value > top:
                            top = value
                            top_at = e
                    else:
                        # a new start at e, chained behind the surviving ones
                        parent[e] = e
                        earlier[e] = tail
                        if tail >= 0:
                            gap = (before[tail] + 1 + required[codes[lo + tail]]) - before[e]
                            while gap <= 0 and earlier[e] >= 0:
                                gone = earlier[e]
                                parent[gone] = e
                                earlier[e] = earlier[gone]
                                if earlier[e] >= 0:
                                    gap += ahead[gone]
                                else:
                                    top -= gap
                            ahead[e] = gap
                            if earlier[e] < 0:
                                top_at = e
                        else:
                            top = before[e]
                            top_at = e
                        tail = e
                        everyone = repeatable[c]
                        extra = 1 + required[c] - everyone
                        top += everyone
                        if extra > 0:
                            f = same[e] + 1
                            while parent[f] != f:
                                parent[f] = parent[parent[f]]
                                f = parent[f]
                            if earlier[f] < 0:
                                top += extra
                            else:
                                gap = ahead[f] - extra
                                while gap <= 0 and earlier[f] >= 0:
                                    gone = earlier[f]
                                    parent[gone] = f
                                    earlier[f] = earlier[gone]
                                    if earlier[f] >= 0:
                                        gap += ahead[gone]
                                    else:
                                        top -= gap
                                        top_at = f
                                ahead[f] = gap
                elif not fixed[p]:
                    parent[e] = e + 1
                    parent[e + 1] = e + 1
                if top > before[e + 1]:
                    best[e + 1] = top
                    how[p, e + 1] = top_at
                else:
                    best[e + 1] = before[e + 1]
                    how[p, e + 1] = -1
            for e in range(n + 1):
                before[e] = best[e]

        cost[s] = n + total_required - before[n]

        j = n
        furthest = -1  # the last phase with a kept event
        for back in range(phases):
            p = phases - 1 - back
            at = how[p, j]
            if at < 0:
                continue
            furthest = max(furthest, p)
            if fixed[p]:
                while at >= 0:
                    kept[at] = True
                    seen[codes[lo + at]] = s
                    j = at
                    at = behind[at]
            else:
                for e in range(at, j):
                    c = codes[lo + e]
                    if phase_of[c] == p and (seen[c] != s or repeatable[c] == 1):
                        kept[e] = True
                        seen[c] = s
                j = at

        for e in range(n):
            if not kept[e]:
                c = codes[lo + e]
                unexpected[c] += weight[s]
                if wrong[c] != s:
                    wrong[c] = s
                    unexpected_in[c] += weight[s]
        for i in range(total_required):
            c = asked[i]
            if seen[c] != s:
                left_out[c] += weight[s]
                if phase_of[c] < furthest:
                    skipped[c] += weight[s]
    return cost, unexpected, unexpected_in, left_out, skipped
