"""``moments``: which moments matter. How journeys end after a good and after a bad experience at each touchpoint."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import (
    Interval,
    Step,
    by_buckets,
    codes_of,
    false_discovery,
    follow_up,
    name_of,
    newcombe,
    two_shares_p,
)
from klantreis.analyses.picture import Bar, percent, points, written
from klantreis.analyses.result import Result, Scope
from klantreis.engine.columns import Attributes
from klantreis.engine.dealing import buckets_of, dealt
from klantreis.engine.duration import microseconds
from klantreis.engine.groups import Groups, collect, merged, quantiles
from klantreis.engine.journeys import MICROSECONDS, Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source
from klantreis.errors import UserError

MINIMUM = 30
"""Journeys that the good and the bad side each need."""
ALPHA = 0.05
NEVER = 1 << 62
SCORES = {"nps": (0, 6, 9, 10), "csat": (1, 2, 4, 5), "ces": (1, 3, 5, 7)}
"""Per kind: the lowest there is, the highest that is bad, the lowest that is good, the highest there is."""
EXPERIENCES = ("nps", "csat", "ces", "waiting", "repeat")
"""In the order of ``engine.kernels_moments``."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Side:
    """Journeys with a good, or a bad, experience: how many, and the share or the mean that came after it."""

    n: int
    value: float


@dataclass(frozen=True)
class Moment:
    """One touchpoint, one kind of experience there, one outcome after it."""

    name: str
    experience: str
    """``nps``, ``csat`` or ``ces``: good and bad scores; ``waiting``: at most and above the median wait; ``repeat``:
    came once and came back."""
    outcome: str
    """``conversion`` (value: share) or ``score`` (value: mean of the final score)."""
    good: Side
    bad: Side
    difference: float
    """Good minus bad."""
    interval: Interval | None
    """95 %: Newcombe's for shares, Welch's for means."""
    p: float
    """Two-sided: chi-square or Fisher for shares, Welch for means."""
    q: float
    """Benjamini–Hochberg over all tested."""
    found: bool
    touchpoint: str | None = None
    """Its id, where journeys are told in the touchpoints of a map."""


@dataclass(frozen=True)
class Moments(Result):
    """Which moments go together with how journeys end."""

    question: ClassVar[str] = "moments"
    columns: ClassVar[tuple[str, ...]] = (
        *("name", "touchpoint", "experience", "outcome", "good", "bad", "n_good", "n_bad"),
        *("difference", "interval", "p", "q", "found"),
    )
    outcome: str | None
    """What counts as conversion; None when there is none."""
    final: str | None
    """The kind of the final score."""
    horizon_s: float | None
    minimum: int
    alpha: float
    tested: int
    too_small: int
    """Experiences that occur on both sides, with too few journeys on one; and activities with too few events."""
    unknown: int
    """Experiences too near the end of the data to be followed."""
    unread_scores: int
    """Scores of no known kind or off their scale: they are no experience."""
    moments: tuple[Moment, ...]
    """All tested, those found first, the largest differences first among them; then by q."""

    def rows(self) -> Sequence[dict[str, Any]]:
        """One dict per moment, with the stable keys."""
        return [
            {
                "name": each.name,
                "touchpoint": each.touchpoint,
                "experience": each.experience,
                "outcome": each.outcome,
                "good": each.good.value,
                "bad": each.bad.value,
                "n_good": each.good.n,
                "n_bad": each.bad.n,
                "difference": each.difference,
                "interval": None if each.interval is None else list(each.interval),
                "p": each.p,
                "q": each.q,
                "found": each.found,
            }
            for each in self.moments
        ]

    def told(self) -> Sequence[str]:
        """How many were tested, and what could not be."""
        followed = "" if self.horizon_s is None else f"; followed for {written('horizon_s', self.horizon_s)}"
        return (
            f"{self.tested:,} tested, {sum(each.found for each in self.moments):,} found at q ≤ {self.alpha:g}, "
            f"{self.too_small:,} too small{followed}",
            f"{self.unknown:,} experiences too near the end of the data, {self.unread_scores:,} scores not read",
        )

    def shown(self) -> Sequence[dict[str, Any]]:
        """Shares and differences of shares as such; final scores as numbers."""
        return [
            {**row, **{name: percent(row[name]) for name in ("good", "bad")}}
            if row["outcome"] == "conversion"
            else {**row, "difference": f"{row['difference']:+.2f}", "interval": _written(row["interval"])}
            for row in self.rows()
        ]

    def bars(self) -> Sequence[Bar]:
        """The size of each difference in conversion that is listed."""
        return [
            (f"{each.name}: {each.experience}", abs(each.difference), points(each.difference))
            for each in self.moments
            if each.outcome == "conversion"
        ]

    def body(self) -> dict[str, Any]:
        """The stable keys, then what they rest on."""
        return {
            "outcome": self.outcome,
            "final": self.final,
            "horizon_s": self.horizon_s,
            "minimum": self.minimum,
            "alpha": self.alpha,
            "tested": self.tested,
            "too_small": self.too_small,
            "unknown": self.unknown,
            "unread_scores": self.unread_scores,
            "moments": list(self.rows()),
        }


