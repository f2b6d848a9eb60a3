"""``representatives``: show me k typical journeys. Medoids under normalised edit distance."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import codes_of, ranks, share
from klantreis.analyses.picture import Bar, written
from klantreis.analyses.result import Result, Scope, keys_of, plain
from klantreis.engine.distinct import Counted, counted, distinct, merged
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still, threads_to_use
from klantreis.engine.source import Source
from klantreis.errors import UserError

MOST = 50
WHOLE = 4000
"""Up to so many distinct paths, medoids are sought among all of them at once."""
SAMPLE = 1500
"""Distinct paths among which medoids are sought at a time when there are more."""
SAMPLES = 5
REFINED = 2
"""The samples whose medoids are refined, the best ones."""
STARTS = 6
"""Random beginnings of the search in a sample, besides the greedy one."""
WORK = 2_000_000_000
"""Cells of edit tables per sample; long journeys make the sample smaller."""
ROUNDS = 20
"""Refinements tried per medoid at most."""
PATIENCE = 2
"""So many rounds that better nothing end the search."""
NEIGHBOURS = 400
"""Neighbours among which a refinement is sought."""
SEED = 20260901


@dataclass(frozen=True)
class Representative:
    """One journey that many are near to."""

    path: tuple[str, ...]
    count: int
    """Journeys that run exactly this path."""
    journeys: int
    """Journeys for which it is the nearest representative; it stands for these."""
    share: float
    """Of the journeys with events."""
    mean_distance: float
    """Of those journeys to it, 0 … 1."""


@dataclass(frozen=True)
class Representatives(Result):
    """Typical journeys, the one that stands for most first."""

    question: ClassVar[str] = "representatives"
    columns: ClassVar[tuple[str, ...]] = keys_of(Representative)
    representatives: tuple[Representative, ...]
    mean_distance: float | None
    """Mean distance of all journeys with events to their nearest representative, 0 … 1."""
    distinct: int
    """Different paths."""
    sampled: int | None
    """Paths among which representatives were sought at a time; None when among all."""
    empty: int
    """Journeys without any event: in ``n``, represented by none."""

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per representative, with the stable keys."""
        return plain(self.representatives)

    def told(self) -> Sequence[str]:
        """How near journeys are to them."""
        far = "" if self.mean_distance is None else f"mean distance to the nearest {self.mean_distance:.3f}; "
        return (f"{far}{self.distinct:,} different paths, {self.empty:,} journeys without events",)

    def bars(self) -> Sequence[Bar]:
        """The share each stands for."""
        return [(" → ".join(each.path), each.share, written("share", each.share)) for each in self.representatives]


def representatives(journeys: Source, k: int = 5, *, seed: int = SEED) -> Representatives:
    """Choose k journeys so that the mean distance of all journeys to the nearest of them is small.

    Distance: the fewest events to put in, leave out or replace (Levenshtein 1966), over the length of the longer
    journey. The search is PAM (Kaufman and Rousseeuw 1990) over distinct paths weighted by their journeys, with the
    swaps of FastPAM1 (Schubert and Rousseeuw 2019), from several beginnings; above 4,000 distinct paths as in CLARA on
    several samples, judged on all journeys, the best ones refined against all. Same ``seed``, same answer. Fewer than
    ``k`` come back where there are fewer distinct paths. Raises ``UserError`` (``representatives.k``).
    """
    if not 1 <= k <= MOST:
        raise UserError(
            "representatives.k",
            f"{k} representatives cannot be chosen.",
            where="k",
            mend=f"Give 1 to {MOST}.",
            params={"k": k, "most": MOST},
        )
    place = ranks(journeys.labels)
    labels = [journeys.labels[code] for code in np.argsort(place)]
    whole = journeys.run(counted, merged).in_order(place)
    kept = np.flatnonzero(np.diff(whole.offsets) > 1)
    search = _Search(whole, kept, np.random.default_rng(seed))
    medoids, size = search.medoids(min(k, len(kept)))
    named = {m: tuple(str(labels[c]) for c in whole.codes[whole.offsets[m] : whole.offsets[m + 1] - 1].tolist())
             for m in medoids.tolist()}  # fmt: skip
    # among representatives that are as near, the first by name stands for a journey
    medoids = np.array(sorted(named, key=lambda medoid: named[medoid]), np.int64)
    distances = search.distances(kept, medoids)
    nearest = distances.argmin(axis=1) if len(medoids) else np.zeros(0, np.int64)
    weights = whole.counts[kept]
    total = int(weights.sum())
    least = distances.min(axis=1) if len(medoids) else np.zeros(0)
    stands = np.bincount(nearest, weights, len(medoids))
    far = np.bincount(nearest, weights * least, len(medoids))
    found = [
        Representative(
            path=named[medoid],
            count=int(whole.counts[medoid]),
            journeys=int(stands[c]),
            share=float(stands[c] / total),
            mean_distance=float(far[c] / stands[c]),
        )
        for c, medoid in enumerate(medoids.tolist())
    ]
    return Representatives(
        scope=Scope.of(journeys),
        representatives=tuple(sorted(found, key=lambda each: (-each.journeys, each.path))),
        mean_distance=share(float(far.sum()), total),  # ty: ignore[invalid-argument-type]
        distinct=len(kept),
        sampled=None if size >= len(kept) else size,
        empty=journeys.n - total,
    )


