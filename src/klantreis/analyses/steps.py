"""``steps``: where journeys are at each step, and how they flow from one step to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Step, checked, codes_of, name_of, ranks, share
from klantreis.analyses.picture import Bar, written
from klantreis.analyses.result import Result, Scope, plain
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source
from klantreis.errors import UserError

MOST = 60
"""Steps that can be asked at once."""
DENSE = 4_000_000
"""Up to this many places for flows all are counted in one table; above it only the flows that occur."""


@dataclass(frozen=True)
class Here:
    """One activity at one step."""

    name: str
    count: int
    """Journeys; each has one event per step."""
    share: float
    """Of the journeys that are lined up, those that ended before or begin later counted too."""


@dataclass(frozen=True)
class LeftOut:
    """The activities of one step that a limit leaves unnamed."""

    touchpoints: int
    count: int
    """Journeys that have one of them there."""
    share: float
    """Of the journeys that are lined up."""


@dataclass(frozen=True)
class AtStep:
    """One step: the journeys that have an event there."""

    step: int
    """From the start 1, 2, …; around an activity …, -1, 0 (the activity itself), 1, …"""
    journeys: int
    begin: int
    """Journeys whose first event this is."""
    end: int
    """Journeys whose last event this is."""
    touchpoints: tuple[Here, ...]
    """Most frequent first, among equals by name."""
    left_out: LeftOut


@dataclass(frozen=True)
class Flow:
    """Journeys that go from one activity at ``step`` to another at the step after it."""

    step: int
    from_: str | None
    """None: they begin at the step after."""
    to: str | None
    """None: they ended at ``step``."""
    count: int
    share: float
    """Of the journeys that are lined up."""


@dataclass(frozen=True)
class Grouped:
    """Flows from or to activities that are not named at their step, taken together."""

    step: int
    from_: str | None
    """None: they begin at the step after, or, with ``from_rest``, come from an unnamed activity."""
    from_rest: bool
    to: str | None
    to_rest: bool
    flows: int
    count: int
    share: float


@dataclass(frozen=True, eq=False)
class Steps(Result):
    """Every activity at every step, and every flow between consecutive steps: of all journeys, not of the commonest."""

    question: ClassVar[str] = "steps"
    columns: ClassVar[tuple[str, ...]] = ("step", "name", "count", "share")
    at: str | None
    lined_up: int
    """Journeys with events, and with ``at`` where it was asked."""
    without: int
    """Journeys with events and without ``at``."""
    empty: int
    steps: tuple[AtStep, ...]
    grouped: tuple[Grouped, ...]
    """Of what ``limit`` leaves unnamed; empty without."""
    labels: tuple[str | None, ...] = field(repr=False)
    flow_codes: NDArray[np.int64] = field(repr=False)
    """Step, from and to per flow, 0 where journeys begin or have ended; shape (F, 3)."""
    flow_counts: NDArray[np.int64] = field(repr=False)

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Those of a step together, the most frequent first; made when first asked for: there may be millions."""
        return tuple(Flow(*each) for each in self._flows())

    def _flows(self) -> Iterator[tuple[int, str | None, str | None, int, float]]:
        """Step, from, to, count and share per flow."""
        labels, lined_up = self.labels, self.lined_up
        places, left, right = (column.tolist() for column in self.flow_codes.T)
        for place, a, b, count in zip(places, left, right, self.flow_counts.tolist(), strict=True):
            yield place, labels[a], labels[b], count, count / lined_up

    def body(self) -> dict[str, Any]:
        """The stable keys."""
        told = {name: plain(getattr(self, name)) for name in ("at", "lined_up", "without", "empty", "steps")}
        flows = [{"step": s, "from": a, "to": b, "count": n, "share": part} for s, a, b, n, part in self._flows()]
        return {**told, "flows": flows, "grouped": plain(self.grouped)}

    def rows(self) -> Sequence[dict[str, Any]]:
        """The step × touchpoint matrix, one dict per place that occurs."""
        return [
            {"step": each.step, "name": here.name, "count": here.count, "share": here.share}
            for each in self.steps
            for here in each.touchpoints
        ]

    def bars(self) -> Sequence[Bar]:
        """The commonest activity of each step."""
        return [
            (f"{each.step}: {each.touchpoints[0].name}", each.touchpoints[0].share, written("share", first.share))
            for each in self.steps
            for first in each.touchpoints[:1]
        ]


