"""``series``: what is measured at each touchpoint of a map, per day, week or month.

Every number counts what happened inside its period. A journey is active in a period when it has any event in it; reach
is the share of those that have an event of the touchpoint in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Interval, mean_interval, number, wilson_all
from klantreis.analyses.result import Result, Scope, iso, moment
from klantreis.engine.columns import Attributes
from klantreis.engine.groups import collect, quantiles
from klantreis.engine.journeys import Journeys
from klantreis.evidence.binding import Bound, bind, columns_of
from klantreis.evidence.measure import ended
from klantreis.evidence.periods import Every, Periods, periods_of
from klantreis.evidence.scores import BEST, emotions_of
from klantreis.journey.document import Document

Measure = Literal["reach", "events", "repeat_share", "drop_off", "waiting", "emotion", "value"]
FEW = 30
"""A period with fewer active journeys is marked: its shares say little."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Line:
    """One measure of one touchpoint per period: what it was counted over, the number, and its 95 % interval."""

    n: tuple[int, ...]
    value: tuple[float | None, ...]
    interval: tuple[Interval | None, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        spans = [None if each is None else list(each) for each in self.interval]
        return {"n": list(self.n), "value": list(self.value), "interval": spans}


@dataclass(frozen=True)
class Period:
    """From when to when; ``n`` journeys are active in it. ``partial``: the data do not cover all of it."""

    first: datetime
    end: datetime
    n: int
    partial: bool

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        span = {"from": iso(self.first), "to": iso(self.end)}
        return {**span, "n": self.n, "partial": self.partial, "few": self.n < FEW}


@dataclass(frozen=True)
class Series(Result):
    """Every measure of every touchpoint, in the order of the periods, and over all of them as ``total``."""

    question: ClassVar[str] = "series"
    columns: ClassVar[tuple[str, ...]] = ("touchpoint", "measure", "from", "n", "value", "interval")
    by: Every
    timezone: str
    periods: tuple[Period, ...]
    touchpoints: dict[str, dict[Measure, Line]]
    totals: dict[str, dict[Measure, Line]]

    def body(self) -> dict[str, Any]:
        """``by``, ``timezone``, ``periods`` and ``touchpoints``."""
        return {
            "by": self.by,
            "timezone": self.timezone,
            "periods": [period.to_dict() for period in self.periods],
            "touchpoints": {
                touchpoint: {
                    name: {**line.to_dict(), "total": _total(self.totals[touchpoint][name])}
                    for name, line in lines.items()
                }
                for touchpoint, lines in self.touchpoints.items()
            },
        }

    def rows(self) -> Sequence[dict[str, Any]]:
        """One row per touchpoint, measure and period."""
        return [
            {
                "touchpoint": touchpoint,
                "measure": name,
                "from": iso(period.first),
                "n": n,
                "value": value,
                "interval": None if interval is None else list(interval),
            }
            for touchpoint, lines in self.touchpoints.items()
            for name, line in lines.items()
            for period, n, value, interval in zip(self.periods, line.n, line.value, line.interval, strict=True)
        ]


def _total(line: Line) -> dict[str, Any]:
    return {key: values[0] for key, values in line.to_dict().items()}


def series(
    document: Document,
    journeys: Journeys,
    attributes: Attributes | None = None,
    *,
    by: Every = "month",
    timezone: str = "UTC",
    until: datetime | None = None,
) -> Series:
    """Counts per touchpoint and period of ``by`` (day, week from Monday, month), begun at midnight in ``timezone``.

    ``until`` is the end of the data, as for ``measure``. Raises UserError (``series.too_many``) for more than 1,000
    periods.
    """
    bound = bind(document, journeys, attributes)
    span = journeys.span()
    last = span[1] if span is not None and until is None else None if until is None else int(until.timestamp() * 1e6)
    cut = periods_of(span, by, timezone, last)
    events = _Events.of(bound, cut)
    whole = _Events.of(bound, cut.whole())
    gone = ended(document, journeys, bound, attributes, until=until).dropped
    return Series(
        scope=Scope.of(journeys),
        by=by,
        timezone=timezone,
        periods=tuple(
            Period(moment(a), moment(b), int(n), partial)
            for a, b, n, partial in zip(cut.edges, cut.edges[1:], events.active, cut.partial, strict=False)
        ),
        touchpoints=_lines(bound, events, gone, attributes),
        totals=_lines(bound, whole, gone, attributes),
    )


@dataclass(frozen=True, eq=False)
class _Events:
    """The events on the map, in order: slot, journey, touchpoint (from 0) and period of each."""

    periods: int
    touchpoints: int
    active: Ints
    slots: Ints
    journey: Ints
    touchpoint: Ints
    period: Ints

    @classmethod
    def of(cls, bound: Bound, cut: Periods) -> _Events:
        told, total = bound.journeys, len(bound.touchpoints)
        codes = np.asarray(told.codes, np.int64)
        slots = np.flatnonzero(codes)
        journey = np.repeat(np.arange(told.n), told.lengths)
        period = cut.of(np.asarray(told.times)[slots])
        new = np.ones(len(slots), np.bool_)
        new[1:] = (journey[1:] != journey[:-1]) | (period[1:] != period[:-1])
        active = np.bincount(period[new], minlength=cut.count)
        on = codes[slots] <= total
        return cls(cut.count, total, active, slots[on], journey[on], codes[slots][on] - 1, period[on])

    def cell(self, which: Any = slice(None)) -> Ints:
        """The number of the touchpoint and period of these events."""
        return self.touchpoint[which] * self.periods + self.period[which]

    def count(self, which: Any = slice(None), weights: NDArray[np.float64] | None = None) -> NDArray[Any]:
        """How many of these events per touchpoint and period, shape (T, P); or the sum of their weights."""
        size = self.touchpoints * self.periods
        return np.bincount(self.cell(which), weights, size).reshape(self.touchpoints, self.periods)


def _lines(
    bound: Bound, events: _Events, gone: NDArray[np.bool_], attributes: Attributes | None
) -> dict[str, dict[Measure, Line]]:
    once = np.unique(events.journey * (events.touchpoints * events.periods) + events.cell(), return_counts=True)
    shape, size = (events.touchpoints, events.periods), events.touchpoints * events.periods
    reached = np.bincount(once[0] % max(size, 1), minlength=size).reshape(shape)
    again = np.bincount((once[0] % max(size, 1))[once[1] > 1], minlength=size).reshape(shape)
    ends = np.ones(len(events.journey), np.bool_)
    ends[:-1] = events.journey[1:] != events.journey[:-1]
    dropped = events.count(ends & gone[events.journey])
    counts = events.count()
    everywhere = np.broadcast_to(events.active, shape)
    drawn: dict[Measure, list[Line]] = {
        "reach": _shares(reached, everywhere, told=reached),
        "events": [_line(row, row.tolist()) for row in counts],
        "repeat_share": _shares(again, reached),
        "drop_off": _shares(dropped, reached),
        "waiting": _waits(events, np.asarray(bound.journeys.times)),
        "emotion": _feelings(bound, events, attributes),
        "value": _values(bound, events, attributes),
    }
    return {t: {name: drawn[name][k] for name in get_args(Measure)} for k, t in enumerate(bound.touchpoints)}


def _line(n: Any, value: Sequence[float | None], interval: Sequence[Interval | None] | None = None) -> Line:
    counted = tuple(int(each) for each in n)
    return Line(counted, tuple(value), tuple(interval) if interval is not None else (None,) * len(counted))


def _shares(part: Ints, whole: Ints, *, told: Ints | None = None) -> list[Line]:
    """Shares of ``whole`` with Wilson's interval; ``n`` is the whole, or ``told``."""
    out = []
    for k in range(len(part)):
        spans = wilson_all(part[k], whole[k])
        value = [int(a) / int(b) if b else None for a, b in zip(part[k], whole[k], strict=True)]
        interval = [(float(low), float(high)) if b else None for (low, high), b in zip(spans, whole[k], strict=True)]
        out.append(_line((whole if told is None else told)[k], value, interval))
    return out


def _waits(events: _Events, times: Ints) -> list[Line]:
    """The median seconds from the event on the map before, over the events of the period."""
    later = np.flatnonzero(events.journey[1:] == events.journey[:-1]) + 1
    waits = times[events.slots[later]] - times[events.slots[later - 1]]
    size = events.touchpoints * events.periods
    groups = collect(events.cell(later), waits, size)
    median = quantiles(groups, (0.5,))[:, 0] if size else np.empty(0)
    n = np.asarray(groups.sizes).reshape(events.touchpoints, events.periods)
    told = median.reshape(n.shape)
    return [_line(n[k], [number(each) for each in told[k]]) for k in range(events.touchpoints)]


def _feelings(bound: Bound, events: _Events, attributes: Attributes | None) -> list[Line]:
    """The mean score on the emotion scale."""
    known = columns_of({"score", "score_kind"}, bound.journeys, attributes)
    if not known["score"].values:
        return _nothing(events)
    felt = emotions_of(known["score"], known["score_kind"])[0][events.slots]
    has = ~np.isnan(felt)
    n = events.count(has)
    total, squares = events.count(has, felt[has]), events.count(has, felt[has] ** 2)
    return [
        _line(
            n[k],
            [float(total[k, p] / n[k, p]) if n[k, p] else None for p in range(events.periods)],
            [
                mean_interval(int(n[k, p]), float(total[k, p]), float(squares[k, p]), (-BEST, BEST))
                for p in range(events.periods)
            ],
        )
        for k in range(events.touchpoints)
    ]


def _values(bound: Bound, events: _Events, attributes: Attributes | None) -> list[Line]:
    """The sum of the values of the events."""
    known = columns_of({"value"}, bound.journeys, attributes)["value"]
    if not known.values:
        return _nothing(events)
    table = np.array([_amount(value) for value in known.values] + [np.nan])
    amount = table[known.numbers[events.slots]]
    has = ~np.isnan(amount)
    n, total = events.count(has), events.count(has, amount[has])
    return [
        _line(n[k], [float(total[k, p]) if n[k, p] else None for p in range(events.periods)])
        for k in range(events.touchpoints)
    ]


def _nothing(events: _Events) -> list[Line]:
    return [_line((0,) * events.periods, (None,) * events.periods)] * events.touchpoints


def _amount(value: object) -> float:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return float("nan")
