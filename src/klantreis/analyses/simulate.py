"""``simulate``: what if we mend it. An absorbing Markov chain over touchpoints, with its own calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import Interval, Step, checked, codes_of, name_of, ranks, share, wilson
from klantreis.analyses.picture import Bar, percent, points, spread, written
from klantreis.analyses.result import Result, Scope, keys_of, plain
from klantreis.analyses.simulate_chain import Chain, Steps, chain_of, merged_steps
from klantreis.engine.duration import microseconds
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source
from klantreis.errors import UserError

SEED = 20260901
FOREVER = 1 << 62


@dataclass(frozen=True)
class Change:
    """One thing that is mended: how likely the next event after ``at`` is ``to`` becomes ``factor`` times as large.

    ``to`` None is dropping out. What else may follow ``at`` keeps its proportions.
    """

    at: str
    to: str | None
    factor: float


@dataclass(frozen=True)
class Changed:
    """A change with what it did to the chain."""

    at: str
    to: str | None
    factor: float
    before: float
    """Share of the exits from ``at`` that go to ``to``."""
    after: float


@dataclass(frozen=True)
class Calibrated:
    """Conversion of the journeys that reach one touchpoint: as the chain has it, and as it was."""

    name: str
    n: int
    """Journeys that reach it before they convert, open ones left out."""
    predicted: float
    observed: float
    interval: Interval | None
    """Wilson's 95 % interval of ``observed``."""


@dataclass(frozen=True)
class Simulation(Result):
    """Conversion as it is and as it would be."""

    question: ClassVar[str] = "simulate"
    columns: ClassVar[tuple[str, ...]] = keys_of(Calibrated)
    conversion: str
    order: int
    states: int
    """States of the chain, start and touchpoints, at order 2 with the pairs that are common enough."""
    conversions: int
    observed: float | None
    """Share of the journeys with events, open ones left out, that convert."""
    observed_interval: Interval | None
    predicted: float
    """What the chain makes of it; without open journeys the same by construction."""
    predicted_interval: Interval | None
    """95 %, from drawing every row of the chain anew (parametric bootstrap)."""
    changed: float
    changed_interval: Interval | None
    difference: float
    interval: Interval | None
    """95 % interval of ``difference``, drawn alike."""
    extra: float
    """Conversions more among as many journeys."""
    changes: tuple[Changed, ...]
    open: int
    empty: int
    mean_error: float | None
    """Mean difference of predicted and observed over touchpoints, weighted by journeys."""
    touchpoints: tuple[Calibrated, ...]
    """Those that most journeys come to first."""
    left_out: int
    """Touchpoints that a limit leaves unlisted."""

    def rows(self) -> Sequence[dict[str, Any]]:
        """The calibration, one dict per touchpoint."""
        return plain(self.touchpoints)

    def told(self) -> Sequence[str]:
        """Conversion now and then, and how near the chain is to what was."""
        off = "" if self.mean_error is None else f"; the chain is off by {percent(self.mean_error)} on average"
        return (
            f"conversion now {percent(self.predicted)}{spread(self.predicted_interval)}, "
            f"then {percent(self.changed)}{spread(self.changed_interval)}",
            f"difference {points(self.difference)}{spread(self.interval, points)}, {self.extra:+,.0f} conversions{off}",
        )

    def bars(self) -> Sequence[Bar]:
        """Conversion now and then."""
        return [
            (name, value, written("share", value)) for name, value in (("now", self.predicted), ("then", self.changed))
        ]

    def body(self) -> dict[str, Any]:
        """The stable keys, then what they rest on."""
        told = super().body()
        calibration = {name: told.pop(name) for name in ("mean_error", "touchpoints", "left_out")}
        return {**told, "calibration": calibration}


def simulate(
    journeys: Source,
    conversion: Step,
    changes: Sequence[Change] = (),
    *,
    order: Literal[1, 2] = 1,
    allowed: str | float | timedelta | None = None,
    seed: int = SEED,
    limit: int | None = None,
) -> Simulation:
    """Conversion if drop-offs or transitions change.

    Each journey is followed to its first ``conversion``, else to its end. The chance of the next event depends on the
    last one (``order`` 1), or on the last two where at least 30 journeys' steps carry that pair (``order`` 2;
    Kemeny and Snell 1960 for absorbing chains). ``changes`` are applied together. With ``allowed``, a journey without a
    conversion whose last event is less than that before the end of the data is open: it says nothing about dropping
    out. ``calibration`` holds the chain against what was: conversion of those who reach each touchpoint. A chain
    assumes that who is led on behaves like those who went on by themselves; it is no proof of an effect. ``limit``
    lists only so many touchpoints of the calibration, those that most come to; ``mean_error`` is over all. Raises
    ``NotFound`` (``activity.unknown``), ``UserError`` (``simulate.*``, ``duration.*``).
    """
    checked(limit, "simulate")
    if order not in (1, 2):
        raise UserError("simulate.order", f"There is no order {order}.", where="order", mend="Choose 1 or 2.")
    converts, closed = _asked(journeys, conversion, allowed)
    for change in changes:
        _check(journeys, change, converts)
    place = ranks(journeys.labels)
    steps = journeys.run(lambda chunk: _steps(chunk, converts, closed), merged_steps).renumbered(place)
    with_events, conversions, open_ = (int(total) for total in steps.totals)
    chain = chain_of(steps, len(journeys.labels), order)
    targets = [_target(journeys, change, converts, place) for change in changes]
    done = [
        Changed(change.at, change.to, change.factor, *chain.exits(at, to, change.factor))
        for change, (at, to) in zip(changes, targets, strict=True)
    ]
    mended = [(at, to, change.factor) for change, (at, to) in zip(changes, targets, strict=True)]
    now, then = chain.conversion(()), chain.conversion(mended)
    drawn = chain.drawn(mended, np.random.default_rng(seed))
    touchpoints = _calibrated([journeys.labels[code] for code in np.argsort(place)], chain, steps)
    weight = sum(each.n for each in touchpoints)
    decided = with_events - open_
    return Simulation(
        scope=Scope.of(journeys),
        conversion=name_of(conversion),
        order=order,
        states=chain.states,
        conversions=conversions,
        observed=share(conversions, decided),
        observed_interval=wilson(conversions, decided),
        predicted=now,
        predicted_interval=_middle(drawn[:, 0]),
        changed=then,
        changed_interval=_middle(drawn[:, 1]),
        difference=then - now,
        interval=_middle(drawn[:, 1] - drawn[:, 0]),
        extra=(then - now) * with_events,
        changes=tuple(done),
        open=open_,
        empty=journeys.n - with_events,
        mean_error=sum(each.n * abs(each.predicted - each.observed) for each in touchpoints) / weight
        if weight
        else None,
        touchpoints=touchpoints[:limit],
        left_out=len(touchpoints) - len(touchpoints[:limit]),
    )


