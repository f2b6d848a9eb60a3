"""Seeded event logs of any size, made in pieces so that 100 million events need little memory.

    python -m benchmarks.log 1e7 --kind zipf --parquet test-results/zipf-10000000.parquet

``zipf``: 40 touchpoints whose frequencies follow Zipf's law, journeys of 10 events on average (geometric). ``tail``:
5,000 activities with a long tail, and journeys of 10 events on average with a long tail too (log-normal). Times within
a journey strictly ascend, so that every program that sorts by customer and time finds the one order.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from klantreis.engine.index import Batch

SEED = 2026
MEAN_LENGTH = 10
DAY = 86_400_000_000
START = 1_735_689_600_000_000
"""2025-01-01T00:00Z in microseconds."""
ACTIVITIES = {"zipf": 40, "tail": 5_000}
PIECE = 200_000
"""Journeys made at a time."""


@dataclass(frozen=True)
class Piece:
    """Whole journeys: parallel arrays, by customer, then time."""

    keys: NDArray[np.uint32]
    codes: NDArray[np.uint16]
    """From 1 up."""
    times: NDArray[np.int64]
    """Microseconds since 1970, UTC."""


def names(kind: str) -> list[str]:
    """What the codes 1, 2, … are called."""
    width = len(str(ACTIVITIES[kind]))
    return [f"t{code:0{width}}" for code in range(1, ACTIVITIES[kind] + 1)]


def pieces(events: int, kind: str = "zipf", seed: int = SEED) -> Iterator[Piece]:
    """About ``events`` events, whole journeys per piece, customers ascending; the same for the same arguments."""
    weights = 1 / np.arange(1, ACTIVITIES[kind] + 1) ** (1.0 if kind == "zipf" else 1.1)
    edges = np.cumsum(weights / weights.sum())
    edges[-1] = 1.0
    journeys = max(events // MEAN_LENGTH, 1)
    for begin in range(0, journeys, PIECE):
        n = min(PIECE, journeys - begin)
        random = np.random.default_rng([seed, begin])
        if kind == "zipf":
            lengths = random.geometric(1 / MEAN_LENGTH, n)
        else:
            # mean exp(mu + sigma² / 2) = 10
            lengths = np.maximum(random.lognormal(np.log(MEAN_LENGTH) - 0.5, 1.0, n).round().astype(np.int64), 1)
        size = int(lengths.sum())
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        codes = (np.searchsorted(edges, random.random(size), side="right") + 1).astype(np.uint16)
        # waiting times: median 22 minutes, long tails
        waits = random.lognormal(mean=21, sigma=2, size=size).astype(np.int64) + 1
        waits[starts] = START + random.integers(0, 365 * DAY, n)
        times = np.cumsum(waits)
        times -= np.repeat(times[starts] - waits[starts], lengths)
        yield Piece(np.repeat(np.arange(begin, begin + n, dtype=np.uint32), lengths), codes, times)


def batches(events: int, kind: str = "zipf", seed: int = SEED) -> Iterator[Batch]:
    """The same for ``klantreis.engine.index.build``."""
    from klantreis.engine.index import Batch

    for piece in pieces(events, kind, seed):
        yield Batch(piece.keys, piece.codes, piece.times)


def write(path: Path, events: int, kind: str = "zipf", seed: int = SEED) -> Path:
    """A Parquet file ``(customer int32, activity string, time timestamp[us])`` sorted by customer and time.

    Returns the path; a file that is there already is kept, it can only be the same.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    labels = pa.array(names(kind))
    schema: Any = pa.schema([("customer", pa.int32()), ("activity", pa.string()), ("time", pa.timestamp("us"))])
    unfinished = path.with_suffix(".part")
    with pq.ParquetWriter(unfinished, schema) as writer:
        for piece in pieces(events, kind, seed):
            words = labels.take(pa.array(piece.codes.astype(np.int32) - 1))
            stamps = pa.array(piece.times).cast(pa.timestamp("us"))
            columns = [pa.array(piece.keys.astype(np.int32)), words, stamps]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
    unfinished.rename(path)
    return path


def main() -> None:
    """Write one log."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=float)
    parser.add_argument("--kind", choices=sorted(ACTIVITIES), default="zipf")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--parquet", type=Path, required=True)
    asked = parser.parse_args()
    print(write(asked.parquet, int(asked.events), asked.kind, asked.seed))


if __name__ == "__main__":
    main()
