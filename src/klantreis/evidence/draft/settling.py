"""The drafted order and phases, settled against the journeys themselves.

Pairs of touchpoints say most of an order, and crossings most of its phases, but neither sees a journey whole. So both
are held against whole journeys, by exact alignment, and touchpoints move where the journeys then contradict less,
by more than chance would have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from klantreis.evidence.draft.contradiction import Contradiction
from klantreis.evidence.draft.cuts import FEW, W

ROUNDS = 3
NEAR = 5
"""Two or three neighbours move together at most this far; a single touchpoint moves anywhere."""
TRIED = 10
"""Of the moves that would better the phases, so many are tried before they are taken as settled."""
M = 10.0
"""What contradicted journeys weigh against the words of phases (see ``cuts``)."""

Phases = list[list[int]]


def settled_order(order: Sequence[int], journeys: Contradiction) -> list[int]:
    """The order after moves of one touchpoint, or of two or three neighbours, that lessen the contradiction."""
    order = list(order)
    now = journeys.per_journey([order], fixed=True)
    least = journeys.mean(now)
    for _ in range(ROUNDS):
        moved = False
        for size in (1, 2, 3):
            for item in sorted(order):
                best = None
                for candidate in _moves(order, order.index(item), size):
                    each = journeys.per_journey([candidate], fixed=True)
                    mean = journeys.mean(each)
                    if mean < least - 1e-9:
                        best, least_each, least = candidate, each, mean
                if best is not None and journeys.sure(now, least_each):
                    order, now, moved = best, least_each, True
                least = journeys.mean(now)
        if not moved:
            break
    return order


def settled_phases(phases: Phases, miss: NDArray[np.float64] | None, journeys: Contradiction) -> Phases:
    """The phases after touchpoints changed place or phase, each phase in the order of before.

    ``miss`` has shape (items, phases): what each touchpoint's words cost in each phase. The phases become no freer:
    the sum of their squared sizes does not rise, so that nothing is won by one large phase in which all may happen.
    """
    items = sum(map(len, phases))
    rank = {item: place for place, item in enumerate(item for phase in phases for item in phase)}
    least = 2 if items > FEW else 1
    most = sum(len(phase) ** 2 for phase in phases)

    def words(some: Phases) -> float:
        if miss is None:
            return 0.0
        return W * sum(float(miss[item, p]) for p, phase in enumerate(some) for item in phase) / items

    now = journeys.per_journey(phases, fixed=False)
    price = M * journeys.mean(now) + words(phases)
    while True:
        better = []
        for candidate in _exchanges(phases, least):
            if sum(len(phase) ** 2 for phase in candidate) > most:
                continue
            each = journeys.per_journey(candidate, fixed=False)
            cost = M * journeys.mean(each) + words(candidate)
            if cost < price - 1e-9:
                better.append((cost, [sorted(phase, key=rank.__getitem__) for phase in candidate], each))
        better.sort(key=lambda found: (found[0], found[1]))
        for cost, candidate, each in better[:TRIED]:
            if journeys.sure(now, each):
                price, phases, now = cost, candidate, each
                break
        else:
            return phases


def _moves(order: list[int], at: int, size: int) -> Iterator[list[int]]:
    """The orders in which ``size`` neighbours from place ``at`` stand elsewhere."""
    if at + size > len(order):
        return
    block, rest = order[at : at + size], order[:at] + order[at + size :]
    reach = len(order) if size == 1 else NEAR
    for place in range(max(0, at - reach), min(len(rest), at + reach) + 1):
        if place != at:
            yield rest[:place] + block + rest[place:]


def _exchanges(phases: Phases, least: int) -> Iterator[Phases]:
    """The phases with one touchpoint in another phase, or two that changed places."""
    for a, here in enumerate(phases):
        for b, there in enumerate(phases):
            if a == b:
                continue
            for item in here:
                if len(here) > least:
                    yield [
                        [i for i in phase if i != item] + ([item] if p == b else []) for p, phase in enumerate(phases)
                    ]
                if a < b:
                    for other in there:
                        swap = {item: other, other: item}
                        yield [[swap.get(i, i) for i in phase] for phase in phases]