def steps(
    journeys: Source, first: int = 8, *, at: Step | None = None, before: int = 0, limit: int | None = None
) -> Steps:
    """Lines journeys up at their first event and counts each activity at each of the ``first`` steps.

    With ``at`` journeys are lined up at their first event of it: that is step 0, the ``before`` steps before it are
    counted too, and journeys without it are told as ``without``. Flows are counted between consecutive steps; one
    without an origin is a journey that begins, one without a target a journey that ended. ``limit`` names only so many
    activities per step, the commonest, and takes the others together: in ``left_out`` of the step, and their flows in
    ``grouped``. Cost: one pass over the journeys' first events (with ``at``: over all codes).

    Raises ``UserError``: ``steps.number`` for fewer than 1 step or more than 60, ``steps.before`` for steps before the
    start, ``steps.limit``; ``NotFound`` (``activity.unknown``).
    """
    _check(first, before, at)
    checked(limit, "steps")
    wanted = np.zeros(len(journeys.labels), np.bool_)
    if at is not None:
        wanted[list(codes_of(journeys, at))] = True
    width, positions, aligned = len(journeys.labels), first + before, at is not None
    found = journeys.run(lambda chunk: _count(chunk, wanted, aligned, before, positions), _merge)
    empty, without = (int(number) for number in found.outside)
    lined_up = journeys.n - empty - without
    start = 1 if at is None else -before
    labels = journeys.labels
    by_step, flow_left, flow_right = _parts(found.flows, width)
    place_of = ranks(labels)
    ranked = [_commonest(here, place_of) for here in found.here]
    named = np.zeros((positions + 1, width), np.bool_)
    named[:, 0] = True
    for place, codes in enumerate(ranked):
        named[place, codes[:limit]] = True
    by_name = named[by_step, flow_left] & named[by_step + 1, flow_right]
    rest, told = np.flatnonzero(~by_name), np.flatnonzero(by_name)
    order = told[
        np.lexsort((place_of[flow_right[told]], place_of[flow_left[told]], -found.counts[told], by_step[told]))
    ]
    return Steps(
        scope=Scope.of(journeys),
        at=None if at is None else name_of(at),
        lined_up=lined_up,
        without=without,
        empty=empty,
        steps=tuple(
            AtStep(
                step=start + place,
                journeys=int(here.sum()),
                begin=int(found.begun[place]),
                end=int(found.ended[place]),
                touchpoints=tuple(
                    Here(str(labels[code]), int(here[code]), share(int(here[code]), lined_up) or 0.0)
                    for code in ranked[place][:limit].tolist()
                ),
                left_out=_left_out(here, ranked[place], limit, lined_up),
            )
            for place, here in enumerate(found.here)
        ),
        grouped=_grouped(
            (by_step[rest], flow_left[rest], flow_right[rest]),
            found.counts[rest],
            named,
            labels,
            start=start,
            lined_up=lined_up,
        ),
        labels=tuple(labels),
        flow_codes=np.stack((start + by_step[order], flow_left[order], flow_right[order]), axis=1),
        flow_counts=found.counts[order],
    )


def _commonest(here: NDArray[np.int64], place_of: NDArray[np.int64]) -> NDArray[np.int64]:
    """The codes that occur at a step, the most frequent first, among equals by name."""
    order = np.lexsort((place_of, -here))
    return order[here[order] > 0]


def _left_out(here: NDArray[np.int64], ranked: NDArray[np.int64], limit: int | None, lined_up: int) -> LeftOut:
    rest = ranked[len(ranked) if limit is None else limit :]
    count = int(here[rest].sum())
    return LeftOut(len(rest), count, share(count, lined_up) or 0.0)