def standing_for(journeys: Source, among: Sequence[Sequence[str]], which: Sequence[str]) -> NDArray[np.int64]:
    """1 for journeys of which ``which`` is the nearest of the paths ``among``: its ``journeys``; shape (J,).

    Raises ``UserError`` (``representatives.path``) when it is none of them, ``NotFound`` (``activity.unknown``).
    """
    chosen = sorted(tuple(path) for path in among)
    if tuple(which) not in chosen:
        raise UserError(
            "representatives.path",
            "This journey is not one of the typical ones.",
            where="step",
            mend="Give one of the paths of the answer, and as many representatives as were asked for.",
        )
    place = chosen.index(tuple(which))
    coded = [[codes_of(journeys, name)[0] for name in path] for path in chosen]

    def nearest(chunk: Journeys) -> NDArray[np.int64]:
        from klantreis.engine import kernels_representatives as kernels

        found = distinct(chunk)
        kept = np.flatnonzero(chunk.lengths[found.first])
        # the chosen paths stand behind the journeys of the chunk, as journeys of their own
        codes = np.concatenate([np.asarray(chunk.codes), *([*path, 0] for path in coded)]).astype(chunk.codes.dtype)
        offsets = np.concatenate((chunk.offsets, chunk.offsets[-1] + np.cumsum([len(path) + 1 for path in coded])))
        distances = np.empty((len(kept), len(coded)))
        kernels.to_each(
            still(offsets), still(codes), int(codes.max(initial=0)) + 1, still(found.first[kept]),
            still(np.arange(chunk.n, chunk.n + len(coded))), distances,
        )  # fmt: skip
        mine = np.zeros(len(found.first), np.int64)
        mine[kept] = distances.argmin(axis=1) == place
        return mine[found.of]

    return journeys.run(nearest, np.concatenate)


