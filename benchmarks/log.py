"""A seeded event log: few touchpoints with Zipf's frequencies, lengths and waiting times with long tails."""

from __future__ import annotations

import numpy as np

from klantreis.engine.index import Batch

TOUCHPOINTS = 40
MEAN_LENGTH = 10
DAY = 86_400_000_000


def make(events: int, seed: int = 2026) -> list[Batch]:
    """About ``events`` events in the order of a file, that is: of time over all customers, in batches of a million."""
    random = np.random.default_rng(seed)
    lengths = random.geometric(1 / MEAN_LENGTH, events // MEAN_LENGTH)
    keys = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    weights = 1 / np.arange(1, TOUCHPOINTS + 1)
    codes = random.choice(TOUCHPOINTS, len(keys), p=weights / weights.sum()).astype(np.uint8) + np.uint8(1)
    waits = random.lognormal(mean=21, sigma=2, size=len(keys)).astype(np.int64)  # median 22 minutes, in microseconds
    begins = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    waits[begins] = random.integers(0, 365 * DAY, len(lengths))
    total = np.cumsum(waits)
    times = total - np.repeat(total[begins] - waits[begins], lengths)
    order = np.argsort(times, kind="stable")
    keys, codes, times = keys[order], codes[order], times[order]
    return [Batch(keys[a : a + 10**6], codes[a : a + 10**6], times[a : a + 10**6]) for a in range(0, len(keys), 10**6)]