def followed(
    journeys: Source,
    conversion: Step,
    at: str | None = None,
    *,
    side: Literal["all", "with", "without", "open"] = "all",
    allowed: str | float | timedelta | None = None,
) -> NDArray[np.int64]:
    """1 for journeys that the chain is held against; shape (J,).

    With ``at`` those of its ``calibration`` that come there before they convert, ``n``; ``with`` those of them that
    convert, ``observed`` · n, ``without`` the rest. Without ``at`` all that have ended: ``with`` sums to
    ``conversions``. ``open``: those that may still convert. Raises as ``simulate`` does, and ``UserError``
    (``simulate.side``).
    """
    marks = {"all": (1, 2), "with": (2,), "without": (1,), "open": (3,)}.get(side)
    if marks is None:
        raise UserError(
            "simulate.side",
            f"{side[:40]!r} is no side of a forecast.",
            where="side",
            mend="Choose one of: all, with, without, open.",
            params={"side": side[:40]},
        )
    converts, closed = _asked(journeys, conversion, allowed)
    code = -1 if at is None else codes_of(journeys, at)[0]

    def ended(chunk: Journeys) -> NDArray[np.int64]:
        from klantreis.engine import kernels_simulate as kernels

        found = np.empty(chunk.n, np.int64)
        arrays = (still(each) for each in (chunk.offsets, chunk.codes, chunk.times, converts))
        kernels.followed(*arrays, code, closed, found)
        return np.isin(found, marks).astype(np.int64)

    return journeys.run(ended, np.concatenate)


def _asked(
    journeys: Source, conversion: Step, allowed: str | float | timedelta | None
) -> tuple[NDArray[np.bool_], int]:
    """(whether a code is the conversion, after which moment a journey is open)."""
    converts = np.zeros(len(journeys.labels), np.bool_)
    converts[list(codes_of(journeys, conversion))] = True
    span = journeys.span()
    closed = FOREVER if allowed is None or span is None else span[1] - microseconds(allowed, what="allowed")
    return converts, closed


def _steps(chunk: Journeys, converts: NDArray[np.bool_], closed: int) -> Steps:
    from klantreis.engine import kernels_simulate as kernels

    width = len(converts)
    slots = len(chunk.codes)
    before, to, first = (np.empty(slots, np.int64) for _ in range(3))
    won, totals = np.empty(slots, np.bool_), np.zeros(3, np.int64)
    made, visited = kernels.steps(
        *(still(array) for array in (chunk.offsets, chunk.codes, chunk.times, converts)),
        width,
        closed,
        before,
        to,
        first,
        won,
        totals,
        np.full(width, -1, np.int64),
    )
    return Steps.of(before[:made], to[:made], first[:visited], won[:visited], totals=totals, width=width)


def _check(journeys: Source, change: Change, converts: NDArray[np.bool_]) -> None:
    for name in (change.at, change.to):
        if name is not None:
            codes_of(journeys, name)
    if converts[list(codes_of(journeys, change.at))].any():
        raise UserError(
            "simulate.after_conversion",
            f"Nothing is followed after {change.at!r}: it is the conversion.",
            where=change.at,
            mend="Change what happens before the conversion.",
            params={"at": change.at},
        )
    if not 0 <= change.factor < 1e9:
        raise UserError(
            "simulate.factor",
            f"A chance cannot become {change.factor} times as large.",
            where=change.at,
            mend="Give 0 or more: 0.8 for a fifth less, 2 for twice as much.",
            params={"factor": str(change.factor)},
        )


def _target(journeys: Source, change: Change, converts: NDArray[np.bool_], place: NDArray[np.int64]) -> tuple[int, int]:
    """Places of a change in the order of names; the conversion is one past the others, the end is 0."""
    at = codes_of(journeys, change.at)[0]
    to = 0 if change.to is None else codes_of(journeys, change.to)[0]
    return int(place[at]), len(converts) if converts[to] else int(place[to])


def _calibrated(labels: Sequence[str | None], chain: Chain, steps: Steps) -> tuple[Calibrated, ...]:
    found = []
    for code, n, won, predicted in chain.reached(steps):
        found.append(Calibrated(str(labels[code]), n, predicted, won / n, wilson(won, n)))
    return tuple(sorted(found, key=lambda each: (-each.n, each.name)))


def _middle(values: NDArray[np.float64]) -> Interval | None:
    """The middle 95 % of drawn values."""
    if not len(values):
        return None
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)
