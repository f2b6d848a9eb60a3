"""Two maps, or two versions of one, measured on the same journeys: which numbers differ, and by how much.

The journeys are the same on both sides, so a number differs only because a rule, a touchpoint or a phase does. The
interval of a difference in reach is for such pairs (Agresti and Min 2005: half a journey added to each cell).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from klantreis.analyses.measures import LEVEL, Interval
from klantreis.engine.columns import Attributes
from klantreis.engine.journeys import Journeys
from klantreis.evidence.binding import Bound, bind
from klantreis.evidence.measure import Measures, measure
from klantreis.journey.comparison import Comparison
from klantreis.journey.document import Document


@dataclass(frozen=True)
class Side:
    """A number on one map: over how many journeys or events, and its own 95 % interval where it has one."""

    value: float | None
    n: int
    interval: Interval | None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"n": self.n, "interval": None if self.interval is None else list(self.interval)}


Verdict = Literal["clear", "within", "one_side", "no_interval"]
"""Whether two numbers really differ: beyond their intervals, within them, or not to be said."""


@dataclass(frozen=True)
class Difference:
    """One number of a touchpoint on both sides, ids of both; ``interval`` of ``after - before`` where it has one.

    ``verdict``: *clear* when the interval of the difference leaves out 0 or, without one, the intervals of both sides
    do not meet; *within* when they do; *one_side* when only one map measures it; *no_interval* for a median.
    """

    before_id: str
    after_id: str
    measure: str
    old: Side
    new: Side
    interval: Interval | None

    @property
    def difference(self) -> float | None:
        """What was added to the number; None when one side has none."""
        return None if self.old.value is None or self.new.value is None else self.new.value - self.old.value

    @property
    def verdict(self) -> Verdict:
        """Whether the two really differ."""
        if self.difference is None:
            return "one_side"
        if self.interval is not None:
            return "within" if self.interval[0] <= 0 <= self.interval[1] else "clear"
        if self.old.interval is None or self.new.interval is None:
            return "no_interval"
        meet = self.old.interval[0] <= self.new.interval[1] and self.new.interval[0] <= self.old.interval[1]
        return "within" if meet else "clear"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "before_id": self.before_id,
            "after_id": self.after_id,
            "measure": self.measure,
            "before": self.old.value,
            "after": self.new.value,
            "difference": self.difference,
            "interval": None if self.interval is None else list(self.interval),
            "before_side": self.old.to_dict(),
            "after_side": self.new.to_dict(),
            "verdict": self.verdict,
        }


def measured_differences(
    before: Document, after: Document, compared: Comparison, journeys: Journeys, attributes: Attributes | None = None
) -> list[Difference]:
    """Reach, drop-off, waiting and emotion of every touchpoint on both maps where they differ, in map order."""
    sides = [bind(document, journeys, attributes) for document in (before, after)]
    told = [
        measure(document, journeys, attributes, bound=bound)
        for document, bound in zip((before, after), sides, strict=True)
    ]
    out: list[Difference] = []
    for touchpoint in before.touchpoints():
        other = compared.same.get(touchpoint.id)
        if other is None:
            continue
        old, new = _numbers(told[0], touchpoint.id), _numbers(told[1], other)
        for name in old:
            if old[name].value == new[name].value:
                continue
            interval = None
            if name == "reach":
                interval = paired(_reach(sides[0], touchpoint.id), _reach(sides[1], other))
            out.append(Difference(touchpoint.id, other, name, old[name], new[name], interval))
    return out


def _numbers(told: Measures, touchpoint: str) -> dict[str, Side]:
    found = told.touchpoints[touchpoint]
    felt = found.emotion

    def side(value: float | None, n: int, interval: Interval | None) -> Side:
        return Side(None if value is None else float(value), n, interval)

    return {
        "reach": side(found.share, told.scope.n, found.interval),
        "drop_off": side(found.drop_off.share, found.drop_off.of, found.drop_off.interval),
        "waiting": side(found.waiting.median_s, found.waiting.n, None),
        "emotion": Side(None, 0, None) if felt is None else side(felt.mean, felt.n, felt.interval),
    }


def _reach(bound: Bound, touchpoint: str) -> NDArray[np.bool_]:
    """Per journey, whether it comes to a touchpoint."""
    told = bound.journeys
    before = np.concatenate(([0], np.cumsum(np.asarray(told.codes) == bound.code_of(touchpoint))))
    return before[told.offsets[1:]] > before[told.offsets[:-1]]


def paired(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> Interval | None:
    """Interval (95 %) of the difference of two shares of the same journeys; None without any."""
    n = len(before)
    if n == 0:
        return None
    came, went = int((after & ~before).sum()) + 0.5, int((before & ~after).sum()) + 0.5
    total = n + 2
    middle = (came - went) / total
    spread = max(0.0, (came + went) / total - middle * middle) / total
    half = NormalDist().inv_cdf(0.5 + LEVEL / 2) * math.sqrt(spread)
    return max(-1.0, middle - half), min(1.0, middle + half)
