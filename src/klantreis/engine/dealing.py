"""Customers dealt over buckets: journeys of one customer resemble each other, and stay together in one bucket."""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.journeys import Journeys
from klantreis.engine.source import Source

BUCKETS = 64


def buckets_of(journeys: Source) -> int:
    """How many buckets tell how alike journeys of one customer are; 1 where every journey is a customer's own."""
    return 1 if journeys.unit == "customer" else BUCKETS


def dealt(chunk: Journeys, buckets: int) -> NDArray[np.int64]:
    """The bucket per journey."""
    if buckets == 1:
        return np.zeros(chunk.n, np.int64)
    return ((mixed(chunk, np.ones(chunk.n, np.bool_)) >> np.uint64(1)) % np.uint64(buckets)).astype(np.int64)


def mixed(chunk: Journeys, which: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Well mixed bits per journey of ``which``, from its customer's id, so that they are the same wherever this runs.

    splitmix64 (Steele, Lea and Flood 2014) of the id's CRC-32.
    """
    numbers, each = np.unique(np.asarray(chunk.customers)[which], return_inverse=True)
    names = chunk.customer_names(numbers.tolist()) if len(numbers) else []
    z = np.fromiter((crc32(name.encode()) for name in names), np.uint64, len(names)) + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (z ^ (z >> np.uint64(31)))[each]
