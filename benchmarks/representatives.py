"""Representatives against k medoids of a library (kmedoids, FasterPAM) on samples, and the time for a million journeys.

    python -m benchmarks.peers --install test-results/peers
    python -m benchmarks.representatives --peers test-results/peers --json benchmarks/results/representatives.json

The library is given the distances of a sample of 1,500 journeys, three times with another sample; its best answer is
judged, as ours is, by the mean distance of *all* journeys to the nearest representative.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import held_back, log, record
from klantreis.analyses.representatives import representatives
from klantreis.engine import kernels_representatives as kernels
from klantreis.engine.distinct import counted
from klantreis.engine.index import build
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still

KS = (3, 5, 8)
SAMPLE, SAMPLES = 1_500, 3
SEEDED = (100_000, 1_000_000)
"""Journeys of the seeded logs; a million is the bar."""
SECONDS = 60.0
FASTERPAM = """
import sys
import kmedoids, numpy
distances = numpy.load(sys.argv[1])
found = [kmedoids.fasterpam(distances, int(sys.argv[2]), random_state=seed) for seed in range(5)]
best = min(found, key=lambda one: one.loss)
numpy.save(sys.argv[3], best.medoids.astype(numpy.int64))
"""

INTRO = """
Mean distance of all journeys to the nearest of k representatives (normalised edit distance, 0 … 1; less is better):
ours, and the best of FasterPAM (kmedoids) on three samples of 1,500 journeys, five beginnings each. Time is that of
the whole question, in one run.
""".strip().replace("\n", " ")


def logs(most: int) -> Iterator[tuple[str, Journeys]]:
    """Real logs, then seeded ones."""
    for name in held_back.LOGS:
        yield name, held_back.load(name)
    for journeys in SEEDED:
        if journeys <= most:
            index = build(log.batches(journeys * log.MEAN_LENGTH))
            names = [None, *log.names("zipf")]
            yield f"seeded, {journeys:,} journeys", index.journeys(names, lambda numbers: [str(n) for n in numbers])


class Judge:
    """The distinct paths of a log, and the mean distance of all journeys to given ones of them."""

    def __init__(self, journeys: Journeys) -> None:
        whole = counted(journeys)
        self.offsets, self.codes = still(whole.offsets), still(whole.codes)
        self.kept = np.flatnonzero(np.diff(whole.offsets) > 1)
        self.weights = whole.counts[self.kept].astype(np.float64)
        self.alphabet = int(self.codes.max(initial=0)) + 1

    def sample(self, seed: int) -> NDArray[np.int64]:
        """Journeys drawn at random, as numbers of paths; one that is drawn twice is there twice."""
        odds = self.weights / self.weights.sum()
        return self.kept[np.random.default_rng(seed).choice(len(self.kept), size=SAMPLE, p=odds)]

    def square(self, some: NDArray[np.int64]) -> NDArray[np.float64]:
        """All distances between paths."""
        found = np.empty((len(some), len(some)))
        kernels.square(self.offsets, self.codes, self.alphabet, still(some), 0, 1, found)
        return found

    def mean(self, medoids: NDArray[np.int64]) -> float:
        """Mean distance of all journeys to the nearest of some paths."""
        found = np.empty((len(self.kept), len(medoids)))
        kernels.to_each(self.offsets, self.codes, self.alphabet, self.kept, still(medoids), found)
        return float((self.weights * found.min(axis=1)).sum() / self.weights.sum())


def of_library(judge: Judge, k: int, python: Path) -> float:
    """The best mean distance that the library's medoids of three samples reach."""
    best = np.inf
    with tempfile.TemporaryDirectory() as folder:
        square, chosen = Path(folder) / "square.npy", Path(folder) / "chosen.npy"
        for seed in range(SAMPLES):
            some = judge.sample(seed)
            np.save(square, judge.square(some))
            subprocess.run([python, "-c", FASTERPAM, square, str(k), chosen], check=True)
            best = min(best, judge.mean(some[np.load(chosen)]))
    return best


def main() -> None:
    """Print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, help="the environment with the library; without it only ours")
    parser.add_argument("--most", type=float, default=SEEDED[-1], help="journeys of the largest seeded log")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    about = record.machine()
    rows: list[dict[str, Any]] = []
    for name, journeys in logs(int(asked.most)):
        judge = Judge(journeys)
        for k in KS:
            begin = time.perf_counter()
            found = representatives(journeys, k)
            took = time.perf_counter() - begin
            row: dict[str, Any] = {"log": name, "journeys": journeys.n, "paths": found.distinct, "k": k}
            row |= {"ours": round(found.mean_distance or 0.0, 5), "took": round(took, 3)}
            if asked.peers:
                row["library"] = round(of_library(judge, k, asked.peers / "bin" / "python"), 5)
            rows.append(row)
            print(
                f"{name:28}{k:>3}{row['ours']:>10.5f}{row.get('library', float('nan')):>10.5f}{took:>9.2f} s",
                flush=True,
            )
    if asked.json:
        worst = max((row["ours"] - row["library"] for row in rows if "library" in row), default=None)
        slowest = max((row["took"] for row in rows if row["journeys"] > SEEDED[0] * 5), default=None)
        record.write(
            asked.json,
            title="Representatives",
            intro=INTRO,
            command="python -m benchmarks.representatives "
            f"{f'--most {asked.most:g} ' if asked.most < SEEDED[-1] else ''}--peers test-results/peers "
            "--json benchmarks/results/representatives.json",
            tables=[
                record.table(
                    "",
                    [
                        ("log", "log", "text"), ("journeys", "journeys", "count"), ("paths", "distinct paths", "count"),
                        ("k", "k", "count"), ("ours", "ours", "number"), ("library", "library, on samples", "number"),
                        ("took", "time", "s"),
                    ],
                    rows,
                )
            ],
            bars=[
                record.bar(
                    "mean distance no worse than k medoids of a library on a sample: the largest difference",
                    0, None if worst is None else round(worst, 5), worst is not None and worst <= 0,
                ),
                record.bar(
                    "1 M journeys in under 60 s", SECONDS, slowest, slowest is not None and slowest < SECONDS, "s"
                ),
            ],
            versions=record.versions("numpy", "numba"),
            about=about,
            order=55,
        )  # fmt: skip


if __name__ == "__main__":
    main()