@dataclass(frozen=True, eq=False)
class Begun:
    """What the whole tells before anything is compared."""

    waits: Groups
    """Microseconds since the event before, per code."""
    durations: Ints
    """Microseconds from the first event to the outcome, per journey that comes to it."""
    kinds: Ints
    """Scores per kind."""
    events: Ints
    """Events per code."""
    unread: int
    """Scores of no known kind or off their scale."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What every chunk is told."""

    marks: NDArray[np.bool_]
    flagged: str | None
    places: NDArray[np.int32]
    """Place per code; 0 for those too rare to be compared."""
    buckets: int
    ending: int
    medians: Ints
    late: int
    horizon: int


class How(TypedDict, total=False):
    """How moments are looked at, as ``moments`` says."""

    attributes: Attributes | None
    flagged: str | None
    final: str | None
    until: datetime | None
    horizon: str | float | timedelta | None
    minimum: int


def moments(
    journeys: Source,
    outcome: Step | None,
    *,
    attributes: Attributes | None = None,
    flagged: str | None = None,
    called: str | None = None,
    final: str | None = None,
    until: datetime | None = None,
    horizon: str | float | timedelta | None = None,
    minimum: int = MINIMUM,
    alpha: float = ALPHA,
) -> Moments:
    """Which touchpoints go together with how a journey ends: after a good experience there against after a bad one.

    ``outcome`` is an activity (or several); ``flagged`` names a field instead, any value of which is the outcome (then
    ``called`` is what the answer calls it). Only experiences before its first event count, and a journey is followed
    for ``horizon`` from the moment the experience is known (default: the time in which 99 % of the outcomes come;
    ``until``: the end of the data). ``attributes`` gives ``score`` and ``score_kind`` per slot. ``final`` is the kind
    of score that a journey ends on (default: the first of nps, csat and ces that the data have): its last one, given
    after the experience. Each side needs ``minimum`` journeys.
    Raises ``NotFound`` (``activity.unknown``), ``UserError`` (``moments.minimum``, ``moments.final``, ``duration.*``).
    """
    if minimum < 1:
        raise UserError("moments.minimum", "A group needs journeys.", where="minimum", mend="Give 1 or more.")
    told, asked, begun = prepared(
        journeys,
        outcome,
        attributes=attributes,
        flagged=flagged,
        final=final,
        until=until,
        horizon=horizon,
        minimum=minimum,
    )
    often = np.flatnonzero(asked.places)
    parts = told.run(lambda chunk: count(chunk, asked), _merge)
    found, small = _compared([str(journeys.labels[code]) for code in often.tolist()], parts, minimum)
    q = false_discovery(np.array([each.p for each in found])) if found else np.zeros(0)
    judged = [replace(each, q=float(value), found=bool(value <= alpha)) for each, value in zip(found, q, strict=True)]
    return Moments(
        scope=Scope.of(journeys),
        outcome=called or (None if outcome is None else name_of(outcome)),
        final=None if asked.ending < 0 else list(SCORES)[asked.ending],
        horizon_s=None if asked.horizon == NEVER else asked.horizon / MICROSECONDS,
        minimum=minimum,
        alpha=alpha,
        tested=len(judged),
        too_small=small + int(((begun.events > 0) & (asked.places == 0)).sum()),
        unknown=int(parts[3].sum()),
        unread_scores=begun.unread,
        moments=tuple(sorted(judged, key=_place)),
    )