class _Search:
    """Medoids of the distinct sequences ``kept``, weighted by their journeys."""

    def __init__(self, whole: Counted, kept: NDArray[np.int64], rng: np.random.Generator) -> None:
        self.whole = whole
        self.kept = kept
        self.rng = rng
        self.offsets, self.codes = still(whole.offsets), still(whole.codes)
        self.weights = whole.counts[kept].astype(np.float64)
        self.alphabet = int(self.codes.max(initial=0)) + 1

    def medoids(self, k: int) -> tuple[NDArray[np.int64], int]:
        """(the medoids as numbers of sequences, how many paths were looked at together)."""
        if k == 0:
            return np.zeros(0, np.int64), 0
        lengths = np.diff(self.whole.offsets)[self.kept] - 1
        mean = float(np.average(lengths, weights=self.weights))
        size = int(min(SAMPLE, max(10 * k, (WORK / max(mean, 1.0) ** 2) ** 0.5)))
        if len(self.kept) <= size * WHOLE / SAMPLE:
            return self._of_sample(self.kept, self.weights, k), len(self.kept)
        begun = []
        for _ in range(SAMPLES):
            sample, weights = self._drawn(np.arange(len(self.kept)), size)
            medoids = self._of_sample(self.kept[sample], weights, k)
            begun.append((float((self.weights * self.distances(self.kept, medoids).min(axis=1)).sum()), medoids))
        begun.sort(key=lambda found: (found[0], found[1].tolist()))
        refined = [self._refined(medoids, total) for total, medoids in begun[:REFINED]]
        return min(refined, key=lambda found: (found[1], found[0].tolist()))[0], size

    def distances(self, which: NDArray[np.int64], medoids: NDArray[np.int64]) -> NDArray[np.float64]:
        """Distance of each sequence of ``which`` to each of ``medoids``."""
        from klantreis.engine import kernels_representatives as kernels

        found = np.empty((len(which), len(medoids)))
        pieces = np.array_split(np.arange(len(which)), threads_to_use() * 4)

        def fill(piece: NDArray[np.int64]) -> None:
            if len(piece):
                part = found[piece[0] : piece[-1] + 1]
                kernels.to_each(self.offsets, self.codes, self.alphabet, still(which[piece]), still(medoids), part)

        with ThreadPoolExecutor(threads_to_use()) as pool:
            list(pool.map(fill, pieces))
        return found

    def _drawn(self, among: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Journeys drawn at random from places ``among`` of ``kept``: (distinct places, journeys drawn of each)."""
        if len(among) <= size:
            return among, self.weights[among]
        odds = self.weights[among] / self.weights[among].sum()
        drawn = among[self.rng.choice(len(among), size=size, p=odds)]
        places, counts = np.unique(drawn, return_counts=True)
        return places, counts.astype(np.float64)

    def _of_sample(self, sample: NDArray[np.int64], weights: NDArray[np.float64], k: int) -> NDArray[np.int64]:
        from klantreis.engine import kernels_representatives as kernels

        square = np.empty((len(sample), len(sample)))
        listed, step = still(sample), threads_to_use() * 2

        def fill(begin: int) -> None:
            kernels.square(self.offsets, self.codes, self.alphabet, listed, begin, step, square)

        with ThreadPoolExecutor(threads_to_use()) as pool:
            list(pool.map(fill, range(step)))
        k = min(k, len(sample))
        chosen = np.zeros(k, np.int64)
        kernels.build(still(square), still(weights), k, chosen)
        least = kernels.swap(still(square), still(weights), chosen, 100)
        # the greedy beginning may lead to a poor end, which other beginnings do not share
        for _ in range((STARTS if len(sample) <= SAMPLE else STARTS // 2) if 1 < k < len(sample) else 0):
            other = self.rng.choice(len(sample), size=k, replace=False)
            total = kernels.swap(still(square), still(weights), other, 100)
            if total < least - 1e-9:
                least, chosen = total, other
        return sample[chosen]

    def _refined(self, medoids: NDArray[np.int64], least: float) -> tuple[NDArray[np.int64], float]:
        """Medoids and their total distance, after refinement.

        Paths from the middle of each medoid's neighbours take the place of whichever medoid they better, judged on
        all journeys, until a whole round betters nothing.
        """
        distances = self.distances(self.kept, medoids)
        turn = waited = 0
        while waited < PATIENCE * len(medoids) and turn < ROUNDS * len(medoids):
            c = turn % len(medoids)
            turn += 1
            waited += 1
            near = distances.argmin(axis=1)
            mine = np.flatnonzero(near == c)
            if not len(mine):
                continue
            sample, weights = self._drawn(mine, NEIGHBOURS)
            (candidate,) = self._of_sample(self.kept[sample], weights, 1)
            if candidate in medoids:
                continue
            column = self.distances(self.kept, np.array([candidate]))[:, 0]
            totals = self._totals(distances, near, column)
            out = int(totals.argmin())
            if totals[out] < least - 1e-9:
                medoids = medoids.copy()
                medoids[out], distances[:, out], least, waited = candidate, column, float(totals[out]), 0
        return medoids, least

    def _totals(
        self, distances: NDArray[np.float64], near: NDArray[np.int64], column: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The total distance when each medoid in turn gives way to a path at the distances ``column``."""
        first = distances[np.arange(len(near)), near]
        if distances.shape[1] == 1:
            return np.array([(self.weights * column).sum()])
        second = np.partition(distances, 1, axis=1)[:, 1]
        stays = self.weights * np.minimum(first, column)
        goes = self.weights * np.minimum(second, column)
        return stays.sum() + np.bincount(near, goes - stays, distances.shape[1])
