"""The order that the fewest journeys contradict: linear ordering over who comes first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EXACT = 12
"""Up to this many activities the best order is found exactly (2^12 sets); above it by local search."""

Ints = NDArray[np.int64]


def contradictions(before: Ints, order: list[int]) -> int:
    """Journey-pairs that an order contradicts: sum of ``before[b, a]`` over all a placed before b."""
    placed = before[np.ix_(order, order)]
    return int(np.tril(placed, -1).sum())


def best_order(before: Ints) -> list[int]:
    """An order of all items with few contradictions; ``before[a, b]`` counts journeys with a before b.

    The linear ordering problem. Exact by dynamic programming over sets (Held and Karp, 1962) for few
    items; else by repeated insertion (Becker's start, then every item to its best place until none
    moves). Ties go to the lower number, so the same counts give the same order.
    """
    items = len(before)
    return _exact(before) if items <= EXACT else _search(before)


def _exact(before: Ints) -> list[int]:
    items = len(before)
    full = 1 << items
    cost = np.full(full, -1, np.int64)
    last = np.zeros(full, np.int64)
    cost[0] = 0
    for chosen in range(1, full):
        best = -1
        for b in range(items):
            if not chosen >> b & 1:
                continue
            rest = chosen ^ (1 << b)
            # b comes after all of the rest: journeys with b before one of them contradict
            price = cost[rest] + sum(int(before[b, a]) for a in range(items) if rest >> a & 1)
            # of equal prices the highest number goes last, so that lower numbers stay first
            if best < 0 or price <= best:
                best = price
                last[chosen] = b
        cost[chosen] = best
    order: list[int] = []
    chosen = full - 1
    while chosen:
        order.append(int(last[chosen]))
        chosen ^= 1 << order[-1]
    return order[::-1]


def _search(before: Ints) -> list[int]:
    """Becker's greedy order, then insertions while they help."""
    left = list(range(len(before)))
    order: list[int] = []
    while left:
        part = before[np.ix_(left, left)].astype(np.float64)
        out, into = part.sum(axis=1), part.sum(axis=0)
        quotient = np.where(out + into > 0, (out + 1) / (into + 1), 1.0)
        order.append(left.pop(int(quotient.argmax())))
    moved = True
    while moved:
        moved = False
        for item in sorted(order):
            at = order.index(item)
            rest = order[:at] + order[at + 1 :]
            # gain of standing before each of the rest, summed from the left: the price of every place
            step = before[rest, item] - before[item, rest]
            price = np.concatenate(([0], np.cumsum(step)))  # at place p: the first p stand before the item
            best = int(price.argmax())
            if price[best] > price[at]:
                order = [*rest[:best], item, *rest[best:]]
                moved = True
    return order
