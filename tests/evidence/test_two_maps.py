"""Whether two measured numbers really differ, on cases one can count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from klantreis.evidence.two_maps import Difference, Side, Verdict, paired


def side(value: float | None, low: float | None = None, high: float | None = None) -> Side:
    return Side(value, 40, None if low is None or high is None else (low, high))


@pytest.mark.parametrize(
    ("old", "new", "interval", "verdict"),
    [
        (side(0.2, 0.1, 0.3), side(0.5, 0.4, 0.6), None, "clear"),
        (side(0.2, 0.1, 0.3), side(0.35, 0.3, 0.5), None, "within"),
        (side(0.5, 0.4, 0.6), side(0.2, 0.1, 0.3), None, "clear"),
        # the interval of the difference itself says more than whether two intervals meet
        (side(0.2, 0.1, 0.3), side(0.25, 0.15, 0.35), (0.01, 0.09), "clear"),
        (side(0.2, 0.1, 0.3), side(0.25, 0.15, 0.35), (-0.01, 0.11), "within"),
        (side(None), side(0.5, 0.4, 0.6), None, "one_side"),
        (side(0.5, 0.4, 0.6), side(None), None, "one_side"),
        (side(60.0), side(90.0), None, "no_interval"),
    ],
)
def test_two_numbers_differ_beyond_their_intervals_or_not(
    old: Side, new: Side, interval: tuple[float, float] | None, verdict: Verdict
) -> None:
    assert Difference("a", "b", "reach", old, new, interval).verdict == verdict


def test_of_the_same_journeys_only_those_that_changed_side_count() -> None:
    before = np.array([True] * 50 + [False] * 50)
    low, high = paired(before, before) or (1.0, -1.0)
    assert low < 0 < high
    # twenty came and none went: 20.5 and 0.5 of 102
    found = paired(before, np.array([True] * 70 + [False] * 30))
    assert found is not None
    assert found[0] > 0.1
    assert (found[0] + found[1]) / 2 == pytest.approx(20 / 102)
    assert paired(np.array([], np.bool_), np.array([], np.bool_)) is None
