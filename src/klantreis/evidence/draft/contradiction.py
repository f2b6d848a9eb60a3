"""How much journeys contradict an order or phases: what would have to be taken away for them to follow it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.distinct import group
from klantreis.engine.local import still

MOST_EVENTS, FEWEST_EVENTS = 15_000, 5_000
WORK = 400_000_000
"""Steps of alignment that one round of moves may take; many touchpoints make the sample smaller."""
SURE = 2.0
"""A move counts when the journeys gain by it this many standard errors of their mean gain: else it may be chance."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Contradiction:
    """Journeys told in touchpoints 0 … m-1, against which orders and phases are held.

    ``offsets`` and ``codes`` are in the layout of ``Journeys``, code ``i + 1`` for touchpoint ``i``, 0 for what is no
    touchpoint. Of large logs a sample of journeys is taken, always the same one.
    """

    def __init__(
        self, offsets: Ints, codes: NDArray[np.int32], required: Sequence[bool], repeatable: Sequence[bool]
    ) -> None:
        self.places = len(required)
        self.required, self.repeatable = (
            np.concatenate(([0], np.asarray(marks, np.int32))).astype(np.int32) for marks in (required, repeatable)
        )
        offsets, told = _only(offsets, codes)
        numbers, first = group(offsets, told)
        counts = np.bincount(numbers, minlength=len(first))
        lengths = np.diff(offsets)[first] - 1
        most = int(np.clip(WORK / max(1, self.places) ** 3, FEWEST_EVENTS, MOST_EVENTS))
        if lengths.sum() > most and lengths.any():
            mean = float(np.average(lengths, weights=counts))
            drawn = np.random.default_rng(0).multinomial(max(1, round(most / mean)), counts / counts.sum())
            first, lengths, counts = (a[drawn > 0] for a in (first, lengths, drawn))
        self.weights = counts.astype(np.int64)
        self.offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        begins = np.repeat(offsets[first] - self.offsets[:-1], lengths)
        self.codes = still(told[np.arange(self.offsets[-1]) + begins])
        self.worst = np.maximum(lengths + int(self.required.sum()), 1)

    def per_journey(self, phases: Sequence[Sequence[int]], *, fixed: bool) -> Floats:
        """1 - fitness of every distinct journey to phases that are run through in order, inside in order or free."""
        from klantreis.analyses.fitness_kernel import align

        phase_of = np.full(self.places + 1, -1, np.int32)
        place_of = np.zeros(self.places + 1, np.int32)
        for p, items in enumerate(phases):
            for place, item in enumerate(items):
                phase_of[item + 1], place_of[item + 1] = p, place
        orders = np.full(len(phases), fixed)
        cost = align(
            self.offsets, self.codes, self.weights, orders, phase_of, place_of, self.required, self.repeatable
        )[0]
        return cost / self.worst

    def mean(self, each: Floats) -> float:
        """The mean over journeys of a number per distinct journey."""
        total = self.weights.sum()
        return float((self.weights * each).sum() / total) if total else 0.0

    def sure(self, before: Floats, after: Floats) -> bool:
        """Whether journeys contradict less afterwards by more than chance would have it."""
        gain = before - after
        mean, n = self.mean(gain), int(self.weights.sum())
        if mean <= 0 or n < 2:
            return False
        error = float(np.sqrt((self.weights * (gain - mean) ** 2).sum() / (n - 1) / n))
        return mean >= SURE * error


def _only(offsets: Ints, codes: NDArray[np.int32]) -> tuple[Ints, NDArray[np.int32]]:
    """The same journeys without the events that are no touchpoint, in the same layout."""
    keep = codes != 0
    keep[offsets[1:] - 1] = True  # the sentinels
    places = np.concatenate(([0], np.cumsum(keep))).astype(np.int64)
    return still(places[offsets]), still(codes[keep])