def prepared(journeys: Source, outcome: Step | None, **how: Unpack[How]) -> tuple[Source, Asked, Begun]:
    """The journeys with the fields that are read, and what every chunk is asked, as ``moments`` is asked."""
    flagged, final, until, horizon = (how.get(name) for name in ("flagged", "final", "until", "horizon"))
    if final is not None and final not in SCORES:
        mend = f"Choose one of: {', '.join(SCORES)}."
        raise UserError("moments.final", "There is no such kind of score.", where=final[:40], mend=mend)
    marks = np.zeros(len(journeys.labels), np.bool_)
    if outcome is not None:
        marks[list(codes_of(journeys, outcome))] = True
    told = journeys.reading({"score", "score_kind", *((flagged,) if flagged else ())}, how.get("attributes"))
    begun = told.run(lambda chunk: _begin(chunk, marks, flagged), _begun)
    ending = final or next((name for name, some in zip(SCORES, begun.kinds.tolist(), strict=True) if some), None)
    follow = microseconds(horizon, what="horizon") if horizon is not None else follow_up(begun.durations)
    usual = quantiles(begun.waits, (0.5,))[:, 0] * MICROSECONDS
    span = journeys.span()
    end = int(until.timestamp() * MICROSECONDS) if until is not None else (span[1] if span else 0)
    places = np.zeros(len(journeys.labels), np.int32)
    often = np.flatnonzero(begun.events >= 2 * how.get("minimum", MINIMUM))
    places[often] = np.arange(1, len(often) + 1)
    asked = Asked(
        marks,
        flagged,
        places,
        buckets_of(journeys),
        -1 if ending is None else list(SCORES).index(ending),
        np.where(np.isnan(usual), -1, np.nan_to_num(usual)).astype(np.int64),
        end - (follow or 0),
        NEVER if follow is None else follow,
    )
    return told, asked, begun


def _written(interval: Sequence[float] | None) -> str:
    return "" if interval is None else " … ".join(f"{edge:+.2f}" for edge in interval)


def _place(moment: Moment) -> tuple[Any, ...]:
    """Those found first, conversion before scores, the largest difference first; then by q."""
    size = -abs(moment.difference) if moment.found else moment.q
    return (not moment.found, moment.outcome, size, moment.name, moment.experience)


def _goals(chunk: Journeys, marks: NDArray[np.bool_], flagged: str | None) -> NDArray[np.bool_]:
    """The slots that pass the outcome."""
    goals = marks[chunk.codes] if flagged is None else chunk.column(flagged).numbers >= 0
    return goals & (np.asarray(chunk.codes) != 0)


def _begin(chunk: Journeys, marks: NDArray[np.bool_], flagged: str | None) -> Begun:
    times, codes = np.asarray(chunk.times), np.asarray(chunk.codes)
    later = codes != 0
    later[chunk.offsets[:-1]] = False
    at = np.flatnonzero(later)
    slots = np.flatnonzero(_goals(chunk, marks, flagged))
    owner, first = np.unique(np.searchsorted(chunk.offsets, slots, side="right") - 1, return_index=True)
    kinds = _scores(chunk)[0]
    return Begun(
        collect(codes[at].astype(np.int64), times[at] - times[at - 1], len(chunk.labels)),
        times[slots[first]] - times[chunk.offsets[:-1][owner]],
        np.bincount(kinds[kinds >= 0], minlength=len(SCORES)),
        np.bincount(codes[codes != 0], minlength=len(chunk.labels)),
        int(((chunk.column("score").numbers >= 0) & (codes != 0) & (kinds < 0)).sum()),
    )