def _grouped(
    parts: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    counts: NDArray[np.int64],
    named: NDArray[np.bool_],
    labels: Sequence[str | None],
    *,
    start: int,
    lined_up: int,
) -> tuple[Grouped, ...]:
    """Flows that touch an unnamed activity, taken together; those of a step lie together, the most frequent first."""
    by_step, left, right = parts
    # a side that is not named is 0, the others one more than their code: one number to group by is quicker than three
    wide = named.shape[1] + 1
    sides = np.where(named[by_step, left], left + 1, 0), np.where(named[by_step + 1, right], right + 1, 0)
    numbers, which = np.unique((by_step * wide + sides[0]) * wide + sides[1], return_inverse=True)
    sums = np.bincount(which, counts, len(numbers)).astype(np.int64)
    flows = np.bincount(which, minlength=len(numbers))
    pairs, to = np.divmod(numbers, wide)
    keys = np.stack((*np.divmod(pairs, wide), to)) - np.array([[0], [1], [1]])
    return tuple(
        Grouped(
            step=start + place,
            from_=None if a < 0 else labels[a],
            from_rest=a < 0,
            to=None if b < 0 else labels[b],
            to_rest=b < 0,
            flows=int(flows[k]),
            count=int(sums[k]),
            share=share(int(sums[k]), lined_up) or 0.0,
        )
        for k in np.lexsort((keys[2], keys[1], -sums, keys[0])).tolist()
        for place, a, b in (keys[:, k].tolist(),)
    )


def at_step(
    journeys: Source, place: int, name: str | None = None, *, at: Step | None = None, beyond: int = 0
) -> NDArray[np.int64]:
    """1 for journeys that have ``name`` (None: any event) at step ``place``, numbered as in the answer; shape (J,).

    Sums to the ``count`` of a touchpoint, or to the ``journeys`` of a step. With ``beyond``: an activity that is not
    among so many that are commonest there, the ``left_out`` of a limit. Raises ``NotFound``.
    """
    here = _lined_up(journeys, place, at)[0]
    if name is None and not beyond:
        return (here > 0).astype(np.int64)
    return _meant(journeys, name, beyond, here)[here].astype(np.int64)


def flowing(
    journeys: Source,
    place: int,
    a: str | None,
    b: str | None,
    *,
    at: Step | None = None,
    beyond_a: int = 0,
    beyond_b: int = 0,
) -> NDArray[np.int64]:
    """1 for journeys that go from ``a`` at step ``place`` to ``b`` at the next: the ``count`` of a flow; shape (J,).

    None is, as there, a journey that begins at the step after, or one that ended. With ``beyond_a`` or ``beyond_b`` a
    side is what is not among so many that are commonest there, as in ``grouped``. Raises ``NotFound``, ``UserError``
    (``steps.flow``).
    """
    if a is None and b is None and not beyond_a and not beyond_b:
        raise UserError("steps.flow", "Nothing flows to nothing.", where="a", mend="Name an activity on a side.")
    left, right = _lined_up(journeys, place, at)
    from_, to = _meant(journeys, a, beyond_a, left), _meant(journeys, b, beyond_b, right)
    # out of the line is the last place, which nothing means
    return (from_[left] & to[right]).astype(np.int64)


