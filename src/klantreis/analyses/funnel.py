"""``funnel``: how many get through. Steps in order, within a window, by each journey's best attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses import funnel_parts as parts
from klantreis.analyses.funnel_asked import Asked, By, Mode
from klantreis.analyses.measures import Interval, Step, codes_of, name_of, names_of, number, ranks, share, wilson
from klantreis.analyses.result import Result, Scope, keys_of, plain
from klantreis.engine.groups import quantiles
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import in_pieces
from klantreis.engine.source import Source
from klantreis.errors import UserError

NEXT = 10
"""Activities listed of what the dropped did next; the rest is counted together."""


@dataclass(frozen=True)
class Following:
    """What journeys that stopped did next: an activity, or None where the journey ends."""

    activity: str | None
    count: int
    share: float


@dataclass(frozen=True)
class Dropped:
    """Journeys whose best attempt passes this step and not the next."""

    count: int
    share: float | None
    """Of the journeys that passed this step."""
    next: tuple[Following, ...]
    """The event right after the last step passed, most frequent first."""
    other: int
    """Journeys whose next activity is not listed."""


@dataclass(frozen=True)
class FunnelStep:
    """One step; ``count`` journeys pass it in their best attempt, or so many attempts pass it."""

    name: str
    activities: tuple[str, ...]
    optional: bool
    """It may be left out: who skips it goes on to the next step."""
    count: int
    step_rate: float | None
    """Of those that pass the step before that may not be left out; 1 for the first step; None when there are none."""
    step_interval: Interval | None
    """Wilson's 95 % interval of ``step_rate``; None for the first step, and by attempt."""
    overall_rate: float | None
    """Of those that pass the first step."""
    interval: Interval | None
    """Wilson's 95 % interval of ``overall_rate``; None by attempt, since attempts of one journey hang together."""
    share: float | None
    """Of all journeys; by attempt, of all attempts."""
    median_s: float | None
    """Time from passing the step before that may not be left out, exact; None for the first step."""
    p90_s: float | None
    dropped: Dropped | None
    """None for the last step and for one that may be left out."""


