"""``timing``: where do people wait. Time between two touchpoints, or inside a phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Interval, Step, codes_of, name_of, number, share, wilson
from klantreis.analyses.picture import Bar, written
from klantreis.analyses.result import Result, Scope
from klantreis.engine.bits import bits_of
from klantreis.engine.groups import Groups, quantiles, spread
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import in_pieces, still
from klantreis.engine.selecting import skippable
from klantreis.engine.source import Source
from klantreis.errors import UserError

SHARES = (0.5, 0.75, 0.9, 0.95)
MINUTE, HOUR, DAY = 60, 3600, 86_400
EDGES = (
    *(0, 1, 5, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE),
    *(HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY),
    *(30 * DAY, 60 * DAY, 90 * DAY, 180 * DAY, 365 * DAY, 730 * DAY),
)
"""Seconds at which a bin of the histogram begins; the same for every answer, so that two can be laid side by side."""


@dataclass(frozen=True)
class Bin:
    """Times from ``from_s`` up to, and without, ``to_s``; None is without an end."""

    from_s: float
    to_s: float | None
    count: int


@dataclass(frozen=True)
class Timing(Result):
    """How long it takes; quantiles are exact and None when nothing was measured."""

    question: ClassVar[str] = "timing"
    columns: ClassVar[tuple[str, ...]] = (
        *("between", "inside", "count", "journeys", "unfinished", "single", "median_s", "p75_s", "p90_s", "p95_s"),
        *("target_s", "above", "above_share", "above_interval"),
    )
    between: tuple[str, str] | None
    """Names of the begin and the end; None for the time inside a phase."""
    inside: str | None
    count: int
    """Times measured."""
    journeys: int
    """Journeys with at least one."""
    unfinished: int
    """Journeys that reach the begin and no end after it; they have no time and are not in the quantiles."""
    single: int
    """Inside a phase: journeys with one event there, whose time is 0."""
    median_s: float | None
    p75_s: float | None
    p90_s: float | None
    p95_s: float | None
    target_s: float | None
    above: int | None
    """Times longer than the target."""
    above_share: float | None
    above_interval: Interval | None
    """Wilson's 95 % interval of ``above_share``."""
    histogram: tuple[Bin, ...]
    """How the times are spread, from the first bin with a time to the last."""

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict: the numbers of ``body``, without the histogram."""
        return [{key: value for key, value in self.body().items() if key != "histogram"}]

    def bars(self) -> Sequence[Bar]:
        """The quantiles."""
        found = {"median_s": self.median_s, "p75_s": self.p75_s, "p90_s": self.p90_s, "p95_s": self.p95_s}
        return [(name.removesuffix("_s"), value or 0.0, written(name, value)) for name, value in found.items()]


def timing(journeys: Source, a: Step, b: Step, target_s: float | None = None, *, each: bool = False) -> Timing:
    """Time from ``a`` to the first ``b`` after it; each may be several activities of which any one will do.

    One time per journey, counted from its first ``a``; with ``each`` one per occurrence: every ``b`` with the latest
    ``a`` before it that no other ``b`` has taken. ``a`` may equal ``b``: the time until it happens again.
    Raises ``NotFound`` for an unknown activity, ``UserError`` (``timing.target``) for a target below 0.
    """
    roles = np.zeros(len(journeys.labels), np.uint8)
    roles[list(codes_of(journeys, a))] |= 1
    roles[list(codes_of(journeys, b))] |= 2
    part = journeys.run(
        lambda chunk: in_pieces(lambda piece: _spans(piece, roles, each), _merge, chunk),
        _merge,
    )
    unfinished = part.started - part.journeys
    return _result(journeys, part, target_s, between=(name_of(a), name_of(b)), unfinished=unfinished)


def timing_inside(journeys: Source, touchpoints: Step, target_s: float | None = None) -> Timing:
    """Time inside a phase: from a journey's first to its last event among ``touchpoints``.

    A journey with one event there counts with time 0 (``single`` says how many). Errors as in ``timing``.
    """
    return timing_in(journeys, codes_of(journeys, touchpoints), name_of(touchpoints), target_s)


def timing_in(journeys: Source, codes: Sequence[int], name: str, target_s: float | None = None) -> Timing:
    """As ``timing_inside``, by codes: a phase of a map called ``name``, which may have no touchpoints."""
    inside = np.zeros(len(journeys.labels), np.bool_)
    inside[list(codes)] = True
    part = journeys.run(lambda chunk: _stays(chunk, inside), _merge)
    return _result(journeys, part, target_s, inside=name, single=part.single)


@dataclass(frozen=True, eq=False)
class _Spans:
    """The partial result: times in microseconds, and journeys counted."""

    values: NDArray[np.int64]
    journeys: int
    started: int
    single: int = 0


def _spans(chunk: Journeys, roles: NDArray[np.uint8], each: bool) -> _Spans:
    from klantreis.engine import kernels_timing as kernels

    if not each:
        whole, mask = skippable(chunk)
        bits = bits_of(whole.codes, [np.flatnonzero(roles & role) for role in (kernels.BEGIN, kernels.END)], len(roles))
        values = np.empty(chunk.n, np.int64)
        n, begun = kernels.first_spans(still(whole.offsets), still(whole.times), mask, still(bits), values)
        return _Spans(values[:n], int(n), begun)
    arrays = (still(chunk.offsets), still(chunk.codes), still(chunk.times), still(roles), each)
    found, journeys, started = kernels.spans(*arrays, np.empty(0, np.int64))
    values = np.empty(found, np.int64)
    if found:
        kernels.spans(*arrays, values)
    return _Spans(values, journeys, started)


def _stays(chunk: Journeys, inside: NDArray[np.bool_]) -> _Spans:
    from klantreis.engine import kernels_timing as kernels

    values = np.empty(chunk.n, np.int64)
    found, single = kernels.stays(still(chunk.offsets), still(chunk.codes), still(chunk.times), still(inside), values)
    return _Spans(values[:found], found, found, single)


def _merge(parts: Sequence[_Spans]) -> _Spans:
    return _Spans(
        np.concatenate([part.values for part in parts]) if parts else np.empty(0, np.int64),
        sum(part.journeys for part in parts),
        sum(part.started for part in parts),
        sum(part.single for part in parts),
    )


def _result(
    journeys: Source,
    part: _Spans,
    target_s: float | None,
    *,
    between: tuple[str, str] | None = None,
    inside: str | None = None,
    unfinished: int = 0,
    single: int = 0,
) -> Timing:
    if target_s is not None and not target_s >= 0:
        raise UserError(
            "timing.target",
            f"The target of {target_s} seconds is below zero.",
            where="target_s",
            mend="Give the number of seconds it may take.",
            params={"target_s": str(target_s)},
        )
    count = len(part.values)
    found = [number(q) for q in quantiles(Groups(np.array([0, count]), part.values), SHARES)[0]]
    above = None if target_s is None else int(np.count_nonzero(part.values > target_s * 1e6))
    return Timing(
        scope=Scope.of(journeys),
        between=between,
        inside=inside,
        count=count,
        journeys=part.journeys,
        unfinished=unfinished,
        single=single,
        median_s=found[0],
        p75_s=found[1],
        p90_s=found[2],
        p95_s=found[3],
        target_s=target_s,
        above=above,
        above_share=None if above is None else share(above, count),
        above_interval=None if above is None else wilson(above, count),
        histogram=_histogram(part.values),
    )


def _histogram(values: NDArray[np.int64]) -> tuple[Bin, ...]:
    """Counts between consecutive edges, empty bins at both ends left out."""
    counts = spread(values, np.array(EDGES, np.int64) * 1_000_000)
    filled = np.flatnonzero(counts)
    if not len(filled):
        return ()
    ends: tuple[float | None, ...] = (*EDGES[1:], None)
    return tuple(
        Bin(float(EDGES[k]), None if ends[k] is None else float(ends[k] or 0), int(counts[k]))
        for k in range(filled[0], filled[-1] + 1)
    )