def _meant(journeys: Source, name: str | None, beyond: int, here: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which codes are meant: ``name``, none, or what is beyond the commonest of ``here``; and of no line none are."""
    labels = journeys.labels
    meant = np.zeros(len(labels) + 1, np.bool_)
    if not beyond:
        meant[0 if name is None else codes_of(journeys, name)[0]] = True
        return meant
    counts = np.bincount(here[here > 0], minlength=len(labels))
    meant[_commonest(counts, ranks(labels))[beyond:]] = True
    return meant


def _lined_up(journeys: Source, place: int, at: Step | None) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The code of each journey at a step and at the next, 0 without an event there, -1 when it is not lined up."""
    wanted = np.zeros(len(journeys.labels), np.bool_)
    if at is not None:
        wanted[list(codes_of(journeys, at))] = True
    shift = place if at is not None else place - 1

    def sides(chunk: Journeys) -> NDArray[np.int64]:
        from klantreis.engine import kernels_steps as kernels

        anchors, outside = np.empty(chunk.n, np.int64), np.zeros(2, np.int64)
        kernels.place(still(chunk.offsets), still(chunk.codes), still(wanted), at is not None, anchors, outside)
        found = []
        for slots in (anchors + shift, anchors + shift + 1):
            inside = (anchors >= 0) & (slots >= chunk.offsets[:-1]) & (slots < chunk.offsets[1:] - 1)
            codes = np.asarray(chunk.codes)[np.where(inside, slots, 0)].astype(np.int64)
            found.append(np.where(anchors < 0, -1, np.where(inside, codes, 0)))
        return np.stack(found)

    left, right = journeys.run(sides, lambda parts: np.concatenate(parts, axis=1))
    return left, right


@dataclass(frozen=True, eq=False)
class _Counts:
    """The partial result: activities per position, journeys that begin or end there, and the flows that occur."""

    here: NDArray[np.int64]
    begun: NDArray[np.int64]
    ended: NDArray[np.int64]
    outside: NDArray[np.int64]
    """Journeys without events, and without the wanted activity."""
    flows: NDArray[np.int64]
    """``(position * width + from) * width + to``, ascending."""
    counts: NDArray[np.int64]


def _count(chunk: Journeys, wanted: NDArray[np.bool_], aligned: bool, before: int, positions: int) -> _Counts:
    from klantreis.engine import kernels_steps as kernels

    width = len(wanted)
    offsets, codes = still(chunk.offsets), still(chunk.codes)
    anchors, outside = np.empty(chunk.n, np.int64), np.zeros(2, np.int64)
    kernels.place(offsets, codes, still(wanted), aligned, anchors, outside)
    here, begun, ended = (
        np.zeros((positions, width), np.int64),
        np.zeros(positions, np.int64),
        np.zeros(positions, np.int64),
    )
    cells = (positions - 1) * width * width
    flows = np.zeros(cells if cells <= DENSE else 0, np.int64)
    each = np.empty(0 if len(flows) or not cells else chunk.n * (positions - 1), np.int64)
    used = kernels.count(offsets, codes, anchors, before, positions, width, here, begun, ended, flows, each)
    if len(flows):
        keys = np.flatnonzero(flows)
        return _Counts(here, begun, ended, outside, keys, flows[keys])
    keys, counts = np.unique(each[:used], return_counts=True)
    return _Counts(here, begun, ended, outside, keys, counts.astype(np.int64))


def _merge(parts: Sequence[_Counts]) -> _Counts:
    if len(parts) == 1:
        return parts[0]
    keys, places = np.unique(np.concatenate([part.flows for part in parts]), return_inverse=True)
    counts = np.zeros(len(keys), np.int64)
    np.add.at(counts, places, np.concatenate([part.counts for part in parts]))
    return _Counts(
        here=np.sum([part.here for part in parts], axis=0),
        begun=np.sum([part.begun for part in parts], axis=0),
        ended=np.sum([part.ended for part in parts], axis=0),
        outside=np.sum([part.outside for part in parts], axis=0),
        flows=keys,
        counts=counts,
    )


def _parts(keys: NDArray[np.int64], width: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    pairs, right = np.divmod(keys, width)
    position, left = np.divmod(pairs, width)
    return position, left, right


def _check(first: int, before: int, at: Step | None) -> None:
    if not (first >= 1 and before >= 0 and first + before <= MOST):
        raise UserError(
            "steps.number",
            f"{first} steps and {before} before them cannot be shown.",
            where="first",
            mend=f"Ask at least 1 step, and at most {MOST} together.",
            params={"first": first, "before": before, "most": MOST},
        )
    if before and at is None:
        raise UserError(
            "steps.before",
            "Before the first event of a journey there are no steps.",
            where="before",
            mend="Name the activity to line journeys up at, or leave the steps before it out.",
            params={"before": before},
        )
