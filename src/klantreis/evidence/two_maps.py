"""Two maps, or two versions of one, measured on the same journeys: which numbers differ, and by how much.

The journeys are the same on both sides, so a number differs only because a rule, a touchpoint or a phase does. The
interval of a difference in reach is for such pairs (Agresti and Min 2005: half a journey added to each cell).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

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
class Difference:
    """One number of a touchpoint on both sides, ids of both; ``interval`` of ``after - before`` where it has one."""

    before_id: str
    after_id: str
    measure: str
    before: float | None
    after: float | None
    difference: float | None
    interval: Interval | None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**self.__dict__, "interval": None if self.interval is None else list(self.interval)}


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
            if old[name] == new[name]:
                continue
            difference = None if old[name] is None or new[name] is None else new[name] - old[name]
            interval = None
            if name == "reach":
                interval = paired(_reach(sides[0], touchpoint.id), _reach(sides[1], other))
            out.append(Difference(touchpoint.id, other, name, old[name], new[name], difference, interval))
    return out


def _numbers(told: Measures, touchpoint: str) -> dict[str, Any]:
    found = told.touchpoints[touchpoint]
    numbers = {
        "reach": found.share,
        "drop_off": found.drop_off.share,
        "waiting": found.waiting.median_s,
        "emotion": None if found.emotion is None else found.emotion.mean,
    }
    return {name: None if number is None else float(number) for name, number in numbers.items()}


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
