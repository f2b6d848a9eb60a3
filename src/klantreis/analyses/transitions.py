"""``transitions``: what follows what. Directly-follows counts with start, end and time between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Step, checked, codes_of, name_of, number, ranks
from klantreis.analyses.result import Result, Scope, keys_of, plain
from klantreis.engine import narrowing, pairs
from klantreis.engine.groups import merged, quantiles
from klantreis.engine.prepared import NARROW
from klantreis.engine.source import Source

SHARES = (0.5, 0.9)


@dataclass(frozen=True)
class Transition:
    """One activity directly followed by another; ``from_`` None is the start, ``to`` None the end."""

    from_: str | None
    to: str | None
    count: int
    journeys: int
    """Distinct journeys in which it happens."""
    share: float
    """Share of all exits from ``from_``, the end counted as an exit; of the start: of all journeys with events."""
    median_s: float | None
    p90_s: float | None


@dataclass(frozen=True)
class LeftOut:
    """Transitions that a limit leaves unlisted."""

    transitions: int
    count: int
    """Times they happen together."""
    share: float
    """Of the times of all that were asked for."""


@dataclass(frozen=True, eq=False)
class Transitions(Result):
    """What follows what, most frequent first; among equals by name."""

    question: ClassVar[str] = "transitions"
    columns: ClassVar[tuple[str, ...]] = keys_of(Transition)
    empty: int
    """Journeys without any event: they are in ``n`` and in no transition."""
    around: str | None
    """Only transitions to and from it were asked for."""
    left_out: LeftOut
    labels: tuple[str | None, ...] = field(repr=False)
    codes: NDArray[np.int64] = field(repr=False)
    """From and to per transition, 0 for start and end; shape (T, 2)."""
    counts: NDArray[np.int64] = field(repr=False)
    in_journeys: NDArray[np.int64] = field(repr=False)
    shares: NDArray[np.float64] = field(repr=False)
    waits: NDArray[np.float64] = field(repr=False)
    """Median and p90 in seconds, NaN at start and end; shape (T, 2)."""

    @cached_property
    def transitions(self) -> tuple[Transition, ...]:
        """One per pair that occurs; made when first asked for: thousands of activities make millions."""
        columns = (self.codes[:, 0], self.codes[:, 1], self.counts, self.in_journeys, self.shares)
        return tuple(
            Transition(self.labels[a], self.labels[b], count, journeys, share, number(median), number(p90))
            for a, b, count, journeys, share, (median, p90) in zip(
                *(column.tolist() for column in columns), self.waits.tolist(), strict=True
            )
        )

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per transition, with the stable keys."""
        return [
            {
                "from": t.from_,
                "to": t.to,
                "count": t.count,
                "journeys": t.journeys,
                "share": t.share,
                "median_s": t.median_s,
                "p90_s": t.p90_s,
            }
            for t in self.transitions
        ]

    def body(self) -> dict[str, Any]:
        """``transitions``, what was not listed of them, and ``empty``."""
        return {
            "transitions": list(self.rows()),
            "around": self.around,
            "left_out": plain(self.left_out),
            "empty": self.empty,
        }


def transitions(journeys: Source, *, limit: int | None = None, around: Step | None = None) -> Transitions:
    """Counts each pair of consecutive events, with start and end.

    ``around`` keeps only those to or from an activity; ``limit`` lists only the commonest and tells the rest in
    ``left_out``. Shares are of all exits, listed or not.

    Median and p90 of the time between are exact, in seconds, and None at start and end. Cost: up to 63 labels two
    passes over the events and some megabytes; above that one pass and 8 bytes of memory per event. Raises
    ``UserError`` (``transitions.limit``), ``NotFound`` (``activity.unknown``).
    """
    checked(limit, "transitions")
    near = None if around is None else codes_of(journeys, around)
    width = len(journeys.labels)
    present, counts, in_journeys, waits = (_narrow if width <= NARROW else _wide)(journeys, width)
    left, right = np.divmod(present.astype(np.int64), width)
    exits = np.bincount(left, weights=counts, minlength=width)
    no_events = present == 0
    empty = int(counts[no_events].sum())
    exits[0] -= empty
    place = ranks(journeys.labels)
    chosen = ~no_events if near is None else ~no_events & (np.isin(left, near) | np.isin(right, near))
    order = _commonest_first(np.flatnonzero(chosen), counts, place[left], place[right])
    order, rest = order[:limit], order[len(order) if limit is None else limit :]
    untold, told = int(counts[rest].sum()), int(counts[order].sum())
    return Transitions(
        scope=Scope.of(journeys),
        empty=empty,
        around=None if around is None else name_of(around),
        left_out=LeftOut(len(rest), untold, untold / max(told + untold, 1)),
        labels=tuple(journeys.labels),
        codes=np.stack((left[order], right[order]), axis=1),
        counts=counts[order],
        in_journeys=in_journeys[order],
        shares=counts[order] / exits[left[order]],
        waits=waits[order],
    )


def _commonest_first(
    which: NDArray[np.int64], counts: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.int64]:
    """``which`` in the order of the answer. Pairs are millions, and one number to sort by is quicker than three."""
    counts, left, right = counts[which], left[which], right[which]
    most, width = int(counts.max(initial=0)), int(max(left.max(initial=0), right.max(initial=0))) + 1
    if (most + 1) * width * width > np.iinfo(np.int64).max:
        return which[np.lexsort((right, left, -counts))]
    return which[np.argsort(((most - counts) * width + left) * width + right)]


Found = tuple[NDArray[Any], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Present pairs, counts, distinct journeys, quantiles."""


def _narrow(journeys: Source, width: int) -> Found:
    """Times are narrowed down to the buckets that hold the quantiles: few pairs, each with many times."""
    counted = journeys.run(lambda chunk: narrowing.count(chunk, width), narrowing.merge)
    wanted = narrowing.plan(counted, width, SHARES)
    buckets = np.arange(len(wanted.sizes))
    found = journeys.run(
        lambda chunk: narrowing.pick(chunk, width, wanted),
        lambda parts: merged([(part, buckets) for part in parts], len(buckets)),
    )
    present = np.flatnonzero(counted.counts)
    waits = narrowing.quantiles(wanted, found)[present]
    return present, counted.counts[present], counted.journeys[present], waits


def _wide(journeys: Source, width: int) -> Found:
    """All times are kept together per pair: many pairs, most with few times."""
    found = journeys.run(lambda chunk: pairs.count(chunk, width), pairs.merge)
    return found.pairs, found.counts, found.journeys, quantiles(found.waits, SHARES)
