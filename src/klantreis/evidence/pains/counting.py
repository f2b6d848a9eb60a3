"""Bound journeys gone through once: how often each kind of pain happens at each place, and how journeys end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from klantreis.engine.columns import Column
from klantreis.engine.dealing import buckets_of, dealt
from klantreis.engine.groups import collect, quantiles
from klantreis.engine.journeys import MICROSECONDS, Journeys
from klantreis.engine.local import still
from klantreis.evidence.binding import Bound
from klantreis.evidence.ends import DAY, Goal
from klantreis.evidence.pains.clues import ALL, MARKS, Clues
from klantreis.evidence.pains.result import Kind
from klantreis.evidence.walk import Walked
from klantreis.journey.document import Document

LONG = 5
"""A wait is long from this many times the touchpoint's own median …"""
LONG_FROM = 3600 * MICROSECONDS
"""… and from an hour on."""
PLACES_OFF_MAP = 500
"""Activities off the map that are looked at as places, the most frequent."""
SAMPLES = 12
"""Slots with text that are remembered per kind and place."""
NEVER = 1 << 62

KINDS: tuple[tuple[Kind, str | None], ...] = (
    ("drop_off", None),
    ("long_wait", None),
    ("repeat", None),
    ("back", None),
    ("channel_switch", None),
    ("repeated_contact", None),
    ("low_score", "nps"),
    ("low_score", "csat"),
    ("low_score", "ces"),
    ("rage_click", None),
    ("dead_click", None),
)
"""In the order of ``engine.kernels_pains``."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Told:
    """A map, the journeys told in its touchpoints, and what their events say besides."""

    document: Document
    bound: Bound
    seen: Walked
    marks: Clues
    goal: Goal | None


@dataclass(frozen=True)
class Clock:
    """The end of the data, how long a journey without events is still open, and how long each is followed (µs)."""

    end: int
    days: int | None
    follow: int | None


def places_of(bound: Bound, seen: Walked) -> NDArray[np.int32]:
    """The place per code: touchpoints keep their number, then the most frequent activities off the map; else 0."""
    total = len(bound.touchpoints)
    out = np.zeros(len(bound.journeys.labels), np.int32)
    out[1 : total + 1] = np.arange(1, total + 1)
    off = np.arange(total + 1, len(out))
    kept = np.sort(off[np.argsort(-seen.events[off], kind="stable")[:PLACES_OFF_MAP]])
    out[kept] = np.arange(total + 1, total + 1 + len(kept))
    return out


@dataclass(frozen=True, eq=False)
class Counted:
    """What ``engine.kernels_pains`` counts, shapes (kinds, places, …)."""

    sums: Ints
    totals: Ints
    journeys: Ints
    rated: Ints
    """By bucket of customers: hits, occasions; shape (kinds, places, buckets, 2)."""
    outcome: Ints
    """By bucket of customers: journeys without and with, not and come to the goal; (kinds, places, buckets, 2, 2)."""
    unknown: Ints
    samples: Ints


def counted(told: Told, places: NDArray[np.int32], clock: Clock) -> Counted:
    """Runs the kernel over chunks; partial results are added up, and the first samples kept."""
    parts = _run(told, places, clock, -1)[:-1]
    kinds, width = len(KINDS), int(places.max(initial=0)) + 1
    return Counted(*(part if k == 1 else part.reshape(kinds, width, *part.shape[1:]) for k, part in enumerate(parts)))


@dataclass(frozen=True, eq=False)
class Mine:
    """What one kind of pain at one place is to each journey, shape (J,) each."""

    hits: Ints
    occasions: Ints
    hits_elsewhere: Ints
    """Of the same kind at all other places."""
    occasions_elsewhere: Ints
    ended: Ints
    """0 where it is not compared, else 1 + 2 · with the pain + came to the goal."""


def mine(told: Told, places: NDArray[np.int32], clock: Clock, kind: int, place: int) -> Mine:
    """How often each journey is hit by one kind of pain at one place, and could be; the same elsewhere; its end."""
    hits, ended, occasions, all_hits, all_occasions = _run(
        told, places, clock, kind * (int(places.max(initial=0)) + 1) + place
    )[-1].T
    return Mine(hits, occasions, all_hits - hits, all_occasions - occasions, ended)


def _run(told: Told, places: NDArray[np.int32], clock: Clock, wanted: int) -> list[Ints]:
    """The arrays of ``Counted``, flat, and what the kernel gives per journey of the place ``wanted``."""
    journeys, seen, marks, goal = told.bound.journeys, told.seen, told.marks, told.goal
    total = len(told.bound.touchpoints)
    width, buckets = int(places.max(initial=0)) + 1, buckets_of(journeys)
    phases = np.full(len(journeys.labels), -1, np.int64)
    for code, touchpoint in enumerate(told.document.touchpoints(), start=1):
        phases[code] = seen.phases.index(touchpoint.phase)
    medians = quantiles(collect(seen.wait_code - 1, seen.wait, total), (0.5,))[:, 0] * MICROSECONDS
    limits = np.zeros(len(journeys.labels), np.int64)
    limits[1 : total + 1] = np.where(np.isnan(medians), 0, np.maximum(np.nan_to_num(medians) * LONG, LONG_FROM))
    at = {
        "goal_phase": len(seen.phases) if goal is None else seen.phases.index(goal.phase.id),
        "known": clock.end - (clock.days or 0) * DAY,
        "late": clock.end - (clock.follow or 0),
        "horizon": NEVER if clock.follow is None else clock.follow,
        "contacts_until": clock.end - 7 * DAY,
    }
    moments = tuple(np.int64(value) for value in at.values())

    def count(chunk: Journeys) -> list[Ints]:
        from klantreis.engine import kernels_pains as kernels

        slots = np.asarray(chunk.rows)
        bits = chunk.column(MARKS).numbers.astype(np.uint16)
        size = len(KINDS) * width
        sums, totals = np.zeros((size, 9), np.int64), np.zeros((len(KINDS), 5), np.int64)
        rated, outcome = np.zeros((size, buckets, 2), np.int64), np.zeros((size, buckets, 2, 2), np.int64)
        hit, own = np.zeros((size, 2), np.int64), np.zeros((chunk.n if wanted >= 0 else 0, 5), np.int64)
        unknown, samples = np.zeros(size, np.int64), np.full((size, SAMPLES), -1, np.int64)
        kernels.pains(
            *(still(chunk.offsets), still(chunk.codes), still(chunk.times), still(bits)),
            *(still(places), still(phases), still(limits), *moments, marks.clicks),
            still(dealt(chunk, buckets)),
            *(sums, totals, hit, rated, outcome, unknown, samples, np.zeros(size, np.int64), wanted, own),
        )
        there = samples >= 0
        samples[there] = slots[samples[there]]
        return [sums, totals, hit, rated, outcome, unknown, samples, own]

    carried = {MARKS: Column(tuple(range(ALL)), marks.marks.astype(np.int64))}
    return replace(journeys, rows=np.arange(len(journeys.codes)), columns=carried).run(count, _merge)


def _merge(parts: Sequence[list[Ints]]) -> list[Ints]:
    *counts, samples, own = (list(each) for each in zip(*parts, strict=True))
    together = np.concatenate(samples, axis=1)
    # what is there moves to the front, in the order of the chunks
    order = np.argsort(together < 0, axis=1, kind="stable")[:, :SAMPLES]
    return [*(np.sum(each, axis=0) for each in counts), np.take_along_axis(together, order, axis=1),
            np.concatenate(own)]  # fmt: skip
