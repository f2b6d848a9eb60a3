"""``paths``: which whole journeys are common. Exact sequences with counts and durations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import checked, number, ranks
from klantreis.analyses.result import Result, Scope
from klantreis.engine import numbered as numbers
from klantreis.engine.distinct import sorted_sequences
from klantreis.engine.numbered import Numbered
from klantreis.engine.sequences import Counted, candidates, count, merge
from klantreis.engine.source import Source


@dataclass(frozen=True)
class Path:
    """One exact sequence of activities and the journeys that run it."""

    path: tuple[str, ...]
    count: int
    share: float
    """Of the journeys with events."""
    median_s: float | None
    """Median time from first to last event."""


@dataclass(frozen=True, eq=False)
class Paths(Result):
    """Distinct paths, the commonest first; among equals in the order of their activities' names."""

    question: ClassVar[str] = "paths"
    columns: ClassVar[tuple[str, ...]] = ("path", "count", "share", "median_s")
    collapse: bool
    """Immediate repeats were written once."""
    distinct: int
    """Distinct paths, listed or not."""
    empty: int
    """Journeys without any event: they are in ``n`` and have no path."""
    labels: tuple[str | None, ...] = field(repr=False)
    counts: NDArray[np.int64] = field(repr=False)
    """Journeys per listed path."""
    medians: NDArray[np.float64] = field(repr=False)
    """Seconds per listed path."""
    offsets: NDArray[np.int64] = field(repr=False)
    codes: NDArray[Any] = field(repr=False)
    """Listed path ``k`` is ``codes[offsets[k]:offsets[k + 1] - 1]``."""

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """The listed paths; made when first asked for, since there may be millions."""
        whole = max(self.n - self.empty, 1)
        names = np.array(self.labels, dtype=object)[self.codes]
        return tuple(
            Path(tuple(names[a : b - 1]), count, count / whole, number(median))
            for a, b, count, median in zip(
                self.offsets[:-1].tolist(),
                self.offsets[1:].tolist(),
                self.counts.tolist(),
                self.medians.tolist(),
                strict=True,
            )
        )

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per listed path, with the stable keys."""
        return [{"path": list(p.path), "count": p.count, "share": p.share, "median_s": p.median_s} for p in self.paths]

    def told(self) -> Sequence[str]:
        """How many paths there are, listed or not."""
        return (f"{self.distinct:,} different paths, {self.empty:,} journeys without events",)

    def body(self) -> dict[str, Any]:
        """``distinct``, ``empty``, ``collapse``, ``listed`` (journeys on a listed path) and ``paths``."""
        return {
            "distinct": self.distinct,
            "empty": self.empty,
            "collapse": self.collapse,
            "listed": int(self.counts.sum()),
            "paths": list(self.rows()),
        }


def paths(journeys: Source, *, collapse: bool = False, limit: int | None = None) -> Paths:
    """Counts exact sequences of activities over whole journeys.

    ``collapse`` writes immediate repeats once. ``limit`` lists only the commonest; ``distinct`` and shares cover all.
    Sequences are grouped by key and compared where a key could mean two, so that none are mixed up. Medians are exact.
    Raises ``UserError`` (``paths.limit``) for a limit below 1.
    """
    checked(limit, "paths")
    numbered = None if collapse else numbers.count(journeys)
    found: Counted | Numbered = numbered or journeys.run(lambda chunk: count(chunk, collapse=collapse), merge)
    counts, empty = found.counts, found.empty
    possible = candidates(counts, limit, empty)
    chosen = possible[_commonest(found, possible, ranks(journeys.labels))][:limit]
    offsets, codes = found.sequences(chosen)
    return Paths(
        scope=Scope.of(journeys),
        collapse=collapse,
        distinct=int(np.count_nonzero(counts)) - (empty is not None),
        empty=0 if empty is None else int(counts[empty]),
        labels=journeys.labels,
        counts=counts[chosen].astype(np.int64),
        medians=found.medians_of(chosen),
        offsets=offsets,
        codes=codes,
    )


def _commonest(found: Counted | Numbered, candidates: NDArray[np.int64], place: NDArray[np.int64]) -> NDArray[np.int64]:
    """The candidates' order: the commonest first, equally common ones in the order of names."""
    offsets, codes = found.sequences(candidates)
    named = sorted_sequences(offsets, place.astype(codes.dtype)[codes], np.arange(len(candidates)))
    return named[np.argsort(-found.counts[candidates][named].astype(np.int64), kind="stable")]
