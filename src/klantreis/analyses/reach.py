"""``reach``: who gets here. Journeys, events and repeats per touchpoint or activity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Interval, checked, ranks, share, visits, wilson_all
from klantreis.analyses.result import Result, Scope, keys_of, plain
from klantreis.engine.source import Source


@dataclass(frozen=True)
class Reached:
    """One touchpoint: how many journeys have an event of it, and how many come back to it."""

    name: str
    journeys: int
    share: float | None
    """Of all journeys; None when there are none."""
    interval: Interval | None
    """Wilson's 95 % interval of ``share``."""
    events: int
    events_per_journey: float | None
    """Over the journeys that reach it."""
    repeat_share: float | None
    """Of the journeys that reach it: those with it at least twice, with nothing or anything between."""
    at_once_share: float | None
    """Of the journeys that reach it: those with it twice in a row, nothing between."""


@dataclass(frozen=True)
class LeftOut:
    """Touchpoints that a limit leaves unlisted: the least reached ones."""

    touchpoints: int
    reached: int
    """Those of them that some journey reaches."""
    events: int
    share: float
    """Of all events."""


@dataclass(frozen=True)
class Reach(Result):
    """Every touchpoint, the one most journeys reach first, among equals by name; unreached ones too."""

    question: ClassVar[str] = "reach"
    columns: ClassVar[tuple[str, ...]] = keys_of(Reached)
    touchpoints: tuple[Reached, ...]
    left_out: LeftOut

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per touchpoint, with the stable keys."""
        return plain(self.touchpoints)


def reach(journeys: Source, *, limit: int | None = None) -> Reach:
    """Counts journeys, events and repeats per label, in one pass over the codes.

    ``limit`` lists only the most reached and tells the rest in ``left_out``. Raises ``UserError`` (``reach.limit``).
    """
    checked(limit, "reach")
    counts = visits(journeys)
    intervals = wilson_all(counts[1], journeys.n)
    order = np.lexsort((ranks(journeys.labels)[1:], -counts[1, 1:])) + 1
    order, rest = order[:limit], order[len(order) if limit is None else limit :]
    untold = int(counts[0, rest].sum())
    return Reach(
        scope=Scope.of(journeys),
        touchpoints=tuple(
            _reached(str(journeys.labels[c]), counts[:, c], journeys.n, intervals[c]) for c in order.tolist()
        ),
        left_out=LeftOut(
            len(rest), int((counts[1, rest] > 0).sum()), untold, untold / max(int(counts[0, 1:].sum()), 1)
        ),
    )


def _reached(name: str, counts: NDArray[np.int64], n: int, interval: NDArray[np.float64]) -> Reached:
    events, reached, repeated, at_once = (int(count) for count in counts)
    return Reached(
        name=name,
        journeys=reached,
        share=share(reached, n),
        interval=(float(interval[0]), float(interval[1])) if n else None,
        events=events,
        events_per_journey=share(events, reached),
        repeat_share=share(repeated, reached),
        at_once_share=share(at_once, reached),
    )