@dataclass(frozen=True)
class Funnel(Result):
    """The steps in order, with what was asked."""

    question: ClassVar[str] = "funnel"
    columns: ClassVar[tuple[str, ...]] = keys_of(FunnelStep)
    mode: Mode
    by: By
    within_s: float | None
    step_within_s: float | None
    steps: tuple[FunnelStep, ...]

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per step, with the stable keys."""
        return plain(self.steps)


def funnel(
    journeys: Source,
    steps: Sequence[Step],
    within: str | float | timedelta | None = None,
    mode: Mode = "ordered",
    *,
    step_within: str | float | timedelta | None = None,
    optional: Sequence[int] = (),
    by: By = "journey",
    only_counts: bool = False,
) -> Funnel:
    """How many journeys pass each step; a step is an activity or several of which any one will do.

    Any event of step 1 may open an attempt; inside it a journey passes step k at its earliest event of step k after its
    pass of step k-1 in journey order, at most ``within`` after that attempt's step 1. The attempt that gets furthest
    counts, the earliest among equals: the counts of ClickHouse's ``windowFunnel``. ``strict``: each step is the very
    next event. ``any``: step k is passed when all steps up to k have happened within ``within``, in any order; an
    attempt may open at any of them.

    ``step_within``: the longest from one step to the next; any row of events that keeps to it counts, so a later event
    of step k-1 may begin that time anew. ``optional``: numbers of steps (from 2) that may be left out; they never
    change who passes the others, and are passed when they happen between the steps around them. ``by``: count each
    journey once, or every attempt (each event of step 1 opens one; an event may serve several). ``only_counts``: counts
    and rates alone, which is quicker; no median or p90, and what the dropped did next stays together in ``other``.
    Raises ``UserError`` (``funnel.*``, ``duration.*``), or ``NotFound`` (``activity.unknown``).
    """
    asked = Asked.of(journeys, steps, within, mode, step_within=step_within, optional=optional, by=by)
    counts, times, following = _counted(journeys, asked, only_counts)
    first = int(counts[0])
    whole = journeys.n if by == "journey" else first
    # the step that a drop-off after each step is from, where there is one
    later = dict(pairwise(asked.columns.tolist()))
    found: list[FunnelStep] = []
    before = 0
    for k, step in enumerate(steps):
        passed = int(counts[k])
        found.append(
            FunnelStep(
                name=name_of(step),
                activities=names_of(step),
                optional=bool(asked.spare[k]),
                count=passed,
                step_rate=share(passed, int(counts[before])),
                step_interval=wilson(passed, int(counts[before])) if k and by == "journey" else None,
                overall_rate=share(passed, first),
                interval=wilson(passed, first) if by == "journey" else None,
                share=share(passed, whole),
                median_s=number(times[k, 0]),
                p90_s=number(times[k, 1]),
                dropped=_dropped(passed - int(counts[later[k]]), following[k], passed, journeys.labels)
                if k in later
                else None,
            )
        )
        before = before if asked.spare[k] else k
    return Funnel(
        scope=Scope.of(journeys),
        mode=mode,
        by=by,
        within_s=None if within is None else asked.window / 1e6,
        step_within_s=None if step_within is None else asked.limit / 1e6,
        steps=tuple(found),
    )


def levels(
    journeys: Source,
    steps: Sequence[Step],
    within: str | float | timedelta | None = None,
    mode: Mode = "ordered",
    *,
    step_within: str | float | timedelta | None = None,
    optional: Sequence[int] = (),
) -> NDArray[np.uint8]:
    """The furthest step (from 1; 0: none) in the best attempt of each journey, shape (J,).

    These are the journeys behind every count of ``funnel``. A step that may be left out is never the furthest.
    """
    asked = Asked.of(journeys, steps, within, mode, step_within=step_within, optional=optional)
    return journeys.run(lambda chunk: parts.levels(chunk, asked), np.concatenate)


def passing(
    journeys: Source,
    steps: Sequence[Step],
    k: int,
    within: str | float | timedelta | None = None,
    mode: Mode = "ordered",
    *,
    dropped: bool = False,
    step_within: str | float | timedelta | None = None,
    optional: Sequence[int] = (),
    by: By = "journey",
) -> NDArray[np.int64]:
    """How often each journey passes step ``k`` (1 is the first); with ``dropped``, and not the next that it must.

    Once at most, or by attempt the number of its attempts. Shape (J,), for ``customers``. Raises ``UserError``
    (``customers.step``) for a step that is not there or that nobody can drop out at, and as ``funnel`` does.
    """
    asked = Asked.of(journeys, steps, within, mode, step_within=step_within, optional=optional, by=by)
    _known((asked.columns[:-1] if dropped else np.arange(asked.steps)) + 1, k, len(steps))
    return journeys.run(lambda chunk: parts.passing(chunk, asked, k - 1, dropped), np.concatenate)


def going_on(
    journeys: Source,
    steps: Sequence[Step],
    k: int,
    next: str | None,
    *,
    other: bool = False,
    within: str | float | timedelta | None = None,
    mode: Mode = "ordered",
    step_within: str | float | timedelta | None = None,
    optional: Sequence[int] = (),
    by: By = "journey",
) -> NDArray[np.int64]:
    """How often each journey drops out after step ``k`` (1 is the first) and has ``next`` right after; shape (J,).

    None is a journey that ends there; with ``other`` it is what ``funnel`` does not list. Raises ``UserError``
    (``customers.step``), ``NotFound`` (``activity.unknown``), and as ``funnel`` does.
    """
    asked = Asked.of(journeys, steps, within, mode, step_within=step_within, optional=optional, by=by)
    _known(asked.columns[:-1] + 1, k, len(steps))
    width = len(journeys.labels)
    wanted = np.zeros(width, np.bool_)
    if other:
        after = journeys.run(
            lambda chunk: np.bincount(parts.afterwards(chunk, asked, k - 1)[1], minlength=width), parts.added
        )
        wanted[:] = True
        wanted[_commonest(after, journeys.labels)] = False
    else:
        wanted[0 if next is None else codes_of(journeys, next)[0]] = True

    def times(chunk: Journeys) -> NDArray[np.int64]:
        owners, codes = parts.afterwards(chunk, asked, k - 1)
        return np.bincount(owners[wanted[codes]], minlength=chunk.n)

    return journeys.run(times, np.concatenate)


def _known(known: NDArray[np.int64], k: int, steps: int) -> None:
    """Raise ``UserError`` (``customers.step``) for a step that is not among those known."""
    if k not in known:
        raise UserError(
            "customers.step",
            f"There is no step {k} to count here.",
            where="k",
            mend=f"Choose one of {', '.join(map(str, known.tolist()))}." if len(known) else "Give a longer funnel.",
            params={"k": k, "steps": steps},
        )


def _commonest(following: NDArray[np.int64], labels: Sequence[str | None]) -> list[int]:
    """The codes that are listed of what the dropped did next, in their order."""
    if not len(following):
        return []
    return [int(code) for code in np.lexsort((ranks(labels), -following))[:NEXT] if following[code]]


def _counted(
    journeys: Source, asked: Asked, only: bool
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """(counts, median and p90 per step, code that follows by the furthest step); of ``only`` counts, the first."""
    if only:
        counts = journeys.run(lambda chunk: parts.counts(chunk, asked), parts.added)
        return counts, np.full((asked.steps, 2), np.nan), np.zeros((asked.steps, 0), np.int64)
    part = journeys.run(
        lambda chunk: in_pieces(lambda piece: parts.count(piece, asked), parts.merge, chunk), parts.merge
    )
    return part.counts, quantiles(part.times, (0.5, 0.9)), part.following


def _dropped(count: int, following: NDArray[np.int64], passed: int, labels: Sequence[str | None]) -> Dropped:
    listed = tuple(
        Following(labels[code], int(following[code]), int(following[code]) / count)
        for code in _commonest(following, labels)
    )
    return Dropped(count, share(count, passed), listed, count - sum(item.count for item in listed))
