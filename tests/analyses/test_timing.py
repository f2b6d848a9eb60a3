import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.timing import timing, timing_in, timing_inside
from klantreis.errors import NotFound, UserError
from tests.analyses import naive
from tests.analyses.naive import some_journeys, table
from tests.effort import examples

# p: a 0, a 2, b 10, a 11, b 15 · q: b 0, a 4 · r: a 3, c 4, b 9
EVENTS = [
    *[("p", "a", 0), ("p", "a", 2), ("p", "b", 10), ("p", "a", 11), ("p", "b", 15)],
    *[("q", "b", 0), ("q", "a", 4)],
    *[("r", "a", 3), ("r", "c", 4), ("r", "b", 9)],
]


def test_one_time_per_journey_counted_from_its_first_begin():
    result = timing(table(EVENTS), "a", "b", target_s=6)
    # p: 0 → 10, r: 3 → 9, q has no b after its a
    assert (result.count, result.journeys, result.unfinished) == (2, 2, 1)
    assert (result.median_s, result.p75_s) == (8.0, 9.0)
    # 6 s is not above a target of 6 s
    assert (result.above, result.above_share) == (1, 0.5)
    assert result.to_dict()["count"] == 2


def test_each_occurrence_counts_from_the_latest_begin_before_it():
    result = timing(table(EVENTS), "a", "b", each=True)
    # p: 2 → 10 and 11 → 15, r: 3 → 9
    assert (result.count, result.journeys, result.median_s) == (3, 2, 6.0)


def test_time_until_the_same_thing_happens_again():
    # p: 0 → 2, and with each also 2 → 11
    assert timing(table(EVENTS), "a", "a").count == 1
    assert timing(table(EVENTS), "a", "a", each=True).median_s == 5.5


def test_time_inside_a_phase():
    result = timing_inside(table(EVENTS), ("a", "c"))
    # p: 0 → 11, q: only one event there, r: 3 → 4
    assert (result.count, result.single, result.median_s) == (3, 1, 1.0)


def test_a_phase_is_its_codes_under_its_own_name():
    journeys = table(EVENTS)
    codes = [journeys.labels.index(name) for name in ("a", "c")]
    plain, named = timing_inside(journeys, ("a", "c")), timing_in(journeys, codes, "Keuze")
    assert {**named.to_dict(), "inside": "a | c"} == plain.to_dict()
    empty = timing_in(journeys, [], "Leeg", target_s=1)
    assert (empty.inside, empty.count, empty.median_s, empty.above_share) == ("Leeg", 0, None, None)


def test_nothing_measured_is_none():
    result = timing(table(EVENTS), "c", "a")
    assert (result.count, result.median_s, result.above) == (0, None, None)


def test_an_unknown_activity_names_the_nearest():
    with pytest.raises(NotFound, match="No event is called") as caught:
        timing(table([("p", "offerte", 0)]), "offertes", "x")
    assert caught.value.code == "activity.unknown"
    assert caught.value.params["near"] == ["offerte"]


def test_a_target_below_zero_is_refused():
    with pytest.raises(UserError):
        timing(table(EVENTS), "a", "b", target_s=-1)


@given(some_journeys(), st.sampled_from(["a", "ab", "c"]), st.sampled_from(["b", "bc", "a"]), st.booleans())
@settings(deadline=None, max_examples=examples(100))
def test_equals_the_plain_version(journeys, a, b, each):
    if not set(a + b) <= set(journeys.labels[1:]):
        return
    result = timing(journeys, tuple(a), tuple(b), target_s=2, each=each)
    expected = naive.timing(journeys, a, b, each)
    assert result.count == len(expected)
    assert result.above == sum(value > 2 for value in expected)
    if expected:
        quantiles = [result.median_s, result.p75_s, result.p90_s, result.p95_s]
        assert np.allclose(quantiles, np.quantile(expected, [0.5, 0.75, 0.9, 0.95]))


def test_how_the_times_are_spread():
    # 0 s, 59 s, one minute, three years: a bin begins at its edge, and empty ends are left out.
    waits = [0, 59, 60, 3 * 365 * 86_400]
    journeys = table([row for k, wait in enumerate(waits) for row in ((f"p{k}", "a", 0), (f"p{k}", "b", wait))])
    found = timing(journeys, "a", "b").histogram
    assert {(bin.from_s, bin.to_s): bin.count for bin in found if bin.count} == {
        (0, 1): 1,
        (30, 60): 1,
        (60, 120): 1,
        (730 * 86_400, None): 1,
    }
    assert sum(bin.count for bin in found) == 4
    assert timing(table([("p", "a", 0), ("q", "b", 0)]), "a", "b").histogram == ()
