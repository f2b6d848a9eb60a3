"""``paths``: which whole journeys are common. Exact sequences with counts and durations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import number, ranks
from klantreis.analyses.result import Result, Scope
from klantreis.engine.distinct import group, sorted_sequences
from klantreis.engine.groups import Groups, collect, merged, offsets_of, quantiles
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source
from klantreis.errors import UserError


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
    Sequences are grouped by hash and then compared code by code, so that no two are ever mixed up. Medians are exact.
    Raises ``UserError`` (``paths.limit``) for a limit below 1.
    """
    if limit is not None and limit < 1:
        raise UserError(
            "paths.limit",
            f"A limit of {limit} lists no path.",
            where="limit",
            mend="Give 1 or more, or no limit.",
            params={"limit": limit},
        )
    found = journeys.run(lambda chunk: _count(chunk, collapse), _merge)
    none = np.diff(found.offsets) == 1
    listed = np.flatnonzero(~none)
    chosen = _commonest(found, listed, ranks(journeys.labels), limit)
    offsets, codes = _copied(found.offsets, found.codes, chosen)
    return Paths(
        scope=Scope.of(journeys),
        collapse=collapse,
        distinct=len(listed),
        empty=int(found.counts[none].sum()),
        labels=journeys.labels,
        counts=found.counts[chosen],
        medians=quantiles(found.durations, (0.5,), chosen)[:, 0],
        offsets=offsets,
        codes=codes,
    )


@dataclass(frozen=True, eq=False)
class _Sequences:
    """The partial result: distinct sequences in the layout of ``Journeys``, in order of first appearance."""

    offsets: NDArray[np.int64]
    codes: NDArray[Any]
    counts: NDArray[np.int64]
    durations: Groups


def _commonest(
    found: _Sequences, listed: NDArray[np.int64], place: NDArray[np.int64], limit: int | None
) -> NDArray[np.int64]:
    """The ``limit`` commonest of the sequences ``listed``, equally common ones in the order of names."""
    counts = found.counts[listed]
    if limit is not None and limit < len(listed):
        least = -np.partition(-counts, limit - 1)[limit - 1]
        # only those with a chance are put in order; there may be millions that occur once
        listed, counts = listed[counts >= least], counts[counts >= least]
    codes = place.astype(found.codes.dtype)[found.codes]
    named = sorted_sequences(found.offsets, codes, listed)
    return named[np.argsort(-found.counts[named], kind="stable")][:limit]


def _count(chunk: Journeys, collapse: bool) -> _Sequences:
    durations = chunk.times[chunk.offsets[1:] - 1] - chunk.times[chunk.offsets[:-1]]
    offsets, codes = chunk.offsets, chunk.codes
    if collapse:
        from klantreis.engine import kernels_paths as kernels

        offsets, codes = np.empty(chunk.n + 1, np.int64), np.empty(len(chunk.codes), chunk.codes.dtype)
        codes = codes[: kernels.collapse(still(chunk.offsets), still(chunk.codes), offsets, codes)]
    numbers, first = group(offsets, codes)
    kept = _copied(offsets, codes, first)
    return _Sequences(*kept, np.bincount(numbers, minlength=len(first)), collect(numbers, durations, len(first)))


def _merge(parts: Sequence[_Sequences]) -> _Sequences:
    if len(parts) == 1:
        return parts[0]
    lengths = np.concatenate([np.diff(part.offsets) for part in parts])
    all_offsets, all_codes = offsets_of(lengths), np.concatenate([part.codes for part in parts])
    numbers, first = group(all_offsets, all_codes)
    counts = np.zeros(len(first), np.int64)
    durations = []
    begin = 0
    for part in parts:
        where = numbers[begin : begin + len(part.counts)]
        counts[where] += part.counts  # within one part every sequence occurs once
        durations.append((part.durations, where))
        begin += len(part.counts)
    return _Sequences(*_copied(all_offsets, all_codes, first), counts, merged(durations, len(first)))


def _copied(
    offsets: NDArray[np.int64], codes: NDArray[Any], which: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[Any]]:
    from klantreis.engine import kernels_paths as kernels

    chosen = offsets_of(offsets[which + 1] - offsets[which])
    copied = np.empty(int(chosen[-1]), codes.dtype)
    kernels.copy_journeys(still(offsets), still(codes), still(which), chosen, copied)
    return chosen, copied
