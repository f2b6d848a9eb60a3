"""``funnel``: how many get through. Steps in order, within a window, by each journey's best attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Interval, Step, codes_of, name_of, names_of, number, ranks, share, wilson
from klantreis.analyses.result import Result, Scope
from klantreis.engine.duration import microseconds
from klantreis.engine.groups import Groups, merged, offsets_of, quantiles
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source
from klantreis.errors import UserError

Mode = Literal["ordered", "strict", "any"]
MOST_STEPS = 63
"""One bit per step in a word of 64."""
FOREVER = 1 << 62
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
    """One step; ``count`` journeys pass it in their best attempt."""

    name: str
    activities: tuple[str, ...]
    count: int
    step_rate: float | None
    """Of the journeys that pass the step before; 1 for the first step; None when there are none."""
    overall_rate: float | None
    """Of the journeys that pass the first step."""
    interval: Interval | None
    """Wilson's 95 % interval of ``overall_rate``."""
    share: float | None
    """Of all journeys."""
    median_s: float | None
    """Time from passing the step before, exact; None for the first step."""
    p90_s: float | None
    dropped: Dropped | None
    """None for the last step."""


@dataclass(frozen=True)
class Funnel(Result):
    """The steps in order, with what was asked."""

    question: ClassVar[str] = "funnel"
    mode: Mode
    within_s: float | None
    steps: tuple[FunnelStep, ...]

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per step, with the stable keys."""
        return [_row(step) for step in self.steps]

    def body(self) -> dict[str, Any]:
        """``mode``, ``within_s`` and ``steps``."""
        return {"mode": self.mode, "within_s": self.within_s, "steps": list(self.rows())}


def funnel(
    journeys: Source,
    steps: Sequence[Step],
    within: str | float | timedelta | None = None,
    mode: Mode = "ordered",
) -> Funnel:
    """How many journeys pass each step; a step is an activity or several of which any one will do.

    Any event of step 1 may open an attempt; inside it a journey passes step k at its earliest event of step k after its
    pass of step k-1 in journey order, at most ``within`` after that attempt's step 1. The attempt that gets furthest
    counts, the earliest among equals: the counts of ClickHouse's ``windowFunnel``. ``strict``: each step is the very
    next event. ``any``: step k is passed when all steps up to k have happened within ``within``, in any order; an
    attempt may open at any of them. Raises ``UserError`` (``funnel.*``, ``duration.*``), or
    ``NotFound`` (``activity.unknown``).
    """
    asked = _Asked.of(journeys, steps, within, mode)
    part = journeys.run(lambda chunk: _walk(chunk, asked), _merge)
    counts = np.cumsum(part.level_counts[::-1])[::-1][1:]
    times = quantiles(part.times, (0.5, 0.9))
    found = []
    for k, step in enumerate(steps):
        passed, before = int(counts[k]), int(counts[max(k - 1, 0)])
        last = k == len(steps) - 1
        found.append(
            FunnelStep(
                name=name_of(step),
                activities=names_of(step),
                count=passed,
                step_rate=share(passed, before),
                overall_rate=share(passed, int(counts[0])),
                interval=wilson(passed, int(counts[0])),
                share=share(passed, journeys.n),
                median_s=number(times[k, 0]),
                p90_s=number(times[k, 1]),
                dropped=None if last else _dropped(part.following[k], passed, journeys.labels),
            )
        )
    within_s = None if within is None else asked.window / 1e6
    return Funnel(scope=Scope.of(journeys), mode=mode, within_s=within_s, steps=tuple(found))


def levels(
    journeys: Source,
    steps: Sequence[Step],
    within: str | float | timedelta | None = None,
    mode: Mode = "ordered",
) -> NDArray[np.uint8]:
    """Steps passed by the best attempt of each journey, shape (J,): the journeys behind every count of ``funnel``."""
    asked = _Asked.of(journeys, steps, within, mode)
    return journeys.run(lambda chunk: _levels(chunk, asked)[0], np.concatenate)


def passing(
    journeys: Journeys,
    steps: Sequence[Step],
    k: int,
    within: str | float | timedelta | None = None,
    mode: Mode = "ordered",
    *,
    dropped: bool = False,
) -> NDArray[np.int64]:
    """1 per journey that passes step ``k`` (1 is the first), with ``dropped`` only those that do not pass the next.

    Shape (J,), for ``customers``. Raises ``UserError`` (``customers.step``) for a step that is not there, and as
    ``funnel`` does.
    """
    if not 1 <= k <= len(steps) - dropped:
        raise UserError(
            "customers.step",
            f"There is no step {k} to count here.",
            where="k",
            mend=f"Give 1 to {len(steps) - dropped}.",
            params={"k": k, "steps": len(steps)},
        )
    passed = levels(journeys, steps, within, mode)
    return ((passed == k) if dropped else (passed >= k)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Asked:
    """The question, ready for kernels."""

    masks: NDArray[np.uint64]
    """Bit k set: an event with this code is of step k. Shape: (codes,)."""
    steps: int
    window: int
    """Microseconds."""
    mode: Mode

    @classmethod
    def of(cls, journeys: Source, steps: Sequence[Step], within: str | float | timedelta | None, mode: Mode) -> _Asked:
        if isinstance(steps, str) or not 1 <= len(steps) <= MOST_STEPS:
            raise UserError(
                "funnel.steps",
                f"A funnel takes 1 to {MOST_STEPS} steps.",
                mend="Give a list of activities, in the order of the steps.",
                params={"most": MOST_STEPS},
            )
        if mode not in get_args(Mode):
            raise UserError(
                "funnel.mode",
                f"{mode!r} is no way to count a funnel.",
                where="mode",
                mend=f"Choose {', '.join(get_args(Mode))}.",
                params={"mode": str(mode)},
            )
        masks = np.zeros(len(journeys.labels), np.uint64)
        for k, step in enumerate(steps):
            bit = np.uint64(1 << k)
            codes = list(codes_of(journeys, step))
            if mode == "any" and masks[codes].any():
                raise UserError(
                    "funnel.overlap",
                    f"{name_of(step)!r} shares an activity with an earlier step, so one event could be both.",
                    where=name_of(step),
                    mend="Give every activity to one step, or count in order.",
                    params={"step": k + 1},
                )
            masks[codes] |= bit
        return cls(masks, len(steps), FOREVER if within is None else microseconds(within), mode)


@dataclass(frozen=True, eq=False)
class _Part:
    """The partial result."""

    level_counts: NDArray[np.int64]
    """Journeys per number of steps passed, shape (steps + 1,)."""
    times: Groups
    """Time to pass each step, from passing the one before."""
    following: NDArray[np.int64]
    """Code right after the last step passed, shape (steps, codes); code 0: the journey ends."""


def _levels(chunk: Journeys, asked: _Asked) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    from klantreis.engine import kernels_funnel as kernels

    level, first = np.empty(chunk.n, np.uint8), np.empty(chunk.n, np.int64)
    find = {"ordered": kernels.levels_ordered, "strict": kernels.levels_strict, "any": kernels.levels_any}[asked.mode]
    find(
        still(chunk.offsets), still(chunk.codes), still(chunk.times), still(asked.masks), asked.steps, asked.window,
        level, first,
    )  # fmt: skip
    return level, first


def _walk(chunk: Journeys, asked: _Asked) -> _Part:
    from klantreis.engine import kernels_funnel as kernels

    level, first = _levels(chunk, asked)
    level_counts = np.bincount(level, minlength=asked.steps + 1)
    passed = np.cumsum(level_counts[::-1])[::-1][1:].copy()
    passed[0] = 0  # no time leads to the first step
    offsets = offsets_of(passed)
    values = np.empty(int(offsets[-1]), np.int64)
    following = np.zeros((asked.steps, len(chunk.labels)), np.int64)
    kernels.walk(
        still(chunk.offsets), still(chunk.codes), still(chunk.times), still(asked.masks), asked.mode == "any",
        level, first, offsets[:-1].copy(), values, following,
    )  # fmt: skip
    return _Part(level_counts, Groups(offsets, values), following)


def _merge(parts: Sequence[_Part]) -> _Part:
    if len(parts) == 1:
        return parts[0]
    steps = len(parts[0].following)
    return _Part(
        np.sum([part.level_counts for part in parts], axis=0),
        merged([(part.times, np.arange(steps)) for part in parts], steps),
        np.sum([part.following for part in parts], axis=0),
    )


def _dropped(following: NDArray[np.int64], passed: int, labels: Sequence[str | None]) -> Dropped:
    count = int(following.sum())
    order = [int(code) for code in np.lexsort((ranks(labels), -following))[:NEXT] if following[code]]
    listed = tuple(Following(labels[code], int(following[code]), int(following[code]) / count) for code in order)
    return Dropped(count, share(count, passed), listed, count - sum(item.count for item in listed))


def _row(step: FunnelStep) -> dict[str, Any]:
    dropped = step.dropped
    return {
        "name": step.name,
        "activities": list(step.activities),
        "count": step.count,
        "step_rate": step.step_rate,
        "overall_rate": step.overall_rate,
        "interval": None if step.interval is None else list(step.interval),
        "share": step.share,
        "median_s": step.median_s,
        "p90_s": step.p90_s,
        "dropped": None
        if dropped is None
        else {
            "count": dropped.count,
            "share": dropped.share,
            "next": [{"activity": f.activity, "count": f.count, "share": f.share} for f in dropped.next],
            "other": dropped.other,
        },
    }
