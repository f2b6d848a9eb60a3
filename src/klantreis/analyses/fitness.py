"""``fitness``: how far is real from planned. Exact minimum-cost alignment of every journey to a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import mean_interval
from klantreis.analyses.picture import spread
from klantreis.analyses.result import Result, Scope, keys_of, plain
from klantreis.engine.distinct import distinct
from klantreis.engine.journeys import Journeys
from klantreis.engine.local import still
from klantreis.engine.source import Source
from klantreis.errors import UserError

BINS = 20
BITS = 62
"""Sequences aligned at a time when it is asked which of them deviate: one bit each of a word of 64."""
DEVIATIONS = {"unexpected": 2, "left_out": 3, "skipped": 4}
"""Where the kernel counts journeys with a deviation."""
LISTED = 500
"""How many deviations are listed; a text taken for an activity gives a new one per event."""


@dataclass(frozen=True)
class PlannedTouchpoint:
    """One touchpoint of a plan: the code its events carry, and what the plan asks of it."""

    code: int
    required: bool = False
    repeatable: bool = False


@dataclass(frozen=True)
class PlannedPhase:
    """One phase: its touchpoints, and whether their order is fixed or free.

    In a fixed order a repeatable touchpoint may repeat before the next one, not after it.
    """

    touchpoints: tuple[PlannedTouchpoint, ...]
    fixed: bool = False


@dataclass(frozen=True)
class Plan:
    """The journey as planned: phases in order. A journey visits a phase once; going back is not planned."""

    phases: tuple[PlannedPhase, ...]

    def __post_init__(self) -> None:
        codes = [t.code for phase in self.phases for t in phase.touchpoints]
        if len(set(codes)) != len(codes) or any(code < 1 for code in codes):
            raise UserError(
                "fitness.plan",
                "Every touchpoint of a plan needs its own code, from 1 up.",
                mend="Give each touchpoint one place in one phase.",
                params={"codes": codes},
            )

    @property
    def shortest(self) -> int:
        """Events of the shortest planned journey: the required touchpoints, once each."""
        return sum(t.required for phase in self.phases for t in phase.touchpoints)


@dataclass(frozen=True)
class Deviation:
    """One kind of difference between journeys and plan, summed over all journeys.

    ``kind`` is ``unexpected`` (events the plan does not expect there) or ``left_out`` (a required
    touchpoint that did not happen); ``touchpoint`` is the label of the code, ``code`` the code. Of the
    journeys that left a touchpoint out, ``skipped`` were in a later phase all the same; the others never
    got that far.
    """

    kind: str
    touchpoint: str
    code: int
    count: int
    journeys: int
    skipped: int | None = None
    record: str | None = None
    """The record on the map that it is about, where a map was asked; None for what is off the map."""


@dataclass(frozen=True, eq=False)
class FitnessResult(Result):
    """Fitness per journey and over all: 1 is a journey that runs as planned, 0 the worst alignment."""

    question: ClassVar[str] = "fitness"
    columns: ClassVar[tuple[str, ...]] = keys_of(Deviation, without=("code",))
    mean: float | None
    interval: tuple[float, float] | None
    """95 % interval of the mean over journeys like these (Student's t, clipped to 0 … 1)."""
    perfect: int
    """Journeys that cost nothing."""
    histogram: tuple[int, ...]
    """Journeys per twentieth of fitness; the last bin includes 1."""
    deviations: tuple[Deviation, ...]
    """The whole cost, by kind and touchpoint, the most frequent first."""
    cost: NDArray[np.int64]
    """Cost per journey, shape (J,)."""
    fitness: NDArray[np.float64]
    """Fitness per journey, shape (J,)."""

    def by_skipped(self) -> FitnessResult:
        """The same answer, with what most journeys skipped first: left out although the journey came further.

        A touchpoint that most journeys leave out because they end before it says little; one that they pass by says
        much. What nobody skipped follows, the most frequent first.
        """
        return replace(self, deviations=tuple(sorted(self.deviations, key=lambda d: -(d.skipped or 0))))

    def told(self) -> Sequence[str]:
        """The mean, and how many journeys run as planned."""
        if self.mean is None:
            return ()
        mean = f"mean fitness {self.mean:.3f}{spread(self.interval, '{:.3f}'.format)}"
        return (f"{mean}; {self.perfect:,} journeys run as planned",)

    def body(self) -> dict[str, Any]:
        """The keys of ``fitness``."""
        return {
            "mean": self.mean,
            "interval": None if self.interval is None else list(self.interval),
            "perfect": self.perfect,
            "histogram": list(self.histogram),
            "deviations": list(self.rows()[:LISTED]),
            "deviations_left_out": {
                "deviations": len(self.deviations[LISTED:]),
                "count": sum(d.count for d in self.deviations[LISTED:]),
            },
        }

    def rows(self) -> Sequence[dict[str, Any]]:
        """One row per deviation."""
        return [{name: each for name, each in row.items() if name != "code"} for row in plain(self.deviations)]


def fitness(journeys: Source, plan: Plan) -> FitnessResult:
    """Exact fitness of every journey to a plan.

    The cost of a journey is that of its cheapest alignment: 1 for an event the plan does not expect,
    1 for a required touchpoint left out. Fitness = 1 - cost / (events + shortest planned journey), the
    divisor being the worst alignment. Where several alignments are cheapest, a fixed rule picks the one
    whose deviations are told. Codes of the journeys that no phase names are unexpected.

    Linear in the events of distinct journeys for free phases, times the touchpoints of a phase for fixed
    ones. Model and measure follow alignment-based conformance checking (Adriansyah, 2014).
    """
    tables = _tables(plan, len(journeys.labels))
    part = journeys.run(lambda chunk: _align(chunk, tables), _merge)
    worst = part.lengths + plan.shortest
    values = 1.0 - np.divide(part.cost, worst, out=np.zeros(len(worst)), where=worst > 0)
    counts = np.bincount(_bins(part, plan), minlength=BINS)
    unexpected, unexpected_in, left_out, skipped = part.deviations
    found = [
        Deviation("unexpected", _label(journeys, code), code, int(unexpected[code]), int(unexpected_in[code]))
        for code in np.flatnonzero(unexpected).tolist()
    ]
    found += [
        Deviation(
            "left_out", _label(journeys, code), code, int(left_out[code]), int(left_out[code]), int(skipped[code])
        )
        for code in np.flatnonzero(left_out).tolist()
    ]
    planned = [t.code for phase in plan.phases for t in phase.touchpoints]
    place = {code: at for at, code in enumerate(planned)}
    return FitnessResult(
        scope=Scope.of(journeys),
        mean=float(values.mean()) if len(values) else None,
        interval=mean_interval(len(values), float(values.sum()), float((values * values).sum()), (0.0, 1.0)),
        perfect=int((part.cost == 0).sum()),
        histogram=tuple(counts.tolist()),
        # among equals in the order of the plan, then by name
        deviations=tuple(
            sorted(found, key=lambda d: (-d.count, d.kind, place.get(d.code, len(planned)), d.touchpoint))
        ),
        cost=part.cost,
        fitness=values,
    )


def fitting(journeys: Source, plan: Plan, twentieth: int | None = None) -> NDArray[np.int64]:
    """1 for journeys that run as planned, ``perfect``; or whose fitness is in a bar of the ``histogram``, from 1.

    Shape (J,). Raises ``UserError`` (``fitness.bar``).
    """
    if twentieth is not None and not 1 <= twentieth <= BINS:
        raise UserError(
            "fitness.bar",
            f"There is no bar {twentieth}.",
            where="place",
            mend=f"Choose 1 to {BINS}.",
            params={"place": twentieth, "most": BINS},
        )
    tables = _tables(plan, len(journeys.labels))
    part = journeys.run(lambda chunk: _align(chunk, tables), _merge)
    found = part.cost == 0 if twentieth is None else _bins(part, plan) == twentieth - 1
    return found.astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Part:
    """The partial result."""

    cost: NDArray[np.int64]
    """Cost per journey."""
    lengths: NDArray[np.int64]
    """Events per journey."""
    deviations: NDArray[np.int64]
    """Per code: unexpected events, journeys they are in, journeys that left it out, those that skipped it."""


def _align(chunk: Journeys, tables: tuple[NDArray[Any], ...]) -> _Part:
    from klantreis.analyses.fitness_kernel import align

    groups = distinct(chunk)
    offsets, codes = groups.sequences(chunk)
    cost, *deviations = align(*(still(a) for a in (offsets, codes, groups.count, *tables)))
    return _Part(cost[groups.of], chunk.lengths, np.array(deviations))


def _merge(parts: Sequence[_Part]) -> _Part:
    return _Part(
        np.concatenate([part.cost for part in parts]),
        np.concatenate([part.lengths for part in parts]),
        np.sum([part.deviations for part in parts], axis=0),
    )


def _bins(part: _Part, plan: Plan) -> NDArray[np.int64]:
    """The bar of the histogram per journey, in whole numbers: exactly 0.6 never falls in the bar below."""
    worst = part.lengths + plan.shortest
    bins = np.where(worst > 0, (worst - part.cost) * BINS // np.maximum(worst, 1), BINS)
    return np.minimum(bins, BINS - 1)


def _tables(plan: Plan, labels: int) -> tuple[NDArray[Any], ...]:
    """The plan as arrays per code and per phase, as the kernel reads it."""
    size = max([labels, *(t.code + 1 for phase in plan.phases for t in phase.touchpoints)])
    phase_of = np.full(size, -1, np.int32)
    place_of, required, repeatable = (np.zeros(size, np.int32) for _ in range(3))
    for p, phase in enumerate(plan.phases):
        for place, touchpoint in enumerate(phase.touchpoints):
            phase_of[touchpoint.code] = p
            place_of[touchpoint.code] = place
            required[touchpoint.code] = touchpoint.required
            repeatable[touchpoint.code] = touchpoint.repeatable
    fixed = np.array([phase.fixed for phase in plan.phases], dtype=np.bool_)
    return fixed, phase_of, place_of, required, repeatable


def _label(journeys: Source, code: int) -> str:
    """What a code is called; a planned code that no event carries has only its number."""
    label = journeys.labels[code] if code < len(journeys.labels) else None
    return f"#{code}" if label is None else label


def deviating(journeys: Source, plan: Plan, kind: str, code: int) -> NDArray[np.int64]:
    """How often each journey has one deviation: ``unexpected`` events of a code, or a code ``left_out``; shape (J,).

    Sums to the ``count`` of that deviation in ``fitness``; the journeys with any are its ``journeys``. ``skipped``: of
    those that left it out the ones that came further. Raises ``UserError`` (``fitness.kind``).
    """
    if kind not in DEVIATIONS:
        raise UserError(
            "fitness.kind",
            f"{kind[:40]!r} is no deviation.",
            where="kind",
            mend=f"Choose one of: {', '.join(DEVIATIONS)}.",
            params={"kind": kind[:40]},
        )
    tables = _tables(plan, len(journeys.labels))
    return journeys.run(lambda chunk: _deviating(chunk, tables, kind, code), np.concatenate)


def _deviating(chunk: Journeys, tables: tuple[NDArray[Any], ...], kind: str, code: int) -> NDArray[np.int64]:
    groups = distinct(chunk)
    offsets, codes = groups.sequences(chunk)
    times = np.zeros(len(offsets) - 1, np.int64)
    # One bit per sequence as its weight: the sums then say which sequences have it, a block at a time.
    for lo in range(0, len(times), BITS):
        block = np.arange(lo, min(lo + BITS, len(times)))
        found = _aligned(offsets, codes, block, tables, 1 << (block - lo))
        hit = int(found[DEVIATIONS[kind]][code])
        times[block] = (hit >> (block - lo)) & 1
    if kind == "unexpected":
        starts = np.repeat(np.arange(len(times)), np.diff(offsets))
        repeats = np.bincount(starts[codes == code], minlength=len(times))
        for d in np.flatnonzero((times > 0) & (repeats > 1)).tolist():
            times[d] = _aligned(offsets, codes, np.array([d]), tables, np.ones(1, np.int64))[1][code]
    return times[groups.of]


def _aligned(
    offsets: NDArray[np.int64],
    codes: NDArray[np.int32],
    block: NDArray[np.int64],
    tables: tuple[NDArray[Any], ...],
    weight: NDArray[np.int64],
) -> tuple[NDArray[np.int64], ...]:
    from klantreis.analyses.fitness_kernel import align

    lo, hi = int(offsets[block[0]]), int(offsets[block[-1] + 1])
    cut = offsets[block[0] : block[-1] + 2] - lo
    return align(*(still(a) for a in (cut, codes[lo:hi], np.asarray(weight, np.int64), *tables)))
