"""``measures``: what the data say about every touchpoint and phase of a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import numpy as np

from klantreis.analyses.measures import Interval, mean_interval, number, share, wilson
from klantreis.analyses.result import Result, Scope, keys_of, moment
from klantreis.engine.columns import Attributes
from klantreis.engine.groups import Groups, collect, quantiles
from klantreis.engine.journeys import MICROSECONDS, Journeys
from klantreis.engine.local import still
from klantreis.evidence import grades as law
from klantreis.evidence.binding import Bound, bind, columns_of, events_where
from klantreis.evidence.ends import Goal, goal_of, goal_slots, still_open, usual_pause_days
from klantreis.evidence.rules import Flags
from klantreis.evidence.scores import BEST, emotions_of
from klantreis.evidence.walk import Ints, Walked, walk
from klantreis.journey.document import Document

GHOSTS = 500
"""How many activities off the map are listed; a text taken for an activity gives a new one per event."""


@dataclass(frozen=True)
class Part:
    """``n`` of ``of`` journeys, as a share with its 95 % interval (Wilson)."""

    n: int
    of: int
    share: float | None
    interval: Interval | None

    @classmethod
    def make(cls, n: int, of: int) -> Part:
        """The part of ``of`` that ``n`` is; without any journeys there is no share."""
        return cls(n, of, share(n, of), wilson(n, of))


@dataclass(frozen=True)
class Waiting:
    """Seconds from the event on the map before it, over ``n`` such events."""

    n: int
    median_s: float | None
    p75_s: float | None
    p90_s: float | None


@dataclass(frozen=True)
class Feeling:
    """Mean score on the emotion scale -2 … 2, over ``n`` scored events, with its 95 % interval (Student's t)."""

    n: int
    mean: float
    interval: Interval | None


@dataclass(frozen=True)
class TouchpointMeasure:
    """What the data say about one touchpoint."""

    events: int
    journeys: int
    share: float | None
    interval: Interval | None
    repeat_share: float | None
    drop_off: Part
    waiting: Waiting
    emotion: Feeling | None
    grade: str


@dataclass(frozen=True)
class PhaseMeasure:
    """What the data say about one phase. ``median_s``: from a journey's first to its last event in it."""

    journeys: int
    share: float | None
    conversion: Part | None
    median_s: float | None


@dataclass(frozen=True)
class Ghost:
    """An activity with events off the map, and the place where they most often occur.

    ``after`` is the touchpoint that was passed last before them, None when nothing on the map was;
    ``phase`` the phase that journeys were in, or came to next when they were in none yet.
    """

    activity: str
    journeys: int
    share: float
    interval: Interval | None
    events: int
    after: str | None
    phase: str | None


@dataclass(frozen=True)
class Rest:
    """What was too rare or too much to list, counted."""

    activities: int
    events: int


@dataclass(frozen=True)
class Measures(Result):
    """Everything that is measured on a map."""

    question: ClassVar[str] = "measures"
    columns: ClassVar[tuple[str, ...]] = ("touchpoint", *keys_of(TouchpointMeasure))
    events: int
    on_map: int
    goal: Goal | None
    allowed_days: int | None
    converted: int
    dropped: int
    open: int
    unread_scores: int
    touchpoints: dict[str, TouchpointMeasure]
    phases: dict[str, PhaseMeasure]
    ghosts: tuple[Ghost, ...]
    ghosts_left_out: Rest
    """The activities off the map beyond the first 500."""
    grades: dict[str, str]

    def body(self) -> dict[str, Any]:
        """The keys of ``measures``."""
        return {
            "coverage": {"events": self.events, "on_map": self.on_map, "share": share(self.on_map, self.events)},
            "ends": {"converted": self.converted, "dropped": self.dropped, "open": self.open},
            "goal": None if self.goal is None else {"phase": self.goal.phase.id, "by": self.goal.by},
            "allowed_days": self.allowed_days,
            "unread_scores": self.unread_scores,
            "touchpoints": {key: listed(asdict(value)) for key, value in self.touchpoints.items()},
            "phases": {key: listed(asdict(value)) for key, value in self.phases.items()},
            "ghosts": [listed(asdict(ghost)) for ghost in self.ghosts],
            "ghosts_left_out": asdict(self.ghosts_left_out),
            "grades": self.grades,
            "grade_shares": law.shares(self.grades),
        }

    def rows(self) -> Sequence[dict[str, Any]]:
        """One row per touchpoint."""
        return [{"touchpoint": key, **listed(asdict(value))} for key, value in self.touchpoints.items()]


def measure(
    document: Document,
    journeys: Journeys,
    attributes: Attributes | None = None,
    *,
    now: datetime | None = None,
    until: datetime | None = None,
    bound: Bound | None = None,
    walked: Walked | None = None,
) -> Measures:
    """Measures a map on journeys (labels = activities).

    ``attributes`` gives values per slot for rules over more than the activity, and ``score`` with
    ``score_kind`` for measured emotion; without it emotion is null. ``until`` is the end of the data
    (default: the last event of these journeys), from which open journeys are told from dropped ones;
    ``now`` (default: this moment) is what evidence ages against. ``bound`` and ``walked`` save
    doing the same work twice.
    """
    bound = bound or bind(document, journeys, attributes)
    seen = walked or walk(document, bound)
    told = bound.journeys
    now = now or datetime.now(UTC)
    scope = Scope.of(journeys)
    phases, events, reached, repeated = seen.phases, seen.events, seen.reached, seen.repeated
    points = [
        None if phase.conversion is None else events_where(phase.conversion, journeys, attributes)
        for phase in document.phases()
    ]
    passed = _passed(journeys, seen.first_slot, points)
    goal = goal_of(document)
    span = journeys.span()
    ends = ended(document, journeys, bound, attributes, until=until)
    dropped_at = np.bincount(seen.last[ends.dropped], minlength=len(told.labels))

    feelings, unread = _feelings(told, attributes)
    waits = _waits(seen, len(bound.touchpoints))
    data_end = None if span is None else moment(span[1])
    review = document.map.review_days
    live = {t: int(reached[k]) for k, t in enumerate(bound.touchpoints, start=1)}
    in_phase = seen.in_phase
    live |= {phase: int(in_phase[p]) for p, phase in enumerate(phases)}
    graded = _grades(document, live, data_end, review, now)

    ghosts, rest = _ghosts(bound, seen)

    return Measures(
        scope=scope,
        events=told.events,
        on_map=int(events[1 : len(bound.touchpoints) + 1].sum()),
        goal=goal,
        allowed_days=ends.allowed_days,
        converted=int(ends.converted.sum()),
        dropped=int(ends.dropped.sum()),
        open=int(ends.open.sum()),
        unread_scores=unread,
        touchpoints={
            t: TouchpointMeasure(
                events=int(events[k]),
                journeys=int(reached[k]),
                share=share(reached[k], told.n),
                interval=wilson(int(reached[k]), told.n),
                repeat_share=share(repeated[k], reached[k]),
                drop_off=Part.make(int(dropped_at[k]), int(reached[k])),
                waiting=waits[k - 1],
                emotion=feelings.get(k),
                grade=graded[t],
            )
            for k, t in enumerate(bound.touchpoints, start=1)
        },
        phases={
            phase: PhaseMeasure(
                journeys=int(in_phase[p]),
                share=share(in_phase[p], told.n),
                conversion=passed[p],
                median_s=_stay(seen, p, told.times),
            )
            for p, phase in enumerate(phases)
        },
        ghosts=ghosts,
        ghosts_left_out=rest,
        grades=graded,
    )


@dataclass(frozen=True, eq=False)
class Ended:
    """How each journey ends, one flag per journey each: exactly one of the three is true."""

    converted: Flags
    dropped: Flags
    open: Flags
    allowed_days: int | None


def ended(
    document: Document,
    journeys: Journeys,
    bound: Bound,
    attributes: Attributes | None = None,
    *,
    until: datetime | None = None,
) -> Ended:
    """Which journeys pass the goal, which are still open at the end of the data, and which dropped out."""
    converted = _converted(journeys, goal_slots(document, journeys, bound, attributes))
    span = journeys.span()
    days = document.map.allowed_days or usual_pause_days(journeys)
    end = _microseconds(until) if until is not None else (span[1] if span else 0)
    alive = ~converted & (still_open(journeys, days, end) if days is not None else journeys.lengths > 0)
    return Ended(converted, ~converted & ~alive, alive, days)


def _passed(journeys: Journeys, first_slot: Ints, points: Sequence[Flags | None]) -> list[Part | None]:
    """Per phase: of the journeys that reached it, those that pass its conversion point from then on."""
    from klantreis.evidence.walk_kernel import holds_from

    offsets = still(journeys.offsets)
    out: list[Part | None] = []
    for p, flags in enumerate(points):
        starts = np.ascontiguousarray(first_slot[:, p])
        hits = None if flags is None else int(holds_from(offsets, still(starts), still(flags)).sum())
        out.append(None if hits is None else Part.make(hits, int((starts >= 0).sum())))
    return out


def _converted(journeys: Journeys, flags: Flags | None) -> Flags:
    """Per journey, whether the goal is passed anywhere in it."""
    if flags is None:
        return np.zeros(journeys.n, np.bool_)
    before = np.concatenate(([0], np.cumsum(flags)))
    return before[journeys.offsets[1:]] > before[journeys.offsets[:-1]]


def _feelings(told: Journeys, attributes: Attributes | None) -> tuple[dict[int, Feeling], int]:
    """Measured emotion per code that has any, and how many scores could not be read."""
    if attributes is None:
        return {}, 0
    known = columns_of({"score", "score_kind"}, told, attributes)
    if not known["score"].values:
        return {}, 0
    values, unread = emotions_of(known["score"], known["score_kind"])
    events = told.codes != 0
    has = ~np.isnan(values) & events
    at, felt = told.codes[has], values[has]
    n = np.bincount(at)
    total, squares = np.bincount(at, weights=felt), np.bincount(at, weights=felt * felt)
    return {
        int(c): Feeling(
            int(n[c]),
            float(total[c] / n[c]),
            mean_interval(int(n[c]), float(total[c]), float(squares[c]), (-BEST, BEST)),
        )
        for c in np.flatnonzero(n)
    }, int((unread & events).sum())


def _waits(seen: Walked, touchpoints: int) -> list[Waiting]:
    """Waiting per touchpoint, exact quantiles."""
    waits = collect(seen.wait_code - 1, seen.wait, touchpoints)
    found = quantiles(waits, (0.5, 0.75, 0.9))
    return [Waiting(int(n), *(number(q) for q in row)) for n, row in zip(waits.sizes, found, strict=True)]


def _stay(seen: Walked, phase: int, times: Ints) -> float | None:
    """Median seconds from the first to the last event of a phase, over the journeys that were in it."""
    first, last = seen.first_slot[:, phase], seen.last_slot[:, phase]
    here = first >= 0
    stays = np.asarray(times[last[here]] - times[first[here]])
    return number(quantiles(Groups(np.array([0, len(stays)]), stays), (0.5,))[0, 0])


def _ghosts(bound: Bound, seen: Walked) -> tuple[tuple[Ghost, ...], Rest]:
    """Activities off the map, those of most journeys first; and what is beyond the first ``GHOSTS``."""
    base = len(bound.touchpoints) + 1
    n = bound.journeys.n
    ranked = sorted(
        range(len(bound.off_map)),
        key=lambda g: (-int(seen.reached[base + g]), -int(seen.events[base + g]), bound.off_map[g]),
    )
    out = []
    for g in ranked[:GHOSTS]:
        hits = int(seen.reached[base + g])
        touchpoint = int(seen.after[g].argmax())
        out.append(
            Ghost(
                activity=bound.off_map[g],
                journeys=hits,
                share=hits / n,
                interval=wilson(hits, n),
                events=int(seen.events[base + g]),
                after=bound.touchpoints[touchpoint - 1] if touchpoint else None,
                phase=seen.phases[int(seen.within[g].argmax())] if seen.within[g].any() else None,
            )
        )
    rest = ranked[GHOSTS:]
    return tuple(out), Rest(len(rest), sum(int(seen.events[base + g]) for g in rest))


def _grades(
    document: Document, live: dict[str, int], data_end: datetime | None, review_days: int, now: datetime
) -> dict[str, str]:
    """The grade per record: what is measured now, or the evidence kept with it, whichever is better."""
    out = {}
    for record in document.records.values():
        if record.record_kind in law.GRADED:
            written = law.grade(document.evidence_of(record.id), review_days, now)
            counted = law.measured_grade(live.get(record.id, 0), data_end, review_days, now)
            out[record.id] = min(written, counted)
    return out


def listed(values: dict[str, Any]) -> dict[str, Any]:
    """Plain JSON values: tuples become lists, inside too."""
    return {
        key: list(value) if isinstance(value, tuple) else listed(value) if isinstance(value, dict) else value
        for key, value in values.items()
    }


def _microseconds(value: datetime) -> int:
    return int(value.timestamp() * MICROSECONDS)