def _begun(parts: Sequence[Begun]) -> Begun:
    groups = len(parts[0].waits.offsets) - 1
    return Begun(
        merged([(part.waits, np.arange(groups)) for part in parts], groups),
        np.concatenate([part.durations for part in parts]),
        np.sum([part.kinds for part in parts], axis=0),
        np.sum([part.events for part in parts], axis=0),
        sum(part.unread for part in parts),
    )


def _scores(chunk: Journeys) -> tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.float64]]:
    """Per slot the kind of score (-1: none), whether it is good, and the score; one off its scale says nothing.

    Read once per distinct pair of kind and score.
    """
    from klantreis.engine.kernels_moments import BAD, GOOD, NEUTRAL

    score, kind = chunk.column("score"), chunk.column("score_kind")
    shape = (len(kind.values) + 1, len(score.values) + 1)
    kinds, classes, values = np.full(shape, -1, np.int64), np.zeros(shape, np.int8), np.full(shape, np.nan)
    for k, name in enumerate(kind.values):
        place = str(name).lower()
        for s, said in enumerate(score.values):
            value = _number(said)
            if place in SCORES and SCORES[place][0] <= value <= SCORES[place][3]:
                kinds[k, s] = list(SCORES).index(place)
                classes[k, s] = BAD if value <= SCORES[place][1] else GOOD if value >= SCORES[place][2] else NEUTRAL
                values[k, s] = value
    at, event = (kind.numbers, score.numbers), np.asarray(chunk.codes) != 0
    return np.where(event, kinds[at], -1), classes[at], values[at]


def _number(said: object) -> float:
    try:
        return float(str(said).replace(",", "."))
    except ValueError:
        return math.nan


def count(chunk: Journeys, asked: Asked, *, apart: bool = False) -> list[NDArray[Any]]:
    """What the kernel counts, by bucket of customers; or with ``apart`` by journey."""
    from klantreis.engine import kernels_moments as kernels

    bucket = np.arange(chunk.n) if apart else dealt(chunk, asked.buckets)
    buckets = chunk.n if apart else asked.buckets
    shape = (kernels.KINDS, int(asked.places.max(initial=0)) + 1)
    outcome, scored = (np.zeros((*shape, buckets, 2, 2), kind) for kind in (np.int64, np.float64))
    squares, unknown = np.zeros((*shape, 2)), np.zeros(shape, np.int64)
    kinds, classes, values = _scores(chunk)
    finals = np.where((kinds >= 0) & (kinds == asked.ending), values, np.nan)
    kernels.moments(
        *(still(chunk.offsets), still(chunk.codes), still(chunk.times), still(bucket)),
        still(asked.places),
        *(still(_goals(chunk, asked.marks, asked.flagged)), still(kinds), still(classes), still(finals)),
        *(still(asked.medians), np.int64(asked.late), np.int64(asked.horizon), outcome, scored, squares, unknown),
    )
    return [outcome, scored, squares, unknown]


def _merge(parts: Sequence[list[NDArray[Any]]]) -> list[NDArray[Any]]:
    return [np.sum(each, axis=0) for each in zip(*parts, strict=True)]


def _compared(names: list[str], parts: list[NDArray[Any]], minimum: int) -> tuple[list[Moment], int]:
    """Every experience with enough journeys on both sides, and how many had too few on one; place 1 is ``names[0]``."""
    outcome, scored, squares, _ = parts
    out: list[Moment] = []
    small = 0
    if outcome[..., 1].any():
        n = outcome.sum(axis=(2, 4))
        enough = (n >= minimum).all(axis=2)
        small += int(((n > 0).all(axis=2) & ~enough).sum())
        p = _shares_p(outcome[enough])
        for row, (kind, place) in enumerate(np.argwhere(enough).tolist()):
            (a, b), (c, d) = (
                (int(each[:, 1].sum()), int(each.sum())) for each in np.moveaxis(outcome[kind, place], 1, 0)
            )
            what, sides = (EXPERIENCES[kind], "conversion"), (Side(b, a / b), Side(d, c / d))
            out.append(_moment(names[place - 1], what, sides, newcombe(a, b, c, d), float(p[row])))
    n = scored[..., 0].sum(axis=2)
    enough = (n >= max(minimum, 2)).all(axis=2)
    small += int(((n > 0).all(axis=2) & ~enough).sum())
    for kind, place in np.argwhere(enough).tolist():
        found = _welch(scored[kind, place], squares[kind, place])
        if found is not None:
            out.append(_moment(names[place - 1], (EXPERIENCES[kind], "score"), *found))
    return out, small


def _shares_p(outcome: NDArray[np.int64]) -> NDArray[np.float64]:
    """Two-sided p per row of journeys by bucket, good and bad, without and with the outcome.

    Where customers have several journeys it is never below that of the spread of the covariance between buckets.
    """
    n = outcome.sum(axis=(1, 3))
    good, bad = outcome[:, :, 0, 1].sum(axis=1), outcome[:, :, 1, 1].sum(axis=1)
    p = two_shares_p(good, n[:, 0], bad, n[:, 1])
    if outcome.shape[1] == 1:
        return p
    total = n.sum(axis=1)
    part, risk = (n[:, 0] / total)[:, None], ((good + bad) / total)[:, None]
    members, everybody = outcome[:, :, 0].sum(axis=2), outcome.sum(axis=(2, 3))
    hits, came = outcome[:, :, 0, 1], outcome[..., 1].sum(axis=2)
    scores = hits - members * risk - came * part + everybody * part * risk
    return np.maximum(p, 2 * by_buckets(scores, about=-np.abs(scores.sum(axis=1))))


def _moment(name: str, what: tuple[str, str], sides: tuple[Side, Side], spread: Interval | None, p: float) -> Moment:
    """With its q still to come."""
    return Moment(name, *what, *sides, sides[0].value - sides[1].value, spread, p, 1.0, False)


def _welch(
    by_bucket: NDArray[np.float64], squares: NDArray[np.float64]
) -> tuple[tuple[Side, Side], Interval, float] | None:
    """Two means compared without equal variances (Welch 1947); None where nobody's score differs from another's.

    ``by_bucket``: number and sum by bucket, good and bad. Where customers have several journeys, p is never below that
    of the spread between buckets.
    """
    from scipy.special import stdtrit
    from scipy.stats import ttest_ind_from_stats

    scored = by_bucket.sum(axis=0)
    n, mean = scored[:, 0], scored[:, 1] / scored[:, 0]
    spread = np.sqrt(np.maximum(squares - n * mean * mean, 0.0) / (n - 1))
    if not (spread > 0).any():
        return None
    test = ttest_ind_from_stats(mean[0], spread[0], n[0], mean[1], spread[1], n[1], equal_var=False)
    error = spread**2 / n
    half = float(stdtrit(error.sum() ** 2 / (error**2 / (n - 1)).sum(), 0.975)) * math.sqrt(error.sum())
    gap, p = float(mean[0] - mean[1]), float(test.pvalue)
    if len(by_bucket) > 1:
        residuals = (by_bucket[:, :, 1] - mean * by_bucket[:, :, 0]) / n
        p = max(p, 2 * float(by_buckets(residuals[:, 0] - residuals[:, 1], about=np.array(-abs(gap)))))
    good, bad = (Side(int(n[side]), float(mean[side])) for side in (0, 1))
    return (good, bad), (gap - half, gap + half), p
